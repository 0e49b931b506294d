// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Palettizes any weight with tables of vectors, and holds the result against
// what palettize() promises for vectors.

#include "Elements.h"
#include "Palettized.h"
#include "Reference/StoredPalette.h"
#include "Target.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using namespace coreai::fuzz;

namespace {

using Vector = std::vector<double>;

/// A vector of the weight: its elements and its group.
struct Place {
  std::vector<size_t> elements;
  size_t group;
};

struct Case {
  Weight weight;
  PaletteOptions options;

  bool isNarrow() const { return options.tableType != TableType::AsWeight; }
  size_t entries() const { return size_t(1) << options.bits; }
  double rounded(double value) const {
    return elements::decode(weight.format,
                            elements::encode(weight.format, value));
  }

  Palettized palettize() const;
  Place placeOf(size_t index) const;
  std::vector<Vector> decode(const Palettized &result, size_t group) const;
  void check(const Palettized &result) const;

private:
  Vector vectorAt(const Place &place) const;
  bool isWeighted(size_t group) const;
  long double distance(const Place &place, const Vector &entry,
                       bool isWeighted) const;
  void checkVectors(const Palettized &result) const;
  void checkGroup(const Palettized &result, size_t group) const;
};

} // namespace

Palettized Case::palettize() const {
  const ChannelGroups &groups = weight.groups;
  Palettized buffers(
      groups.count() * entries() * options.dim *
          tableByteWidth(options.tableType, weight.format),
      isNarrow() ? groups.count() * elements::byteWidth(weight.format) : 0,
      elements::packedSize(groups.elements() / options.dim, options.bits));
  return palettizeAlike(buffers, weight, options);
}

Place Case::placeOf(size_t index) const {
  const ChannelGroups &groups = weight.groups;
  size_t dim = options.dim;
  size_t i = index % groups.inner;
  size_t v = index / groups.inner % (groups.channels / dim);
  size_t o = index / groups.inner / (groups.channels / dim);
  Place place;
  place.group = v * dim / groups.groupChannels;
  for (size_t d = 0; d < dim; ++d)
    place.elements.push_back(
        (o * groups.channels + v * dim + d) * groups.inner + i);
  return place;
}

/// What a group's entries stand for.
std::vector<Vector> Case::decode(const Palettized &result, size_t group) const {
  reference::StoredPalette stored = {.format = weight.format,
                                     .tableType = options.tableType,
                                     .groups = weight.groups,
                                     .bits = options.bits,
                                     .dim = options.dim,
                                     .tables = result.tables,
                                     .scales = result.scales,
                                     .channelScales = {}};
  std::vector<Vector> table(entries());
  for (size_t entry = 0; entry < entries(); ++entry)
    for (size_t d = 0; d < options.dim; ++d)
      table[entry].push_back(
          stored.decode(group * weight.groups.groupChannels, entry, d));
  return table;
}

Vector Case::vectorAt(const Place &place) const {
  Vector vector;
  for (size_t element : place.elements)
    vector.push_back(weight.element(element) + 0.0);
  return vector;
}

/// A group whose factors are all zero is clustered as if they were one.
bool Case::isWeighted(size_t group) const {
  for (size_t i = 0; i < weight.groups.elements(); ++i)
    if (weight.groupOf(i) == group && weight.importanceOf(i) > 0)
      return !weight.importance.empty();
  return false;
}

long double Case::distance(const Place &place, const Vector &entry,
                           bool isWeighted) const {
  long double sum = 0;
  for (size_t d = 0; d < entry.size(); ++d) {
    long double difference =
        (long double)weight.element(place.elements[d]) - entry[d];
    sum += (isWeighted ? weight.importanceOf(place.elements[d]) : 1) *
           difference * difference;
  }
  return sum;
}

void Case::check(const Palettized &result) const {
  checkOutcome(weight, isNarrow(), result.report);
  if (result.report.outcome != Outcome::Palettized)
    return;
  checkVectors(result);
  for (size_t group = 0; group < weight.groups.count(); ++group)
    checkGroup(result, group);
}

void Case::checkVectors(const Palettized &result) const {
  std::vector<std::vector<Vector>> tables;
  std::vector<bool> areWeighted;
  for (size_t group = 0; group < weight.groups.count(); ++group) {
    tables.push_back(decode(result, group));
    areWeighted.push_back(isWeighted(group));
    require(std::is_sorted(tables.back().begin(), tables.back().end()),
            "tables ascend");
    for (const Vector &entry : tables.back())
      for (double component : entry)
        require(std::isfinite(component) &&
                    !(component == 0 && std::signbit(component)),
                "entries are finite, and zeros have no sign");
  }
  std::vector<uint8_t> indices(weight.groups.elements() / options.dim);
  elements::unpack(result.indices, options.bits, indices);
  long double squaredError = 0, squaredNorm = 0;
  double maxAbsError = 0;
  for (size_t index = 0; index < indices.size(); ++index) {
    Place place = placeOf(index);
    const std::vector<Vector> &table = tables[place.group];
    const Vector &entry = table[indices[index]];
    bool isWeighted = areWeighted[place.group];
    long double found = distance(place, entry, isWeighted);
    for (size_t other = 0; other < table.size(); ++other) {
      long double distanceToOther = distance(place, table[other], isWeighted);
      require(distanceToOther >= found * (1 - 1e-14L), "vector ", index,
              " is nearer to entry ", other);
      require(table[other] != entry || other >= indices[index],
              "of equal entries the first is used");
    }
    for (size_t d = 0; d < options.dim; ++d) {
      double value = weight.element(place.elements[d]);
      double error = value - entry[d];
      squaredError += static_cast<long double>(error) * error;
      squaredNorm += static_cast<long double>(value) * value;
      maxAbsError = std::max(maxAbsError, std::abs(error));
    }
  }
  auto requireClose = [&](double actual, long double expected,
                          const char *what) {
    require(std::abs(actual - expected) <= 1e-10L * expected, what, " is ",
            expected, ", said to be ", actual);
  };
  requireClose(result.report.accuracy.squaredError, squaredError,
               "the squared error");
  requireClose(result.report.accuracy.squaredNorm, squaredNorm,
               "the squared norm");
  require(result.report.accuracy.maxAbsError == maxAbsError,
          "the largest error is ", maxAbsError, ", said to be ",
          result.report.accuracy.maxAbsError);

  std::vector<std::byte> packedAgain(result.indices.size());
  elements::pack(indices, options.bits, packedAgain);
  require(packedAgain == result.indices, "padding is zero");
}

/// A table of few vectors is exact, and no table is worse than one entry.
void Case::checkGroup(const Palettized &result, size_t group) const {
  bool counts = isWeighted(group);
  if (isNarrow())
    return; // Of what a scale allows there is no second opinion here.
  std::vector<Vector> table = decode(result, group);
  std::set<Vector> distinct;
  std::vector<long double> sums(options.dim), weights(options.dim);
  std::vector<Place> places;
  size_t vectors = weight.groups.elements() / options.dim;
  for (size_t index = 0; index < vectors; ++index) {
    Place place = placeOf(index);
    if (place.group != group)
      continue;
    distinct.insert(vectorAt(place));
    for (size_t d = 0; d < options.dim; ++d) {
      long double factor = counts ? weight.importanceOf(place.elements[d]) : 1;
      sums[d] += factor * weight.element(place.elements[d]);
      weights[d] += factor;
    }
    places.push_back(std::move(place));
  }
  if (distinct.empty())
    return;

  auto least = [&](const Place &place) {
    long double nearest = distance(place, table[0], counts);
    for (const Vector &entry : table)
      nearest = std::min(nearest, distance(place, entry, counts));
    return nearest;
  };
  if (distinct.size() <= entries() && weight.importance.empty()) {
    for (const Place &place : places)
      require(least(place) == 0, "few vectors are stored exactly");
    for (size_t i = distinct.size(); i < entries(); ++i)
      require(table[i] == *distinct.rbegin(),
              "a table is padded with its last vector");
    return;
  }
  Vector mean;
  for (size_t d = 0; d < options.dim; ++d)
    mean.push_back(rounded(
        weights[d] > 0 ? static_cast<double>(sums[d] / weights[d]) : 0));
  long double error = 0, single = 0;
  for (const Place &place : places) {
    error += least(place);
    single += distance(place, mean, counts);
  }
  require(error <= single * (1 + 1e-9L), "group ", group, " has error ", error,
          ", and ", single, " with one entry, its mean");
}

static Case consumeCase(FuzzedDataProvider &input) {
  Case result;
  PaletteOptions &options = result.options;
  options.bits = input.PickValueInArray({1u, 2u, 3u, 4u, 6u, 8u});
  options.dim = input.ConsumeIntegralInRange(2, 16);
  options.tableType = input.PickValueInArray(
      {TableType::AsWeight, TableType::Int8, TableType::UInt8,
       TableType::F8E4M3FN, TableType::F8E5M2});
  options.seed = input.ConsumeIntegral<uint8_t>();
  ChannelGroups groups;
  groups.groupChannels = options.dim * input.ConsumeIntegralInRange(1, 3);
  groups.channels = groups.groupChannels * input.ConsumeIntegralInRange(1, 3);
  groups.outer = input.ConsumeIntegralInRange(0, 3);
  groups.inner = input.ConsumeIntegralInRange(0, 12);
  // Now and then a group of more vectors than are clustered several times.
  if (input.ConsumeIntegral<uint8_t>() == 255) {
    options.bits = std::min(options.bits, 3u);
    groups = {1, options.dim, size_t(2000) + input.ConsumeIntegral<uint8_t>(),
              options.dim};
  }
  result.weight = consumeWeight(input, groups);
  return result;
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  FuzzedDataProvider input(data, size);
  Case each = consumeCase(input);
  each.check(each.palettize());
  return true;
}
