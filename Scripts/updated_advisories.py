"""Serves a small feed of advisories on this machine and lets the built programs update a store from it.

    updated_advisories.py RINGFENCE

Asks what only real processes can show: that `ringfence` becomes `ringfenced`, with its exit code and its signals.
"""

import http.server
import io
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile

FILES = {}
ASKED = threading.Event()


class Feed(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/silent/ecosystems.txt":
            ASKED.set()
            self.rfile.read(1)  # until the other side goes away
            return
        body = FILES.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


def archive(count):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        for number in range(count):
            events = [{"introduced": "0"}, {"fixed": "1.0.0"}]
            package = {"ecosystem": "npm", "name": f"package-{number}"}
            record = {
                "id": f"TEST-{number}",
                "modified": "2026-05-30T00:00:00Z",
                "affected": [{"package": package, "ranges": [{"type": "SEMVER", "events": events}]}],
            }
            members.writestr(f"TEST-{number}.json", json.dumps(record))
    return packed.getvalue()


def expect(condition, what):
    if not condition:
        sys.exit(f"error: {what}")


def main(ringfence):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder, "advisories.db")

        def command(*arguments):
            return [ringfence, "advisories", *arguments, "--store", str(store)]

        def update(*options):
            return subprocess.run(command("update", "--url", address, *options), capture_output=True, text=True)

        FILES.update({"/ecosystems.txt": b"npm\n", "/npm/all.zip": archive(30)})
        first = update("--force")  # it knows far less than the program itself
        expect(first.returncode == 0, f"the first update ended with {first.returncode}: {first.stderr}")
        status = subprocess.run(command("status", "--json"), capture_output=True, text=True)
        expect(json.loads(status.stdout)["store"]["advisories"] == {"npm": 30}, f"the store has {status.stdout}")

        before = store.read_bytes()
        FILES["/npm/all.zip"] = archive(40)[:-30]
        damaged = update()
        expect(damaged.returncode == 4, f"a damaged archive ended with {damaged.returncode}: {damaged.stderr}")
        expect(store.read_bytes() == before, "a damaged archive changed the store")

        silent = subprocess.Popen(command("update", "--url", address + "/silent"), stderr=subprocess.DEVNULL)
        expect(ASKED.wait(60), "the server was not asked")
        silent.send_signal(signal.SIGTERM)
        expect(silent.wait(60) == -signal.SIGTERM, f"a signal ended with {silent.returncode}")
        expect(store.read_bytes() == before, "a signal changed the store")
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
