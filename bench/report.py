#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes the tables of docs/performance.md from the JSON files of a run.

    cmake --workflow --preset bench && python3 bench/report.py [DIRECTORY_OF_JSON]

A table stands between `<!-- figures: FILE, REFERENCE -->` and `<!-- end -->`: FILE.json is Google Benchmark's output and
REFERENCE the benchmark to whose time the others' are put in ratio (without one the first), or FILE is `machine`,
`instructions`, `parts`, `ngspice` or `compile_time`. A table whose file is not there is left as it is, and named.
"""
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "build/bench/bench"
page = root / "docs/performance.md"
to_ns = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def three_digits(x):
    if x == 0:
        return "0"
    return f"{float(f'{x:.3g}'):,.10g}" if 1e-3 <= abs(x) < 1e7 else f"{x:.3g}"


def time(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def machine():
    context = next(json.loads(f.read_text())["context"] for f in sorted(source.glob("*.json"))
                   if "context" in json.loads(f.read_text()))
    caches = ", ".join(f"L{c['level']} {c['type'].lower()} {c['size'] // 1024} KiB" for c in context["caches"])
    return table(["date", "cores", "clock", "caches", "load", "compiler"],
                 [[context["date"][:10], str(context["num_cpus"]), f"{context['mhz_per_cpu']} MHz", caches,
                   f"{context['load_avg'][0]:.1f}", context.get("compiler", "").replace("_", " ")]])


def instructions():
    rows = json.loads((source / "instructions.json").read_text())["instructions"]
    return table(["compiler", "gainstage", "by hand, `std::complex`", "ratio", "by hand, a complex of its own", "ratio"],
                 [[r["compiler"], f"{r['gainstage']:,}", f"{r['std_complex']:,}", f"{r['gainstage'] / r['std_complex']:.2f}",
                   f"{r['own_complex']:,}", f"{r['gainstage'] / r['own_complex']:.2f}"] for r in rows])


def parts():
    rows = json.loads((source / "instructions.json").read_text())["instructions"]
    def share(part):
        return [f"{part(r):,} ({100 * part(r) / r['gainstage']:.0f} %)" for r in rows]
    return table(["of one budget"] + [r["compiler"] for r in rows],
                 [["noise: what no frequency changes, and the plan of the rest"]
                  + share(lambda r: r["band_noise"] - r["integral"]),
                  ["noise: both drives at 48 frequencies, and the sums"] + share(lambda r: r["noise_pass"]),
                  ["the rest of the integral: nodes, weighting, error"] + share(lambda r: r["integral"] - r["noise_pass"]),
                  ["levels: the signal's recursions, logarithms, the budget"]
                  + share(lambda r: r["analyze_circuit"] - r["band_noise"]),
                  ["checking every field, describing and lowering the components"]
                  + share(lambda r: r["gainstage"] - r["analyze_circuit"])])


def compile_time():
    rows = json.loads((source / "compile_time.json").read_text())["compile_time"]
    base = rows[0]
    compilers = [c for c in ("g++", "clang++") if c in base]
    def ratios(row):
        return [f"{row[c][kind] / base[c][kind]:.1f}" for c in compilers for kind in ("wall", "processor")]
    return table(["program", "lines", "templates"] + [f"{c}: {kind}" for c in compilers for kind in ("wall time", "processor time")],
                 [[r["program"].replace("_", " "), f"{r['lines']:,}", f"{r['templates']:,}"] + ratios(r) for r in rows])


def figures(name, reference):
    runs = json.loads((source / f"{name}.json").read_text())["benchmarks"]
    known = {"name", "run_name", "run_type", "family_index", "per_family_instance_index", "repetitions", "repetition_index",
             "threads", "iterations", "real_time", "cpu_time", "time_unit", "aggregate_name", "aggregate_unit",
             "big_o", "rms", "cpu_coefficient", "real_coefficient", "label", "seconds_each", "items_per_second", "one_at_a_time"}
    measured = [r for r in runs if r.get("run_type") != "aggregate"]
    # The processor's time, which other work disturbs less; of what runs on threads the clock's. Of a batch that of a variant.
    def spent(r):
        if "seconds_each" in r:
            return 1e9 * r["seconds_each"]
        return (r["real_time"] if "real_time" in r["name"] else r["cpu_time"]) * to_ns[r["time_unit"]]
    base = next(r for r in measured if reference in (None, r["name"]))
    rows = []
    for r in measured:
        ns = spent(r)
        counters = "; ".join(f"{three_digits(v)} {k}" for k, v in r.items() if k not in known and isinstance(v, (int, float)))
        rows.append([f"`{r['name']}`", time(ns), f"{ns / spent(base):.3g}", counters])
    for r in runs:
        if r.get("aggregate_name") == "BigO":
            rows.append([f"`{r['name']}`", "", "", f"grows as {r['big_o']}"])
    return table(["measured", "time", f"times `{base['name']}`", "counters"], rows)


def ngspice():
    runs = json.loads((source / "ngspice.json").read_text())["benchmarks"]
    rows = []
    for r in runs:
        chain, figure = r["name"].split("/")[:2]
        rows.append([chain.replace("_", " "), figure.replace("_", " "), three_digits(r["ngspice_per_second"]),
                     three_digits(r["here_per_second"]), three_digits(r["ratio"]), three_digits(r["goal"])])
    return table(["chain", "figure", "ngspice, per second", "gainstage, per second", "ratio", "goal"], rows)


def fill(match):
    name, reference = match["name"], match["reference"]
    try:
        own = {"machine": machine, "instructions": instructions, "parts": parts, "compile_time": compile_time,
               "ngspice": ngspice}
        text = own.get(name, lambda: figures(name, reference))()
    except (OSError, StopIteration, KeyError) as problem:
        print(f"{name}: left as it is ({problem or 'no such benchmark'})", file=sys.stderr)
        return match[0]
    return f"{match['begin']}\n{text}\n<!-- end -->"


marker = re.compile(r"(?P<begin><!-- figures: (?P<name>\w+)(, (?P<reference>\S+))? -->)\n.*?<!-- end -->", re.S)
page.write_text(marker.sub(fill, page.read_text()))
