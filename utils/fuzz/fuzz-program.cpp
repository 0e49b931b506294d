// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs made up from fuzz input: weights of any type, shape and form, read
// by any op that reads weights, or none; valid but for a slip now and then.

#include "Program.h"
#include "Target.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

#include <vector>

using namespace coreai::fuzz;

namespace {

using Shape = std::vector<int64_t>;

/// Writes a program, op by op.
class Generator {
public:
  explicit Generator(FuzzedDataProvider &input) : input(input) {}

  std::string run();

private:
  /// A value's name and type.
  struct Value {
    std::string name;
    Shape shape;
    std::string element;

    std::string type() const { return typeOf(shape, element); }
  };

  static std::string typeOf(const Shape &shape, const std::string &element) {
    std::string text = "tensor<";
    for (int64_t dim : shape)
      text += (dim < 0 ? "?" : std::to_string(dim)) + "x";
    return text + element + ">";
  }
  static size_t countOf(const Shape &shape) {
    size_t count = 1;
    for (int64_t dim : shape)
      count *= std::max<int64_t>(dim, 0);
    return count;
  }
  static unsigned widthOf(llvm::StringRef element) {
    unsigned width = 8;
    if (element.starts_with("f8") || element == "i1")
      return 8;
    if (element == "f4E2M1FN")
      return 4;
    (void)element.drop_until(llvm::isDigit).getAsInteger(10, width);
    return width;
  }

  bool slips() { return input.ConsumeIntegralInRange(0, 47) == 47; }
  int64_t pick(int64_t low, int64_t high) {
    return input.ConsumeIntegralInRange(low, high);
  }
  std::string fresh() { return "%" + std::to_string(next++); }
  /// Names a new value, and writes the op that makes it.
  Value emit(Shape shape, const std::string &element, const std::string &op) {
    Value value{fresh(), slip(std::move(shape)), element};
    body += "  " + value.name + " = " + op + value.type() + "\n";
    return value;
  }
  Shape slip(Shape shape) {
    if (!shape.empty() && slips())
      shape[pick(0, int64_t(shape.size()) - 1)] = pick(-1, 5);
    return shape;
  }

  Value argument(Shape shape, const std::string &element);
  std::string attributes();
  Value constant(const Shape &shape, const std::string &element);
  Value weight(const Shape &shape);
  Value numbers(const std::vector<int64_t> &values, const std::string &element,
                bool isScalar = false);
  Value compressed(const Shape &shape);
  Value sparse(const Shape &shape);
  void read(const Value &weight);
  void readMatrix(const Value &weight);
  void readConvolution(const Value &weight);

  FuzzedDataProvider &input;
  std::string arguments, body, resources;
  std::string floatType; // The element type of what is next.
  unsigned next = 0, nextWeight = 0;
  std::vector<Value> weights;
};

} // namespace

Generator::Value Generator::argument(Shape shape, const std::string &element) {
  Value value{fresh(), std::move(shape), element};
  arguments +=
      (arguments.empty() ? "" : ", ") + value.name + ": " + value.type();
  return value;
}

/// Settings of a weight, right or wrong; mostly none.
std::string Generator::attributes() {
  if (pick(0, 5) != 0)
    return "";
  static const char *const settings[] = {
      "n_bits = 3",
      "n_bits = 5",
      "n_bits = -9223372036854775808 : i64",
      "n_bits = 4 : ui8",
      "lut_dtype = \"int8\"",
      "lut_dtype = \"fp8_e5m2\"",
      "granularity = \"per_channel\"",
      "granularity = \"per_grouped_channel\"",
      "group_size = 2",
      "group_size = 340282366920938463463374607431768211455 : i128",
      "cluster_dim = 2",
      "cluster_dim = 1.0",
      "skip = true",
      "skip",
      "enable_per_channel_scale = true",
      "enable_fast_kmeans_mode = false",
      "rounding_precision = \"2\"",
      "on_indivisible = \"error\"",
      "weight_num_threshold = 1 : index",
      "other = [1, \"a\"]",
  };
  llvm::SmallVector<std::string> chosen;
  for (int64_t count = pick(0, 3); count > 0; --count) {
    std::string setting = input.PickValueInArray(settings);
    llvm::StringRef name = llvm::StringRef(setting).split(' ').first;
    if (llvm::none_of(chosen, [&](llvm::StringRef other) {
          return other.split(' ').first == name;
        }))
      chosen.push_back(setting);
  }
  return "{coreai.palettize = {" + llvm::join(chosen, ", ") + "}} ";
}

/// A constant with any bit patterns, in one of the forms there are.
Generator::Value Generator::constant(const Shape &shape,
                                     const std::string &element) {
  enum { Splat, Hex, Resource, Missing };
  int form = input.PickValueInArray({Hex, Hex, Resource, Resource, Splat});
  if (slips())
    form = Missing;
  unsigned width = widthOf(element);
  if (width == 1 && form != Missing)
    form = Resource; // The text of an attribute has them in bits.
  size_t count = countOf(shape);
  // In the text of an attribute, elements take whole bytes.
  size_t size = width < 8 && form == Resource ? (count * width + 7) / 8
                                              : count * ((width + 7) / 8);
  if (form == Splat)
    size = (width + 7) / 8;
  if (form == Resource && slips())
    size = pick(0, 40);
  std::vector<uint8_t> bytes;
  if (pick(0, 1) == 0) {
    bytes = input.ConsumeBytes<uint8_t>(size);
    bytes.resize(size);
  } else {
    // Mostly finite floats of two to sixteen values.
    uint8_t salt = input.ConsumeIntegral<uint8_t>();
    auto distinct = static_cast<unsigned>(pick(1, 15));
    for (size_t i = 0; i < size; ++i)
      bytes.push_back(i % (width / 8 + (width < 8)) + 1 == (width + 7) / 8
                          ? 0x38 + i / 3 % distinct
                          : salt * (i % distinct));
  }
  unsigned used = width % 8;
  if (used != 0 && form != Resource)
    for (uint8_t &byte : bytes)
      byte &= (1 << used) - 1;

  std::string hex = llvm::toHex(bytes), value;
  if (form == Missing || form == Resource) {
    std::string key = "r" + std::to_string(next);
    if (form == Resource)
      resources += (resources.empty() ? "" : ",\n") + std::string("      ") +
                   key + ": \"0x" + (slips() ? "03" : "10") + "000000" + hex +
                   "\"";
    value = "dense_resource<" + key + ">";
  } else {
    value = count == 0 ? "dense<>" : "dense<\"0x" + hex + "\">";
  }
  std::string name = "w" + std::to_string(nextWeight++);
  Value result{fresh(), shape, element};
  body += "  " + result.name + " = coreai.constant " + attributes() + value +
          " : " + result.type() + " loc(\"" + name + "\")\n";
  return result;
}

Generator::Value Generator::weight(const Shape &shape) {
  return pick(0, 5) == 0 ? compressed(shape) : constant(shape, floatType);
}

Generator::Value Generator::numbers(const std::vector<int64_t> &values,
                                    const std::string &element, bool isScalar) {
  std::string text = llvm::join(
      llvm::map_range(values, [](int64_t v) { return std::to_string(v); }),
      ", ");
  Shape shape;
  if (!isScalar)
    shape.push_back(int64_t(values.size()));
  Value value{fresh(), shape, element};
  body += "  " + value.name + " = coreai.constant dense<" +
          (isScalar ? text : "[" + text + "]") + "> : " + value.type() + "\n";
  return value;
}

/// A weight that is made from others: a look-up, with or without a scale, a
/// dequantization, sparse elements, or a cast.
Generator::Value Generator::compressed(const Shape &shape) {
  if (shape.empty())
    return constant(shape, floatType);
  auto operands = [](std::initializer_list<Value> values) {
    std::vector<std::string> names, types;
    for (const Value &value : values) {
      names.push_back(value.name);
      types.push_back(value.type());
    }
    return llvm::join(names, ", ") + " : (" + llvm::join(types, ", ") + ") -> ";
  };
  switch (pick(0, 3)) {
  case 0: {
    int bits = input.PickValueInArray({1, 2, 3, 4});
    auto axis = pick(0, int64_t(shape.size()) - 1);
    int64_t length = shape[axis] % 2 == 0 ? pick(1, 2) : 1;
    Shape indicesShape = shape, lutShape;
    indicesShape[axis] /= length;
    for (int64_t dim : indicesShape)
      lutShape.push_back(dim > 0 && pick(0, 2) == 0 ? dim : 1);
    lutShape.push_back(int64_t(1) << bits);
    lutShape.push_back(length);
    std::string entry = input.PickValueInArray<std::string>(
        {floatType, floatType, "si8", "ui8", "f8E4M3FN"});
    Value indices = constant(slip(indicesShape), "ui" + std::to_string(bits));
    Value lut = constant(slip(lutShape), entry);
    Value axisValue = numbers({axis}, "si16", /*isScalar=*/true);
    Value looked =
        emit(shape, entry,
             "coreai.lut_to_dense " + operands({indices, lut, axisValue}));
    if (entry == floatType)
      return looked;
    Shape blocks(shape.size(), 1);
    Value scale = constant(slip(blocks), floatType);
    Value shift = constant(blocks, entry), offset = constant(blocks, floatType);
    return emit(shape, floatType,
                "coreai.blockwise_shift_scale " +
                    operands({looked, scale, shift, offset}));
  }
  case 1: {
    std::string code =
        input.PickValueInArray<std::string>({"si8", "ui8", "si4", "ui2"});
    Value data = constant(shape, code);
    Shape parameters = pick(0, 1) == 0 ? Shape() : Shape{shape[0]};
    Value scale = constant(slip(parameters), floatType);
    Value shift = constant(parameters, code);
    Value offset = constant(parameters, floatType);
    Value axis = numbers({0}, "si32", /*isScalar=*/true);
    return emit(shape, floatType,
                "coreai.dequantize " +
                    operands({data, scale, shift, offset, axis}));
  }
  case 2:
    return sparse(shape);
  default: {
    std::string from = input.PickValueInArray<std::string>(
        {"f32", "f16", "bf16", "f8E5M2", "si8"});
    Value value = constant(shape, from);
    return emit(shape, floatType,
                "coreai.cast " + value.name + " : " + value.type() + " to ");
  }
  }
}

/// As many values as a mask of ones takes, or one off.
Generator::Value Generator::sparse(const Shape &shape) {
  size_t count = countOf(shape);
  std::vector<uint8_t> bits((count + 7) / 8);
  int64_t ones = 0;
  for (size_t i = 0; i < count; ++i)
    if (i % 3 != 1) {
      bits[i / 8] |= 1 << i % 8;
      ++ones;
    }
  Value values = constant({slips() ? ones + 1 : ones}, floatType);
  Value mask{fresh(), shape, "ui1"};
  body += "  " + mask.name + " = coreai.constant dense<" +
          (count == 0 ? "" : "\"0x" + llvm::toHex(bits) + "\"") +
          "> : " + mask.type() + "\n";
  std::string type =
      "!coreai.sparse_with_bitmask<" + typeOf(shape, floatType) + ">";
  std::string packed = fresh();
  body += "  " + packed + " = coreai.build_sparse_with_bitmask " + values.name +
          ", " + mask.name + " : (" + values.type() + ", " + mask.type() +
          ") -> " + type + "\n";
  return emit(shape, floatType,
              "coreai.sparse_with_bitmask_to_dense " + packed + " : (" + type +
                  ") -> ");
}

/// Through a transpose or not, on either side, batched or not.
void Generator::readMatrix(const Value &weight) {
  Value matrix = weight;
  if (pick(0, 2) == 0) {
    Value permutation = numbers({1, 0}, "ui32");
    matrix =
        emit({weight.shape[1], weight.shape[0]}, weight.element,
             "coreai.transpose " + weight.name + ", " + permutation.name +
                 " : (" + weight.type() + ", " + permutation.type() + ") -> ");
  }
  bool isLeft = pick(0, 4) == 0, isBatched = pick(0, 1) == 0;
  const char *op = isBatched ? "coreai.decomposable.broadcasting_batch_matmul "
                             : "coreai.batch_matmul ";
  int64_t rows = matrix.shape[0], columns = matrix.shape[1];
  Value other =
      argument(isLeft ? Shape{columns, 2} : Shape{2, rows}, matrix.element);
  const Value &left = isLeft ? matrix : other, &right = isLeft ? other : matrix;
  emit({left.shape[0], right.shape[1]}, matrix.element,
       op + left.name + ", " + right.name + " : (" + left.type() + ", " +
           right.type() + ") -> ");
}

void Generator::readConvolution(const Value &weight) {
  size_t rank = weight.shape.size() - 2;
  int64_t groups =
      weight.shape[0] > 0 && weight.shape[0] % 2 == 0 ? pick(1, 2) : 1;
  Shape inputShape = {1, weight.shape[1] * groups};
  Shape resultShape = {1, weight.shape[0]};
  for (size_t i = 0; i < rank; ++i) {
    inputShape.push_back(weight.shape[2 + i]);
    resultShape.push_back(1);
  }
  Value x = argument(slip(inputShape), weight.element);
  Value ones = numbers(std::vector<int64_t>(rank, 1), "ui32");
  Value count = numbers({groups}, "ui32", /*isScalar=*/true);
  emit(resultShape, weight.element,
       "coreai.conv" + std::to_string(rank) + "d " + x.name + ", " +
           weight.name + ", " + ones.name + ", " + ones.name + ", " +
           count.name + " : (" + x.type() + ", " + weight.type() + ", " +
           ones.type() + ", " + ones.type() + ", " + count.type() + ") -> ");
}

void Generator::read(const Value &weight) {
  size_t rank = weight.shape.size();
  switch (pick(0, 4)) {
  case 0: {
    emit(weight.shape, weight.element,
         "coreai.decomposable.broadcasting_add " + weight.name + ", " +
             weight.name + " : (" + weight.type() + ", " + weight.type() +
             ") -> ");
    return;
  }
  case 1: {
    if (rank == 0)
      return;
    Value places = argument({3, 1}, "si32");
    Shape result = weight.shape;
    result[0] = 3;
    emit(result, weight.element,
         "coreai.gather_nd " + weight.name + " at " + places.name + " : (" +
             weight.type() + ", " + places.type() + ") to ");
    return;
  }
  default:
    if (rank == 2)
      readMatrix(weight);
    else if (rank == 4 || rank == 5)
      readConvolution(weight);
  }
}

std::string Generator::run() {
  for (int64_t count = pick(1, 4); count > 0; --count) {
    floatType = input.PickValueInArray<std::string>(
        {"f16", "f16", "f16", "bf16", "bf16", "f32", "f32", "f32", "f64",
         "f8E4M3FN"});
    static constexpr int64_t ranks[] = {2, 2, 2, 4, 4, 5, 1, 3, 0};
    Shape shape;
    for (int64_t rank = input.PickValueInArray(ranks); rank > 0; --rank)
      shape.push_back(shape.size() < 2 ? pick(1, 9) : pick(1, 3));
    if (!shape.empty() && slips())
      shape[0] = 0;
    // Several ops may read a weight, and weights may be equal.
    Value value =
        !weights.empty() && pick(0, 5) == 0 ? weights.back() : weight(shape);
    weights.push_back(value);
    for (int64_t readers = pick(1, 2); readers > 0; --readers)
      read(value);
  }
  std::string text = "coreai.graph @main(" + arguments + ") {\n" + body +
                     "  coreai.output\n}\n";
  if (!resources.empty())
    text += "{-#\n  dialect_resources: {\n    builtin: {\n" + resources +
            "\n    }\n  }\n#-}\n";
  return text;
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  FuzzedDataProvider input(data, size);
  PalettizeCase how = consumePalettizeCase(input);
  std::string text = Generator(input).run();
  if (std::getenv("COREAI_FUZZ_PRINT"))
    llvm::errs() << text;
  checkProgram(text, how, Origin::Made);
  return true;
}
