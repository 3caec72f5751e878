"""What the benchmarks share: the peers, made ready once, and the figures of one process."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RINGFENCE = ROOT / ".build" / "release" / "ringfence"
# Tools that do not get along with each other's dependencies are installed apart.
GROUPS = {"manifests": ["checkov", "cfn-lint"], "code": ["semgrep", "bandit"]}


def folder(group):
    return ROOT / ".build" / f"benchmark-{group}"


def prepare(group):
    """Installs the pinned peers of a group once; ends the program when ringfence is not built."""
    if not RINGFENCE.exists():
        sys.exit("error: build ringfence first: ./run --version")
    stamp = folder(group) / "ready"
    requirements = ROOT / "Benchmarks" / f"requirements-{group}.txt"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return
    print("installing the peers (once)", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(folder(group))], check=True)
    subprocess.run([str(folder(group) / "bin" / "pip"), "install", "-q", "-r", str(requirements)], check=True)
    stamp.write_text(requirements.read_text())


def peer(name):
    """The path of a peer's command."""
    group = next(group for group, names in GROUPS.items() if name in names)
    return str(folder(group) / "bin" / name)


def ringfence(target):
    """A scan of a target by all rules, whose report is thrown away."""
    return [str(RINGFENCE), "scan", str(target), "--fail-on", "never", "--format", "json", "-o", os.devnull]


def measure(command, directory=None):
    """Wall seconds and peak memory in MB of one process."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    return wall, usage.ru_maxrss / 1024


def compare(title, tools, runs, directory=None):
    """One table row per tool of a dictionary of commands; they take turns, and the ratio is to ringfence."""
    samples = {name: [] for name in tools}
    for _ in range(runs):
        for name, command in tools.items():
            samples[name].append(measure(command, directory))
    base = statistics.median(wall for wall, _ in samples["ringfence"])
    rows = [f"### {title}", "", "| tool | median wall | peak memory | times ringfence |", "|---|---|---|---|"]
    for name, values in samples.items():
        wall = statistics.median(value[0] for value in values)
        memory = max(value[1] for value in values)
        rows.append(f"| {name} | {wall * 1000:,.0f} ms | {memory:,.0f} MB | {wall / base:,.1f} |")
    return rows + [""]
