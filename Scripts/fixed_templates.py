#!/usr/bin/env python3
"""Repairs copies of templates and asks cfn-lint, which also runs SAM's translator, whether anything got worse.

usage: fixed_templates.py RINGFENCE EXAMPLE...
Each EXAMPLE is a folder with a template.yaml; what lies beside it is copied along. Nothing of the originals changes.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LINT = "from cfnlint.runner.cli import main; main()"


def complaints(template):
    """What cfn-lint says, each rule with the place in the template's tree; lines move, paths hardly do."""
    run = subprocess.run(
        [sys.executable, "-c", LINT, "--format", "json", "--non-zero-exit-code", "none", "-t", str(template)],
        capture_output=True, text=True, check=True)
    return {
        (entry["Rule"]["Id"], tuple(str(step) for step in entry["Location"]["Path"] or [])[:2])
        for entry in json.loads(run.stdout or "[]")
    }


def repaired(ringfence, example, work):
    """The copy of an example's template, repaired with everything that ringfence offers."""
    copy = work / example.name
    shutil.copytree(example, copy)
    run = subprocess.run(
        [ringfence, "fix", "template.yaml", "--root", ".", "--unsafe", "--allow-dirty", "--fail-on", "never"],
        cwd=copy, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"error: fix ended with {run.returncode}: {run.stderr}")
    return copy / "template.yaml"


def main(ringfence, examples):
    worse = 0
    for example in examples:
        with tempfile.TemporaryDirectory() as folder:
            before = complaints(example / "template.yaml")
            template = repaired(ringfence, example, Path(folder))
            if template.read_bytes() == (example / "template.yaml").read_bytes():
                print(f"{example}: nothing was repaired", file=sys.stderr)
                worse += 1
            for rule, path in sorted(complaints(template) - before):
                print(f"{example}: after the repair cfn-lint has {rule} at {'/'.join(path)}", file=sys.stderr)
                worse += 1
    return 1 if worse else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(str(Path(sys.argv[1]).resolve()), [Path(name) for name in sys.argv[2:]]))
