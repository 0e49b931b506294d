// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Takes signals, errors that end the process, and the version of a tool.

#include "ToolMain/InitTool.h"

#include "coreai/Support/OutputFile.h"
#include "coreai/Support/Version.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/WithColor.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

using namespace coreai;

static const char *toolName = "";
static int failureStatus = EXIT_FAILURE;

/// Only async-signal-safe functions may be called from here.
static void print(const char *text) {
  [[maybe_unused]] ssize_t count =
      write(STDERR_FILENO, text, std::strlen(text));
}

static const char *nameOf(int number) {
  switch (number) {
  case SIGHUP:
    return "SIGHUP";
  case SIGINT:
    return "SIGINT";
  default:
    return "SIGTERM";
  }
}

static void endBySignal(int number) {
  print(toolName);
  print(": error: ended by ");
  print(nameOf(number));
  print(" before it was done\n");
  std::signal(number, SIG_DFL);
  raise(number); // Arrives when this handler returns.
}

/// On any thread, in the middle of anything.
[[noreturn]] static void end(const char *reason) {
  print(toolName);
  print(": error: ");
  print(reason);
  print("\n");
  llvm::sys::RunInterruptHandlers(); // Removes temporary files.
  std::_Exit(failureStatus);
}

static void endForLackOfMemory(void *, const char *, bool) {
  end("not enough memory");
}

/// What LLVM can't go on with. MLIR's bytecode reader asks for any number of
/// elements that a corrupt file speaks of.
static void endForFatalError(void *, const char *reason, bool) { end(reason); }

/// What nothing caught.
[[noreturn]] static void endForException() {
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::bad_alloc &) {
    end("not enough memory");
  } catch (const std::exception &exception) {
    end(exception.what());
  } catch (...) {
    std::abort();
  }
}

/// What came before `endByBusError`.
static struct sigaction otherBusErrors;

/// The memory of a mapped file ends where the file does, and only input is
/// mapped.
static void endByBusError(int number, siginfo_t *info, void *) {
  if (info->si_code == BUS_ADRERR)
    end(kTruncatedInput);
  // Arrives again when this handler returns.
  sigaction(number, &otherBusErrors, nullptr);
}

static void handleBusErrors() {
  struct sigaction action = {};
  action.sa_sigaction = endByBusError;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &otherBusErrors);
}

/// Takes the signals, and gives those to ignore: who was started without some
/// goes on without them, and the last two are errors of a write as well.
static std::vector<int> handleSignals(const char *tool) {
  toolName = tool;
  std::vector<int> ignored = {SIGPIPE, SIGXFSZ};
  for (int number : {SIGHUP, SIGINT, SIGTERM})
    if (std::signal(number, endBySignal) == SIG_IGN)
      ignored.push_back(number);
  return ignored;
}

// LLVM's handlers come later, even for what was ignored, and hand on to those
// that they found.
InitTool::InitTool(const char *tool, int &argc, char **&argv, int failure)
    : ignoredSignals(handleSignals(tool)),
      init(argc, argv, /*InstallPipeSignalExitHandler=*/false) {
  for (int number : ignoredSignals)
    std::signal(number, SIG_IGN);
  failureStatus = failure;
  handleBusErrors();
  llvm::install_bad_alloc_error_handler(endForLackOfMemory);
  llvm::install_fatal_error_handler(endForFatalError);
  std::set_terminate(endForException);
  llvm::cl::AddExtraVersionPrinter([](llvm::raw_ostream &os) {
    os << "  " << toolName << ' ' << getVersion() << '\n';
  });
}

void coreai::reportError(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), toolName) << message << '\n';
}
