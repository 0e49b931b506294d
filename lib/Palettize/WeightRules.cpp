// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading and applying a configuration file's rules.

#include "Palettize/WeightRules.h"

#include "Palettize/Consumers.h"
#include "coreai/IR/CoreAIDialect.h"
#include "coreai/Support/Text.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <limits>

using namespace mlir;
using namespace coreai;
namespace yaml = llvm::yaml;

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

/// Whether one of `patterns`, if there are any, is what `matches` looks for.
template <typename Patterns, typename Matches>
static bool anyOrNone(const Patterns &patterns, Matches matches) {
  return patterns.empty() || llvm::any_of(patterns, matches);
}

bool WeightPattern::matches(const WeightDescription &weight) const {
  auto isConsumer = [&](StringRef pattern) {
    return llvm::any_of(weight.consumers, [&](StringRef consumer) {
      return consumer == pattern || consumer == qualify(pattern);
    });
  };
  auto isDim = [](int64_t pattern, int64_t dim) {
    return ShapedType::isDynamic(pattern) || pattern == dim;
  };
  auto count = static_cast<int64_t>(weight.count());
  return (names.empty() && nameRegexes.empty()
              ? true
              : llvm::any_of(names,
                             [&](const llvm::GlobPattern &pattern) {
                               return pattern.match(weight.name);
                             }) ||
                    llvm::any_of(nameRegexes,
                                 [&](const llvm::Regex &pattern) {
                                   return pattern.match(weight.name);
                                 })) &&
         anyOrNone(consumers, isConsumer) &&
         anyOrNone(
             elementTypes,
             [&](StringRef type) { return type == weight.elementType; }) &&
         (!rank || *rank == static_cast<int64_t>(weight.shape.size())) &&
         (!shape || (shape->size() == weight.shape.size() &&
                     llvm::all_of_zip(*shape, weight.shape, isDim))) &&
         count >= minElements.value_or(count) &&
         count <= maxElements.value_or(count);
}

bool WeightRules::apply(const WeightDescription &weight,
                        WeightSettings &settings) {
  bool hasApplied = false;
  for (Rule &rule : rules) {
    if (!rule.pattern.matches(weight))
      continue;
    rule.hasMatched = true;
    if (hasApplied)
      continue;
    hasApplied = rule.hasApplied = true;
    for (auto [name, text] : rule.settings)
      (void)set(settings, name, text); // Was checked when it was read.
  }
  return hasApplied;
}

void WeightRules::warnOfUnused() const {
  for (const Rule &rule : rules) {
    if (!rule.hasMatched)
      emitWarning(rule.loc, "this rule matches no weight");
    else if (!rule.hasApplied)
      emitWarning(rule.loc, "this rule applies to no weight: earlier rules "
                            "match all that it does");
  }
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace coreai {

/// Reads one file, and goes on after what is wrong, to find the rest of it.
class WeightRulesReader {
public:
  WeightRulesReader(StringRef path, const WeightSettings &defaults,
                    MLIRContext *context)
      : path(path), defaults(defaults), context(context) {
    result.storage = std::make_shared<llvm::BumpPtrAllocator>();
  }

  FailureOr<WeightRules> read();

private:
  /// What the parser makes up for text that it couldn't parse, or an alias that
  /// it rejects, has no place in the file.
  bool isInFile(llvm::SMLoc loc) const {
    return sources.FindBufferContainingLoc(loc) != 0;
  }
  Location locate(llvm::SMLoc loc) const {
    if (!isInFile(loc))
      return FileLineColLoc::get(context, path, 0, 0);
    auto [line, column] = sources.getLineAndColumn(loc);
    return FileLineColLoc::get(context, path, line, column);
  }
  void error(llvm::SMLoc loc, const Twine &message) {
    if (!isInFile(loc))
      return; // The parser's own error is what counts.
    problems.emplace_back(locate(loc), message.str());
  }
  void error(yaml::Node *node, const Twine &message) {
    error(node->getSourceRange().Start, message);
  }

  void rejectKind(yaml::Node *node, const Twine &expected);
  std::optional<StringRef> readText(yaml::Node *node);
  template <typename ReadItem>
  void readItems(yaml::Node *node, ReadItem readItem, bool allowEmpty = false);
  template <typename ReadEntry>
  void readMapping(yaml::Node *node, StringRef what, ReadEntry readEntry);
  std::optional<int64_t> readCount(yaml::Node *node);
  void readDim(yaml::Node *node, std::vector<int64_t> &shape);
  void readMatch(StringRef key, yaml::Node *node, WeightPattern &pattern);
  void readRule(yaml::Node *node);
  void readDocument(yaml::Node *node);
  static void handle(const llvm::SMDiagnostic &diagnostic, void *reader);

  StringRef path;
  const WeightSettings &defaults;
  MLIRContext *context;
  llvm::SourceMgr sources;
  std::vector<std::pair<Location, std::string>> problems;
  WeightRules result;
};

} // namespace coreai

/// Reports a node that isn't what it is expected to be, and passes over it.
void WeightRulesReader::rejectKind(yaml::Node *node, const Twine &expected) {
  if (auto *alias = dyn_cast<yaml::AliasNode>(node))
    // The node itself says where what follows is.
    error(llvm::SMLoc::getFromPointer(alias->getName().begin() - 1),
          "expects " + expected + "; aliases such as *" + alias->getName() +
              " aren't supported");
  else if (isa<yaml::BlockScalarNode>(node))
    error(node, "expects " + expected +
                    "; text in a block, after | or >, isn't supported");
  else
    error(node, "expects " + expected);
  node->skip();
}

/// The text of a scalar, which outlives the file.
std::optional<StringRef> WeightRulesReader::readText(yaml::Node *node) {
  auto *scalar = dyn_cast<yaml::ScalarNode>(node);
  if (!scalar) {
    rejectKind(node, "a single value");
    return std::nullopt;
  }
  SmallString<64> buffer;
  return llvm::StringSaver(*result.storage).save(scalar->getValue(buffer));
}

/// Reads a sequence, or a single item in its place.
template <typename ReadItem>
void WeightRulesReader::readItems(yaml::Node *node, ReadItem readItem,
                                  bool allowEmpty) {
  auto *sequence = dyn_cast<yaml::SequenceNode>(node);
  if (!sequence)
    return readItem(node);
  bool isEmpty = true;
  for (yaml::Node &item : *sequence) {
    isEmpty = false;
    readItem(&item);
  }
  if (isEmpty && !allowEmpty)
    error(node, "expects at least one item");
}

/// Reads a mapping whose keys are each given once.
template <typename ReadEntry>
void WeightRulesReader::readMapping(yaml::Node *node, StringRef what,
                                    ReadEntry readEntry) {
  auto *mapping = dyn_cast<yaml::MappingNode>(node);
  if (!mapping)
    return rejectKind(node, what);
  llvm::StringSet<> seen;
  for (yaml::KeyValueNode &entry : *mapping) {
    yaml::Node *key = entry.getKey();
    std::optional<StringRef> name =
        key ? readText(key) : std::optional<StringRef>();
    yaml::Node *value = entry.getValue();
    if (!name || !value)
      continue; // Reported.
    if (!seen.insert(*name).second)
      error(key, "'" + *name + "' is given twice");
    llvm::SMLoc keyLoc = key->getSourceRange().Start;
    readEntry(*name, keyLoc, value);
  }
}

std::optional<int64_t> WeightRulesReader::readCount(yaml::Node *node) {
  std::optional<StringRef> text = readText(node);
  int64_t count = 0;
  if (text && llvm::to_integer(*text, count, 10) && count >= 0)
    return count;
  if (text)
    error(node, "expects a number from 0 to " +
                    Twine(std::numeric_limits<int64_t>::max()) + ", got " +
                    *text);
  return std::nullopt;
}

/// What is wrong with the name of an op. Other dialects may have any.
static std::optional<std::string> checkOp(StringRef name,
                                          MLIRContext *context) {
  if (RegisteredOperationName::lookup(qualify(name), context))
    return std::nullopt;
  // Before the dot is a dialect, or how some of our own names begin.
  auto [prefix, rest] = name.split('.');
  std::string start = qualify((prefix + ".").str());
  auto hasPrefix = [&](RegisteredOperationName op) {
    return op.getStringRef().starts_with(start);
  };
  bool isOurs = prefix.empty() || rest.empty() ||
                prefix == CoreAIDialect::getDialectNamespace() ||
                llvm::any_of(context->getRegisteredOperations(), hasPrefix);
  if (!isOurs)
    return std::nullopt;
  return "'" + printable(name) + "' is no op";
}

/// What is wrong with the name of a float type. It is one word: MLIR's parser
/// would follow any nesting.
static std::optional<std::string> checkFloatType(StringRef name,
                                                 MLIRContext *context) {
  ScopedDiagnosticHandler quiet(context, [](Diagnostic &) {});
  if (llvm::all_of(name, llvm::isAlnum) &&
      isa_and_nonnull<FloatType>(parseType(name, context)))
    return std::nullopt;
  return "expects a float type such as f16, bf16 or f32, got '" +
         printable(name) + "'";
}

void WeightRulesReader::readDim(yaml::Node *node, std::vector<int64_t> &shape) {
  if (auto *scalar = dyn_cast<yaml::ScalarNode>(node)) {
    SmallString<8> buffer;
    if (scalar->getValue(buffer) == "?")
      return shape.push_back(ShapedType::kDynamic);
  }
  if (auto dim = readCount(node))
    shape.push_back(*dim);
}

void WeightRulesReader::readMatch(StringRef key, yaml::Node *node,
                                  WeightPattern &pattern) {
  if (key == "name")
    return readItems(node, [&](yaml::Node *item) {
      std::optional<StringRef> text = readText(item);
      if (!text)
        return;
      if (auto glob = llvm::GlobPattern::create(*text, /*MaxSubPatterns=*/1024))
        pattern.names.push_back(std::move(*glob));
      else
        error(item, "expects a glob: " + toString(glob.takeError()));
    });
  if (key == "name_regex")
    return readItems(node, [&](yaml::Node *item) {
      std::optional<StringRef> text = readText(item);
      if (!text)
        return;
      llvm::Regex regex(("^(" + *text + ")$").str());
      if (std::string problem; !regex.isValid(problem))
        error(item, "expects a regular expression: " + problem);
      pattern.nameRegexes.push_back(std::move(regex));
    });
  auto readNames = [&](std::vector<StringRef> &names, auto check) {
    readItems(node, [&](yaml::Node *item) {
      std::optional<StringRef> text = readText(item);
      if (!text)
        return;
      if (auto problem = check(*text, context))
        error(item, *problem);
      names.push_back(*text);
    });
  };
  if (key == "consumer")
    return readNames(pattern.consumers, checkOp);
  if (key == "element_type")
    return readNames(pattern.elementTypes, checkFloatType);
  if (key == "shape") {
    pattern.shape.emplace();
    return readItems(
        node, [&](yaml::Node *item) { readDim(item, *pattern.shape); },
        /*allowEmpty=*/true);
  }
  if (key == "rank")
    pattern.rank = readCount(node);
  else if (key == "min_elements")
    pattern.minElements = readCount(node);
  else if (key == "max_elements")
    pattern.maxElements = readCount(node);
  else {
    error(node, "'" + key +
                    "' is nothing to match; these are: name, "
                    "name_regex, consumer, element_type, rank, shape, "
                    "min_elements, max_elements");
    node->skip();
  }
}

void WeightRulesReader::readRule(yaml::Node *node) {
  llvm::SMLoc start = node->getSourceRange().Start;
  WeightRules::Rule rule = {locate(start), {}, {}};
  WeightSettings settings = defaults;
  size_t problemsBefore = problems.size();
  readMapping(node, "a rule, which is a mapping",
              [&](StringRef key, llvm::SMLoc keyLoc, yaml::Node *value) {
                if (key == "match")
                  return readMapping(
                      value, "a mapping of what to match",
                      [&](StringRef key, llvm::SMLoc, yaml::Node *value) {
                        readMatch(key, value, rule.pattern);
                      });
                std::optional<StringRef> text = readText(value);
                if (!text)
                  return;
                if (auto problem = set(settings, key, *text))
                  error(keyLoc, *problem);
                rule.settings.emplace_back(key, *text);
              });
  if (problems.size() == problemsBefore)
    for (const std::string &problem : findProblems(settings))
      error(start, problem);
  result.rules.push_back(std::move(rule));
}

void WeightRulesReader::readDocument(yaml::Node *node) {
  readMapping(node, "'rules:' and a sequence of rules",
              [&](StringRef key, llvm::SMLoc keyLoc, yaml::Node *value) {
                if (key != "rules") {
                  error(keyLoc,
                        "'" + key + "' is unknown here; expects 'rules'");
                  return value->skip();
                }
                auto *sequence = dyn_cast<yaml::SequenceNode>(value);
                if (!sequence)
                  return rejectKind(value, "a sequence of rules");
                for (yaml::Node &rule : *sequence)
                  readRule(&rule);
              });
}

/// Takes what the YAML parser itself finds wrong.
void WeightRulesReader::handle(const llvm::SMDiagnostic &diagnostic,
                               void *reader) {
  auto *self = static_cast<WeightRulesReader *>(reader);
  self->error(diagnostic.getLoc(), diagnostic.getMessage());
}

FailureOr<WeightRules> WeightRulesReader::read() {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!file)
    return emitError(UnknownLoc::get(context), "cannot read config '")
           << path << "': " << file.getError().message();
  StringRef text = (*file)->getBuffer();
  sources.AddNewSourceBuffer(std::move(*file), {});
  sources.setDiagHandler(handle, this);
  yaml::Stream stream(text, sources, /*ShowColors=*/false);
  yaml::document_iterator document = stream.begin();
  if (document != stream.end())
    if (yaml::Node *root = document->getRoot())
      readDocument(root);
  if (problems.empty() && !stream.failed() && ++document != stream.end())
    if (yaml::Node *root = document->getRoot(); root && !stream.failed())
      error(root, "expects the end of the file: all rules are in one document");
  if (problems.empty() && stream.failed())
    error(llvm::SMLoc::getFromPointer(text.begin()), "isn't YAML");
  if (problems.empty())
    return std::move(result);

  InFlightDiagnostic diagnostic = emitError(problems.front().first)
                                  << problems.front().second;
  for (auto &[loc, message] : llvm::drop_begin(problems))
    diagnostic.attachNote(loc) << message;
  return diagnostic;
}

FailureOr<WeightRules> WeightRules::read(StringRef path,
                                         const WeightSettings &defaults,
                                         MLIRContext *context) {
  return WeightRulesReader(path, defaults, context).read();
}
