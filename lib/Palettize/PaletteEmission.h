// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing the IR: the ops that stand in a palettized weight's place.

#ifndef COREAI_LIB_PALETTIZE_PALETTEEMISSION_H
#define COREAI_LIB_PALETTIZE_PALETTEEMISSION_H

#include "Palettize/Fitting.h"
#include "coreai/Palettize/PalettizeOptions.h"

#include "mlir/IR/Builders.h"

namespace coreai {

/// The attributes of one palette, which all weights of its recipe share.
class PaletteEmitter {
public:
  /// Takes the buffers of \p palette; resources are named after \p name.
  PaletteEmitter(const Recipe &recipe, Palette &palette, Emission emission,
                 llvm::StringRef name);

  /// Builds the ops that give the weight.
  mlir::Value emit(mlir::OpBuilder &builder, mlir::Location loc) const;

private:
  /// What scales looked-up data; all of one shape.
  struct Scaling {
    mlir::ElementsAttr scale;
    mlir::ElementsAttr zeroPoint;
    mlir::ElementsAttr zero;
  };
  void takeScaling(const Recipe &recipe, ConstantBuffer stored,
                   llvm::StringRef name);

  /// The weight's shape with other elements.
  mlir::RankedTensorType withElements(mlir::Type elementType) const {
    return mlir::RankedTensorType::get(type.getShape(), elementType);
  }

  mlir::RankedTensorType type;
  // Elements as they are looked up, as they are shifted, and as they are
  // scaled.
  mlir::Type looked;
  mlir::Type shifted;
  mlir::Type scaled;
  mlir::ElementsAttr indices;
  mlir::ElementsAttr lut;
  mlir::ElementsAttr axis;
  std::optional<Scaling> scaling;
};

} // namespace coreai

#endif // COREAI_LIB_PALETTIZE_PALETTEEMISSION_H
