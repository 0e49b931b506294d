// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A line on a terminal that says how far something is.

#include "coreai/Support/ProgressLine.h"

#include <chrono>
#include <system_error>

using namespace coreai;

/// Often enough to look alive.
static constexpr std::chrono::milliseconds kInterval(100);

/// Back to the first column, and erase from there on (ECMA-48: EL).
static constexpr llvm::StringLiteral kEraseLine = "\r\033[K";

ProgressLine::ProgressLine(llvm::raw_fd_ostream &stream,
                           std::function<std::string(double)> getText)
    : stream(stream), getText(std::move(getText)) {
  if (!stream.is_displayed())
    return;
  try {
    thread = std::thread([this] { run(); });
  } catch (const std::system_error &) {
    return; // Not worth failing for.
  }
}

ProgressLine::~ProgressLine() {
  if (!thread.joinable())
    return;
  {
    std::lock_guard lock(mutex);
    isFinished = true;
  }
  condition.notify_one();
  thread.join();
}

void ProgressLine::run() {
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
  std::unique_lock lock(mutex);
  do {
    std::chrono::duration<double> elapsed = Clock::now() - start;
    stream << kEraseLine << getText(elapsed.count());
    stream.flush();
  } while (!condition.wait_for(lock, kInterval, [&] { return isFinished; }));
  stream << kEraseLine;
  stream.flush();
}
