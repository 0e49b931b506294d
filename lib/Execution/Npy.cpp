// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arrays in NumPy's .npy files: a magic string, a version, and a header that
// is the text of a Python dictionary, padded so that elements are aligned.

#include "Execution/Npy.h"

#include "coreai/Support/Error.h"
#include "coreai/Support/Text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

#include <optional>

using namespace llvm;
using namespace coreai;
using namespace coreai::execution;

static constexpr StringLiteral kMagic("\x93NUMPY");

/// Elements start at a multiple of this, so that they can be mapped.
static constexpr size_t kAlignment = 64;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

std::string NpyType::text() const {
  return formatv("{0}{1}{2}", size == 1 ? '|' : '<', kind, size).str();
}

static bool isKnown(NpyType type) {
  switch (type.kind) {
  case 'b':
    return type.size == 1;
  case 'i':
  case 'u':
    return type.size == 1 || type.size == 2 || type.size == 4 || type.size == 8;
  case 'f':
    return type.size == 2 || type.size == 4 || type.size == 8;
  case 'c':
    return type.size == 8;
  default:
    return false;
  }
}

static Expected<NpyType> parseType(StringRef descr) {
  NpyType type{};
  StringRef text = descr;
  char order = text.empty() ? ' ' : text.front();
  text = text.drop_front(text.empty() ? 0 : 1);
  if (!text.empty()) {
    type.kind = text.front();
    if (text.drop_front().getAsInteger(10, type.size))
      type.size = 0;
  }
  if (!isKnown(type) || !StringRef("<>|=").contains(order))
    return makeError("expects elements of type b1, i1 to i8, u1 to u8, f2, f4, "
                     "f8 or c8, got '{0}'",
                     printable(descr));
  if (order == '>' && type.size > 1)
    return makeError("expects little-endian elements, got '{0}'",
                     printable(descr));
  return type;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {

/// Reads the part of Python that headers are written in.
class HeaderParser {
public:
  explicit HeaderParser(StringRef text) : text(text) {}

  Expected<NpyArray> parse() {
    NpyArray array{};
    bool hasType = false, hasShape = false, hasOrder = false;
    if (!consume('{'))
      return malformed();
    while (!consume('}')) {
      std::optional<StringRef> key = parseString();
      if (!key || !consume(':'))
        return malformed();
      if (*key == "descr") {
        std::optional<StringRef> descr = parseString();
        if (!descr)
          return makeError("expects elements that are numbers, got a record");
        Expected<NpyType> type = parseType(*descr);
        if (!type)
          return type.takeError();
        array.type = *type;
        hasType = true;
      } else if (*key == "fortran_order") {
        StringRef word = parseWord();
        if (word == "True")
          return makeError("expects row-major order, got column-major order; "
                           "numpy.ascontiguousarray changes it");
        if (word != "False")
          return malformed();
        hasOrder = true;
      } else if (*key == "shape") {
        if (!parseShape(array.shape))
          return malformed();
        hasShape = true;
      } else {
        return malformed();
      }
      consume(',');
    }
    if (!hasType || !hasShape || !hasOrder || !text.trim().empty())
      return malformed();
    return array;
  }

private:
  static Error malformed() { return makeError("malformed header"); }

  bool consume(char c) {
    text = text.ltrim();
    return text.consume_front(StringRef(&c, 1));
  }

  StringRef parseWord() {
    text = text.ltrim();
    StringRef word = text.take_while(isAlnum);
    text = text.drop_front(word.size());
    return word;
  }

  std::optional<StringRef> parseString() {
    text = text.ltrim();
    if (text.empty() || (text.front() != '\'' && text.front() != '"'))
      return std::nullopt;
    size_t end = text.find(text.front(), 1);
    if (end == StringRef::npos)
      return std::nullopt;
    StringRef value = text.slice(1, end);
    text = text.drop_front(end + 1);
    return value;
  }

  bool parseShape(SmallVectorImpl<int64_t> &shape) {
    if (!consume('('))
      return false;
    while (!consume(')')) {
      StringRef word = parseWord();
      int64_t size = 0;
      // Python 2 wrote long integers with an L.
      word.consume_back("L");
      if (word.getAsInteger(10, size) || size < 0)
        return false;
      shape.push_back(size);
      text = text.ltrim();
      if (!consume(',') && !text.starts_with(")"))
        return false;
    }
    return true;
  }

  StringRef text;
};

} // namespace

Expected<NpyArray> execution::parseNpy(StringRef contents) {
  StringRef rest = contents;
  if (!rest.consume_front(kMagic) || rest.size() < 4)
    return makeError("expects a .npy file");
  unsigned major = static_cast<uint8_t>(rest[0]);
  unsigned minor = static_cast<uint8_t>(rest[1]);
  if (major < 1 || major > 3 || minor != 0)
    return makeError("expects .npy version 1.0, 2.0 or 3.0, got {0}.{1}", major,
                     minor);
  // Two bytes of length in version 1, four in later ones.
  rest = rest.drop_front(2);
  size_t lengthSize = major == 1 ? 2 : 4;
  if (rest.size() < lengthSize)
    return makeError("truncated header");
  size_t length = major == 1 ? support::endian::read16le(rest.data())
                             : support::endian::read32le(rest.data());
  rest = rest.drop_front(lengthSize);
  if (rest.size() < length)
    return makeError("truncated header");
  Expected<NpyArray> array = HeaderParser(rest.take_front(length)).parse();
  if (!array)
    return array.takeError();
  rest = rest.drop_front(length);

  size_t size = array->type.size;
  for (int64_t dim : array->shape)
    if (__builtin_mul_overflow(size, static_cast<size_t>(dim), &size))
      return makeError("expects a shape that fits memory");
  if (rest.size() != size)
    return makeError("expects {0} bytes of elements, got {1}", size,
                     rest.size());
  array->bytes.assign(rest.begin(), rest.end());
  return array;
}

Expected<NpyArray> execution::readNpy(StringRef path) {
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer)
    return makeError("{0}: {1}", path, buffer.getError().message());
  Expected<NpyArray> array = parseNpy((*buffer)->getBuffer());
  if (!array)
    return makeError("{0}: {1}", path, toString(array.takeError()));
  return array;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

void execution::writeNpy(raw_ostream &stream, NpyType type,
                         ArrayRef<int64_t> shape, ArrayRef<char> bytes) {
  // A tuple of one element has a comma after it.
  std::string header =
      formatv("{{'descr': '{0}', 'fortran_order': False, 'shape': ({1}{2}), }",
              type.text(),
              join(map_range(shape,
                             [](int64_t dim) { return std::to_string(dim); }),
                   ", "),
              shape.size() == 1 ? "," : "")
          .str();
  size_t prefix = kMagic.size() + 4;
  size_t total = alignTo(prefix + header.size() + 1, kAlignment);
  header.append(total - prefix - header.size() - 1, ' ');
  header += '\n';
  stream << kMagic << '\x01' << '\0';
  char length[2];
  support::endian::write16le(length, header.size());
  stream.write(length, sizeof(length));
  stream << header;
  stream.write(bytes.data(), bytes.size());
}
