# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes a program in which as many casts in a row as are asked for follow a
# palettized weight.

import sys

count = int(sys.argv[1])
types = ["tensor<2x2xf32>", "tensor<2x2xf16>"]
print("coreai.graph @main() {")
print("  %i = coreai.constant dense<1> : tensor<2x2xui1>")
print("  %l = coreai.constant dense<1.0> : tensor<1x1x2x1xf32>")
print("  %z = coreai.constant dense<0> : tensor<si16>")
print(
    "  %c0 = coreai.lut_to_dense %i, %l, %z"
    " : (tensor<2x2xui1>, tensor<1x1x2x1xf32>, tensor<si16>) -> tensor<2x2xf32>"
)
for i in range(count):
    print(f"  %c{i + 1} = coreai.cast %c{i} : {types[i % 2]} to {types[1 - i % 2]}")
print(f'  "other.read"(%c{count}) : ({types[count % 2]}) -> ()')
print("  coreai.output")
print("}")
