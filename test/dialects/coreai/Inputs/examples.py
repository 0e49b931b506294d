# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Turns the examples of the reference manual into one program: each becomes a
# graph whose arguments are the values that the example uses without defining
# them, with the types that it states for them. Prints the program; given
# --expect, prints the names of the ops that have an example instead.

import re
import sys


def split_types(text):
    """Splits a list at the commas that no bracket encloses."""
    types, depth, start = [], 0, 0
    for position, character in enumerate(text + ","):
        if character in "<([":
            depth += 1
        elif character in ">)]" and text[position - 1 : position] != "-":
            depth -= 1
        elif character == "," and depth == 0:
            types.append(text[start:position].strip())
            start = position + 1
    return [type for type in types if type]


def operand_types(signature):
    """The operand types of what follows an op's last ` : `."""
    if not signature.startswith("("):
        return split_types(re.split(r" (?:->|to) ", signature)[0])
    depth = 0
    for position, character in enumerate(signature):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return split_types(signature[1:position])
    raise ValueError(f"unbalanced signature: {signature}")


def types_of_uses(example):
    """Maps each value that an op of the example takes to its type."""
    types = {}
    headers = []  # Operands of the ops whose regions are open.
    for line in example.splitlines():
        if line.strip().startswith("^"):
            continue
        uses = re.sub(r"\{[^{}]*\}", "", line.split(" = ", 1)[-1])
        operands = re.findall(r"%\w+", uses)
        if line.rstrip().endswith("{") and not line.strip().startswith("}"):
            headers.append(operands)
            continue
        if line.strip().startswith("}") and " : " in line:
            operands = headers.pop()
        if " : " not in line:
            continue
        stated = operand_types(line.rsplit(" : ", 1)[1])
        for operand, type in zip(operands, stated):
            if type.startswith("<"):  # Printed stripped.
                type = "!coreai.handle" + type
            types[operand] = type
    return types


def wrap(index, example):
    if "coreai.graph" in example:
        # Symbols have to differ between examples.
        return re.sub(r"@(\w+)", rf"@\1_{index}", example)
    defined = set(re.findall(r"(%\w+)(?::\d+)?(?:, %\w+)* = ", example))
    defined |= set(re.findall(r"(%\w+) = ", example))
    for block in re.findall(r"\^\w+\((.*)\):", example):
        defined |= set(re.findall(r"(%\w+):", block))
    types = types_of_uses(example)
    arguments = ", ".join(
        f"{name}: {type}" for name, type in types.items() if name not in defined
    )
    body = "\n".join("  " + line for line in example.splitlines())
    return f"coreai.graph @example_{index}({arguments}) {{\n{body}\n  coreai.output\n}}\n"


manual = open(sys.argv[1]).read()
sections = re.findall(
    r"^### `((?:coreai|udml)\.[\w.]+)`.*?\n(.*?)(?=^### |^## |\Z)", manual, re.M | re.S
)
if "--expect" in sys.argv:
    print("\n".join(sorted(name for name, _ in sections)))
else:
    for index, (name, text) in enumerate(sections):
        examples = re.findall(r"^```mlir\n(.*?)^```", text, re.M | re.S)
        if not examples:
            sys.exit(f"{name} has no example")
        for part, example in enumerate(examples):
            print(wrap(f"{index}_{part}", example))
