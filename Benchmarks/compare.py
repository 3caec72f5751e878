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
import subprocess
import sys
import tempfile
from pathlib import Path

import peers


def manifests(tree, framework):
    """The manifests of a framework that ringfence itself finds, so that every tool is asked about the same files."""
    report = subprocess.run(
        [str(peers.RINGFENCE), "scan", str(tree), "--root", str(tree), "--format", "json", "--fail-on", "never"],
        capture_output=True, text=True, check=False)
    found = [tree / application["manifest"] for application in json.loads(report.stdout)["applications"]]
    return [path for path in found if path.name.startswith("serverless.") == (framework == "serverless")]


def commands(target, files, framework):
    """What is run, by the tool's name."""
    offline = ["--quiet", "--compact", "--soft-fail", "--skip-download"]
    return {
        "ringfence": peers.ringfence(target),
        "checkov": [peers.peer("checkov"), "--framework", framework, *offline]
        + (["-f", str(target)] if target.is_file() else ["-d", str(target)]),
        "cfn-lint": [peers.peer("cfn-lint"), "--non-zero-exit-code", "none", *map(str, files)],
    }


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
    peers.prepare("manifests")
    tree = arguments.tree.resolve()
    found = manifests(tree, arguments.framework)
    if not found:
        sys.exit(f"error: no application below {tree}")
    service = (arguments.service or found[0]).resolve()
    lines = [f"{platform.machine()}, {os.cpu_count()} cores, median of {arguments.runs} runs, {len(found)} manifests", ""]
    lines += peers.compare("One manifest, cold process", commands(service, [service], arguments.framework), arguments.runs)
    lines += peers.compare(f"{len(found)} manifests", commands(tree, found, arguments.framework), arguments.runs)
    if arguments.functions:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "template.yaml"
            path.write_text(template(arguments.functions))
            title = f"One template of {arguments.functions} functions"
            lines += peers.compare(title, commands(path, [path], "cloudformation"), arguments.runs)
    text = "\n".join(lines)
    print(text)
    if arguments.markdown:
        arguments.markdown.write_text(text + "\n")


if __name__ == "__main__":
    main()
