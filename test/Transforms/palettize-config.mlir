// Settings for single weights: rules of a file, of which the first that matches
// wins over the options; and attributes of constants, which win over both.
//
// RUN: split-file %s %t
// RUN: coreai-opt %t/program.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1 config=%t/config.yaml report=%t/report.json" -o %t/out.mlir 2>&1 \
// RUN:   | FileCheck %s --check-prefix=UNUSED
// RUN: %python %S/Inputs/settings.py %t/report.json | FileCheck %s
// RUN: FileCheck %s --check-prefix=OUT --input-file=%t/out.mlir

// By glob, by regular expression (of the whole name, so that not every layer
// matches), by consumer, by type, by shape and by size; and not at all.
// CHECK: layers.0.q: n_bits=2 lut_dtype=none granularity=per_tensor
// CHECK-NEXT: layers.0.kk: n_bits=1 lut_dtype=none granularity=per_channel
// CHECK-NEXT: layers.1.k: n_bits=4 lut_dtype=none granularity=per_tensor
// CHECK-NEXT: table: n_bits=3 lut_dtype=none granularity=per_tensor
// CHECK-NEXT: half: n_bits=6 lut_dtype=none granularity=per_tensor
// CHECK-NEXT: wide: n_bits=8 lut_dtype=none granularity=per_tensor
// CHECK-NEXT: large: n_bits=1 lut_dtype=int8 granularity=per_tensor
// CHECK-NEXT: other: n_bits=1 lut_dtype=none granularity=per_channel
// The attribute adds to the rule, and wins where both speak.
// CHECK-NEXT: layers.2.q: n_bits=4 lut_dtype=fp8_e5m2 granularity=per_tensor
// CHECK-NEXT: layers.3.q: excluded
// CHECK-NEXT: last: n_bits=1 lut_dtype=none granularity=per_channel
// UNUSED: config.yaml:19:5: warning: this rule matches no weight
// UNUSED: config.yaml:21:5: warning: this rule applies to no weight: earlier rules match all that it does

// An attribute goes with the constant that it was about, and stays with one that
// stays, so that another run does the same.
// OUT: coreai.constant {coreai.palettize = {skip = true}}
// OUT-NOT: coreai.palettize
// RUN: coreai-opt %t/out.mlir --coreai-palettize="weight_num_threshold=3 n_bits=1" -o %t/twice.mlir
// RUN: cmp %t/out.mlir %t/twice.mlir

// What is wrong with a file is one error that names every place.
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/wrong.yaml" -o %t/no.mlir 2>&1 | FileCheck %s --check-prefix=WRONG
// RUN: not ls %t/no.mlir
// WRONG: wrong.yaml:1:1: error: 'weights' is unknown here; expects 'rules'
// WRONG: note: 'n_bit' is no setting of a weight; these are: lut_dtype, n_bits, granularity, group_size, cluster_dim, enable_per_channel_scale, enable_fast_kmeans_mode, rounding_precision, weight_num_threshold, on_indivisible, skip
// WRONG: note: 'nam' is nothing to match; these are: name, name_regex, consumer, element_type, rank, shape, min_elements, max_elements
// WRONG: note: expects a glob: invalid glob pattern, unmatched '['
// WRONG: note: expects a regular expression: parentheses not balanced
// WRONG: note: expects a number from 0 to 9223372036854775807, got -1
// WRONG: note: 'skip' is given twice
// WRONG: note: skip is true or false, got maybe
// WRONG: note: expects a single value
// WRONG-COUNT-4: note: expects at least one item
// WRONG: note: expects a number from 0 to 9223372036854775807, got 9223372036854775808
// WRONG-NOT: error

// Ops and types are known, except those of other dialects.
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/unknown.yaml" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: unknown.yaml:2:23: error: 'matmul' is no op
// UNKNOWN-NEXT: unknown.yaml:3:24: note: 'coreai.conv4d' is no op
// UNKNOWN-NEXT: unknown.yaml:4:28: note: expects a float type such as f16, bf16 or f32, got 'fp16'
// UNKNOWN-NEXT: unknown.yaml:4:34: note: expects a float type such as f16, bf16 or f32, got 'si8'
// UNKNOWN-NEXT: unknown.yaml:4:39: note: expects a float type such as f16, bf16 or f32, got 'tensor<f32>'
// UNKNOWN-NEXT: unknown.yaml:5:24: note: 'decomposable.add' is no op
// UNKNOWN-NEXT: unknown.yaml:5:42: note: '.conv2d' is no op
// UNKNOWN-NEXT: unknown.yaml:5:51: note: 'a\u{1B}' is no op
// UNKNOWN-NOT: {{error|note}}:
// RUN: coreai-opt %t/program.mlir --coreai-palettize="weight_num_threshold=3 config=%t/known.yaml" -o /dev/null 2>&1 | FileCheck %s --check-prefix=KNOWN
// KNOWN-NOT: error
// KNOWN-COUNT-2: warning: this rule matches no weight
// KNOWN-NOT: this rule

// Settings are checked together with those that they come on top of.
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/combined.yaml cluster_dim=2" 2>&1 | FileCheck %s --check-prefix=COMBINED
// COMBINED: combined.yaml:2:5: error: enable_per_channel_scale needs cluster_dim=1
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/syntax.yaml" 2>&1 | FileCheck %s --check-prefix=SYNTAX
// SYNTAX: syntax.yaml:2:21: error: Expected quote at end of scalar
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/unfinished.yaml" 2>&1 | FileCheck %s --check-prefix=UNFINISHED
// UNFINISHED: unfinished.yaml:1:15: error: Expected quote at end of scalar
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/alias.yaml" 2>&1 | FileCheck %s --check-prefix=ALIAS
// ALIAS: alias.yaml:{{.*}}: error:
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/empty.yaml" 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: empty.yaml:{{[12]}}:1: error: expects 'rules:' and a sequence of rules
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/kinds.yaml" 2>&1 | FileCheck %s --check-prefix=KINDS
// KINDS: kinds.yaml:4:12: error: expects a mapping of what to match; aliases such as *a aren't supported
// KINDS: kinds.yaml:6:1: note: expects a single value; text in a block, after | or >, isn't supported
// KINDS: kinds.yaml:7:5: note: expects a rule, which is a mapping; aliases such as *b aren't supported
// KINDS-NOT: note
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/documents.yaml" 2>&1 | FileCheck %s --check-prefix=DOCUMENTS
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/end.yaml" 2>&1 | FileCheck %s --check-prefix=DOCUMENTS
// DOCUMENTS: {{documents|end}}.yaml:4:1: error: expects the end of the file: all rules are in one document
// RUN: coreai-opt %t/program.mlir --coreai-palettize="config=%t/ended.yaml" -o /dev/null
// RUN: not coreai-opt %t/program.mlir --coreai-palettize="config=%t/absent.yaml" 2>&1 | FileCheck %s --check-prefix=ABSENT
// ABSENT: error: cannot read config '{{.*}}absent.yaml': No such file or directory

// RUN: coreai-opt %t/attributes.mlir --split-input-file --coreai-palettize="weight_num_threshold=3 cluster_dim=2" --verify-diagnostics

//--- config.yaml
rules:
  - match: {name: "layers.*.q"}
    n_bits: 2
  - match: {name_regex: "layers\\.[0-9]\\.k"}
    n_bits: 4
  - match: {consumer: gather_nd}
    n_bits: 3
  - match: {element_type: [f16, bf16]}
    n_bits: 6
    skip: false
  - match: {shape: ["?", 8], rank: 2}
    n_bits: 8
  - match: {min_elements: 9, max_elements: 12}
    lut_dtype: int8
  - granularity: per_channel
  # Nothing is left over for these.

  # The next line is where a warning points.
  - match: {name: "nothing"}
    n_bits: 8
  - match: {name: "layers.0.q"}
    n_bits: 8

//--- wrong.yaml
weights: 3
rules:
  - match: {name: "a*"}
    n_bit: 4
  - match: {nam: x}
    n_bits: 5
  - match: {name: "[a"}
    skip: true
  - match: {name_regex: "(a"}
  - match: {rank: -1}
    skip: true
    skip: maybe
  - n_bits: [4, 6]
  - match: {name: [], name_regex: [], consumer: [], element_type: []}
  - match: {shape: [], min_elements: 9223372036854775808}
//--- combined.yaml
rules:
  - enable_per_channel_scale: true
//--- syntax.yaml
rules:
  - match: {name: "a
//--- unfinished.yaml
rules: - r: {"
//--- alias.yaml
rules:
  - *at"
    n_bits: 5ts: 4
//--- empty.yaml
# Nothing.
//--- kinds.yaml
rules:
  - match: &a {name: x}
    n_bits: 2
  - match: *a
    n_bits: |
      4
  - *b
//--- documents.yaml
---
rules: []
---
rules:
  - n_bits: 99
//--- end.yaml
rules: []
# The end.
...
rules: []
//--- ended.yaml
%YAML 1.2
---
rules: []
...
# Nothing.
//--- unknown.yaml
rules:
  - match: {consumer: matmul}
  - match: {consumer: [coreai.conv4d, coreaix.conv4d, coreai.conv2d, conv2d]}
  - match: {element_type: [fp16, si8, "tensor<f32>"]}
  - match: {consumer: [decomposable.add, .conv2d, "a\e"]}
//--- known.yaml
rules:
  - match: {consumer: [coreaix.conv4d, relu], element_type: f8E4M3FN}
  - match: {element_type: [bf16, f64]}
  - match: {consumer: [coreai.batch_matmul, decomposable.broadcasting_add]}
//--- program.mlir
coreai.graph @main(%x: tensor<2x2xf32>, %h: tensor<2x2xf16>, %i: tensor<1x1xsi32>) {
  %0 = coreai.constant dense<[[1.0, 2.0], [3.0, 11.0]]> : tensor<2x2xf32> loc("layers.0.q")
  %r0 = coreai.batch_matmul %x, %0 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = coreai.constant dense<[[1.0, 2.0], [3.0, 12.0]]> : tensor<2x2xf32> loc("layers.0.kk")
  %r1 = coreai.batch_matmul %x, %1 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = coreai.constant dense<[[1.0, 2.0], [3.0, 13.0]]> : tensor<2x2xf32> loc("layers.1.k")
  %r2 = coreai.batch_matmul %x, %2 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %3 = coreai.constant dense<[[1.0, 2.0], [3.0, 14.0]]> : tensor<2x2xf32> loc("table")
  %r3 = coreai.gather_nd %3 at %i : (tensor<2x2xf32>, tensor<1x1xsi32>) to tensor<1x2xf32>
  %4 = coreai.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf16> loc("half")
  %r4 = coreai.batch_matmul %h, %4 : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
  %5 = coreai.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<2x8xf32> loc("wide")
  %r5 = coreai.batch_matmul %x, %5 : (tensor<2x2xf32>, tensor<2x8xf32>) -> tensor<2x8xf32>
  %6 = coreai.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 0.0]]> : tensor<2x5xf32> loc("large")
  %r6 = coreai.batch_matmul %x, %6 : (tensor<2x2xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  %7 = coreai.constant dense<[[1.0, 2.0], [3.0, 5.0]]> : tensor<2x2xf32> loc("other")
  %r7 = coreai.batch_matmul %x, %7 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %8 = coreai.constant {coreai.palettize = {n_bits = 4, lut_dtype = "fp8_e5m2"}} dense<[[1.0, 2.0], [3.0, 15.0]]> : tensor<2x2xf32> loc("layers.2.q")
  %r8 = coreai.batch_matmul %x, %8 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %9 = coreai.constant {coreai.palettize = {skip = true}} dense<[[1.0, 2.0], [3.0, 16.0]]> : tensor<2x2xf32> loc("layers.3.q")
  %r9 = coreai.batch_matmul %x, %9 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %10 = coreai.constant dense<[[1.0, 2.0], [3.0, 7.0]]> : tensor<2x2xf32> loc("last")
  %r10 = coreai.batch_matmul %x, %10 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}
//--- attributes.mlir
coreai.graph @main(%x: tensor<2x2xf32>) {
  // expected-error @below {{invalid coreai.palettize: granularity is a string, a number or a boolean, got [1]; 'n_bit' is no setting of a weight; these are: lut_dtype, n_bits, granularity, group_size, cluster_dim, enable_per_channel_scale, enable_fast_kmeans_mode, rounding_precision, weight_num_threshold, on_indivisible, skip; skip is true or false, got 1}}
  %0 = coreai.constant {coreai.palettize = {n_bits = 5, n_bit = 4, granularity = [1], skip = 1}} dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %r0 = coreai.batch_matmul %x, %0 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}
// -----
coreai.graph @main(%x: tensor<2x2xf32>) {
  // expected-error @below {{invalid coreai.palettize: granularity=per_channel needs cluster_dim=1}}
  %0 = coreai.constant {coreai.palettize = {granularity = "per_channel"}} dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %r0 = coreai.batch_matmul %x, %0 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}
// -----
coreai.graph @main(%x: tensor<2x2xf32>) {
  // expected-error @below {{coreai.palettize expects a dictionary of settings, got 4 : i64}}
  %0 = coreai.constant {coreai.palettize = 4} dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %r0 = coreai.batch_matmul %x, %0 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  coreai.output
}
