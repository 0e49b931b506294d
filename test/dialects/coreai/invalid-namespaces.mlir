// What the verifiers and the parser refuse, in namespaces.
//
// RUN: coreai-opt %s --split-input-file --verify-diagnostics

udml.namespace @a {
  namespace @b {}
}
coreai.graph @invoke_c1_absent() {
  // expected-error @below {{expects a coreai.graph for callee, got @a::@b::@absent, which isn't defined}}
  coreai.invoke @a::@b::@absent() : () -> ()
  coreai.output
}

// -----

udml.namespace @a {
  namespace @b {}
}
coreai.graph @invoke_c1_kind() {
  // expected-error @below {{expects a coreai.graph for callee, got @a::@b, a udml.namespace}}
  coreai.invoke @a::@b() : () -> ()
  coreai.output
}

// -----

coreai.graph private @outside() {
  coreai.output
}
udml.namespace @a {
  coreai.graph @invoke_c1_closest() {
    // expected-error @below {{expects a coreai.graph for callee, got @outside, which isn't defined in @a}}
    coreai.invoke @outside() : () -> ()
    coreai.output
  }
}

// -----

udml.namespace @a {
  coreai.graph private @callee(%x: tensor<2xf32>) -> tensor<2xf32> {
    coreai.output %x : tensor<2xf32>
  }
}
coreai.graph @invoke_c2(%x: tensor<3xf32>) {
  // expected-error @below {{expects operand #0 of type 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %0 = coreai.invoke @a::@callee(%x) : (tensor<3xf32>) -> tensor<2xf32>
  coreai.output
}

// -----

// What holds graphs in an op that isn't known isn't looked up.
"udml.from_the_future"() ({
  coreai.graph @g() {
    coreai.output
  }
}) {sym_name = "a"} : () -> ()
coreai.graph @invoke_c1_unknown() {
  coreai.invoke @a::@g() : () -> ()
  coreai.output
}

// -----

udml.namespace @a {
  // expected-note @below {{see existing symbol definition here}}
  coreai.graph @twice() {
    coreai.output
  }
  // expected-error @below {{redefinition of symbol named 'twice'}}
  coreai.graph @twice() {
    coreai.output
  }
}

// -----

// expected-error @below {{expected valid '@'-identifier for symbol name}}
udml.namespace {
}

// -----

// Without the prefix only in another one.
// expected-error @below {{custom op 'namespace' is unknown}}
namespace @a {
}

// -----

udml.namespace @a {
  // expected-error @below {{custom op 'graph' is unknown (tried 'udml.graph' as well)}}
  graph @g() {
    coreai.output
  }
}

// -----

coreai.graph @inside() {
  // expected-error @below {{symbol's parent must have the SymbolTable trait}}
  "udml.namespace"() ({
  ^bb0:
  }) {sym_name = "a"} : () -> ()
  coreai.output
}
