#!/usr/bin/env python3
"""Translates SAM templates with the pinned aws-sam-translator, offline, for the conformance tests to compare with.

usage: sam_expected.py INPUT OUTPUT
Reads INPUT/*.yaml and writes OUTPUT/input/*.yaml (the same) and OUTPUT/output/*.json (what SAM makes of each).
"""

import json
import logging
import os
import shutil
import sys
from pathlib import Path

# A region without a session: nothing is asked of AWS.
os.environ.update(AWS_DEFAULT_REGION="ap-southeast-1", AWS_EC2_METADATA_DISABLED="true")

logging.disable(logging.CRITICAL)

from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402


class NoPolicies:
    """The translator's own list of managed policies is enough."""

    def load(self):
        return {}


def expected(text):
    # Through JSON, as CloudFormation hands templates over.
    template = json.loads(json.dumps(yaml_parse(text)))
    return transform(template, {}, NoPolicies())


def main(source, target):
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("input", "output"):
        (target / folder).mkdir(parents=True)
    failed = 0
    for path in sorted(source.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        try:
            output = expected(text)
        except Exception as error:  # whatever it is, the template is named with it
            print(f"{path.name}: {getattr(error, 'message', error)} {getattr(error, 'causes', '')}", file=sys.stderr)
            failed += 1
            continue
        (target / "input" / path.name).write_text(text, encoding="utf-8")
        (target / "output" / f"{path.stem}.json").write_text(json.dumps(output, indent=1), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
