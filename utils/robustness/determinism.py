# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Palettizes every program of the tests and some generated ones in many ways, and
# compares the bytes that come out for different numbers of workers, runs, vector
# instructions, for the plugin in mlir-opt, and for the coreai-opt of another build.

import concurrent.futures
import hashlib
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TITLE = "Determinism"
COMMAND = "utils/robustness/run determinism"

root = pathlib.Path(__file__).resolve().parents[2]

HOST = "/usr/lib/llvm-22/bin/mlir-opt"

GENERATED = [
    ("mlp", "--dtype=f16"),
    ("mlp", "--dtype=bf16", "--distribution=student-t"),
    ("mlp", "--dtype=f32", "--hidden=320"),
    ("convnet", "--dtype=f16"),
    ("convnet", "--dtype=f32"),
    ("transformer", "--layers=1", "--dtype=f16"),
    ("transformer", "--layers=1", "--dtype=bf16"),
    ("transformer", "--layers=1", "--dtype=f32", "--vocab=3000"),
]

# Programs of the tests have small weights.
SMALL = "weight_num_threshold=3 consumers=conv3d,gather_along_axis "
TEST_OPTIONS = [
    SMALL + "n_bits=2 lut_dtype=int8 enable_per_channel_scale=true",
    SMALL + "n_bits=1 granularity=per_channel",
]

# The first of each is its default.
MATRIX = {
    "n_bits": ["4", "1", "2", "3", "6", "8"],
    "granularity": ["per_tensor", "per_channel", "per_grouped_channel"],
    "lut_dtype": ["none", "int8", "uint8", "fp8_e4m3fn", "fp8_e5m2"],
    "enable_per_channel_scale": ["false", "true"],
    "cluster_dim": ["1", "2", "4"],
    "enable_fast_kmeans_mode": ["true", "false"],
}
# Of generated programs, one case in so many is varied; all are compared with those
# of another build.
VARIED = 5


def is_valid(settings):
    return settings["cluster_dim"] == "1" or (
        settings["granularity"] != "per_channel" and settings["enable_per_channel_scale"] == "false"
    )


def choose_options():
    """Options such that any two values of the matrix that go together do so in one.
    Each is, of all that are valid, the first of those with the most new pairs."""
    combinations = [dict(zip(MATRIX, values)) for values in itertools.product(*MATRIX.values())]
    pairs = {
        tuple(settings.items()): set(itertools.combinations(settings.items(), 2))
        for settings in combinations
        if is_valid(settings)
    }
    missing = set().union(*pairs.values())
    chosen = []
    while missing:
        best = max(pairs, key=lambda settings: len(pairs[settings] & missing))
        missing -= pairs[best]
        text = " ".join(f"{name}={value}" for name, value in best)
        if "per_grouped_channel" in text:
            text += " group_size=16 on_indivisible=nearest"
        chosen.append(text)
    return chosen


def vector_targets(tool):
    done = subprocess.run([tool, "--vector-target=?", os.devnull], capture_output=True, text=True)
    return done.stderr.partition("one of ")[2].partition(", got")[0].split(", ")


def variants(tool, arguments):
    """What is varied, a command with room for options, and workers. The first is what
    others are compared with."""
    options = "--coreai-palettize={options} num_kmeans_workers={workers}"
    run = [tool, options]
    found = [
        (f"{workers} worker{'s' * (workers > 1)}", [*run, "--assume-cores=8"], workers)
        for workers in (1, 2, 8)
    ]
    found.append(("again", [*run, "--assume-cores=8"], 8))
    found += [(name, [*run, f"--vector-target={name}"], 2) for name in vector_targets(tool)]
    plugin = arguments.build / "lib/libCoreAI.so"
    host = [
        HOST,
        "--allow-unregistered-dialect",
        f"--load-dialect-plugin={plugin}",
        f"--load-pass-plugin={plugin}",
        "--pass-pipeline=builtin.module("
        "coreai-palettize{{{options} num_kmeans_workers={workers}}})",
    ]
    found.append(("mlir-opt", host, 2))
    return found


def other_build(arguments):
    """The coreai-opt of another build or installation, if one is asked for."""
    if not arguments.against:
        return []
    tool = arguments.against / "bin/coreai-opt"
    if not tool.exists():
        sys.exit(f"determinism: no {tool}")
    options = "--coreai-palettize={options} num_kmeans_workers={workers}"
    return [(f"of {arguments.against}", [tool, options], 2)]


def digest(command, options, workers, program):
    """What a run comes to: its status and output, where a failed one writes none."""
    command = [str(part).format(options=options, workers=workers) for part in command]
    done = subprocess.run(
        [*command, "--emit-bytecode", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return done.returncode, hashlib.sha256(done.stdout).hexdigest()


def is_readable(tool, program):
    """Whether a program of the tests is none of the wrong ones."""
    done = subprocess.run(
        [tool, program, "-o", os.devnull], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return done.returncode == 0


def list_cases(kinds, pattern):
    """Yields name, options, and what is varied, of the cases that match, by program: a
    file of the tests or a recipe of the generator."""
    cases = {}

    def add(program, name, options, varied):
        name = f"{name} {options}"
        if re.search(pattern, name):
            cases.setdefault(program, []).append((name, options, varied))

    for path in sorted((root / "test").rglob("*.mlir")):
        for options in TEST_OPTIONS:
            add(path, path.name, options, kinds)
    for i, recipe in enumerate(GENERATED):
        for j, options in enumerate(choose_options()):
            varied = kinds if (i + j) % VARIED == 0 else kinds[:1]
            add(recipe, " ".join(recipe), options, varied)
    return cases


def measure(arguments):
    tool = str(arguments.build / "bin/coreai-opt")
    kinds, other = variants(tool, arguments), other_build(arguments)
    counts = {True: 0, False: 0}  # Programs that are generated, and those that aren't.
    jobs = []
    with tempfile.TemporaryDirectory() as folder:
        for program, cases in list_cases(kinds, arguments.k).items():
            is_generated = program in GENERATED
            if is_generated:
                path = os.path.join(folder, str(GENERATED.index(program)))
                generate = [arguments.build / "bin/coreai-gen", *program]
                subprocess.run([*generate, "--emit-bytecode", "-o", path], check=True)
                program = path
            elif not is_readable(tool, program):
                continue
            counts[is_generated] += 1
            jobs += [(program, is_generated, *case) for case in cases]
        if not jobs:
            sys.exit(f"determinism: no case matches '{arguments.k}'")

        def run(job):
            program, _, _, options, varied = job
            return [
                digest(command, options, workers, program) for _, command, workers in varied + other
            ]

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(run, jobs))

    compared = {kind[0]: {"cases": 0, "differing": []} for kind in kinds + other}
    for (_, is_generated, name, _, varied), found in zip(jobs, results):
        for kind, (status, output) in zip(varied + other, found):
            compared[kind[0]]["cases"] += 1
            # A generated program that isn't palettized shows nothing.
            is_wrong = status < 0 or (status != 0 and is_generated)
            if is_wrong or (status, output) != found[0]:
                of = f" (exit status {status})" if status else ""
                compared[kind[0]]["differing"].append(name + of)
    firsts = [found[0][1] for found in results]
    print("SHA-256 of all outputs:", hashlib.sha256("".join(firsts).encode()).hexdigest())
    return {
        "tests": counts[False],
        "generated": counts[True],
        "outputs": len(set(firsts)),
        "varied": compared,
    }


def is_right(results):
    return not any(varied["differing"] for varied in results["varied"].values())


def table(results):
    yield "varied", "outputs compared with those of 1 worker", "that differ"
    for name, varied in results["varied"].items():
        yield name, varied["cases"], "; ".join(varied["differing"]) or "none"
    programs = f"programs: {results['tests']} of the tests, {results['generated']} generated"
    yield programs, f"{results['outputs']} different outputs", ""
