// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes.

#ifndef COREAI_TRANSFORMS_PASSES_TD
#define COREAI_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def PalettizePass : Pass<"coreai-palettize", "::mlir::ModuleOp"> {
  let summary = "Replaces dense weights by palette indices and look-up tables";
  let description = [{
    Clusters the values of every weight with k-means and replaces its
    `coreai.constant` by `n_bits`-wide indices and a look-up table, joined by
    `coreai.lut_to_dense`. Clustering is exact: each table has the least squared
    error that any table of 2^`n_bits` entries can have, up to the rounding of
    its entries to what the table holds. Two options make it a little less than
    that: `cluster_dim`, as no one can cluster vectors exactly, and
    `enable_fast_kmeans_mode`, which clusters a table's values by way of a fine
    histogram where there are more than 65,536 different ones; then the signal
    to noise ratio is within 0.02 dB of the optimum. Neither f16 nor bf16
    weights have that many, unless they are divided by channel scales first.

    Entries are of the weight's type, or of `lut_dtype` with one scale per
    table. With `enable_per_channel_scale`, each output channel is divided by
    its largest magnitude before it is clustered, and what is minimised remains
    the error of the weight; with one table per channel that would change
    nothing, and it isn't done. Where there are scales, the looked-up data goes
    through `coreai.blockwise_shift_scale`.

    A weight is a constant of `f16`, `bf16` or `f32` elements, more than
    `weight_num_threshold` of them, every final reader of which declares the
    operand a weight (`WeightConsumerOpInterface`) and is one of `batch_matmul`,
    `conv2d`, `decomposable.broadcasting_batch_matmul`, `gather_nd` or of
    `consumers`. Readers are found behind views (`ViewOpInterface`: transposes,
    reshapes, slices, casts to another float type and the like), calls, and ops
    with regions. A table whose picked rows are only multiplied with what is
    computed, such as cosines of positions, is no weight unless a rule or an
    attribute sets something for it. From `large_weight_threshold` elements on, a
    constant is a weight whatever reads it. The output channels, along which
    `granularity` forms groups, come from the readers, through the views; they
    are axis 0 where no reader says. Axes that count matrices, as in a batched
    product, have tables of their own for `per_channel` and
    `per_grouped_channel`.

    There is one decision for the bytes of a resource, or of equal attributes,
    whatever constants name them in whatever graph: they are replaced for all, or
    stay for all.

    What all options say holds for every weight that neither a rule of `config`
    nor a `coreai.palettize` attribute of its constant says otherwise of: a
    dictionary of the same names, `{n_bits = 8, lut_dtype = "int8"}` or `{skip =
    true}`.

    A weight is either replaced as a whole or left as it was. Every float
    constant has a verdict, `palettized` or a reason to be left. Those that never
    were candidates (`unused`, `consumer`, `position-table`, `mask`,
    `element-type`, `too-small`), that are as they should be (`excluded`,
    `already-compressed`), and candidates that can't be palettized as asked
    (`shared-dense`, `settings-conflict`, `axis-conflict`, `axis-unknown`,
    `indivisible-group`, `indivisible-cluster`, `non-finite`, `missing-data`,
    `no-gain`), of which a warning says why and what would help. A program with
    weights of which none has its data is an error. Remarks of the category
    `palettize` and the `report` say of each constant what was done, with sizes
    and error; a line on stderr sums it up.

    ```mlir
    %w = coreai.constant dense_resource<w> : tensor<64x32xf16>
    %y = coreai.batch_matmul %x, %w
       : (tensor<8x64xf16>, tensor<64x32xf16>) -> tensor<8x32xf16>
    // becomes
    %i = coreai.constant dense_resource<w_indices> : tensor<64x32xui4>
    %t = coreai.constant dense<...> : tensor<1x1x16x1xf16>
    %a = coreai.constant dense<0> : tensor<si16>
    %w = coreai.lut_to_dense %i, %t, %a
       : (tensor<64x32xui4>, tensor<1x1x16x1xf16>, tensor<si16>) -> tensor<64x32xf16>
    %y = coreai.batch_matmul %x, %w
       : (tensor<8x64xf16>, tensor<64x32xf16>) -> tensor<8x32xf16>
    ```
  }];
  let options = [
    Option<"lutDtype", "lut_dtype", "std::string", /*default=*/"\"none\"",
           "Type of table entries: none (the weight's), int8, uint8, "
           "fp8_e4m3fn or fp8_e5m2">,
    Option<"nBits", "n_bits", "int64_t", /*default=*/"4",
           "Bits per palette index: 1, 2, 3, 4, 6 or 8">,
    Option<"granularity", "granularity", "std::string",
           /*default=*/"\"per_tensor\"",
           "What shares a look-up table: per_tensor, per_channel or "
           "per_grouped_channel">,
    Option<"groupSize", "group_size", "int64_t", /*default=*/"32",
           "Output channels that share a table; only for per_grouped_channel">,
    Option<"clusterDim", "cluster_dim", "int64_t", /*default=*/"1",
           "Length of a table entry, 1 to 16: above 1, vectors of neighbouring "
           "output channels are clustered">,
    Option<"enablePerChannelScale", "enable_per_channel_scale", "bool",
           /*default=*/"false",
           "Divide each output channel by its largest magnitude before "
           "clustering; not with cluster_dim above 1">,
    Option<"weightNumThreshold", "weight_num_threshold", "int64_t",
           /*default=*/"1024",
           "A constant is a weight when it has more elements than this">,
    Option<"numKmeansWorkers", "num_kmeans_workers", "unsigned",
           /*default=*/"4",
           "Worker threads; 0 means one per core">,
    Option<"maxMemory", "max_memory", "std::string", /*default=*/"",
           "The most memory for what replaces weights and for clustering, such "
           "as 512M or 2G: fewer workers where it is short; no limit by "
           "default">,
    Option<"enableFastKmeansMode", "enable_fast_kmeans_mode", "bool",
           /*default=*/"true",
           "Cluster a histogram where a table has more than 65536 different "
           "values to represent">,
    Option<"roundingPrecision", "rounding_precision", "int64_t",
           /*default=*/"4",
           "Decimal places: the histogram's bins start at this width, unless "
           "the values are too small for that">,
    Option<"onIndivisible", "on_indivisible", "std::string",
           /*default=*/"\"skip\"",
           "When output channels can't be divided into groups: skip the weight, "
           "use the nearest smaller group size that divides them, use one table "
           "per_tensor, or error">,
    ListOption<"consumers", "consumers", "std::string",
               "More ops whose weight operands are palettized, such as conv3d "
               "or coreai.conv3d">,
    Option<"largeWeightThreshold", "large_weight_threshold", "int64_t",
           /*default=*/"100000000",
           "From this number of elements on, a constant is a weight whatever "
           "reads it">,
    Option<"config", "config", "std::string", /*default=*/"",
           "File of rules for single weights, in YAML">,
    Option<"emission", "emission", "std::string", /*default=*/"\"direct\"",
           "Between a narrow table and its scale: direct, or cast to f32 and "
           "back">,
    Option<"report", "report", "std::string", /*default=*/"",
           "File for a report in JSON; - prints a table on stderr">,
    Option<"strict", "strict", "bool", /*default=*/"false",
           "Fail if a weight that was to be palettized is skipped">,
    Option<"minCoverage", "min_coverage", "int64_t", /*default=*/"0",
           "Fail if less than this percentage of the bytes of float constants "
           "with more than weight_num_threshold elements is palettized">,
    Option<"requireGain", "require_gain", "bool", /*default=*/"false",
           "Skip weights that wouldn't get smaller">,
    Option<"dryRun", "dry_run", "bool", /*default=*/"false",
           "Do all but change the program">,
    Option<"releaseReplaced", "release_replaced", "bool",
           /*default=*/"false",
           "Free the data of replaced weights, which is lost to whoever shares "
           "it outside the program; coreai-opt does so by default">];
  let dependentDialects = ["::coreai::CoreAIDialect"];
}

def MaterializeWeightsPass
    : Pass<"coreai-materialize-weights", "::mlir::ModuleOp"> {
  let summary = "Replaces compressed weights by the numbers they stand for";
  let description = [{
    Evaluates every chain of `lut_to_dense`, `blockwise_shift_scale`,
    `dequantize`, `build_sparse_with_bitmask`, `sparse_with_bitmask_to_dense`
    and `cast` that starts from constants, and replaces it by the dense
    constant that it computes. Each op's result is computed in double precision
    and rounded once to its type, to nearest even. A `cast` of a constant is
    part of a chain only together with one of the other ops.

    What other ops read becomes a constant; the chain, and constants that only
    it read, are erased; nothing else changes. A constant is named after the
    location of the op that it replaces, or after the resource that held its
    indices or data.

    A chain stays, with a warning that says why, if its data is missing, or if a
    type or an axis of it isn't static. What depends on anything else than
    constants stays without one.

    ```mlir
    %i = coreai.constant dense_resource<w_indices> : tensor<64x32xui4>
    %t = coreai.constant dense<...> : tensor<1x1x16x1xf16>
    %a = coreai.constant dense<0> : tensor<si16>
    %w = coreai.lut_to_dense %i, %t, %a
       : (tensor<64x32xui4>, tensor<1x1x16x1xf16>, tensor<si16>) -> tensor<64x32xf16>
    // becomes
    %w = coreai.constant dense_resource<w> : tensor<64x32xf16>
    ```
  }];
  let options = [
    Option<"numWorkers", "num_workers", "unsigned", /*default=*/"0",
           "Worker threads; 0 means one per core. The output doesn't depend on "
           "it">];
  let dependentDialects = ["::coreai::CoreAIDialect"];
}

def PrintWeightsPass : Pass<"coreai-print-weights", "::mlir::ModuleOp"> {
  let summary = "Prints what a program says about its float constants";
  let description = [{
    Prints, on stderr, the bytes behind float constants, how many constants name
    them, and each op that finally reads them, behind views and calls: as no
    weight, or with the axes of the constant that count its output and input
    channels and its batches. Changes nothing.
  }];
  let dependentDialects = ["::coreai::CoreAIDialect"];
}

#endif // COREAI_TRANSFORMS_PASSES_TD
