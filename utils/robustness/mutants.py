# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Which mistakes in the source, drawn at random, the tests notice.

from mutation import run

TITLE = "Mistakes at random"
COMMAND = "utils/robustness/run mutants   # utils/mutation/run --random 50 --seed 1"


def measure(arguments):
    drawn = run(arguments, "--random", "50", "--seed", "1")["random"]
    return {key: drawn[key] for key in ("total", "killed", "unexplained")}


def is_right(results):
    return results["unexplained"] == 0


def table(results):
    yield "mistakes", "noticed", "not noticed", "of them without an explanation"
    yield (
        results["total"],
        results["killed"],
        results["total"] - results["killed"],
        results["unexplained"],
    )
