# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Runs that go wrong: what they say, and what they leave behind. A run that
# doesn't succeed must say why and leave its output as it was, or whole, and
# nothing beside it; one that succeeds must have written the whole of it.

import os
import pathlib
import random
import re
import resource
import signal
import subprocess
import tempfile
import time

TITLE = "Faults"
COMMAND = "utils/robustness/run faults"

MODEL = "transformer --layers=1 --hidden=512 --intermediate=1024 --heads=8 --vocab=2000".split()
OPTIONS = "--coreai-palettize=granularity=per_grouped_channel group_size=16"
OLD = b"precious\n"
MOMENTS = 25  # At which a signal arrives.
TRUNCATIONS = 200
FLIPS = 400


def is_caught(pid, number):
    """Whether a process catches a signal yet, or never will."""
    if number == signal.SIGKILL:
        return True
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            caught = int(re.search(r"^SigCgt:\s*(\w+)", file.read(), re.M)[1], 16)
    except (FileNotFoundError, TypeError):
        return True
    return caught >> (number - 1) & 1 == 1


class Trial:
    """Runs of one kind, each in a folder whose output file exists before."""

    def __init__(self, bench, expects=None, is_killed=False):
        self.bench = bench
        self.expects = expects  # A part of what a failed run has to say.
        self.is_killed = is_killed  # Nothing can be said, or removed, then.
        self.runs = self.failed = 0
        self.problems = []

    def run(self, *, source=None, folder=None, output=None, wait=0, send=None, cut=None, **options):
        folder = folder or self.bench.fresh()
        output = output or os.path.join(folder, "out")
        with open(output, "wb") as file:
            file.write(OLD)
        before = set(os.listdir(folder))
        process = subprocess.Popen(
            [self.bench.tool, source or self.bench.dense, OPTIONS, "--emit-bytecode", "-o", output],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **options,
        )
        if send:
            while process.poll() is None and not is_caught(process.pid, send):
                time.sleep(0.001)  # Before it has begun, it can say nothing.
        time.sleep(wait)
        if send:
            process.send_signal(send)
        if cut is not None:
            os.truncate(source, cut)
        said = process.communicate(timeout=300)[1].decode(errors="replace")
        self.assess(process.returncode, said, folder, output, before)

    def assess(self, status, said, folder, output, before):
        self.runs += 1
        self.failed += status != 0
        left = set(os.listdir(folder)) - before
        with open(output, "rb") as file:
            content = file.read()
        if status == 0:
            if self.bench.expected not in (None, content):
                self.problems.append("another output")
        else:
            # A signal may arrive when all is done.
            if content not in (OLD, self.bench.expected):
                self.problems.append("the old output is lost")
            # "error: ", or the dynamic loader's.
            if not self.is_killed and "error" not in said:
                self.problems.append(f"no error line, but: {said.strip()[:100]}")
            if self.expects and self.expects not in said:
                self.problems.append(f"said {said.strip()[:200]}")
            if "Stack dump" in said:
                self.problems.append("crashed")
        if left and not self.is_killed:
            self.problems.append(f"left {sorted(left)}")

    def result(self, what):
        return {
            "what": what,
            "runs": self.runs,
            "failed": self.failed,
            "problems": sorted(set(self.problems)),
        }


class Bench:
    def __init__(self, build, folder):
        self.tool = str(build / "bin/coreai-opt")
        self.folder = folder
        self.count = 0
        self.dense = os.path.join(folder, "dense")
        subprocess.run(
            [build / "bin/coreai-gen", *MODEL, "--emit-bytecode", "-o", self.dense], check=True
        )
        self.expected = None
        output = os.path.join(folder, "expected")
        start = time.monotonic()
        subprocess.run(
            [self.tool, self.dense, OPTIONS, "--emit-bytecode", "-o", output],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        self.seconds = time.monotonic() - start
        with open(output, "rb") as file:
            self.expected = file.read()

    def fresh(self):
        self.count += 1
        folder = os.path.join(self.folder, str(self.count))
        os.mkdir(folder)
        return folder

    def write(self, data):
        path = os.path.join(self.folder, "broken")
        with open(path, "wb") as file:
            file.write(data)
        return path


def limit(kind, size):
    return lambda: resource.setrlimit(kind, (size, size))


def interrupt(bench, name):
    trial = Trial(
        bench,
        None if name == "SIGKILL" else f"ended by {name} before it was done",
        is_killed=name == "SIGKILL",
    )
    for i in range(MOMENTS):
        trial.run(wait=bench.seconds * 1.1 * i / MOMENTS, send=signal.Signals[name])
    return trial.result(f"{name} at {MOMENTS} moments of a run")


def fill_disk(bench):
    trial = Trial(bench, "No space left on device")
    folder = bench.fresh()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    try:
        trial.run(folder=folder)
    finally:
        subprocess.run(["umount", folder], check=True)
    return trial.result("a full disk")


def limit_files(bench):
    trial = Trial(bench, "File too large")
    for shift in range(12, 22):
        trial.run(preexec_fn=limit(resource.RLIMIT_FSIZE, 1 << shift))
    return trial.result("a limit on the size of files: 4 KiB to 2 MiB")


def limit_memory(bench):
    trial = Trial(bench)
    for size in range(304, 464, 4):
        trial.run(preexec_fn=limit(resource.RLIMIT_AS, size << 20))
    return trial.result("a limit on address space: 304 to 460 MiB")


def replace_input(bench):
    """Input and output are one file, directly and by way of links."""
    trial = Trial(bench)
    for link in (None, os.symlink, os.link):
        folder = bench.fresh()
        source, output = (os.path.join(folder, name) for name in ("in", "out"))
        subprocess.run(["cp", bench.dense, source], check=True)
        if link:
            link(source, output)
        else:
            output = source
        done = subprocess.run(
            [bench.tool, source, OPTIONS, "--emit-bytecode", "-o", output],
            stderr=subprocess.PIPE,
            text=True,
        )
        trial.assess(done.returncode, done.stderr, folder, output, {"in", "out"})
    return trial.result("output over input: the same path, a symbolic link, a hard link")


def truncate(bench):
    with open(bench.dense, "rb") as file:
        data = file.read()
    trial = Trial(bench)
    for i in range(TRUNCATIONS):
        # Half of them in the first few KiB, where it is most of all structure.
        # Nothing at all is an empty program.
        size = len(data) * i // TRUNCATIONS if i % 2 else 1 + 8192 * i // TRUNCATIONS
        trial.run(source=bench.write(data[:size]))
    return trial.result(f"bytecode cut off at {TRUNCATIONS} places")


def truncate_in_use(bench):
    with open(bench.dense, "rb") as file:
        data = file.read()
    trial = Trial(bench)
    for i in range(4 * MOMENTS):
        wait = bench.seconds * 1.1 * i / (4 * MOMENTS)
        trial.run(source=bench.write(data), wait=wait, cut=len(data) // 2)
    return trial.result(f"bytecode cut in half at {4 * MOMENTS} moments of a run")


def flip(bench):
    with open(bench.dense, "rb") as file:
        data = bytearray(file.read())
    trial = Trial(bench)
    expected, bench.expected = bench.expected, None  # A weight may differ.
    chance = random.Random(1)
    # Structure is at both ends; what lies between is weights.
    structure = [*range(8192), *range(len(data) - 8192, len(data))]
    for _ in range(FLIPS):
        place, bit = chance.choice(structure), 1 << chance.randrange(8)
        data[place] ^= bit
        trial.run(source=bench.write(data))
        data[place] ^= bit
    bench.expected = expected
    return trial.result(f"bytecode with one bit of its structure flipped, {FLIPS} times")


def measure(arguments):
    with tempfile.TemporaryDirectory(dir=arguments.build) as folder:
        bench = Bench(pathlib.Path(arguments.build), folder)
        rows = [interrupt(bench, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL")]
        if os.geteuid() == 0:
            rows.append(fill_disk(bench))
        rows += [
            limit_files(bench),
            limit_memory(bench),
            replace_input(bench),
            truncate(bench),
            truncate_in_use(bench),
            flip(bench),
        ]
    return {"faults": rows}


def is_right(results):
    return not any(row["problems"] for row in results["faults"])


def table(results):
    yield "fault", "runs", "of them failed", "otherwise than they should"
    for row in results["faults"]:
        yield row["what"], row["runs"], row["failed"], "; ".join(row["problems"]) or "none"
