#!/usr/bin/env python3
"""Times ringfence against semgrep and bandit on the same tree of services, in the same run.

Usage: Benchmarks/compare_code.py TREE --rules FOLDER [--lines N] [--runs N] [--markdown FILE]

FOLDER is a checkout of github.com/semgrep/semgrep-rules; its Lambda and security folders for JavaScript, TypeScript,
Python, Go and Java are asked. ringfence judges manifests, packages and code with all of its rules; the peers judge code
alone, semgrep by the given rules and bandit, which reads only Python, by its own. --lines N also times a made-up service
of about N lines of JavaScript and Python. Each figure is the median of whole processes that take turns.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

import peers

LANGUAGES = ["javascript", "typescript", "python", "go", "java"]
FOLDERS = ["aws-lambda/security", "lang/security", "express/security", "flask/security", "django/security",
           "jsonwebtoken/security", "requests/security", "cryptography/security"]


def rule_folders(rules):
    """The folders of semgrep's rules that speak of what ringfence's rules about code speak of."""
    found = [rules / language / folder for language in LANGUAGES for folder in FOLDERS]
    return [folder for folder in found if folder.is_dir()]


def commands(target, rules):
    """What is run, by the tool's name."""
    configurations = [part for folder in rule_folders(rules) for part in ("--config", str(folder))]
    return {
        "ringfence": peers.ringfence(target),
        "semgrep": [peers.peer("semgrep"), "scan", "--metrics", "off", "--disable-version-check", "--quiet", "--no-git-ignore",
                    "--json", "--output", os.devnull, *configurations, str(target)],
        "bandit": [peers.peer("bandit"), "--quiet", "--recursive", "--exit-zero", "--format", "json", "--output", os.devnull, str(target)],
    }


JAVASCRIPT_HEAD = """\
const {{ DynamoDBClient }} = require('@aws-sdk/client-dynamodb');
const {{ DynamoDBDocumentClient, GetCommand, PutCommand }} = require('@aws-sdk/lib-dynamodb');
const {{ reply, parse, clean }} = require('./shared');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({{}}));
const TABLE = process.env.TABLE;
"""

JAVASCRIPT_STEP = """
async function step{step}(order, context) {{
  const {{ id, lines = [], note }} = order;
  const total = lines.reduce((sum, line) => sum + Number(line.price) * Number(line.count), 0);
  if (total > {step}00) {{
    const known = await client.send(new GetCommand({{ TableName: TABLE, Key: {{ id: `${{id}}-{step}` }} }}));
    if (!known.Item) throw new Error(`no order ${{clean(id)}}`);
    return {{ ...order, total, known: known.Item, step: {step} }};
  }}
  const texts = [];
  for (const line of lines) {{
    const name = line.name.trim().toLowerCase();
    if (!name) continue;
    texts.push(`${{name}}: ${{line.count}}`);
  }}
  context.notes = (context.notes || []).concat(texts, note ? [note] : []);
  return {{ ...order, total, texts: texts.join(', '), step: {step} }};
}}
"""

JAVASCRIPT_TAIL = """
exports.handler = async (event, context) => {{
  const order = parse(event.body);
  if (!order) return reply(400, 'unreadable');
  let current = order;
{calls}
  await client.send(new PutCommand({{ TableName: TABLE, Item: {{ id: String(current.id), total: Number(current.total) }} }}));
  return reply(200, {{ total: current.total }});
}};
"""

SHARED_JAVASCRIPT = """\
exports.parse = (text) => {
  try {
    return JSON.parse(text || '{}');
  } catch (error) {
    console.error('unreadable body');
    return null;
  }
};
exports.clean = (text) => String(text).replace(/[^a-z0-9-]/gi, '');
exports.reply = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });
"""

PYTHON_HEAD = """\
import json
import os

import boto3

from shared import clean, reply

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
"""

PYTHON_STEP = """

def step{step}(order, notes):
    lines = order.get("lines", [])
    total = sum(float(line["price"]) * int(line["count"]) for line in lines)
    if total > {step}00:
        known = table.get_item(Key={{"id": f"{{order['id']}}-{step}"}}).get("Item")
        if known is None:
            raise KeyError(clean(order["id"]))
        return {{**order, "total": total, "known": known, "step": {step}}}
    texts = []
    for line in lines:
        name = line["name"].strip().lower()
        if not name:
            continue
        texts.append(f"{{name}}: {{line['count']}}")
    notes.extend(texts)
    return {{**order, "total": total, "texts": ", ".join(texts), "step": {step}}}
"""

PYTHON_TAIL = """

def handler(event, context):
    order = json.loads(event["body"])
    notes = []
{calls}
    table.put_item(Item={{"id": str(order["id"]), "total": int(order["total"])}})
    return reply(200, {{"total": order["total"]}})
"""

SHARED_PYTHON = """\
import json
import re


def clean(text):
    return re.sub("[^a-z0-9-]", "", str(text))


def reply(status, body):
    return {"statusCode": status, "body": json.dumps(body)}
"""

STEPS = 12


def handler(language):
    """The text of one handler."""
    steps = range(1, STEPS + 1)
    if language == "js":
        calls = "\n".join(f"  current = await step{step}(current, context);" for step in steps)
        parts = [JAVASCRIPT_HEAD.format(), *(JAVASCRIPT_STEP.format(step=step) for step in steps), JAVASCRIPT_TAIL.format(calls=calls)]
    else:
        calls = "\n".join(f"    order = step{step}(order, notes)" for step in steps)
        parts = [PYTHON_HEAD, *(PYTHON_STEP.format(step=step) for step in steps), PYTHON_TAIL.format(calls=calls)]
    return "".join(parts)


def write_service(folder, lines):
    """Writes a service of about so many lines; every handler is a file of its own. Returns how many lines it has."""
    (folder / "shared.js").write_text(SHARED_JAVASCRIPT)
    (folder / "shared.py").write_text(SHARED_PYTHON)
    manifest = ["service: orders", "provider: {name: aws, runtime: nodejs22.x, environment: {TABLE: orders}}", "functions:"]
    written = number = 0
    while written < lines:
        language = ["js", "py"][number % 2]
        text = handler(language)
        (folder / f"f{number}.{language}").write_text(text)
        written += text.count("\n")
        runtime = {"js": "nodejs22.x", "py": "python3.13"}[language]
        manifest.append(f"  f{number}: {{handler: f{number}.handler, runtime: {runtime}, events: [{{httpApi: 'POST /f{number}'}}]}}")
        number += 1
    (folder / "serverless.yml").write_text("\n".join(manifest) + "\n")
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path, help="a folder of services")
    parser.add_argument("--rules", type=Path, required=True, help="a checkout of semgrep's rules")
    parser.add_argument("--lines", type=int, help="also one made-up service of so many lines")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--markdown", type=Path, help="write the tables here too")
    arguments = parser.parse_args()
    if not rule_folders(arguments.rules.resolve()):
        sys.exit(f"error: no rules below {arguments.rules}")
    peers.prepare("code")
    rules = arguments.rules.resolve()
    lines = [f"{platform.machine()}, {os.cpu_count()} cores, median of {arguments.runs} runs", ""]
    lines += peers.compare("The tree", commands(arguments.tree.resolve(), rules), arguments.runs)
    if arguments.lines:
        with tempfile.TemporaryDirectory() as folder:
            written = write_service(Path(folder), arguments.lines)
            lines += peers.compare(f"One service of {written:,} lines", commands(Path(folder), rules), arguments.runs)
    text = "\n".join(lines)
    print(text)
    if arguments.markdown:
        arguments.markdown.write_text(text + "\n")


if __name__ == "__main__":
    main()
