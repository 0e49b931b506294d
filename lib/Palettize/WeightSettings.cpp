// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One table of all settings: how each is called, read, checked and shown.

#include "coreai/Palettize/WeightSettings.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace coreai;
using clustering::TableType;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

namespace {

template <typename Enum>
struct Word {
  StringRef text;
  Enum value;
};

} // namespace

static constexpr Word<TableType> kTableTypes[] = {
    {"none", TableType::AsWeight},
    {"int8", TableType::Int8},
    {"uint8", TableType::UInt8},
    {"fp8_e4m3fn", TableType::F8E4M3FN},
    {"fp8_e5m2", TableType::F8E5M2}};

static constexpr Word<Granularity> kGranularities[] = {
    {"per_tensor", Granularity::PerTensor},
    {"per_channel", Granularity::PerChannel},
    {"per_grouped_channel", Granularity::PerGroupedChannel}};

static constexpr Word<OnIndivisible> kOnIndivisible[] = {
    {"skip", OnIndivisible::Skip},
    {"nearest", OnIndivisible::Nearest},
    {"per_tensor", OnIndivisible::PerTensor},
    {"error", OnIndivisible::Error}};

static constexpr Word<bool> kBooleans[] = {{"true", true}, {"false", false}};

static constexpr int64_t kBits[] = {1, 2, 3, 4, 6, 8};

template <typename Enum>
static bool parse(llvm::ArrayRef<Word<Enum>> words, StringRef text,
                  Enum &value) {
  const auto *word = llvm::find_if(
      words, [&](const Word<Enum> &word) { return word.text == text; });
  if (word == words.end())
    return false;
  value = word->value;
  return true;
}

template <typename Enum>
static StringRef toText(llvm::ArrayRef<Word<Enum>> words, Enum value) {
  for (const Word<Enum> &word : words)
    if (word.value == value)
      return word.text;
  llvm_unreachable("a value without a word");
}

//===----------------------------------------------------------------------===//
// Settings
//===----------------------------------------------------------------------===//

namespace {

struct Setting {
  StringRef name;
  StringRef expected; // What it may be, in words.
  bool (*parse)(WeightSettings &settings, StringRef text);
  llvm::json::Value (*show)(const WeightSettings &settings);
  bool (*isInRange)(const WeightSettings &settings);
};

} // namespace

/// A setting that one of several words stands for: in range if it was read.
template <auto field, const auto &words>
static constexpr Setting wordSetting(StringRef name, StringRef expected) {
  return {name, expected,
          [](WeightSettings &settings, StringRef text) {
            return parse(llvm::ArrayRef(words), text, settings.*field);
          },
          [](const WeightSettings &settings) -> llvm::json::Value {
            return toText(llvm::ArrayRef(words), settings.*field);
          },
          [](const WeightSettings &) { return true; }};
}

/// The same for true and false, which JSON has words for.
template <auto field>
static constexpr Setting booleanSetting(StringRef name) {
  Setting setting = wordSetting<field, kBooleans>(name, "true or false");
  setting.show = [](const WeightSettings &settings) -> llvm::json::Value {
    return settings.*field;
  };
  return setting;
}

template <auto field>
static constexpr Setting
numberSetting(StringRef name, StringRef expected,
              bool (*isInRange)(const WeightSettings &)) {
  return {name, expected,
          [](WeightSettings &settings, StringRef text) {
            return llvm::to_integer(text, settings.*field, 10);
          },
          [](const WeightSettings &settings) -> llvm::json::Value {
            return settings.*field;
          },
          isInRange};
}

static constexpr Setting kSettings[] = {
    wordSetting<&WeightSettings::lutDtype, kTableTypes>(
        "lut_dtype", "none, int8, uint8, fp8_e4m3fn or fp8_e5m2"),
    numberSetting<&WeightSettings::nBits>("n_bits", "1, 2, 3, 4, 6 or 8",
                                          [](const WeightSettings &s) {
                                            return llvm::is_contained(kBits,
                                                                      s.nBits);
                                          }),
    wordSetting<&WeightSettings::granularity, kGranularities>(
        "granularity", "per_tensor, per_channel or per_grouped_channel"),
    numberSetting<&WeightSettings::groupSize>(
        "group_size", "1 or more",
        [](const WeightSettings &s) { return s.groupSize >= 1; }),
    numberSetting<&WeightSettings::clusterDim>("cluster_dim", "1 to 16",
                                               [](const WeightSettings &s) {
                                                 return s.clusterDim >= 1 &&
                                                        s.clusterDim <= 16;
                                               }),
    booleanSetting<&WeightSettings::enablePerChannelScale>(
        "enable_per_channel_scale"),
    booleanSetting<&WeightSettings::enableFastKmeansMode>(
        "enable_fast_kmeans_mode"),
    numberSetting<&WeightSettings::roundingPrecision>(
        "rounding_precision", "a number of decimal places, 0 to 100",
        [](const WeightSettings &s) {
          return s.roundingPrecision >= 0 && s.roundingPrecision <= 100;
        }),
    numberSetting<&WeightSettings::weightNumThreshold>(
        "weight_num_threshold", "0 or more",
        [](const WeightSettings &s) { return s.weightNumThreshold >= 0; }),
    wordSetting<&WeightSettings::onIndivisible, kOnIndivisible>(
        "on_indivisible", "skip, nearest, per_tensor or error"),
    booleanSetting<&WeightSettings::skip>("skip")};

static std::string explainProblem(const Setting &setting, StringRef got) {
  return (setting.name + " is " + setting.expected + ", got " + got).str();
}

std::optional<std::string> coreai::set(WeightSettings &settings, StringRef name,
                                       StringRef text) {
  const auto *setting = llvm::find_if(
      kSettings, [&](const Setting &setting) { return setting.name == name; });
  if (setting == std::end(kSettings)) {
    auto names = llvm::map_range(
        kSettings, [](const Setting &setting) { return setting.name; });
    return ("'" + name + "' is no setting of a weight; these are: " +
            llvm::join(names, ", "))
        .str();
  }
  if (setting->parse(settings, text))
    return std::nullopt;
  return explainProblem(*setting, text);
}

std::vector<std::string> coreai::findProblems(const WeightSettings &settings) {
  std::vector<std::string> problems;
  for (const Setting &setting : kSettings)
    if (!setting.isInRange(settings))
      problems.push_back(explainProblem(
          setting,
          std::to_string(setting.show(settings).getAsInteger().value_or(0))));
  if (settings.clusterDim > 1 && settings.enablePerChannelScale)
    problems.push_back(
        "enable_per_channel_scale needs cluster_dim=1: the channels of a "
        "vector would have different scales");
  if (settings.clusterDim > 1 &&
      settings.granularity == Granularity::PerChannel)
    problems.push_back("granularity=per_channel needs cluster_dim=1: a vector "
                       "has several channels; use per_grouped_channel");
  return problems;
}

void coreai::forEachSetting(
    const WeightSettings &settings,
    llvm::function_ref<void(StringRef, llvm::json::Value)> callback) {
  for (const Setting &setting : kSettings)
    callback(setting.name, setting.show(settings));
}
