"""Times the look-up of packages: a made-up lockfile of many packages against as many made-up advisories, what a store adds
to the scan of a small service, and the import of a folder of advisories in OSV's layout.

    python3 Benchmarks/packages.py [--packages 100000] [--advisories FOLDER] [--runs 5]
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import peers

MANIFEST = """service: shop
provider:
  name: aws
  runtime: nodejs24.x
functions:
  order:
    handler: order.handler
"""
HANDLER = "exports.handler = async () => ({ statusCode: 204 });\n"


def service(folder, count):
    """A service whose lockfile holds so many packages besides."""
    folder.mkdir(parents=True)
    (folder / "serverless.yml").write_text(MANIFEST)
    (folder / "order.js").write_text(HANDLER)
    names = [f"package-{index}" for index in range(count)]
    packages = {"": {"dependencies": {name: "^1.0.0" for name in names}}}
    packages |= {f"node_modules/{name}": {"version": f"1.{index % 40}.{index % 7}"} for index, name in enumerate(names)}
    (folder / "package-lock.json").write_text(json.dumps({"lockfileVersion": 3, "packages": packages}))


def advisories(folder, count):
    """One advisory for each package, every hundredth of which concerns the version that is installed."""
    (folder / "npm").mkdir(parents=True)
    with zipfile.ZipFile(folder / "npm" / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for index in range(count):
            fixed = "2.0.0" if index % 100 == 0 else "1.0.0"
            events = [{"introduced": "0"}, {"fixed": fixed}]
            record = {
                "id": f"OWN-{index}", "modified": "2026-01-01T00:00:00Z", "summary": "made up",
                "affected": [{"package": {"ecosystem": "npm", "name": f"package-{index}"}, "ranges": [{"type": "SEMVER", "events": events}]}],
            }
            archive.writestr(f"OWN-{index}.json", json.dumps(record))


def timed(arguments, home, runs):
    """The median of some runs' wall time in seconds, and the largest peak of memory in megabytes."""
    times, peak = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(peers.RINGFENCE), *arguments], env=os.environ | {"XDG_DATA_HOME": str(home)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(times), peak


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--packages", type=int, default=100_000)
    options.add_argument("--advisories", type=Path, help="a folder of ecosystems as OSV publishes it, to import")
    options.add_argument("--runs", type=int, default=5)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        service(scratch / "many", options.packages)
        service(scratch / "few", 20)
        advisories(scratch / "osv", options.packages)
        home, empty = scratch / "home", scratch / "empty"
        rows = [("import of the made-up advisories", timed(["advisories", "import", str(scratch / "osv")], home, 1))]
        scan = lambda name, *more: ["scan", str(scratch / name), "--format", "json", "--output", os.devnull, *more]
        rows.append(("scan of the many packages", timed(scan("many"), home, options.runs)))
        rows.append(("the same without rules on packages", timed(scan("many", "--skip-rule", "dependencies/*"), home, options.runs)))
        rows.append(("scan of a small service, store", timed(scan("few"), home, options.runs)))
        rows.append(("scan of a small service, snapshot", timed(scan("few"), empty, options.runs)))
        rows.append(("the same without rules on packages", timed(scan("few", "--skip-rule", "dependencies/*"), empty, options.runs)))
        if options.advisories:
            rows.append(("import of the folder", timed(["advisories", "import", str(options.advisories)], scratch / "other", 1)))
    for name, (wall, memory) in rows:
        print(f"{name:38} {wall * 1000:8.0f} ms {memory:6.0f} MB")


if __name__ == "__main__":
    main()
