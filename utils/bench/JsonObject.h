// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Just enough JSON to report a row of numbers.

#ifndef COREAI_UTILS_BENCH_JSONOBJECT_H
#define COREAI_UTILS_BENCH_JSONOBJECT_H

#include <cmath>
#include <concepts>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace coreai::bench {

/// An object that grows member by member. Keys and strings are plain ASCII
/// without quotes.
class JsonObject {
public:
  void add(std::string_view key, std::string_view value) {
    addText(key, "\"" + std::string(value) + "\"");
  }
  void add(std::string_view key, const char *value) {
    add(key, std::string_view(value));
  }
  void add(std::string_view key, bool value) {
    addText(key, value ? "true" : "false");
  }
  void add(std::string_view key, std::integral auto value) {
    addText(key, std::to_string(value));
  }
  void add(std::string_view key, double value) { addText(key, print(value)); }
  void add(std::string_view key, const std::vector<double> &values) {
    std::string text;
    for (double value : values)
      text += (text.empty() ? "" : ", ") + print(value);
    addText(key, "[" + text + "]");
  }
  void add(std::string_view key, const JsonObject &value) {
    addText(key, value.text());
  }

  std::string text() const { return "{" + members + "}"; }

private:
  void addText(std::string_view key, const std::string &value) {
    if (!members.empty())
      members += ", ";
    members += "\"" + std::string(key) + "\": " + value;
  }

  /// All digits; null for what JSON has no number for.
  static std::string print(double value) {
    if (!std::isfinite(value))
      return "null";
    char buffer[32];
    std::snprintf(buffer, sizeof(buffer), "%.17g", value);
    return buffer;
  }

  std::string members;
};

} // namespace coreai::bench

#endif // COREAI_UTILS_BENCH_JSONOBJECT_H
