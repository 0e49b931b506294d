// The driver: what it reads, runs and writes, and what it says when it can't.
//
// RUN: coreai-opt --show-dialects | FileCheck %s --check-prefix=DIALECTS
// DIALECTS: Available Dialects: aicode,builtin,coreai,udml
//
// RUN: coreai-opt --help | FileCheck %s --check-prefix=HELP
// HELP: OVERVIEW: Core AI program optimizer
// HELP: --coreai-palettize
// HELP-SAME: Replaces dense weights by palette indices and look-up tables
// HELP: --granularity=
// HELP: --group_size=
// HELP: --n_bits=
// HELP: --num_kmeans_workers=
// HELP: --weight_num_threshold=
//
// MLIR's own passes run on coreai programs.
// RUN: coreai-opt %s --canonicalize --cse --symbol-dce --inline --sccp | FileCheck %s
//
// Bytecode in, bytecode out.
// RUN: coreai-opt %s --emit-bytecode -o %t.mlirbc
// RUN: coreai-opt %t.mlirbc | FileCheck %s
// RUN: coreai-opt %t.mlirbc --emit-bytecode | coreai-opt | FileCheck %s
//
// The output may be the input, which is replaced in one piece and keeps its
// mode; a link keeps pointing.
// RUN: rm -rf %t && mkdir -p %t
// RUN: coreai-opt %s --emit-bytecode -o %t/program.mlirbc && chmod 646 %t/program.mlirbc
// RUN: ln -s program.mlirbc %t/link.mlirbc
// RUN: coreai-opt %t/link.mlirbc --emit-bytecode -o %t/link.mlirbc
// RUN: coreai-opt %t/program.mlirbc | FileCheck %s
// RUN: ls -l %t | FileCheck %s --check-prefix=FILES
// FILES: link.mlirbc -> program.mlirbc
// FILES: -rw-r--rw- {{.*}} program.mlirbc
// FILES-NOT: tmp
//
// Devices are written directly.
// RUN: coreai-opt %s -o /dev/null
// RUN: not coreai-opt %s -o /dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// FULL: coreai-opt: error: cannot write '/dev/full': No space left on device
//
// What fails leaves an existing output as it was.
// RUN: echo "precious" > %t/out.mlir
// RUN: not coreai-opt %t/absent.mlir -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: echo "coreai.graph @main(" > %t/malformed.mlir
// RUN: not coreai-opt %t/malformed.mlir -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=MALFORMED
// RUN: grep precious %t/out.mlir
// RUN: ls %t | FileCheck %s --implicit-check-not=tmp --check-prefix=LEFT
// LEFT: out.mlir
// ABSENT: coreai-opt: error: cannot open input file '{{.*}}absent.mlir': No such file or directory
// MALFORMED: malformed.mlir:1:20: error: expected
//
// Passes are set up before anything is read.
// RUN: not coreai-opt %t/absent.mlir --coreai-palettize=n_bits=four 2>&1 | FileCheck %s --check-prefix=VALUE
// VALUE: coreai-opt: for the --n_bits option: 'four' value invalid
// VALUE-NEXT: coreai-opt: error: an option of a pass is invalid
// VALUE-NEXT: coreai-opt: note: --help lists passes and their options
// VALUE-NOT: {{.}}
// RUN: not coreai-opt %t/absent.mlir --coreai-palettize=n_bit=4 2>&1 | FileCheck %s --check-prefix=OPTION
// OPTION: coreai-opt: error: <Pass-Options-Parser>: no such option n_bit
// OPTION-NEXT: coreai-opt: note: --help lists passes and their options
// OPTION-NOT: {{.}}
// RUN: not coreai-opt %t/absent.mlir --pass-pipeline="builtin.module(coreai-palette)" 2>&1 | FileCheck %s --check-prefix=PASS
// PASS: coreai-opt: error: {{.*}}'coreai-palette' does not refer to a registered pass
// RUN: coreai-opt %s --pass-pipeline="builtin.module(cse)" --dump-pass-pipeline -o /dev/null 2>&1 | FileCheck %s --check-prefix=DUMP
// DUMP: builtin.module(
// DUMP-NOT: builtin.module
//
// But not where they may be those of another op, or are expected to be wrong.
// RUN: coreai-opt %s --no-implicit-module --pass-pipeline="coreai.graph(cse)" | FileCheck %s
// RUN: echo "// expected-error@unknown {{no such option n_bit}}" > %t/expected.mlir
// RUN: coreai-opt %t/expected.mlir --coreai-palettize=n_bit=4 --verify-diagnostics
//
// A file that was never written, or is no program, isn't an empty one.
// RUN: printf "" > %t/empty.mlir
// RUN: %python -c "print('\0' * 100000)" > %t/zeros.mlir
// RUN: not coreai-opt %t/empty.mlir -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not coreai-opt -o %t/out.mlir < /dev/null 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not coreai-opt %t/zeros.mlir -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=BINARY
// RUN: not coreai-opt %coreai_obj_root/bin/coreai-opt -o %t/out.mlir 2>&1 | FileCheck %s --check-prefix=BINARY
// RUN: grep precious %t/out.mlir
// EMPTY: coreai-opt: error: {{standard input|input file '.*'}} is empty
// BINARY: coreai-opt: error: input file '{{.*}}' holds neither MLIR's text nor its bytecode
// BINARY-NOT: {{.}}
//
// RUN: coreai-opt --version | FileCheck %s --check-prefix=VERSION
// VERSION: LLVM version
// VERSION: coreai-opt {{[0-9]+\.[0-9]+\.[0-9]+$}}
//
// RUN: not coreai-opt %s -o %t/no/such/folder/out.mlir 2>&1 | FileCheck %s --check-prefix=UNWRITABLE
// UNWRITABLE: coreai-opt: error: cannot write '{{.*}}out.mlir': No such file or directory

// CHECK: coreai.graph @main(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32>
coreai.graph @main(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: coreai.relu
  %0 = coreai.relu %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  coreai.output %0 : tensor<2x3xf32>
}
