#!/usr/bin/env python3
"""Damages real manifests at random and scans each with the release binary, one process per case.

Usage: Benchmarks/damage.py TREE [--cases N] [--seed N]

A case fails when the scanner is killed by a signal, ends with an exit code that is not documented, takes more than a
second or uses more than 300 MB. The same seed over the same tree makes the same cases.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RINGFENCE = ROOT / ".build" / "release" / "ringfence"
SECONDS = 1.0
MEGABYTES = 300
PIECES = [b"{", b"}", b"[", b"]", b":", b": ", b"- ", b"'", b'"', b"|", b">", b"&a ", b"*a", b"!Ref ", b"<<: ", b"\t",
          b"\r", b"\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"${self:", b"${file(./serverless.yml):", b"}", b"# ", b"---\n"]


def corpus(tree):
    found = [file for suffix in ("*.yml", "*.yaml", "*.json") for file in tree.rglob(suffix)]
    kept = [file for file in found if "node_modules" not in file.parts and file.is_file()]
    return [file.read_bytes() for file in sorted(kept) if file.stat().st_size < 200_000]


def damage(data, texts, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = chance.randint(1, 60)
        kind = chance.randrange(8)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] = chance.randrange(256)
        elif kind == 1:
            data[at:at] = chance.choice(PIECES)
        elif kind == 2:
            del data[at:at + length]
        elif kind == 3:
            del data[at:]
        elif kind == 4:
            data[at:at] = data[at:at + length] * chance.randint(1, 400)
        elif kind == 5:
            data[at:at] = chance.choice(PIECES) * chance.randint(1, 20_000)
        elif kind == 6:
            other = chance.choice(texts)
            data[at:] = other[chance.randrange(len(other) + 1):]
        else:
            line = data.rfind(b"\n", 0, at) + 1
            data[line:line] = b" " * chance.randint(1, 40)
    return bytes(data)


def scan(folder):
    """The exit code, wall seconds and peak megabytes of a scan."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(RINGFENCE), "scan", str(folder), "--root", str(folder), "--format", "json", "-o", os.devnull],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not RINGFENCE.exists():
        sys.exit("error: build ringfence first: ./run --version")
    texts = [text for text in corpus(arguments.tree) if text]
    if not texts:
        sys.exit(f"error: no manifest below {arguments.tree}")
    chance = random.Random(arguments.seed)
    worst_seconds = worst_memory = 0.0
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder) / "serverless.yml"
        for case in range(arguments.cases):
            manifest.write_bytes(damage(chance.choice(texts), texts, chance))
            code, seconds, memory = scan(folder)
            worst_seconds, worst_memory = max(worst_seconds, seconds), max(worst_memory, memory)
            if code not in (0, 1, 3, 4) or seconds > SECONDS or memory > MEGABYTES:
                failures += 1
                kept = Path(tempfile.gettempdir()) / f"ringfence-damage-{arguments.seed}-{case}.yml"
                kept.write_bytes(manifest.read_bytes())
                print(f"case {case}: exit code {code}, {seconds:.2f} s, {memory:.0f} MB; kept as {kept}")
    print(f"{arguments.cases} cases of {len(texts)} files: worst {worst_seconds:.2f} s, {worst_memory:.0f} MB, "
          f"{failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
