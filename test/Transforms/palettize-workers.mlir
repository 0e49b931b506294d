// The same bytes for any number of workers, and without threads at all.
//
// RUN: coreai-gen transformer --layers=1 --hidden=128 --vocab=512 --dtype=f16 --emit-bytecode -o %t.mlirbc
// RUN: coreai-opt %t.mlirbc --coreai-palettize="granularity=per_grouped_channel group_size=16 num_kmeans_workers=1" --emit-bytecode -o %t.1
// RUN: coreai-opt %t.mlirbc --coreai-palettize="granularity=per_grouped_channel group_size=16 num_kmeans_workers=2" --emit-bytecode -o %t.2
// RUN: coreai-opt %t.mlirbc --coreai-palettize="granularity=per_grouped_channel group_size=16 num_kmeans_workers=4" --emit-bytecode -o %t.4
// RUN: coreai-opt %t.mlirbc --coreai-palettize="granularity=per_grouped_channel group_size=16 num_kmeans_workers=0" --emit-bytecode -o %t.0
// RUN: coreai-opt %t.mlirbc --coreai-palettize="granularity=per_grouped_channel group_size=16" --mlir-disable-threading --emit-bytecode -o %t.none
// RUN: cmp %t.1 %t.2 && cmp %t.1 %t.4 && cmp %t.1 %t.0 && cmp %t.1 %t.none
// RUN: coreai-opt %t.1 | FileCheck %s
//
// CHECK-COUNT-9: coreai.lut_to_dense
