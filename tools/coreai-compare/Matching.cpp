// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matching weights by ever weaker likeness.

#include "Matching.h"

#include "coreai/Weights/WeightDescription.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <span>

using namespace coreai;
using namespace coreai::compare;

namespace {

/// What has to be equal for two weights to match. Lists of strings, so that no
/// two weights become alike by how their parts are joined.
using Key = std::vector<std::string>;

using KeyFn = llvm::function_ref<Key(const ProgramWeight &)>;
using Filter = llvm::function_ref<bool(const ProgramWeight &)>;

class Matcher {
public:
  Matcher(llvm::ArrayRef<ProgramWeight> before,
          llvm::ArrayRef<ProgramWeight> after)
      : before(before), after(after), partners(before.size()),
        isTaken(after.size()) {}

  /// Matches what is left and passes the filters, by key, in order.
  void match(KeyFn makeKey, Filter filterBefore, Filter filterAfter);

  /// Matches what is left and passes the filter by key and value, where a key
  /// has different numbers of weights: one that is gone would move all up that
  /// are behind it.
  void matchEqual(KeyFn makeKey, Filter filter);

  Matching finish() const;

private:
  /// Why nothing matches a weight that is left, given the others' left ones.
  static std::string explain(const ProgramWeight &weight,
                             llvm::ArrayRef<const ProgramWeight *> others);

  llvm::ArrayRef<ProgramWeight> before, after;
  std::vector<std::optional<size_t>> partners; // Of those before.
  std::vector<bool> isTaken;                   // Those after.
};

} // namespace

static bool isNamed(const ProgramWeight &weight) {
  return weight.name != kUnnamedWeight;
}

static bool isUnnamed(const ProgramWeight &weight) { return !isNamed(weight); }

static bool isAny(const ProgramWeight &) { return true; }

std::string compare::dimText(int64_t dim) {
  return mlir::ShapedType::isDynamic(dim) ? "?" : std::to_string(dim);
}

static std::string shapeText(const ProgramWeight &weight) {
  return "[" + llvm::join(llvm::map_range(weight.shape, dimText), ", ") + "]";
}

static Key makeUseKey(const ProgramWeight &weight) {
  Key key = {weight.graph, shapeText(weight)};
  llvm::append_range(key, weight.consumers);
  return key;
}

static Key makeNameKey(const ProgramWeight &weight) {
  return {weight.graph, weight.name, shapeText(weight)};
}

static Key makeNameAndUseKey(const ProgramWeight &weight) {
  Key key = makeNameKey(weight);
  llvm::append_range(key, weight.consumers);
  return key;
}

/// A hash of all elements, the same of those that compare equal.
static uint64_t hashValues(const decoding::Source &source) {
  std::array<double, 1024> values;
  uint64_t hash = 0;
  for (size_t begin = 0; begin < source.size(); begin += values.size()) {
    auto strip =
        std::span(values).first(std::min(values.size(), source.size() - begin));
    source.read(begin, strip);
    for (double &value : strip)
      value = std::isnan(value) ? std::numeric_limits<double>::quiet_NaN()
                                : value + 0.0; // One zero of two.
    std::pair<uint64_t, uint64_t> parts = {
        hash,
        llvm::xxh3_64bits({reinterpret_cast<const uint8_t *>(strip.data()),
                           strip.size_bytes()})};
    hash = llvm::xxh3_64bits(
        {reinterpret_cast<const uint8_t *>(&parts), sizeof(parts)});
  }
  return hash;
}

void Matcher::match(KeyFn makeKey, Filter filterBefore, Filter filterAfter) {
  std::map<Key, std::deque<size_t>> candidates;
  for (size_t i = 0; i < after.size(); ++i)
    if (!isTaken[i] && filterAfter(after[i]))
      candidates[makeKey(after[i])].push_back(i);
  for (size_t i = 0; i < before.size(); ++i) {
    if (partners[i] || !filterBefore(before[i]))
      continue;
    auto found = candidates.find(makeKey(before[i]));
    if (found == candidates.end() || found->second.empty())
      continue;
    partners[i] = found->second.front();
    isTaken[*partners[i]] = true;
    found->second.pop_front();
  }
}

void Matcher::matchEqual(KeyFn makeKey, Filter filter) {
  std::map<Key, std::array<size_t, 2>> numbers;
  for (auto [weight, partner] : llvm::zip_equal(before, partners))
    if (!partner && filter(weight))
      ++numbers[makeKey(weight)][0];
  for (auto [weight, taken] : llvm::zip_equal(after, isTaken))
    if (!taken && filter(weight))
      ++numbers[makeKey(weight)][1];
  auto isUneven = [&](const ProgramWeight &weight) {
    if (!weight.source || !filter(weight))
      return false;
    auto [numberBefore, numberAfter] = numbers[makeKey(weight)];
    return numberBefore != numberAfter && numberBefore > 0 && numberAfter > 0;
  };
  auto makeValueKey = [&](const ProgramWeight &weight) {
    Key key = makeKey(weight);
    key.push_back(std::to_string(hashValues(*weight.source)));
    return key;
  };
  match(makeValueKey, isUneven, isUneven);
}

std::string Matcher::explain(const ProgramWeight &weight,
                             llvm::ArrayRef<const ProgramWeight *> others) {
  for (const ProgramWeight *other : others)
    if (isNamed(weight) && other->name == weight.name &&
        other->graph == weight.graph)
      return "the other's shape is " + shapeText(*other);
  return "nothing matches it";
}

Matching Matcher::finish() const {
  Matching matching;
  std::vector<const ProgramWeight *> leftBefore, leftAfter;
  for (auto [weight, partner] : llvm::zip_equal(before, partners))
    if (!partner)
      leftBefore.push_back(&weight);
  for (auto [weight, taken] : llvm::zip_equal(after, isTaken))
    if (!taken)
      leftAfter.push_back(&weight);

  for (auto [weight, partner] : llvm::zip_equal(before, partners)) {
    if (!partner) {
      matching.missing.push_back({&weight, true, explain(weight, leftAfter)});
      continue;
    }
    const ProgramWeight &other = after[*partner];
    if (weight.source && other.source)
      matching.pairs.push_back({&weight, &other});
    else if (!weight.source)
      matching.missing.push_back(
          {&weight, true, "it is not decoded: " + weight.reason});
    else
      matching.missing.push_back(
          {&weight, true, "the other is not decoded: " + other.reason});
  }
  for (const ProgramWeight *weight : leftAfter)
    matching.missing.push_back({weight, false, explain(*weight, leftBefore)});
  return matching;
}

Matching compare::match(llvm::ArrayRef<ProgramWeight> before,
                        llvm::ArrayRef<ProgramWeight> after) {
  Matcher matcher(before, after);
  matcher.match(makeNameAndUseKey, isNamed, isNamed);
  matcher.match(makeNameKey, isNamed, isNamed);
  // Data that is kept in the program's text has no name, and a resource that a
  // tool turns into a small table's worth of bytes loses its own.
  matcher.matchEqual(makeUseKey, isUnnamed);
  matcher.match(makeUseKey, isUnnamed, isUnnamed);
  matcher.match(makeUseKey, isUnnamed, isAny);
  matcher.match(makeUseKey, isAny, isUnnamed);
  return matcher.finish();
}
