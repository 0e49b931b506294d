// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiles a module with ExecutionEngine and calls it; the destructor waits for
// async threads still in the code.

#include "Execution/Program.h"

#include "Execution/IsolateGraph.h"
#include "Execution/Pipeline.h"
#include "coreai/Elements/FloatFormat.h"
#include "coreai/IR/RegisterDialects.h"
#include "coreai/Support/Text.h"

#include "mlir/ExecutionEngine/AsyncRuntime.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

#include <bit>
#include <latch>

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using llvm::Expected;

void execution::registerDialectsToRun(DialectRegistry &registry) {
  registerDialects(registry);
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerAllToLLVMIRTranslations(registry);
}

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

static Expected<std::unique_ptr<llvm::TargetMachine>> createTargetMachine() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  return builder->createTargetMachine();
}

/// Rounds to bf16, ties to even. The result's bits are where a bf16 is
/// returned: at the low end of a float register.
template <typename Wide>
static float roundToBf16(Wide value) {
  std::byte bits[sizeof(float)] = {};
  elements::store(elements::FloatFormat::BF16, bits, 0, value);
  return std::bit_cast<float>(bits);
}

/// What LLVM calls to round to bf16 without hardware for it. Compilers' runtime
/// libraries have these functions, but not in every version.
static llvm::orc::SymbolMap
getRoundingFunctions(llvm::orc::MangleAndInterner &mangle) {
  auto define = [](auto *function) {
    return llvm::orc::ExecutorSymbolDef(
        llvm::orc::ExecutorAddr::fromPtr(function),
        llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable);
  };
  return {{mangle("__truncsfbf2"), define(&roundToBf16<float>)},
          {mangle("__truncdfbf2"), define(&roundToBf16<double>)}};
}

static Expected<std::unique_ptr<ExecutionEngine>>
createEngine(ModuleOp module, const Constants &constants) {
  auto machine = createTargetMachine();
  if (!machine)
    return machine.takeError();
  ExecutionEngineOptions options;
  auto optimize = makeOptimizingTransformer(/*optLevel=*/3, /*sizeLevel=*/0,
                                            machine->get());
  options.transformer = optimize;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  auto engine = ExecutionEngine::create(module, options, std::move(*machine));
  if (!engine)
    return engine.takeError();
  (*engine)->registerSymbols([&](llvm::orc::MangleAndInterner mangle) {
    llvm::orc::SymbolMap symbols = getRoundingFunctions(mangle);
    for (const Constants::Symbol &symbol : constants.getSymbols())
      symbols[mangle(symbol.name)] = {
          llvm::orc::ExecutorAddr::fromPtr(symbol.data),
          llvm::JITSymbolFlags::Exported};
    return symbols;
  });
  return engine;
}

FailureOr<std::unique_ptr<Program>>
Program::compile(OwningOpRef<ModuleOp> module, StringRef graphName,
                 const CompileOptions &options) {
  GraphOp graph = findGraph(*module, graphName);
  if (!graph)
    return module->emitError()
           << "no graph '" << printable(graphName) << "' in the program";
  Expected<Signature> signature = getSignature(graph);
  if (!signature)
    return graph.emitError(toString(signature.takeError()));
  auto program = std::make_unique<Program>();
  program->ports = std::move(*signature);

  if (failed(isolateGraph(*module, graph)))
    return failure();
  std::string name = graph.getSymName().str();
  auto configure = [&](PassManager &passes) {
    return options.configurePasses ? options.configurePasses(passes)
                                   : success();
  };
  PassManager toLinalg(module->getContext());
  if (failed(configure(toLinalg)))
    return failure();
  buildLinalgPipeline(toLinalg);
  if (failed(toLinalg.run(*module)))
    return failure();
  program->constants.externalize(*module);
  makeEntryPoint(*module, name);
  PassManager toLLVM(module->getContext());
  if (failed(configure(toLLVM)))
    return failure();
  buildCodePipeline(toLLVM, options);
  if (failed(toLLVM.run(*module)))
    return failure();

  auto engine = createEngine(*module, program->constants);
  if (!engine)
    return module->emitError(toString(engine.takeError()));
  program->engine = std::move(*engine);
  // The engine compiles when it is first asked for a function.
  auto entry = program->engine->lookupPacked("_mlir_ciface_" + name);
  if (!entry)
    return module->emitError(toString(entry.takeError()));
  program->entry = *entry;
  program->usesRuntime = options.threads > 1;
  return program;
}

//===----------------------------------------------------------------------===//
// Execution
//===----------------------------------------------------------------------===//

/// A memref as compiled code sees it: two pointers, an offset, then sizes and
/// strides, all of 64 bits.
static SmallVector<int64_t> makeDescriptor(char *data, const Port &port) {
  auto address = reinterpret_cast<intptr_t>(data);
  SmallVector<int64_t> descriptor{address, address, /*offset=*/0};
  ArrayRef<int64_t> shape = port.type.getShape();
  llvm::append_range(descriptor, shape);
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t axis = shape.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape[axis];
  llvm::append_range(descriptor, strides);
  return descriptor;
}

void Program::run(ArrayRef<char *> inputs, ArrayRef<char *> outputs) {
  SmallVector<SmallVector<int64_t>> descriptors;
  for (auto [port, data] : llvm::zip_equal(ports.inputs, inputs))
    descriptors.push_back(makeDescriptor(data, port));
  for (auto [port, data] : llvm::zip_equal(ports.outputs, outputs))
    descriptors.push_back(makeDescriptor(data, port));
  // Arguments are pointers to descriptors, and passed by their addresses.
  SmallVector<void *> pointers, arguments;
  for (SmallVector<int64_t> &descriptor : descriptors)
    pointers.push_back(descriptor.data());
  for (void *&pointer : pointers)
    arguments.push_back(static_cast<void *>(&pointer));
  entry(arguments.data());
}

/// Waits until each thread of the async runtime has left the task that it is
/// in.
///
/// A task says that it is done before it returns: what awaits it goes on while
/// the thread still has a few instructions of it to run. As many new tasks as
/// there are threads, none of which ends before all have begun, need each
/// thread to have come out of its last one.
static void waitForThreads() {
  using Latch = std::shared_ptr<std::latch>;
  int64_t numThreads = runtime::mlirAsyncRuntimGetNumWorkerThreads();
  auto everyone = std::make_shared<std::latch>(numThreads + 1);
  for (int64_t i = 0; i != numThreads; ++i)
    runtime::mlirAsyncRuntimeExecute(
        new Latch(everyone), [](runtime::CoroHandle handle) {
          std::unique_ptr<Latch> latch(static_cast<Latch *>(handle));
          (*latch)->arrive_and_wait();
        });
  everyone->arrive_and_wait();
}

Program::~Program() {
  if (usesRuntime)
    waitForThreads();
}
