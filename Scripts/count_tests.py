"""Prints `PASSED FAILED` of the xUnit files that `swift test` wrote.

usage: count_tests.py FILE...

A file that is missing counts nothing, one that cannot be read is an error: a count that is not known is not printed.
"""

import os
import sys
import xml.etree.ElementTree as ElementTree


def counts(path):
    """The number of passed and failed test cases in one file; skipped ones count as neither."""
    passed = failed = 0
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" not in kinds:
            passed += 1
    return passed, failed


def main():
    """Adds the files up."""
    found = [counts(path) for path in sys.argv[1:] if os.path.exists(path)]
    if not found:
        sys.exit("no test wrote a result")
    print(sum(passed for passed, _ in found), sum(failed for _, failed in found))


if __name__ == "__main__":
    main()
