// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line: palettizes a raw weight in one or more ways, checks what
// came out, times it beside a copy of the weight, and prints a JSON object per
// line.

#include "JsonObject.h"
#include "Optimum.h"
#include "Palettization.h"
#include "PeakMemory.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using namespace coreai;
using namespace coreai::bench;
using elements::FloatFormat;
using metrics::ErrorSums;

static constexpr const char *usage =
    R"(usage: coreai-bench-run [options] WEIGHT ROW...

WEIGHT is a file of raw elements, row-major and little-endian. A ROW says how to
palettize it: bits=4,group=16,dim=1,scales=0,fast=1,seed=0, of which any part
may be left out. group counts channels that share a table, 0 meaning all; dim is
the length of vectors.

  --format=f16     f16, bf16 or f32
  --shape=AxB...   sizes of the dimensions
  --axis=0         the dimension that counts output channels
  --threads=2      workers of engine and copy
  --runs=7         timed runs; fewer, but three, if they exceed --seconds
  --seconds=4      what the timed runs of a row may take
  --oracle=4e8     intervals that the reference solver may look at, in a row
  --no-checks      skips the exact run, the optimum and the reference
  --peak           measures the memory of the first row's first run instead
  --save=PREFIX    writes the first row's tables, indices and scales
)";

namespace {

struct CommandLine {
  FloatFormat format = FloatFormat::F16;
  std::vector<size_t> shape;
  size_t axis = 0;
  size_t threads = 2;
  size_t runs = 7;
  double seconds = 4;
  double oracle = 4e8;
  bool checks = true;
  bool peak = false;
  std::string savePrefix;
  std::string weight;
  std::vector<std::string> rows;
};

/// A weight's samples, kept for rows that differ in bits only.
struct SampleCache {
  std::optional<std::tuple<size_t, bool>> key;
  std::vector<GroupSamples> samples;
};

} // namespace

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static FloatFormat parseFormat(std::string_view text) {
  const std::map<std::string_view, FloatFormat> formats = {
      {"f16", FloatFormat::F16},
      {"bf16", FloatFormat::BF16},
      {"f32", FloatFormat::F32}};
  auto found = formats.find(text);
  if (found == formats.end())
    fail("expects f16, bf16 or f32, got '" + std::string(text) + "'");
  return found->second;
}

static double parseNumber(const std::string &text) {
  char *end = nullptr;
  double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end || !(value >= 0))
    fail("expects a number of zero or more, got '" + text + "'");
  return value;
}

static std::vector<size_t> parseShape(std::string_view text) {
  std::vector<size_t> shape;
  while (true) {
    size_t length = text.find('x');
    shape.push_back(parseInteger(text.substr(0, length)));
    if (length == text.npos)
      return shape;
    text.remove_prefix(length + 1);
  }
}

static CommandLine parseCommandLine(int argc, char **argv) {
  CommandLine result;
  for (int i = 1; i < argc; ++i) {
    std::string argument = argv[i];
    if (!argument.starts_with("--")) {
      if (result.weight.empty())
        result.weight = argument;
      else
        result.rows.push_back(argument);
      continue;
    }
    size_t equals = argument.find('=');
    std::string name = argument.substr(0, equals);
    std::string value =
        equals == argument.npos ? "" : argument.substr(equals + 1);
    if (name == "--help") {
      std::fputs(usage, stdout);
      std::exit(EXIT_SUCCESS);
    }
    if (name == "--format")
      result.format = parseFormat(value);
    else if (name == "--shape")
      result.shape = parseShape(value);
    else if (name == "--axis")
      result.axis = parseInteger(value);
    else if (name == "--threads")
      result.threads = std::max<size_t>(1, parseInteger(value));
    else if (name == "--runs")
      result.runs = std::max<size_t>(1, parseInteger(value));
    else if (name == "--seconds")
      result.seconds = parseNumber(value);
    else if (name == "--oracle")
      result.oracle = std::max(1.0, parseNumber(value));
    else if (name == "--save")
      result.savePrefix = value;
    else if (argument == "--no-checks")
      result.checks = false;
    else if (argument == "--peak")
      result.peak = true;
    else
      fail("unknown option " + argument + "; see --help");
  }
  if (result.weight.empty() || result.rows.empty())
    fail("expects a weight and at least one row; see --help");
  return result;
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

template <typename Work>
static double timed(Work work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

static double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  size_t middle = values.size() / 2;
  return values.size() % 2 ? values[middle]
                           : (values[middle - 1] + values[middle]) / 2;
}

/// Copies with as many threads as the engine has.
static void copy(const std::vector<std::byte> &from, std::vector<std::byte> &to,
                 size_t threads) {
  tbb::parallel_for(
      size_t(0), threads,
      [&](size_t part) {
        size_t begin = from.size() * part / threads;
        size_t end = from.size() * (part + 1) / threads;
        std::memcpy(to.data() + begin, from.data() + begin, end - begin);
      },
      tbb::static_partitioner());
}

/// Alternates between copy and engine, so that what disturbs one disturbs the
/// other as well.
static void addTimes(const CommandLine &options, const Weight &weight,
                     Palettization &palettization, JsonObject &out) {
  // Written once, hence touched.
  std::vector<std::byte> buffer(weight.data.size(), std::byte(1));
  std::vector<double> floors, times;
  double total = 0;
  size_t least = std::min<size_t>(3, options.runs);
  while (times.size() < options.runs &&
         (times.size() < least || total < options.seconds)) {
    floors.push_back(
        timed([&] { copy(weight.data, buffer, options.threads); }));
    times.push_back(timed([&] { palettization.run(); }));
    total += times.back();
  }
  out.add("floor_seconds", median(floors));
  out.add("seconds", median(times));
  out.add("ratio", median(times) / median(floors));
  out.add("all_floor_seconds", floors);
  out.add("all_seconds", times);
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

static bool isClose(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

/// What the bytes decode to has the error that the engine reports.
static ErrorSums checked(const Palettization &palettization) {
  ErrorSums measured = palettization.measure();
  const ErrorSums &reported = palettization.reported();
  if (!isClose(measured.squaredError, reported.squaredError) ||
      !isClose(measured.squaredNorm, reported.squaredNorm) ||
      !isClose(measured.maxAbsError, reported.maxAbsError))
    fail("the engine reports a squared error of " +
         std::to_string(reported.squaredError) + ", its output has " +
         std::to_string(measured.squaredError));
  return measured;
}

static void addOptimum(const CommandLine &options, const Weight &weight,
                       const Row &row, const Palettization &first,
                       double squaredError, SampleCache &cache,
                       JsonObject &out) {
  double elements = static_cast<double>(weight.elements());
  Row exactRow = row;
  exactRow.fast = false;
  Palettization exact(weight, exactRow);
  double seconds = timed([&] { exact.run(); });
  ErrorSums accuracy = checked(exact);

  JsonObject exactResult;
  exactResult.add("seconds", seconds);
  exactResult.add("mse", accuracy.squaredError / elements);
  exactResult.add("snr_db", accuracy.snrDb());
  exactResult.add("same_output", exact.sameOutput(first));
  out.add("exact", exactResult);

  std::tuple key(row.group, row.scales);
  if (cache.key != key) {
    cache.samples.clear();
    cache.samples = gatherSamples(weight, exact);
    cache.key = key;
  }
  Optimum optimum = findOptimum(weight, exact, cache.samples, options.oracle);
  JsonObject optimumResult;
  optimumResult.add("mse", optimum.squaredError / elements);
  optimumResult.add("solver_seconds", optimum.seconds);
  optimumResult.add("ratio", squaredError / optimum.squaredError);
  optimumResult.add("exact_ratio",
                    accuracy.squaredError / optimum.squaredError);
  optimumResult.add("stored_to_rounded", optimum.storedToRounded);
  optimumResult.add("table_to_rounded", optimum.tableToRounded);
  optimumResult.add("worst_stored_to_rounded", optimum.worstStoredToRounded);
  out.add("optimum", optimumResult);

  JsonObject oracle;
  oracle.add("groups", optimum.oracle.groups);
  oracle.add("all_groups", cache.samples.size());
  oracle.add("step", optimum.oracle.step);
  oracle.add("excess", optimum.oracle.excess);
  oracle.add("seconds", optimum.oracle.seconds);
  out.add("oracle", oracle);
}

static void runRow(const CommandLine &options, const Weight &weight,
                   const std::string &text, SampleCache &cache) {
  Row row = parseRow(text);
  Palettization palettization(weight, row);
  palettization.run();
  ErrorSums accuracy = checked(palettization);
  if (!options.savePrefix.empty())
    palettization.save(options.savePrefix);

  JsonObject out;
  double elements = static_cast<double>(weight.elements());
  out.add("row", text);
  out.add("elements", weight.elements());
  out.add("bytes_before", weight.data.size());
  out.add("bytes_after", palettization.bytes());
  out.add("mse", accuracy.squaredError / elements);
  out.add("snr_db", accuracy.snrDb());
  out.add("max_abs_error", accuracy.maxAbsError);

  Palettization again = palettization;
  addTimes(options, weight, again, out);
  if (!again.sameOutput(palettization))
    fail("another run had another result, with " + text);
  if (options.checks && row.dim == 1)
    addOptimum(options, weight, row, palettization, accuracy.squaredError,
               cache, out);
  std::printf("%s\n", out.text().c_str());
  std::fflush(stdout);
}

static void measurePeak(const CommandLine &options, const Weight &weight) {
  Palettization palettization(weight, parseRow(options.rows.front()));
  PeakMemory peak;
  palettization.run();
  size_t resident = peak.resident(), allocated = peak.allocated();
  checked(palettization);
  JsonObject out;
  out.add("row", options.rows.front());
  out.add("threads", options.threads);
  out.add("peak_resident_bytes", resident);
  out.add("peak_allocated_bytes", allocated);
  std::printf("%s\n", out.text().c_str());
}

int main(int argc, char **argv) {
  CommandLine options = parseCommandLine(argc, argv);
  Weight weight =
      readWeight(options.weight, options.format, options.shape, options.axis);
  tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                            options.threads);
  tbb::task_arena arena(static_cast<int>(options.threads));
  arena.execute([&] {
    if (options.peak)
      return measurePeak(options, weight);
    SampleCache cache;
    for (const std::string &row : options.rows)
      runRow(options, weight, row, cache);
  });
}
