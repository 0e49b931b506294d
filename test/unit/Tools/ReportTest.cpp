// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is summed up over weights, what is required of them, and how text from
// anywhere is shown.

#include "Report.h"

#include "Charts.h"
#include "coreai/Support/Text.h"

#include "llvm/Support/JSON.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace coreai;
using namespace coreai::compare;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A weight of two numbers.
ProgramWeight make(const std::string &name, double first, double second,
                   std::vector<StoredPart> parts = {}) {
  ProgramWeight weight;
  weight.name = name;
  weight.graph = "main";
  weight.shape = {2};
  weight.elementType = "f64";
  std::vector<std::byte> bytes(2 * sizeof(double));
  double values[] = {first, second};
  elements::encodeElements(elements::ElementType::F64, values, bytes);
  weight.source =
      decoding::makeConstant(elements::ElementType::F64, {2}, std::move(bytes));
  for (const StoredPart &part : parts)
    weight.bytes += part.bytes;
  weight.parts = std::move(parts);
  return weight;
}

TEST(ReportTest, StoredBytesCountOnceInEachProgram) {
  int indices, others, table;
  Program before = {
      "a",
      {make("v", 1, 2, {{&indices, 16}}), make("w", 1, 2, {{&indices, 16}})}};
  // Both programs may share theirs: each has them.
  Program after = {"b",
                   {make("v", 1, 2, {{&indices, 4}, {&table, 32}}),
                    make("w", 1, 2, {{&others, 5}, {&table, 32}})}};
  Report report = compareWeights(before, after, 1, false);
  ASSERT_EQ(report.weights.size(), 2u);
  EXPECT_EQ(report.totals.bytesBefore, 16u);
  EXPECT_EQ(report.totals.bytesAfter, 4u + 5 + 32);
  // The elements are those of one weight, which two names stand for.
  EXPECT_EQ(report.totals.elements, 2u);
  // Of each weight by itself, all that it is made from.
  EXPECT_EQ(report.weights[0].after->bytes, 36u);
  EXPECT_EQ(report.weights[1].after->bytes, 37u);
}

TEST(ReportTest, AProgramAndItself) {
  Program program = {"p",
                     {make("a", 1, 2), make("b", infinity, nan),
                      make("c", 0, -0.0), make("d", nan, nan)}};
  Report report = compareWeights(program, program, 2, true);
  EXPECT_EQ(report.weights.size(), 4u);
  EXPECT_EQ(report.totals.differing, 0u);
  EXPECT_THAT(report.missing, IsEmpty());
  Gates gates = {infinity, 0, true};
  EXPECT_THAT(findFailures(report, gates), IsEmpty());
}

TEST(ReportTest, TheWorstFirstAndTotalsOfWhatDiffers) {
  Program before = {"a",
                    {make("same", 5, 5), make("near", 10, 0),
                     make("far", 10, 0), make("lost", 1, 1)}};
  Program after = {"b",
                   {make("same", 5, 5), make("near", 10.1, 0),
                    make("far", 11, 0), make("lost", nan, 1)}};
  Report report = compareWeights(before, after, 1, false);
  std::vector<std::string> names;
  for (const ComparedWeight &weight : report.weights)
    names.push_back(weight.before->name);
  EXPECT_THAT(names, ElementsAre("lost", "far", "near", "same"));
  EXPECT_EQ(report.totals.differing, 3u);
  EXPECT_EQ(report.totals.comparison.count, 6u);
  EXPECT_EQ(report.totals.comparison.maxAbsError, infinity);

  EXPECT_THAT(findFailures(report, {30, std::nullopt, false}),
              ElementsAre(HasSubstr("'lost' of @main (2xf64): SNR -inf dB"),
                          HasSubstr("'far' of @main (2xf64): SNR 20.00 dB")));
  EXPECT_THAT(findFailures(report, {30, 0.5, true}),
              ElementsAre(HasSubstr("max error inf is above 5.00E-01"),
                          HasSubstr("; max error 1.00E+00 is above")));
}

TEST(ReportTest, DistributionsOnlyIfAskedFor) {
  Program program = {"p", {make("a", 1, 2)}};
  Report without = compareWeights(program, program, 1, false);
  EXPECT_TRUE(without.weights[0].distribution.original.empty());
  Report with = compareWeights(program, program, 1, true);
  EXPECT_THAT(with.weights[0].distribution.other.values(), ElementsAre(1, 2));
}

//===----------------------------------------------------------------------===//
// Text from anywhere
//===----------------------------------------------------------------------===//

TEST(PrintableTest, WhatCanBeSeenStays) {
  for (const char *text : {"", "layers.0.weight", "a b\\c'\"<&>",
                           "gewicht_\xC3\xBC", "\xE9\x87\x8D\xE3\x81\xBF"})
    EXPECT_EQ(printable(text), text);
}

TEST(PrintableTest, ControlsAndWhatIsNoText) {
  EXPECT_EQ(printable("a\nb\tc\r"), "a\\u{A}b\\u{9}c\\u{D}");
  EXPECT_EQ(printable("\x1b[31mred\x7f"), "\\u{1B}[31mred\\u{7F}");
  EXPECT_EQ(printable(llvm::StringRef("nul\0", 4)), "nul\\u{0}");
  // Another direction, a line of Unicode's, and a control of eight bits.
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "\xE2\x80\xA8"
                      "\xC2\x85"),
            "\\u{202E}\\u{2028}\\u{85}");
  // Not UTF-8: stands for what it isn't, and ends.
  EXPECT_EQ(printable("x\xFFy"), "x\xEF\xBF\xBDy");
  EXPECT_THAT(printable("x\xE2\x80"), HasSubstr("x\xEF\xBF\xBD"));
}

TEST(PrintableTest, InHtml) {
  EXPECT_EQ(escapeHtml("</script><b a='\"&\n"),
            "&lt;/script&gt;&lt;b a=&#39;&quot;&amp;\\u{A}");
}

TEST(ReportTest, NamesInEveryForm) {
  const std::string name = "<b>&\"'\n</script>\x1b\xFF";
  Program before = {name, {make(name, 1, 2), make("gone\n", 1, 2)}};
  Program after = {name, {make(name, 1, 3)}};
  before.weights[0].consumers = {"re\nlu"};
  before.weights[0].graph = "ma\nin";
  after.weights[0].graph = "ma\nin";
  Report report = compareWeights(before, after, 1, true);
  ASSERT_EQ(report.weights.size(), 1u);
  Gates gates = {100, 0, true};
  for (const std::string &failure : findFailures(report, gates))
    EXPECT_EQ(failure, printable(failure));

  std::string text, json, html;
  llvm::raw_string_ostream textOs(text), jsonOs(json), htmlOs(html);
  printText(report, textOs);
  // A header, a weight, what is missing, and totals.
  EXPECT_EQ(llvm::StringRef(text).count('\n'), 4u);
  EXPECT_THAT(text, HasSubstr("<b>&\"'\\u{A}</script>\\u{1B}\xEF\xBF\xBD"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);

  writeJson(report, gates, jsonOs);
  auto parsed = llvm::json::parse(json);
  ASSERT_TRUE(bool(parsed)) << llvm::toString(parsed.takeError());
  // The name itself, as far as JSON can say it.
  EXPECT_EQ((*(*parsed->getAsObject()->getArray("weights"))[0].getAsObject())
                .getString("name"),
            "<b>&\"'\n</script>\x1b\xEF\xBF\xBD");

  writeHtml(report, htmlOs);
  EXPECT_EQ(llvm::StringRef(html).count("</script>"), 1u);
  EXPECT_EQ(llvm::StringRef(html).count("<b>"), 0u);
  EXPECT_TRUE(llvm::json::isUTF8(html));
}

} // namespace
