// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing matched weights, and judging the result.

#include "Report.h"

#include "coreai/Support/Text.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace coreai;
using namespace coreai::compare;

namespace {

/// Counts bytes, those that are shared once.
class ByteCounter {
public:
  /// Returns whether some of the weight's bytes are counted now.
  bool add(const ProgramWeight &weight) {
    bool isNew = weight.parts.empty();
    for (const StoredPart &part : weight.parts)
      if (seen.insert(part.identity).second) {
        total += part.bytes;
        isNew = true;
      }
    return isNew;
  }
  size_t get() const { return total; }

private:
  llvm::DenseSet<const void *> seen;
  size_t total = 0;
};

} // namespace

Report compare::compareWeights(const Program &before, const Program &after,
                               int workers, bool withDistributions) {
  Matching matching = match(before.weights, after.weights);
  std::vector<metrics::SourcePair> pairs;
  pairs.reserve(matching.pairs.size());
  for (const WeightPair &pair : matching.pairs)
    pairs.push_back({pair.before->source.get(), pair.after->source.get()});
  std::vector<metrics::PairDistribution> distributions(pairs.size());
  std::vector<metrics::Comparison> comparisons =
      withDistributions ? metrics::compare(pairs, workers, distributions)
                        : metrics::compare(pairs, workers);

  Report report{&before, &after, {}, std::move(matching.missing), {}};
  ByteCounter bytesBefore, bytesAfter;
  for (auto [pair, comparison, distribution] :
       llvm::zip_equal(matching.pairs, comparisons, distributions)) {
    report.weights.push_back(
        {pair.before, pair.after, comparison, std::move(distribution)});
    // Weights that share their bytes are one, as far as sums go.
    bool isNewBefore = bytesBefore.add(*pair.before);
    bool isNewAfter = bytesAfter.add(*pair.after);
    if (isNewBefore)
      report.totals.elements += comparison.count;
    if (!comparison.isExact() && (isNewBefore || isNewAfter)) {
      ++report.totals.differing;
      report.totals.comparison += comparison;
    }
  }
  report.totals.bytesBefore = bytesBefore.get();
  report.totals.bytesAfter = bytesAfter.get();
  // Weights that are alike stay in the order of the program.
  llvm::sort(report.weights,
             [](const ComparedWeight &a, const ComparedWeight &b) {
               return std::pair(a.comparison.snrDb(), a.before) <
                      std::pair(b.comparison.snrDb(), b.before);
             });
  return report;
}

std::vector<std::string> compare::findFailures(const Report &report,
                                               const Gates &gates) {
  std::vector<std::string> failures;
  for (const ComparedWeight &weight : report.weights) {
    const metrics::Comparison &comparison = weight.comparison;
    std::string name = "weight '" + weight.before->name + "' of @" +
                       weight.before->graph + " (" + typeText(weight) + "): ";
    // Written so that what is no number is a failure.
    std::vector<std::string> faults;
    if (gates.minSnr && !(comparison.snrDb() >= *gates.minSnr))
      faults.push_back(llvm::formatv("SNR {0} dB is below {1} dB",
                                     snrText(comparison), *gates.minSnr));
    if (gates.maxAbsError && !(comparison.maxAbsError <= *gates.maxAbsError))
      faults.push_back(llvm::formatv("max error {0} is above {1}",
                                     errorText(comparison.maxAbsError),
                                     errorText(*gates.maxAbsError)));
    if (!faults.empty())
      failures.push_back(printable(name + llvm::join(faults, "; ")));
  }
  if (gates.failOnMissing)
    for (const MissingWeight &missing : report.missing)
      failures.push_back(missingText(missing, report));
  return failures;
}
