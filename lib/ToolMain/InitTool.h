// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sets a command-line tool up: what it does about signals and about errors that
// end the process, and its version.

#ifndef COREAI_LIB_TOOLMAIN_INITTOOL_H
#define COREAI_LIB_TOOLMAIN_INITTOOL_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/InitLLVM.h"

#include <cstdlib>
#include <vector>

namespace coreai {

/// LLVM's initialisation, for a tool that pipelines run unattended.
///
/// SIGHUP, SIGINT and SIGTERM end the process as they always do, after LLVM has
/// removed temporary files, but with a line on stderr, which starts with
/// \p tool. A signal that the process was started to ignore, as by nohup, is
/// still ignored, which LLVM by itself doesn't do. Writing to a pipe that
/// nobody reads, or beyond a limit on the size of files, is an error of the
/// write, not a silent end. Memory that can't be had is an error as well, and
/// so is a mapped file that loses bytes that are still to be read; the process
/// ends with \p failureStatus then.
class InitTool {
public:
  InitTool(const char *tool, int &argc, char **&argv,
           int failureStatus = EXIT_FAILURE);

private:
  std::vector<int> ignoredSignals;
  llvm::InitLLVM init;
};

/// Prints an error line that begins with the tool's name.
void reportError(const llvm::Twine &message);

} // namespace coreai

#endif // COREAI_LIB_TOOLMAIN_INITTOOL_H
