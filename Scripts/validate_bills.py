#!/usr/bin/env python3
"""Writes the bills of an example, of a service for each kind of lockfile and of one without any, and asks the formats' own validators.

usage: validate_bills.py RINGFENCE EXAMPLE...
CycloneDX is checked against the schema that its Python library carries, SPDX by the SPDX project's tools, OpenVEX against
its rules as stated below; package URLs are read by the purl project's library. Every reference must lead somewhere, two
runs must give the same bytes, and the scan must take back what it said in VEX.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import jsonschema
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

FORMATS = {"cyclonedx": "cdx", "cyclonedx-vex": "vex.cdx", "spdx": "spdx", "openvex": "openvex"}
SHA1, SHA256 = "a" * 40, "b" * 64
SHA512 = "sha512-" + "A" * 86 + "=="

# What OpenVEX 0.2.0 demands: https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
IDENTITY = {
    "type": "object", "additionalProperties": False, "required": ["@id", "identifiers"],
    "properties": {
        "@id": {"type": "string", "pattern": "^pkg:"},
        "identifiers": {"type": "object", "additionalProperties": False, "required": ["purl"], "properties": {"purl": {"type": "string"}}},
        "subcomponents": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "object", "required": ["@id"]}}}}
STATEMENT = {
    "type": "object", "additionalProperties": False, "required": ["vulnerability", "products", "status"],
    "properties": {
        "vulnerability": {
            "type": "object", "additionalProperties": False, "required": ["name"],
            "properties": {
                "@id": {"type": "string", "pattern": "^https://"}, "name": {"type": "string"}, "description": {"type": "string"},
                "aliases": {"type": "array", "uniqueItems": True, "items": {"type": "string"}}}},
        "products": {"type": "array", "minItems": 1, "uniqueItems": True, "items": IDENTITY},
        "status": {"enum": ["not_affected", "affected", "fixed", "under_investigation"]},
        "justification": {
            "enum": [
                "component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
                "vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist"]},
        "impact_statement": {"type": "string"}, "action_statement": {"type": "string"}, "status_notes": {"type": "string"}},
    "allOf": [
        {"if": {"properties": {"status": {"const": "not_affected"}}}, "then": {"anyOf": [{"required": ["justification"]}, {"required": ["impact_statement"]}]}},
        {"if": {"properties": {"status": {"const": "affected"}}}, "then": {"required": ["action_statement"]}}]}
OPENVEX = {
    "type": "object", "additionalProperties": False, "required": ["@context", "@id", "author", "timestamp", "version", "statements"],
    "properties": {
        "@context": {"const": "https://openvex.dev/ns/v0.2.0"}, "@id": {"type": "string", "pattern": "^urn:uuid:"}, "author": {"type": "string"},
        "timestamp": {"type": "string", "format": "date-time"}, "version": {"type": "integer", "minimum": 1}, "tooling": {"type": "string"},
        "statements": {"type": "array", "minItems": 1, "uniqueItems": True, "items": STATEMENT}}}

# A service for each kind of list: its runtime, the list, and what lies beside it.
NODE = '{"name": "shop", "version": "1.0.0", "dependencies": {"minimist": "^1.2.0", "@scope/a": "^1.0.0"}, "devDependencies": {"lodash": "^4.17.0"}}'
LISTS = {
    "package-lock.json": ("nodejs22.x", json.dumps({
        "name": "shop", "lockfileVersion": 3, "packages": {
            "": json.loads(NODE),
            "node_modules/minimist": {
                "version": "1.2.5", "resolved": "https://registry.npmjs.org/minimist/-/minimist-1.2.5.tgz", "integrity": SHA512, "license": "MIT"},
            "node_modules/@scope/a": {
                "version": "1.0.0-rc.1+b", "resolved": "git+ssh://git@github.com/scope/a.git#" + SHA1, "license": "SEE LICENSE IN x",
                "dependencies": {"minimist": "^1.0.0", "b": "*"}},
            "node_modules/b": {"version": "2.0.0", "resolved": "https://user:password@host.test/b.tgz?token=1", "optional": True, "license": "(MIT OR Apache-2.0)"},
            "node_modules/lodash": {"version": "4.17.20", "dev": True, "license": "MIT", "dependencies": {"c": "1"}},
            "node_modules/c": {"version": "1.0.0", "dev": True, "dependencies": {"lodash": "4"}},
            "packages/part": {"name": "part", "version": "1.0.0"}}}), {"package.json": NODE}),
    "yarn.lock": (
        "nodejs22.x",
        '# yarn lockfile v1\n\n\nminimist@^1.2.0:\n  version "1.2.5"\n  resolved "https://registry.yarnpkg.com/minimist/-/minimist-1.2.5.tgz#'
        + SHA1 + '"\n', {"package.json": NODE}),
    "pnpm-lock.yaml": (
        "nodejs22.x",
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      minimist:\n        specifier: ^1.2.0\n        version: 1.2.5\n"
        "packages:\n  minimist@1.2.5:\n    resolution: {integrity: " + SHA512 + "}\nsnapshots:\n  minimist@1.2.5: {}\n", {"package.json": NODE}),
    "bun.lock": (
        "nodejs22.x",
        '{"lockfileVersion": 1, "workspaces": {"": {"name": "shop", "dependencies": {"minimist": "^1.2.0"}}},\n'
        '"packages": {"minimist": ["minimist@1.2.5", "", {}, "' + SHA512 + '"]}}', {"package.json": NODE}),
    "package.json": ("nodejs22.x", '{"dependencies": {"minimist": "1.2.5"}}', {}),
    "requirements.txt": ("python3.13", f"Jinja2==3.1.2 --hash=sha256:{SHA256} \\\n    --hash=sha256:{'c' * 64}\nzope.interface==5.0.0\n", {}),
    "Pipfile.lock": (
        "python3.13", json.dumps({"_meta": {}, "default": {"jinja2": {"version": "==3.1.2", "hashes": ["sha256:" + SHA256]}}, "develop": {}}), {}),
    "poetry.lock": (
        "python3.13",
        '[[package]]\nname = "jinja2"\nversion = "3.1.2"\ngroups = ["main"]\nfiles = [{file = "jinja2.whl", hash = "sha256:' + SHA256 + '"}]\n', {}),
    "uv.lock": (
        "python3.13",
        'version = 1\n[[package]]\nname = "jinja2"\nversion = "3.1.2"\nsource = { registry = "https://pypi.org/simple" }\n'
        'sdist = { url = "https://x.test/jinja2.tar.gz", hash = "sha256:' + SHA256 + '" }\n', {}),
    "pdm.lock": ("python3.13", '[[package]]\nname = "jinja2"\nversion = "3.1.2"\ngroups = ["default"]\nfiles = [{file = "a.whl", hash = "sha256:' + SHA256 + '"}]\n', {}),
    "go.mod": ("provided.al2023", "module shop\n\ngo 1.21\n\nrequire github.com/BurntSushi/toml v1.2.0\n", {}),
    "pom.xml": (
        "java21",
        "<project><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><dependencies><dependency>"
        "<groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.14.1</version></dependency></dependencies></project>", {}),
    "gradle.lockfile": ("java21", "# Gradle\norg.apache.logging.log4j:log4j-core:2.14.1=runtimeClasspath\nempty=\n", {}),
    "Gemfile.lock": (
        "ruby3.3",
        "GEM\n  remote: https://rubygems.org/\n  specs:\n    rack (2.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rack\n\nCHECKSUMS\n  rack (2.0.0) sha256="
        + SHA256 + "\n", {}),
    "composer.lock": (
        "provided.al2023",
        json.dumps({"packages": [{
            "name": "Guzzlehttp/Psr7", "version": "1.8.0", "license": ["MIT", "Apache-2.0"],
            "dist": {"type": "zip", "url": "https://api.github.com/repos/guzzle/psr7/zipball/x", "shasum": SHA1}}], "packages-dev": []}), {}),
    "Cargo.lock": (
        "provided.al2023",
        'version = 3\n\n[[package]]\nname = "smallvec"\nversion = "0.6.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "'
        + SHA256 + '"\n', {}),
    "packages.lock.json": (
        "dotnet8",
        json.dumps({"version": 1, "dependencies": {"net8.0": {
            "Newtonsoft.Json": {"type": "Direct", "requested": "[12.0.1, )", "resolved": "12.0.1", "contentHash": "x"}}}}), {}),
    "Package.resolved": (
        "provided.al2023",
        json.dumps({"version": 2, "pins": [{
            "identity": "swift-nio-http2", "kind": "remoteSourceControl", "location": "https://github.com/apple/swift-nio-http2.git",
            "state": {"revision": SHA1, "version": "1.19.1"}}]}), {}),
    "mix.lock": (
        "provided.al2023",
        '%{\n  "phoenix": {:hex, :phoenix, "1.6.13", "' + SHA256 + '", [:mix], [], "hexpm", "' + SHA256 + '"},\n}\n', {}),
    "pubspec.lock": (
        "provided.al2023",
        'packages:\n  http:\n    dependency: "direct main"\n    description:\n      name: http\n      sha256: "' + SHA256
        + '"\n      url: "https://pub.dev"\n    source: hosted\n    version: "0.13.0"\n', {}),
}


def services(folder):
    """Writes a service for each kind of list and gives their manifests."""
    for name, (runtime, text, others) in LISTS.items():
        service = folder / name.replace(".", "-")
        service.mkdir()
        (service / "serverless.yml").write_text(
            f"service: shop\nprovider: {{ name: aws, runtime: {runtime} }}\nplugins: [serverless-python-requirements]\n"
            "functions:\n  order: { handler: order.handler, events: [{ httpApi: POST /orders }] }\n  'other name': { handler: other.handler }\n")
        (service / "order.js").write_text("const parse = require('minimist');\nexports.handler = async (event) => parse(event.args);\n")
        (service / "other.js").write_text("exports.handler = async () => 1;\n")
        (service / "order.py").write_text("import jinja2\n\ndef handler(event, context):\n    return jinja2.Template(event['t']).render()\n")
        (service / "other.py").write_text("def handler(event, context):\n    return 1\n")
        for file, content in {name: text, **others}.items():
            (service / file).write_text(content)
        yield service / "serverless.yml"


def packed(folder):
    """Writes a service of which only zip files say what it is made of, and gives its manifest."""
    service = folder / "packed"
    service.mkdir()
    (service / "serverless.yml").write_text(
        "service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n"
        "  order: { handler: index.handler, package: { artifact: order.zip } }\n"
        "  stock: { handler: bundle.handler, package: { artifact: stock.zip } }\n")
    with zipfile.ZipFile(service / "order.zip", "w") as archive:
        archive.writestr("index.js", "const _ = require('lodash');\nexports.handler = async () => _;\n")
        for name, version in [("lodash", "4.17.20"), ("@scope/a", "1.0.0-rc.1+b"), ("minimist", "1.2.5")]:
            archive.writestr(f"node_modules/{name}/package.json", json.dumps({"name": name, "version": version}))
    with zipfile.ZipFile(service / "stock.zip", "w") as archive:
        archive.writestr("bundle.js", '// node_modules/minimist/index.js\nvar require_minimist = __commonJS({});\nexports.handler = async () => 1;\n')
    return service / "serverless.yml"


def run(ringfence, *arguments):
    """What the command prints; it may say that not everything could be read."""
    result = subprocess.run([ringfence, *map(str, arguments)], capture_output=True, text=True, check=False)
    if result.returncode not in (0, 4):
        sys.exit(f"error: {arguments} ended with {result.returncode}: {result.stderr}")
    return result.stdout


def complaints(kind, text, path):
    """What the format's own validator says of a document."""
    if kind.startswith("cyclonedx"):
        error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
        return ([str(error)] if error else []) + lost_references(json.loads(text))
    if kind == "spdx":
        path.write_text(text)
        return [message.validation_message for message in validate_full_spdx_document(parse_file(str(path)))]
    validator = jsonschema.Draft202012Validator(OPENVEX, format_checker=jsonschema.FormatChecker())
    # A document without a statement is not to be published, which the caller sees.
    document = json.loads(text)
    return [error.message for error in validator.iter_errors(document) if document["statements"] or error.validator != "minItems"]


def lost_references(bill):
    """References that lead nowhere, package URLs that the purl library reads otherwise, and secrets that came along."""
    components = [bill["metadata"]["component"], *bill["components"]]
    known = {component["bom-ref"] for component in components}
    used = {ref for entry in bill.get("dependencies", []) for ref in [entry["ref"], *entry.get("dependsOn", [])]}
    used |= {entry["ref"] for flaw in bill.get("vulnerabilities", []) for entry in flaw["affects"]}
    lost = [f"`{ref}` leads nowhere" for ref in sorted(used - known)]
    if len(known) != len(components):
        lost.append("two components have one reference")
    for component in components:
        purl = component.get("purl")
        # That library writes npm's names in small letters and a slash in a qualifier as it is; both may be otherwise.
        if purl and PackageURL.from_string(purl).to_string().lower().replace("/", "%2f") != purl.lower().replace("/", "%2f"):
            lost.append(f"`{purl}` is read as `{PackageURL.from_string(purl)}`")
    return lost + (["a password came along"] if "password" in json.dumps(bill) else [])


def main(ringfence, examples):
    broken = []
    counts = {"bills": 0, "components": 0, "statements": 0}
    with tempfile.TemporaryDirectory() as folder:
        for manifest in [*services(Path(folder)), packed(Path(folder)), *examples]:
            for kind, ending in FORMATS.items():
                arguments = ["sbom", manifest, "--format", kind, "--vulnerabilities"]
                text = run(ringfence, *arguments)
                if text != run(ringfence, *arguments):
                    broken.append(f"{manifest} as {kind}: two runs differ")
                broken += [f"{manifest} as {kind}: {complaint}" for complaint in complaints(kind, text, Path(folder) / f"x.{ending}.json")]
                counts["bills"] += 1
                counts["components"] += len(json.loads(text).get("components", [])) if kind == "cyclonedx" else 0
                counts["statements"] += len(json.loads(text).get("statements", []))
                if kind == "cyclonedx" and manifest.parent.parent == Path(folder) and not any(
                        component["type"] == "library" for component in json.loads(text)["components"]):
                    broken.append(f"{manifest}: no package of the list or the artefacts is in the bill")
                if kind == "cyclonedx":
                    text = run(ringfence, *arguments, "--function", json.loads(text)["components"][0]["name"])
                    broken += [f"{manifest}, one function: {complaint}" for complaint in complaints(kind, text, Path(folder))]
    print("\n".join(broken) or ", ".join(f"{count} {name}" for name, count in counts.items()), file=sys.stderr)
    return 1 if broken or not counts["statements"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [Path(example) for example in sys.argv[2:]]))
