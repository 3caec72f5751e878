#!/usr/bin/env python3
"""Times ringfence against checkov and cfn-lint on the same tree, in the same run.

Usage: Benchmarks/compare.py TREE [--framework NAME] [--service PATH] [--functions N] [--runs N] [--markdown FILE]

Each figure is the median of N whole processes that take turns, so that a machine that slows down slows all of them.
checkov runs with one framework only and offline. cfn-lint reads CloudFormation: serverless.yml it only parses, and says
that it is no template, which is far less than what the others do. --functions N also times one made-up SAM template of
N functions.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RINGFENCE = ROOT / ".build" / "release" / "ringfence"
PEERS = ROOT / ".build" / "benchmark-venv"


def prepare_peers():
    """Installs the pinned peers once."""
    stamp = PEERS / "ready"
    requirements = ROOT / "Benchmarks" / "requirements.txt"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return
    print("installing the peers (once)", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    subprocess.run([str(PEERS / "bin" / "pip"), "install", "-q", "-r", str(requirements)], check=True)
    stamp.write_text(requirements.read_text())


def manifests(tree, framework):
    """The manifests of a framework that ringfence itself finds, so that every tool is asked about the same files."""
    report = subprocess.run(
        [str(RINGFENCE), "scan", str(tree), "--root", str(tree), "--format", "json", "--fail-on", "never"],
        capture_output=True, text=True, check=False)
    found = [tree / application["manifest"] for application in json.loads(report.stdout)["applications"]]
    return [path for path in found if path.name.startswith("serverless.") == (framework == "serverless")]


def commands(target, files, framework):
    """What is run, by the tool's name."""
    offline = ["--quiet", "--compact", "--soft-fail", "--skip-download"]
    return {
        "ringfence": [str(RINGFENCE), "scan", str(target), "--fail-on", "never", "--format", "json", "-o", os.devnull],
        "checkov": [str(PEERS / "bin" / "checkov"), "--framework", framework, *offline]
        + (["-f", str(target)] if target.is_file() else ["-d", str(target)]),
        "cfn-lint": [str(PEERS / "bin" / "cfn-lint"), "--non-zero-exit-code", "none", *map(str, files)],
    }


def measure(command):
    """Wall seconds and peak memory in MB of one process."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    return wall, usage.ru_maxrss / 1024


def compare(title, target, files, runs, framework):
    """One table row per tool; the ratio is to ringfence."""
    tools = commands(target, files, framework)
    samples = {name: [] for name in tools}
    for _ in range(runs):
        for name, command in tools.items():
            samples[name].append(measure(command))
    base = statistics.median(wall for wall, _ in samples["ringfence"])
    rows = [f"### {title}", "", "| tool | median wall | peak memory | times ringfence |", "|---|---|---|---|"]
    for name, values in samples.items():
        wall = statistics.median(value[0] for value in values)
        memory = max(value[1] for value in values)
        rows.append(f"| {name} | {wall * 1000:,.0f} ms | {memory:,.0f} MB | {wall / base:,.1f} |")
    return rows + [""]


def template(functions):
    """A SAM template of so many functions, each with a route, a table of its own and a policy."""
    lines = ["Transform: AWS::Serverless-2016-10-31", "Globals:", "  Function: {Runtime: nodejs22.x, Timeout: 10}", "Resources:"]
    for number in range(functions):
        lines += [
            f"  F{number}:",
            "    Type: AWS::Serverless::Function",
            "    Properties:",
            f"      Handler: src/f{number}.handler",
            f"      CodeUri: src/f{number}",
            f"      Environment: {{Variables: {{TABLE: !Ref T{number}}}}}",
            f"      Policies: [DynamoDBCrudPolicy: {{TableName: !Ref T{number}}}]",
            "      Events:",
            f"        Get: {{Type: HttpApi, Properties: {{Path: /f{number}, Method: GET}}}}",
            f"        Put: {{Type: Api, Properties: {{Path: /f{number}, Method: PUT}}}}",
            f"  T{number}: {{Type: AWS::Serverless::SimpleTable}}",
        ]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path, help="a folder of services")
    parser.add_argument("--service", type=Path, help="one manifest (default: the first of the tree)")
    parser.add_argument("--framework", choices=["serverless", "cloudformation"], default="serverless")
    parser.add_argument("--functions", type=int, help="also one made-up template of so many functions")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--markdown", type=Path, help="write the tables here too")
    arguments = parser.parse_args()
    if not RINGFENCE.exists():
        sys.exit("error: build ringfence first: ./run --version")
    prepare_peers()
    tree = arguments.tree.resolve()
    found = manifests(tree, arguments.framework)
    if not found:
        sys.exit(f"error: no application below {tree}")
    service = (arguments.service or found[0]).resolve()
    lines = [f"{platform.machine()}, {os.cpu_count()} cores, median of {arguments.runs} runs, {len(found)} manifests", ""]
    lines += compare("One manifest, cold process", service, [service], arguments.runs, arguments.framework)
    lines += compare(f"{len(found)} manifests", tree, found, arguments.runs, arguments.framework)
    if arguments.functions:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "template.yaml"
            path.write_text(template(arguments.functions))
            title = f"One template of {arguments.functions} functions"
            lines += compare(title, path, [path], arguments.runs, "cloudformation")
    text = "\n".join(lines)
    print(text)
    if arguments.markdown:
        arguments.markdown.write_text(text + "\n")


if __name__ == "__main__":
    main()
