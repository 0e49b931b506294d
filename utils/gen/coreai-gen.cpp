// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line: writes a program with random weights, for tests, demos and
// benchmarks that need programs of any size and no download. The same options
// give the same bytes.

#include "NumberOption.h"
#include "Programs.h"
#include "ToolMain/InitTool.h"
#include "coreai/Support/OutputFile.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/CommandLine.h"

#include <tbb/global_control.h>

using namespace mlir;
using namespace coreai::gen;
using coreai::reportError;
using coreai::elements::FloatFormat;
using llvm::Expected;
namespace cl = llvm::cl;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

namespace {

// The limits are far beyond any memory, and low enough that the number of bytes
// of any weight fits 64 bits.
constexpr Range<int64_t> kSizeRange{1, 1 << 20};
constexpr Range<int64_t> kKernelRange{1, 1 << 10};
constexpr Range<int64_t> kPaddingRange{0, 1 << 10};

/// A dimension of one kind of program.
struct SizeOption : NumberOption<int64_t> {
  SizeOption(cl::SubCommand &command, cl::OptionCategory &category,
             StringRef name, int64_t &size, const Twine &meaning,
             Range<int64_t> range = kSizeRange)
      : NumberOption(name, size, range, meaning, cl::sub(command),
                     cl::cat(category), cl::value_desc("n")) {}
};

/// The whole command line. Every kind of program is a subcommand with options
/// of its own, which also keeps their names apart from those that LLVM's
/// libraries register. Help texts end with the default.
struct CommandLine {
  MlpConfig mlp;
  ConvnetConfig convnet;
  TransformerConfig transformer;
  WeightOptions weights;
  int64_t threads = 0;

  cl::SubCommand mlpCommand{"mlp", "Linear layers with GELU between them"};
  cl::SubCommand convnetCommand{"convnet",
                                "Convolutions, some of them grouped, pooling "
                                "and a linear classifier"};
  cl::SubCommand transformerCommand{"transformer",
                                    "A decoder of the Llama family"};
  cl::SubCommandGroup all{&mlpCommand, &convnetCommand, &transformerCommand};

  cl::OptionCategory program{"Program"};
  cl::OptionCategory values{"Weights"};
  cl::OptionCategory output{"Output"};

  SizeOption mlpLayers{mlpCommand, program, "layers", mlp.layers,
                       "Linear layers"};
  SizeOption mlpBatch{mlpCommand, program, "batch", mlp.batch, "Rows of input"};
  SizeOption mlpHidden{mlpCommand, program, "hidden", mlp.hidden,
                       "Width of input and output"};
  SizeOption mlpIntermediate{mlpCommand, program, "intermediate",
                             mlp.intermediate, "Width between layers"};

  SizeOption convnetLayers{convnetCommand, program, "layers", convnet.layers,
                           "Convolutions, the second, fourth ... of which are "
                           "grouped and of stride 2"};
  SizeOption convnetBatch{convnetCommand, program, "batch", convnet.batch,
                          "Images of input"};
  SizeOption convnetChannels{convnetCommand, program, "channels",
                             convnet.channels,
                             "Output channels of every convolution"};
  SizeOption convnetImage{convnetCommand, program, "image", convnet.image,
                          "Height and width of the input, in pixels"};
  SizeOption convnetKernel{convnetCommand,
                           program,
                           "kernel",
                           convnet.kernel,
                           "Height and width of kernels, in pixels",
                           kKernelRange};
  SizeOption convnetGroups{convnetCommand, program, "groups", convnet.groups,
                           "Groups of channels in grouped convolutions"};
  SizeOption convnetPadding{convnetCommand,
                            program,
                            "padding",
                            convnet.padding,
                            "Zeros around every image, in pixels",
                            kPaddingRange};
  SizeOption convnetClasses{convnetCommand, program, "classes", convnet.classes,
                            "Outputs of the classifier"};

  SizeOption transformerLayers{transformerCommand, program, "layers",
                               transformer.layers, "Decoder layers"};
  SizeOption transformerHidden{transformerCommand, program, "hidden",
                               transformer.hidden, "Width of the residual"};
  SizeOption transformerIntermediate{transformerCommand, program,
                                     "intermediate", transformer.intermediate,
                                     "Width inside a feed-forward network"};
  SizeOption transformerHeads{transformerCommand, program, "heads",
                              transformer.heads, "Attention heads"};
  SizeOption transformerVocab{transformerCommand, program, "vocab",
                              transformer.vocab, "Vocabulary, in tokens"};
  SizeOption transformerSeq{transformerCommand, program, "seq", transformer.seq,
                            "Sequence length, in tokens"};
  cl::opt<NormKind, /*ExternalStorage=*/true> transformerNorm{
      "norm",
      cl::desc("What is normalized by (default rms)"),
      cl::location(transformer.norm),
      cl::init(transformer.norm),
      cl::values(clEnumValN(NormKind::Rms, "rms", "root mean square"),
                 clEnumValN(NormKind::Layer, "layer",
                            "mean and standard deviation, with a bias")),
      cl::sub(transformerCommand),
      cl::cat(program)};

  cl::opt<FloatFormat, /*ExternalStorage=*/true> dtype{
      "dtype",
      cl::desc("Element type of weights and activations (default f16)"),
      cl::location(weights.format),
      cl::init(weights.format),
      cl::values(clEnumValN(FloatFormat::F16, "f16", "IEEE 754 half"),
                 clEnumValN(FloatFormat::BF16, "bf16", "bfloat16"),
                 clEnumValN(FloatFormat::F32, "f32", "IEEE 754 single")),
      cl::sub(all),
      cl::cat(values)};
  cl::opt<Distribution, /*ExternalStorage=*/true> distribution{
      "distribution",
      cl::desc("Distribution of the elements of weights (default normal)"),
      cl::location(weights.distribution),
      cl::init(weights.distribution),
      cl::values(
          clEnumValN(Distribution::Normal, "normal", "normal"),
          clEnumValN(Distribution::StudentT, "student-t",
                     "Student's t: heavy tails"),
          clEnumValN(Distribution::Laplace, "laplace",
                     "Laplace: a sharp peak, exponential tails"),
          clEnumValN(Distribution::Uniform, "uniform", "uniform: no tails"),
          clEnumValN(Distribution::Few, "few",
                     "a few values per weight, drawn from the normal "
                     "distribution")),
      cl::sub(all),
      cl::cat(values)};
  // The limits keep products of the two within the range of double.
  NumberOption<double> scale{
      "scale",
      weights.scale,
      {1e-30, 1e30},
      "Standard deviation of elements; half the width of uniform ones",
      cl::sub(all),
      cl::cat(values),
      cl::value_desc("real")};
  NumberOption<double> rowScaleSpread{
      "row-scale-spread",
      weights.rowScaleSpread,
      {0, 10},
      "Standard deviation of ln(f), f being a factor that each output channel "
      "is multiplied by",
      cl::sub(all),
      cl::cat(values),
      cl::value_desc("real")};
  // At 2 the variance ceases to be finite. Beyond 100 Student's distribution is
  // all but normal, and single precision can't compute it.
  NumberOption<double> degreesOfFreedom{
      "degrees-of-freedom",
      weights.degreesOfFreedom,
      {2.1, 100},
      "Of student-t: the lower, the heavier the tails",
      cl::sub(all),
      cl::cat(values),
      cl::value_desc("real")};
  NumberOption<int64_t> distinctValues{
      "distinct-values",
      weights.distinctValues,
      kSizeRange,
      "Of few: how many values the elements of a weight are chosen from",
      cl::sub(all),
      cl::cat(values),
      cl::value_desc("n")};
  cl::opt<uint64_t, /*ExternalStorage=*/true> seed{
      "seed",
      cl::desc("Another seed gives other weights (default 0)"),
      cl::location(weights.seed),
      cl::init(weights.seed),
      cl::sub(all),
      cl::cat(values),
      cl::value_desc("n")};

  cl::opt<std::string> path{"o",
                            cl::desc("Output file; default -, standard output"),
                            cl::init("-"),
                            cl::sub(all),
                            cl::cat(output),
                            cl::value_desc("file")};
  cl::opt<bool> emitBytecode{"emit-bytecode",
                             cl::desc("Write bytecode instead of text"),
                             cl::sub(all), cl::cat(output)};
  cl::opt<bool> printLocations{"print-locations",
                               cl::desc("Write locations in text, too; "
                                        "bytecode always has them"),
                               cl::sub(all), cl::cat(output)};
  NumberOption<int64_t> numThreads{
      "threads",
      threads,
      {0, 1 << 10},
      "Worker threads, 0 meaning one per core; the output doesn't depend on "
      "them",
      cl::sub(all),
      cl::cat(output),
      cl::value_desc("n")};
};

} // namespace

//===----------------------------------------------------------------------===//
// Main
//===----------------------------------------------------------------------===//

static Expected<OwningOpRef<ModuleOp>> build(const CommandLine &commandLine,
                                             MLIRContext *context) {
  if (commandLine.mlpCommand)
    return buildMlp(context, commandLine.mlp, commandLine.weights);
  if (commandLine.convnetCommand)
    return buildConvnet(context, commandLine.convnet, commandLine.weights);
  if (commandLine.transformerCommand)
    return buildTransformer(context, commandLine.transformer,
                            commandLine.weights);
  return llvm::createStringError(
      "expects the kind of program first: mlp, convnet or transformer");
}

static LogicalResult write(ModuleOp module, const CommandLine &commandLine) {
  auto writeTo = [&](llvm::raw_ostream &stream) -> LogicalResult {
    if (commandLine.emitBytecode)
      return writeBytecodeToFile(module, stream);
    OpPrintingFlags flags;
    flags.enableDebugInfo(commandLine.printLocations);
    module.print(stream, flags);
    stream << '\n';
    return success();
  };
  return coreai::writeOutputFile(commandLine.path, writeTo, reportError);
}

int main(int argc, char **argv) {
  coreai::InitTool init("coreai-gen", argc, argv);
  CommandLine commandLine;
  cl::HideUnrelatedOptions(commandLine.program);
  // Long options take two dashes: else the library takes any misspelt one that
  // begins with an h for -h, and reports success.
  cl::ParseCommandLineOptions(
      argc, argv, "Core AI programs with random weights\n", /*Errs=*/nullptr,
      /*VFS=*/nullptr, /*EnvVar=*/nullptr, /*LongOptionsUseDoubleDash=*/true);
  tbb::global_control limit(
      tbb::global_control::max_allowed_parallelism,
      commandLine.threads ? commandLine.threads
                          : tbb::global_control::active_value(
                                tbb::global_control::max_allowed_parallelism));

  // One graph: nothing here that MLIR could do in parallel.
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Expected<OwningOpRef<ModuleOp>> module = build(commandLine, &context);
  if (!module) {
    reportError(toString(module.takeError()));
    return EXIT_FAILURE;
  }
  if (failed(verify(**module)))
    return EXIT_FAILURE;
  return succeeded(write(**module, commandLine)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
