# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Palettizes every program of the tests and some generated ones in many ways,
# and compares the bytes that come out for different numbers of workers, runs,
# vector instructions, and for the plugin in mlir-opt.

import concurrent.futures
import hashlib
import os
import pathlib
import subprocess
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
OPTIONS = [
    "n_bits=4",
    "n_bits=8 granularity=per_channel",
    "n_bits=3 granularity=per_grouped_channel group_size=16 on_indivisible=nearest",
    "n_bits=2 lut_dtype=int8 enable_per_channel_scale=true",
    "n_bits=6 lut_dtype=fp8_e4m3fn enable_fast_kmeans_mode=false",
    "n_bits=4 cluster_dim=2",
    "n_bits=2 cluster_dim=4 lut_dtype=uint8 granularity=per_grouped_channel"
    " group_size=32 on_indivisible=per_tensor",
]


def vector_targets(tool):
    done = subprocess.run([tool, "--vector-target=?", os.devnull], capture_output=True, text=True)
    return done.stderr.partition("one of ")[2].partition(", got")[0].split(", ")


def variants(tool, arguments):
    """Pairs of what is varied, and a command with room for options and input."""
    run = [tool, "--coreai-palettize={options} num_kmeans_workers={workers}"]
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


def digest(command, options, workers, program):
    """What a run comes to: its output, or that it failed and wrote nothing."""
    command = [str(part).format(options=options, workers=workers) for part in command]
    done = subprocess.run(
        [*command, "--emit-bytecode", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if done.returncode < 0:
        return f"ended by signal {-done.returncode}"
    return hashlib.sha256(b"%d:" % done.returncode + done.stdout).hexdigest()


def test_programs(tool):
    """Those that can be read as they are: not the tests' wrong ones."""
    programs = []
    for path in sorted((root / "test").rglob("*.mlir")):
        done = subprocess.run(
            [tool, path, "-o", os.devnull], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if done.returncode == 0:
            programs.append(str(path))
    return programs


def generate(arguments, folder):
    programs = []
    for i, recipe in enumerate(GENERATED):
        path = os.path.join(folder, f"{i}-{recipe[0]}.mlirbc")
        subprocess.run(
            [arguments.build / "bin/coreai-gen", *recipe, "--emit-bytecode", "-o", path], check=True
        )
        programs.append(path)
    return programs


def measure(arguments):
    tool = str(arguments.build / "bin/coreai-opt")
    with tempfile.TemporaryDirectory() as folder:
        tests = test_programs(tool)
        generated = generate(arguments, folder)
        kinds = variants(tool, arguments)
        cases = [(program, options) for program in tests for options in TEST_OPTIONS]
        cases += [(program, options) for program in generated for options in OPTIONS]

        def run(case):
            program, options = case
            return [digest(command, options, workers, program) for _, command, workers in kinds]

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(run, cases))

    differing = {name: [] for name, _, _ in kinds}
    for (program, options), digests in zip(cases, results):
        for (name, _, _), found in zip(kinds, digests):
            if found != digests[0] or found.startswith("ended"):
                differing[name].append(f"{os.path.basename(program)} {options}")
    firsts = [digests[0] for digests in results]
    return {
        "tests": len(tests),
        "generated": len(generated),
        "cases": len(cases),
        "outputs": len(set(firsts)),
        "differing": differing,
        # Of all outputs, so that builds and machines can be compared.
        "hash": hashlib.sha256("".join(firsts).encode()).hexdigest(),
    }


def is_right(results):
    return not any(results["differing"].values())


def table(results):
    yield "varied", "outputs compared with those of 1 worker", "that differ"
    for name, cases in results["differing"].items():
        yield name, results["cases"], "; ".join(cases) or "none"
    yield (
        f"{results['tests']} programs of the tests, {results['generated']} generated",
        f"{results['outputs']} different outputs, SHA-256 of all `{results['hash'][:16]}`",
        "",
    )
