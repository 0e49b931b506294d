// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs given as text, for tests that compile and run them.

#ifndef COREAI_TEST_UNIT_EXECUTION_PROGRAMS_H
#define COREAI_TEST_UNIT_EXECUTION_PROGRAMS_H

#include "Execution/Program.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace coreai::execution {

/// A context for programs, which keeps what is said about them.
class ProgramsTest : public testing::Test {
protected:
  ProgramsTest()
      : handler(&context, [this](mlir::Diagnostic &diagnostic) {
          messages.push_back(diagnostic.str());
          return mlir::success();
        }) {
    mlir::DialectRegistry registry;
    registerDialectsToRun(registry);
    context.appendDialectRegistry(registry);
    context.allowUnregisteredDialects();
  }

  mlir::OwningOpRef<mlir::ModuleOp> parse(const std::string &text) {
    auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    EXPECT_TRUE(module) << testing::PrintToString(messages);
    return module;
  }

  /// Null where the graph can't be compiled.
  std::unique_ptr<Program> compile(const std::string &text,
                                   const std::string &graph = "main",
                                   unsigned threads = 1) {
    auto module = parse(text);
    if (!module)
      return nullptr;
    auto program =
        Program::compile(std::move(module), graph, {.threads = threads});
    return failed(program) ? nullptr : std::move(*program);
  }

  mlir::MLIRContext context;
  std::vector<std::string> messages;
  mlir::ScopedDiagnosticHandler handler;
};

} // namespace coreai::execution

#endif // COREAI_TEST_UNIT_EXECUTION_PROGRAMS_H
