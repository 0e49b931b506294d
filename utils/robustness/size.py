# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Programs of several GiB: what memory palettizing takes, mapped, through a pipe,
# and where a control group allows no more.

import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))

import peak_memory  # noqa: E402

TITLE = "Size"
COMMAND = "utils/robustness/run size"
MIB = 2**20

# 4.1 GiB of f16 weights.
MODEL = (
    "transformer --layers=42 --hidden=2048 --intermediate=5632 --heads=16 --vocab=8000 --seq=128"
).split()
# As text: every byte takes two digits, which are read, parsed and kept apart.
TEXT_MODEL = [option.replace("layers=42", "layers=4") for option in MODEL]

OPTIONS = [
    "n_bits=4",
    "n_bits=4 granularity=per_grouped_channel group_size=16",
    "n_bits=8 lut_dtype=int8 enable_per_channel_scale=true",
    "n_bits=4 cluster_dim=2",
]

CGROUP = pathlib.Path("/sys/fs/cgroup/memory/coreai-robustness")


class Limit:
    """A control group, of version 1, whose processes share so much memory, page
    cache included."""

    def __init__(self, size):
        self.size = size

    def __enter__(self):
        CGROUP.mkdir(exist_ok=True)
        (CGROUP / "memory.limit_in_bytes").write_text(str(self.size))
        return self

    def __exit__(self, *_):
        CGROUP.rmdir()

    def enter(self):
        """Called in the process that is to be limited."""
        (CGROUP / "cgroup.procs").write_text(str(os.getpid()))


def palettize(tool, source, output, options, how, limit=None):
    command = [tool, "-" if how == "pipe" else source, f"--coreai-palettize={options}"]
    command += [] if how == "text" else ["--emit-bytecode"]
    feeder = None
    streams = {"stderr": subprocess.DEVNULL}
    if how == "pipe":
        feeder = subprocess.Popen(["cat", source], stdout=subprocess.PIPE)
        streams["stdin"] = feeder.stdout
    if limit:
        streams["preexec_fn"] = limit.enter
    start = time.monotonic()
    result = peak_memory.run([*command, "-o", output], **streams)
    seconds = time.monotonic() - start
    if feeder:
        feeder.stdout.close()
        feeder.wait()
    before, after = os.path.getsize(source), os.path.getsize(output)
    # What is mapped belongs to the kernel, which drops it when it has to.
    extra = {"pipe": before + 512 * MIB, "file": 1024 * MIB, "text": 0}[how]
    figures = {
        "how": how,
        "options": options,
        "input": before,
        "output": after,
        "own": result.peak_own,
        "seconds": round(seconds, 1),
        "status": result.returncode,
    }
    if how != "text":
        figures["allowed"] = after + extra
    if limit:
        figures["limit"] = limit.size
    os.remove(output)
    return figures


def measure(arguments):
    tool = str(arguments.build / "bin/coreai-opt")
    generate = [str(arguments.build / "bin/coreai-gen")]
    runs = []
    with tempfile.TemporaryDirectory(dir=arguments.build) as folder:
        dense, output = os.path.join(folder, "dense"), os.path.join(folder, "out")
        subprocess.run([*generate, *MODEL, "--emit-bytecode", "-o", dense], check=True)
        for options in OPTIONS:
            runs.append(palettize(tool, dense, output, options, "file"))
        runs.append(palettize(tool, dense, output, OPTIONS[0], "pipe"))
        if os.access(CGROUP.parent, os.W_OK):
            with Limit(runs[0]["allowed"]) as limit:
                runs.append(palettize(tool, dense, output, OPTIONS[0], "file", limit))
        subprocess.run([*generate, *TEXT_MODEL, "-o", dense], check=True)
        runs.append(palettize(tool, dense, output, OPTIONS[0], "text"))
    return {"generated": " ".join(MODEL), "text": " ".join(TEXT_MODEL), "runs": runs}


def is_right(results):
    return all(
        run["status"] == 0 and run["own"] <= run.get("allowed", run["own"])
        for run in results["runs"]
    )


def table(results):
    yield "run", "input MiB", "output MiB", "own memory MiB", "allowed MiB", "seconds"
    for run in results["runs"]:
        what = f"{run['how']}, `{run['options']}`"
        if "limit" in run:
            what += f", in a control group of {run['limit'] / MIB:.0f} MiB"
        if run["status"] != 0:
            what += f" **failed with {run['status']}**"
        sizes = [run["input"], run["output"], run["own"], run.get("allowed")]
        yield what, *("" if size is None else f"{size / MIB:.0f}" for size in sizes), run["seconds"]
