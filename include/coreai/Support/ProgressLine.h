// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A line on a terminal that says how far something is.

#ifndef COREAI_SUPPORT_PROGRESSLINE_H
#define COREAI_SUPPORT_PROGRESSLINE_H

#include "llvm/Support/raw_ostream.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace coreai {

/// Shows a line as long as it exists, and updates it from a thread of its own a
/// few times per second. Leaves nothing behind. If \p stream is no terminal,
/// nothing is shown to begin with.
class ProgressLine {
public:
  /// \p getText is called from that thread, with the seconds since the start.
  ProgressLine(llvm::raw_fd_ostream &stream,
               std::function<std::string(double seconds)> getText);
  ~ProgressLine();

private:
  void run();

  llvm::raw_fd_ostream &stream;
  std::function<std::string(double)> getText;
  std::mutex mutex;
  std::condition_variable condition;
  bool isFinished = false;
  std::thread thread;
};

} // namespace coreai

#endif // COREAI_SUPPORT_PROGRESSLINE_H
