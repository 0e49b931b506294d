// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Axis maps against the elements themselves: a tensor that holds the places of
// its elements is reshaped, permuted and cut, and each axis has to count what
// the map says.

#include "coreai/IR/AxisMap.h"

#include "llvm/ADT/STLExtras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <vector>

using namespace coreai;
using Kind = AxisView::Kind;
using Shape = std::vector<int64_t>;

namespace {

/// A tensor of places in another.
struct Places {
  Shape shape;
  std::vector<int64_t> places; // Row-major.

  static Places of(const Shape &shape) {
    Places result = {shape, {}};
    result.places.resize(std::accumulate(shape.begin(), shape.end(), int64_t(1),
                                         std::multiplies<>()));
    std::iota(result.places.begin(), result.places.end(), 0);
    return result;
  }

  Places permuted(const Shape &permutation) const {
    Places result;
    for (int64_t axis : permutation)
      result.shape.push_back(shape[axis]);
    result.places.resize(places.size());
    for (size_t i = 0; i < places.size(); ++i) {
      Shape index = unravel(i, result.shape), from(shape.size());
      for (size_t axis = 0; axis < permutation.size(); ++axis)
        from[permutation[axis]] = index[axis];
      result.places[i] = places[ravel(from, shape)];
    }
    return result;
  }

  static Shape unravel(int64_t place, const Shape &shape) {
    Shape index(shape.size());
    for (size_t axis = shape.size(); axis-- > 0; place /= shape[axis])
      index[axis] = place % shape[axis];
    return index;
  }
  static int64_t ravel(const Shape &index, const Shape &shape) {
    int64_t place = 0;
    for (size_t axis = 0; axis < shape.size(); ++axis)
      place = place * shape[axis] + index[axis];
    return place;
  }
};

/// The place along an axis of the view that its digits say, of an element of
/// the viewed tensor.
int64_t countDigits(const AxisView &view, const Shape &index) {
  int64_t count = 0;
  for (const AxisDigits &digits : view.digits)
    count =
        count * digits.size + index[digits.axis] / digits.stride % digits.size;
  return count;
}

/// Every known axis counts the elements that the tensor of places has there.
/// Returns how many axes are known.
size_t check(const AxisMap &map, const Places &view, const Shape &shape) {
  EXPECT_EQ(map.rank(), view.shape.size());
  size_t known = 0;
  for (size_t axis = 0; axis < map.rank(); ++axis) {
    EXPECT_EQ(map[axis].size, view.shape[axis]);
    if (map[axis].kind == Kind::Unknown)
      continue;
    ++known;
    EXPECT_EQ(map[axis].kind, Kind::Whole);
    for (size_t i = 0; i < view.places.size(); ++i)
      EXPECT_EQ(countDigits(map[axis], Places::unravel(view.places[i], shape)),
                Places::unravel(static_cast<int64_t>(i), view.shape)[axis]);
  }
  return known;
}

TEST(AxisMapTest, ReshapeOfProductsAndFactors) {
  struct Case {
    Shape from, to;
    size_t known;
  };
  for (const Case &each :
       {Case{{64, 32}, {8, 8, 32}, 3}, Case{{8, 8, 32}, {64, 32}, 2},
        Case{{6, 4}, {2, 12}, 2}, Case{{6, 4}, {24}, 1},
        Case{{6, 4}, {4, 6}, 0}, Case{{1, 6, 1}, {6}, 1},
        Case{{6}, {1, 2, 1, 3, 1}, 5}, Case{{1}, {1, 1}, 2}, Case{{}, {1}, 1},
        Case{{1, 1}, {}, 0}, Case{{2, 3, 5}, {30}, 1},
        Case{{30}, {2, 3, 5}, 3}}) {
    Places view = Places::of(each.from);
    view.shape = each.to;
    SCOPED_TRACE(testing::PrintToString(each.from) + " to " +
                 testing::PrintToString(each.to));
    EXPECT_EQ(check(AxisMap::reshape(each.from, each.to), view, each.from),
              each.known);
  }
}

TEST(AxisMapTest, ChainsOfReshapesAndPermutations) {
  std::mt19937 random(1);
  size_t known = 0;
  for (int round = 0; round < 300; ++round) {
    Shape shape = {4, 6, 2};
    Places view = Places::of(shape);
    AxisMap map = AxisMap::identity(shape);
    for (int step = 0; step < 4; ++step) {
      if (random() % 2) {
        Shape permutation(view.shape.size());
        std::iota(permutation.begin(), permutation.end(), 0);
        std::shuffle(permutation.begin(), permutation.end(), random);
        Shape result;
        for (int64_t axis : permutation)
          result.push_back(view.shape[axis]);
        map = map.then(AxisMap::permute(result, permutation));
        view = view.permuted(permutation);
        continue;
      }
      // Joins two axes, or takes one apart.
      Shape result = view.shape;
      size_t axis = random() % result.size();
      if (axis + 1 < result.size() && random() % 2) {
        result[axis] *= result[axis + 1];
        result.erase(result.begin() + axis + 1);
      } else {
        int64_t factor = result[axis] % 2 == 0 ? 2 : 1;
        result[axis] /= factor;
        result.insert(result.begin() + axis + random() % 2, factor);
      }
      map = map.then(AxisMap::reshape(view.shape, result));
      view.shape = result;
    }
    known += check(map, view, shape);
  }
  EXPECT_GT(known, 900u);
}

TEST(AxisMapTest, PartsAreOfWhatTheyAre) {
  AxisMap map = AxisMap::identity({64, 32})
                    .then(AxisMap::resize({64, 32}, {16, 32}))
                    .then(AxisMap::permute({32, 16}, {1, 0}));
  EXPECT_EQ(map[0].kind, Kind::Whole);
  EXPECT_EQ(map[1].kind, Kind::Part);
  EXPECT_THAT(map[1].digits, testing::ElementsAre(AxisDigits{0, 1, 64}));
  // Which places a part of a part shows isn't known.
  EXPECT_EQ(map.then(AxisMap::reshape({32, 16}, {32, 4, 4}))[1].kind,
            Kind::Unknown);
  EXPECT_EQ(map.then(AxisMap::reshape({32, 16}, {32, 4, 4}))[0].kind,
            Kind::Whole);
}

TEST(AxisMapTest, RepeatedAxesShowNothing) {
  AxisMap map = AxisMap::resize({1, 3}, {5, 4, 3});
  EXPECT_TRUE(map[0].digits.empty());
  EXPECT_EQ(map[0].kind, Kind::Whole);
  EXPECT_EQ(map[1].size, 4);
  EXPECT_EQ(map[2].digits.front().axis, 1);
}

TEST(AxisMapTest, DynamicSizesAreUnknown) {
  constexpr int64_t kDynamic = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(AxisMap::identity({kDynamic, 3})[0].kind, Kind::Unknown);
  EXPECT_EQ(AxisMap::identity({kDynamic, 3})[1].kind, Kind::Whole);
  EXPECT_EQ(AxisMap::reshape({kDynamic, 3}, {3})[0].kind, Kind::Unknown);
}

} // namespace
