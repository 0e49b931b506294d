// The same bytes for any number of workers, and without threads at all.
//
// RUN: coreai-gen transformer --layers=1 --hidden=128 --vocab=512 --dtype=f16 --emit-bytecode -o %t.mlirbc
// RUN: coreai-opt %t.mlirbc --coreai-palettize="granularity=per_grouped_channel group_size=16 lut_dtype=int8" --emit-bytecode -o %t.p
// RUN: coreai-opt %t.p --coreai-materialize-weights=num_workers=1 --emit-bytecode -o %t.1
// RUN: coreai-opt %t.p --coreai-materialize-weights=num_workers=2 --emit-bytecode -o %t.2
// RUN: coreai-opt %t.p --coreai-materialize-weights=num_workers=4 --emit-bytecode -o %t.4
// RUN: coreai-opt %t.p --coreai-materialize-weights --emit-bytecode -o %t.0
// RUN: coreai-opt %t.p --coreai-materialize-weights --mlir-disable-threading --emit-bytecode -o %t.none
// RUN: cmp %t.1 %t.2 && cmp %t.1 %t.4 && cmp %t.1 %t.0 && cmp %t.1 %t.none
//
// Weights have the names, and the program the constants, that they had before
// it was palettized.
// RUN: coreai-opt %t.mlirbc | grep -o 'dense_resource<.*' | sort > %t.before
// RUN: coreai-opt %t.1 | grep -o 'dense_resource<.*' | sort > %t.after
// RUN: cmp %t.before %t.after
// RUN: coreai-opt %t.1 | FileCheck %s
//
// CHECK-NOT: coreai.lut_to_dense
// CHECK-NOT: coreai.blockwise_shift_scale
// CHECK:     coreai.output
