// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which weight of one program is matched with which of another.

#include "Matching.h"

#include "coreai/Weights/WeightDescription.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace coreai;
using namespace coreai::compare;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

namespace {

const std::string kUnnamed = kUnnamedWeight.str();

ProgramWeight make(const std::string &name,
                   std::vector<std::string> consumers = {"relu"},
                   std::vector<int64_t> shape = {2},
                   const std::string &graph = "main") {
  ProgramWeight weight;
  weight.name = name;
  weight.graph = graph;
  weight.shape = std::move(shape);
  weight.elementType = "f32";
  weight.consumers = std::move(consumers);
  weight.source = decoding::makeSplat(elements::ElementType::F32, {2}, 1);
  return weight;
}

/// Matches two programs and keeps places in them: of pairs, and of what is
/// missing on either side.
struct Matched {
  Matched(const std::vector<ProgramWeight> &before,
          const std::vector<ProgramWeight> &after) {
    Matching matching = match(before, after);
    for (const WeightPair &pair : matching.pairs)
      pairs.emplace_back(pair.before - before.data(),
                         pair.after - after.data());
    for (const MissingWeight &missing : matching.missing) {
      if (missing.isBefore)
        lostBefore.push_back(missing.weight - before.data());
      else
        lostAfter.push_back(missing.weight - after.data());
      reasons.push_back(missing.reason);
    }
  }

  std::vector<std::pair<size_t, size_t>> pairs;
  std::vector<size_t> lostBefore, lostAfter;
  std::vector<std::string> reasons;
};

TEST(MatchingTest, ByNameWhateverTheOrder) {
  Matched matched({make("a"), make("b"), make("c")},
                  {make("c"), make("a"), make("b")});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 1), Pair(1, 2), Pair(2, 0)));
  EXPECT_THAT(matched.reasons, IsEmpty());
}

TEST(MatchingTest, ANameInWhatOtherOpReadsIt) {
  Matched matched({make("a", {"relu"})}, {make("a", {"cast"})});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 0)));
}

TEST(MatchingTest, TheSameNameInEachGraph) {
  Matched matched({make("w", {}, {2}, "one"), make("w", {}, {2}, "two")},
                  {make("w", {}, {2}, "two"), make("w", {}, {2}, "one")});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 1), Pair(1, 0)));
  Matched other({make("w", {}, {2}, "one")}, {make("w", {}, {2}, "two")});
  EXPECT_THAT(other.pairs, IsEmpty());
  EXPECT_THAT(other.reasons,
              ElementsAre("nothing matches it", "nothing matches it"));
}

TEST(MatchingTest, DuplicatedNames) {
  // By reader, then by order.
  Matched matched({make("w", {"a"}), make("w", {"b"}), make("w", {"b"})},
                  {make("w", {"b"}), make("w", {"a"}), make("w", {"b"})});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 1), Pair(1, 0), Pair(2, 2)));
  Matched fewer({make("w"), make("w")}, {make("w")});
  EXPECT_THAT(fewer.pairs, ElementsAre(Pair(0, 0)));
  EXPECT_THAT(fewer.lostBefore, ElementsAre(1));
  EXPECT_THAT(fewer.reasons, ElementsAre("nothing matches it"));
}

TEST(MatchingTest, DuplicatedNamesOfOtherShapes) {
  Matched matched({make("w", {}, {2}), make("w", {}, {3})},
                  {make("w", {}, {3}), make("w", {}, {2})});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 1), Pair(1, 0)));
}

TEST(MatchingTest, AnotherShape) {
  Matched matched({make("w", {}, {2, 3})}, {make("w", {}, {3, 2})});
  EXPECT_THAT(matched.pairs, IsEmpty());
  EXPECT_THAT(matched.lostBefore, ElementsAre(0));
  EXPECT_THAT(matched.lostAfter, ElementsAre(0));
  EXPECT_THAT(matched.reasons, ElementsAre("the other's shape is [3, 2]",
                                           "the other's shape is [2, 3]"));
  // A scalar isn't a vector of one.
  Matched scalar({make("w", {}, {})}, {make("w", {}, {1})});
  EXPECT_THAT(scalar.reasons, ElementsAre("the other's shape is [1]",
                                          "the other's shape is []"));
}

TEST(MatchingTest, MissingOnEitherSide) {
  Matched matched({make("a"), make("b")}, {make("b"), make("c")});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(1, 0)));
  EXPECT_THAT(matched.lostBefore, ElementsAre(0));
  EXPECT_THAT(matched.lostAfter, ElementsAre(1));
  EXPECT_THAT(Matched({make("a")}, {}).lostBefore, ElementsAre(0));
  EXPECT_THAT(Matched({}, {make("a")}).lostAfter, ElementsAre(0));
}

TEST(MatchingTest, UnnamedByUseAndOrder) {
  std::vector<ProgramWeight> before = {
      make(kUnnamed, {"relu"}), make(kUnnamed, {"tanh"}),
      make(kUnnamed, {"relu"}), make(kUnnamed, {"relu"}, {3}),
      make(kUnnamed, {"relu"}, {2}, "other")};
  std::vector<ProgramWeight> after = {
      make(kUnnamed, {"relu"}, {2}, "other"), make(kUnnamed, {"relu"}, {3}),
      make(kUnnamed, {"relu"}), make(kUnnamed, {"relu"}),
      make(kUnnamed, {"tanh"})};
  EXPECT_THAT(
      Matched(before, after).pairs,
      ElementsAre(Pair(0, 2), Pair(1, 4), Pair(2, 3), Pair(3, 1), Pair(4, 0)));
}

TEST(MatchingTest, UnnamedOfDifferentNumbers) {
  std::vector<ProgramWeight> three(3, make(kUnnamed)), two(2, make(kUnnamed));
  Matched fewer(three, two);
  EXPECT_THAT(fewer.pairs, ElementsAre(Pair(0, 0), Pair(1, 1)));
  EXPECT_THAT(fewer.lostBefore, ElementsAre(2));
  EXPECT_THAT(fewer.reasons, ElementsAre("nothing matches it"));
  Matched more(two, three);
  EXPECT_THAT(more.pairs, ElementsAre(Pair(0, 0), Pair(1, 1)));
  EXPECT_THAT(more.lostAfter, ElementsAre(2));
}

TEST(MatchingTest, UnnamedOfDifferentNumbersThatAreEqual) {
  // One of several constants is gone: those behind it don't move up.
  auto makeAll = [](std::vector<double> values) {
    std::vector<ProgramWeight> weights;
    for (double value : values) {
      weights.push_back(make(kUnnamed));
      weights.back().source =
          decoding::makeSplat(elements::ElementType::F32, {2}, value);
    }
    return weights;
  };
  Matched fewer(makeAll({1, 2, 3}), makeAll({1, 3}));
  EXPECT_THAT(fewer.pairs, ElementsAre(Pair(0, 0), Pair(2, 1)));
  EXPECT_THAT(fewer.lostBefore, ElementsAre(1));
  Matched more(makeAll({1, 3}), makeAll({2, 1, 3}));
  EXPECT_THAT(more.pairs, ElementsAre(Pair(0, 1), Pair(1, 2)));
  EXPECT_THAT(more.lostAfter, ElementsAre(0));
  // What isn't equal is in order again.
  Matched changed(makeAll({1, 2, 3}), makeAll({1, 5}));
  EXPECT_THAT(changed.pairs, ElementsAre(Pair(0, 0), Pair(1, 1)));
  // Of the same number, the order says more than the values.
  Matched moved(makeAll({1, 2}), makeAll({2, 3}));
  EXPECT_THAT(moved.pairs, ElementsAre(Pair(0, 0), Pair(1, 1)));
}

TEST(MatchingTest, OneThatLosesItsName) {
  for (bool isSwapped : {false, true}) {
    std::vector<ProgramWeight> named = {make("a"), make("b"), make("c")};
    std::vector<ProgramWeight> some = {make("a"), make(kUnnamed), make("c")};
    Matched matched = isSwapped ? Matched(some, named) : Matched(named, some);
    EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 0), Pair(1, 1), Pair(2, 2)));
  }
}

TEST(MatchingTest, NamesGoFirst) {
  // Nothing unnamed takes what a name matches.
  Matched matched({make(kUnnamed), make("a")}, {make("a"), make("b")});
  EXPECT_THAT(matched.pairs, ElementsAre(Pair(0, 1), Pair(1, 0)));
  // Two names that differ are no match, however alike their uses.
  Matched others({make("a")}, {make("b")});
  EXPECT_THAT(others.pairs, IsEmpty());
}

TEST(MatchingTest, WhatIsJoinedIsNotAlike) {
  Matched matched({make(kUnnamed, {"a", "b"})}, {make(kUnnamed, {"a b"})});
  EXPECT_THAT(matched.pairs, IsEmpty());
}

TEST(MatchingTest, WhatIsNotDecoded) {
  ProgramWeight opaque = make("w");
  opaque.source = nullptr;
  opaque.reason = "no reason";
  Matched before({opaque}, {make("w")});
  EXPECT_THAT(before.pairs, IsEmpty());
  EXPECT_THAT(before.lostBefore, ElementsAre(0));
  EXPECT_THAT(before.reasons, ElementsAre("it is not decoded: no reason"));
  Matched after({make("w")}, {opaque});
  EXPECT_THAT(after.reasons,
              ElementsAre("the other is not decoded: no reason"));
}

} // namespace
