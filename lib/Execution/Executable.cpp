// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph, compiled to the machine's code.

#include "Execution/Executable.h"

#include "Execution/Pipeline.h"
#include "coreai/Elements/FloatFormat.h"
#include "coreai/IR/RegisterDialects.h"

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
using namespace coreai::run;
using llvm::Expected;

void run::registerDialectsToRun(DialectRegistry &registry) {
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

FailureOr<std::unique_ptr<Executable>>
Executable::compile(ModuleOp module, GraphOp graph,
                    const CompileOptions &options) {
  auto executable = std::make_unique<Executable>();
  Expected<Interface> interface = run::getInterface(graph);
  if (!interface)
    return graph.emitError(toString(interface.takeError()));
  executable->interface = std::move(*interface);

  if (failed(isolateGraph(module, graph)))
    return failure();
  std::string name = graph.getSymName().str();
  PassManager toLinalg(module.getContext());
  if (failed(applyPassManagerCLOptions(toLinalg)))
    return failure();
  buildLinalgPipeline(toLinalg);
  if (failed(toLinalg.run(module)))
    return failure();
  executable->constants.externalize(module);
  makeEntryPoint(module, name);
  PassManager toLLVM(module.getContext());
  if (failed(applyPassManagerCLOptions(toLLVM)))
    return failure();
  buildCodePipeline(toLLVM, options);
  if (failed(toLLVM.run(module)))
    return failure();

  auto engine = createEngine(module, executable->constants);
  if (!engine)
    return module.emitError(toString(engine.takeError()));
  executable->engine = std::move(*engine);
  // The engine compiles when it is first asked for a function.
  auto entry = executable->engine->lookupPacked("_mlir_ciface_" + name);
  if (!entry)
    return module.emitError(toString(entry.takeError()));
  executable->entry = *entry;
  executable->usesRuntime = options.threads > 1;
  return executable;
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

void Executable::run(ArrayRef<char *> inputs, ArrayRef<char *> outputs) {
  SmallVector<SmallVector<int64_t>> descriptors;
  for (auto [port, data] : llvm::zip_equal(interface.inputs, inputs))
    descriptors.push_back(makeDescriptor(data, port));
  for (auto [port, data] : llvm::zip_equal(interface.outputs, outputs))
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

Executable::~Executable() {
  if (usesRuntime)
    waitForThreads();
}
