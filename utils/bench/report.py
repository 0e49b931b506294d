# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# From measurements to tables, and to a verdict on each requirement.

import dataclasses
import math
import statistics

MIB = 1 << 20


def print_table(header, rows):
    """Prints columns as wide as they have to be, the first ones to the left."""
    lines = [header] + rows
    widths = [max(len(line[c]) for line in lines) for c in range(len(header))]
    for line in lines:
        cells = [
            cell.ljust(width) if c == 0 else cell.rjust(width)
            for c, (cell, width) in enumerate(zip(line, widths))
        ]
        print("  " + "  ".join(cells).rstrip())


def seconds(value):
    for limit, factor, unit in ((1e-3, 1e6, "us"), (1, 1e3, "ms")):
        if value < limit:
            return f"{value * factor:.3g} {unit}"
    return f"{value:.3g} s"


def number(value, form):
    return "-" if value is None else format(value, form)


def ratio(value):
    return "-" if value is None else f"{value:.3g}x"


def print_engine(workload, results):
    """The engine's rows of one weight."""
    shape = "x".join(map(str, workload.shape))
    print(f"\n{workload.name}: {shape} {workload.format}, {workload.what}")
    rows = []
    for result in results:
        exact, optimum = result.get("exact", {}), result.get("optimum", {})
        fast_loss = None
        if exact and None not in (exact["snr_db"], result["snr_db"]):
            fast_loss = exact["snr_db"] - result["snr_db"]
        rows.append(
            [
                result["label"],
                seconds(result["seconds"]),
                seconds(result["floor_seconds"]),
                ratio(result["ratio"]),
                f"{result['mse']:.6g}",
                number(optimum.get("ratio"), ".7f"),
                number(result["snr_db"], ".3f"),
                number(fast_loss, ".4f"),
                oracle_text(result.get("oracle")),
                number(optimum.get("stored_to_rounded"), ".7f"),
                f"{peak(result) / MIB:.1f}" if "peak_resident_bytes" in result else "-",
            ]
        )
    header = "row,time,copy,x copy,MSE,/optimum,SNR dB,exact +dB,oracle,/rounded,peak MiB"
    print_table(header.split(","), rows)


def oracle_text(oracle):
    if not oracle:
        return "-"
    where = ""
    if oracle["step"] > 1:
        where = f" 1/{oracle['step']} values"
    elif oracle["groups"] < oracle["all_groups"]:
        where = f" {oracle['groups']}/{oracle['all_groups']} groups"
    return f"{oracle['excess']:+.0e}{where}"


def peak(result):
    return max(result["peak_resident_bytes"], result["peak_allocated_bytes"])


def print_peers(peer_results):
    """Every row on which peers ran, ours first."""
    print("\nPeers, each beside this engine on the same weight")
    rows = []
    for entry in peer_results:
        label = f"{entry['workload']}/{entry['label']}"
        if entry["peer"] == "coreai" and rows:
            rows.append(["" for _ in range(7)])
        rows.append(
            [
                label,
                entry["peer"],
                entry.get("skipped") or seconds(entry["seconds"]),
                ratio(entry.get("ratio_to_ours")),
                number(entry.get("mse"), ".6g"),
                number(entry.get("ratio_to_optimum"), ".6f"),
                number(entry.get("snr_db"), ".3f"),
            ]
        )
    header = "row,who,time,x ours,MSE,/optimum,SNR dB"
    print_table(header.split(","), rows)
    print("  /optimum of vectors, whose optimum nobody knows: over the least of the row")


@dataclasses.dataclass
class Verdict:
    """A requirement, and what was measured."""

    name: str
    measured: str
    target: str
    required: str
    is_target_met: bool
    is_required_met: bool
    notes: list = dataclasses.field(default_factory=list)

    @property
    def text(self):
        if not self.is_required_met:
            return "FAIL"
        return "pass" if self.is_target_met else "pass (target missed)"


def at_most(name, value, target, required, form, notes=()):
    return Verdict(
        name,
        form(value),
        "<= " + form(target),
        "<= " + form(required),
        value <= target,
        value <= required,
        list(notes),
    )


def at_least(name, value, target, required, form):
    return Verdict(
        name,
        form(value),
        ">= " + form(target),
        ">= " + form(required),
        value >= target,
        value >= required,
    )


TIME_LIMITS = [
    ("normal-f16", "per-tensor/4-bits", 5),
    ("normal-f16", "per-tensor/8-bits", 10),
    ("normal-f16", "groups-of-16/4-bits", 25),
    ("normal-f16", "groups-of-16/8-bits", 80),
    ("normal-f16", "per-channel/4-bits", 150),
    ("normal-f32", "per-tensor/4-bits", 20),
]

VECTOR_ROW = ("laplace-f16", "per-tensor/vectors-of-4/8-bits")


def judge(results, peer_results, threads):
    """A verdict on every requirement that the results have anything to say
    about."""
    verdicts = []
    oracles = [result for result in results if "oracle" in result]
    if oracles:
        verdicts += judge_solver(oracles)
    by_name = {(r["workload"], r["label"]): r for r in results}
    for workload, label, target in TIME_LIMITS:
        result = by_name.get((workload, label))
        if result:
            verdicts.append(
                at_most(f"time {workload}/{label}", result["ratio"], target, 2 * target, ratio)
            )
    verdicts += judge_vectors(peer_results)
    if oracles:
        verdicts.append(judge_fast_mode(oracles))
    peaks = [result for result in results if "peak_resident_bytes" in result]
    if peaks:
        worst = max(peaks, key=peak)
        limit = (64 + 4 * threads) * MIB
        verdicts.append(
            at_most(
                "scratch memory, the most of any row",
                peak(worst),
                limit,
                limit,
                lambda value: f"{value / MIB:.1f} MiB",
                [f"at {full_label(worst)}"],
            )
        )
    return verdicts


def full_label(result):
    return f"{result['workload']}/{result['label']}"


def judge_solver(results):
    worst = max(results, key=lambda r: infinite(r["oracle"]["excess"]))
    notes = [f"at {full_label(worst)}"]
    sampled = [r for r in results if r["oracle"]["step"] > 1]
    partly = [r for r in results if r["oracle"]["groups"] < r["oracle"]["all_groups"]]
    partly = [r for r in partly if r not in sampled]
    whole = len(results) - len(sampled) - len(partly)
    notes.append(f"{whole} rows in whole; {len(partly)} by evenly spaced groups")
    if sampled:
        notes.append("by evenly spaced values, as the oracle can't afford all of them:")
        notes += ["  " + full_label(r) for r in sampled]
    excess = at_most(
        "solver's error over the oracle's, less 1",
        infinite(worst["oracle"]["excess"]),
        1e-9,
        1e-9,
        lambda value: f"{value:.1e}",
        notes,
    )
    return [
        excess,
        judge_storing(results, "table", "table_to_rounded"),
        judge_storing(results, "elements", "stored_to_rounded"),
    ]


def judge_storing(results, what, key):
    """Of the table's own entries, or of what elements decode to: these differ
    with channel scales."""
    worst = max(results, key=lambda r: infinite(r["optimum"][key]))
    # What is left of 1e-12 is the order in which sums are added.
    return at_most(
        f"stored {what}: error over that of the rounded optimum",
        infinite(worst["optimum"][key]),
        1 + 1e-12,
        1 + 1e-12,
        lambda value: f"{value:.9f}",
        [f"at {full_label(worst)}"],
    )


def infinite(value):
    """JSON has no infinity, so it's written as null."""
    return math.inf if value is None else value


def judge_fast_mode(results):
    def loss(result):
        if result["exact"]["snr_db"] == result["snr_db"]:
            return 0.0
        return infinite(result["exact"]["snr_db"]) - infinite(result["snr_db"])

    worst = max(results, key=loss)
    return at_most(
        "fast mode's loss of SNR, the most of any row",
        loss(worst),
        0.02,
        0.02,
        lambda value: f"{value:.4f} dB",
        [f"at {full_label(worst)}"],
    )


def judge_vectors(peer_results):
    """Vectors against scikit-learn and faiss: medians over seeds."""

    def entries(peer):
        return [
            entry
            for entry in peer_results
            if entry["peer"] == peer
            and entry["workload"] == VECTOR_ROW[0]
            and entry["label"].startswith(VECTOR_ROW[1])
        ]

    def median(key, of):
        return statistics.median(entry[key] for entry in of)

    ours = entries("coreai")
    verdicts = []
    for peer, target in (("sklearn-kmeans", 60), ("faiss", 15)):
        theirs = [entry for entry in entries(peer) if "seconds" in entry]
        if not theirs or not ours:
            continue
        name = f"vectors of 4, 256 entries: {{}} {peer}, median of {len(theirs)} seeds"
        speed = median("seconds", theirs) / median("seconds", ours)
        verdicts.append(
            at_least(
                name.format("speed over"), speed, target, target / {60: 2, 15: 3}[target], ratio
            )
        )
        error = median("mse", ours) / median("mse", theirs)
        verdicts.append(
            at_most(name.format("error over"), error, 1.001, 1.001, lambda value: f"{value:.5f}")
        )
    return verdicts


def print_verdicts(verdicts):
    print("\nRequirements")
    rows = [[v.name, v.measured, v.target, v.required, v.text] for v in verdicts]
    print_table(["what", "measured", "target", "required", "verdict"], rows)
    for verdict in verdicts:
        for i, note in enumerate(verdict.notes):
            print(f"  {verdict.name}: {note}" if i == 0 else f"    {note}")
