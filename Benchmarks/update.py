"""Times `advisories update` from a feed on this machine: all of it, nothing that changed, some records that changed.

    python3 Benchmarks/update.py --advisories FOLDER_OF_ECOSYSTEMS [--changed 1] [--runs 5]
    python3 Benchmarks/update.py --made-up 100000

`Scripts/build-runtime` builds what is timed.
"""

import argparse
import http.server
import io
import json
import statistics
import subprocess
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import packages
import peers


class Feed(http.server.BaseHTTPRequestHandler):
    """Files by their path, each with a tag of what it holds."""

    protocol_version = "HTTP/1.1"
    files = {}

    def do_GET(self):
        body = self.files.get(self.path)
        tag = f'"{hash(body)}"'
        known = body is not None and self.headers["If-None-Match"] == tag
        self.send_response(404 if body is None else 304 if known else 200)
        self.send_header("ETag", tag)
        if not known:
            self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        if body and not known:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def load(folder):
    """Serves the archives of a folder, each with its index; gives the records of the largest one and the indexes."""
    indexes = {}
    chosen = None
    for archive in sorted(folder.glob("*/all.zip")):
        name = archive.parent.name
        Feed.files[f"/{name}/all.zip"] = archive.read_bytes()
        with zipfile.ZipFile(io.BytesIO(Feed.files[f"/{name}/all.zip"])) as members:
            records = [json.loads(members.read(member)) for member in members.namelist() if member.endswith(".json")]
        indexes[name] = {record["id"]: record["modified"] for record in records}
        if chosen is None or len(records) > len(chosen[1]):
            chosen = (name, records)
    Feed.files["/ecosystems.txt"] = "".join(name + "\n" for name in indexes).encode()
    for name in indexes:
        publish(name, indexes[name])
    return chosen, indexes


def publish(name, index):
    lines = sorted(((modified, id) for id, modified in index.items()), reverse=True)
    Feed.files[f"/{name}/modified_id.csv"] = "".join(f"{modified},{id}\n" for modified, id in lines).encode()


def change(chosen, indexes, count, second):
    """Changes some records once more."""
    name, records = chosen
    for record in records[:count]:
        record["modified"] = f"2099-01-01T00:00:{second:02}Z"
        indexes[name][record["id"]] = record["modified"]
        Feed.files[f"/{name}/{record['id']}.json"] = json.dumps(record).encode()
    publish(name, indexes[name])


def timed(store, address):
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(peers.RINGFENCE.parent / "ringfenced"), "advisories", "update", "--force", "--url", address, "--store", str(store)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    assert process.wait() == 0, output
    return time.perf_counter() - start, output


def row(name, runs):
    print(f"{name:24} {statistics.median(run[0] for run in runs) * 1000:8.0f} ms")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = options.add_mutually_exclusive_group(required=True)
    source.add_argument("--advisories", type=Path, help="a folder of ecosystems as OSV publishes it")
    source.add_argument("--made-up", type=int, help="so many advisories of one ecosystem instead")
    options.add_argument("--changed", type=int, default=1, help="so many records change (default: 1)")
    options.add_argument("--runs", type=int, default=5)
    options = options.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        folder = options.advisories or scratch / "osv"
        if options.made_up:
            packages.advisories(folder, options.made_up)
        chosen, indexes = load(folder)
        store = scratch / "store" / "advisories.db"
        store.parent.mkdir()
        row("all of it", [timed(store, address)])
        row("nothing changed", [timed(store, address) for _ in range(options.runs)])
        runs = []
        for number in range(options.runs):
            change(chosen, indexes, options.changed, number)
            runs.append(timed(store, address))
            assert f"{options.changed} record" in runs[-1][1], runs[-1][1]
        row(f"{options.changed} changed", runs)


if __name__ == "__main__":
    main()
