"""Unpacks the C sources of the parsers into the targets of Package.swift below Vendor.

Usage: unpack_parsers.py ARCHIVES VENDOR

ARCHIVES holds the two source archives of Scripts/parsers.txt, whose digests pip has compared. Only the files named here
are written, whatever else an archive holds. Every grammar becomes a target of its own, so that they compile side by
side and a change of one compiles one.
"""

import pathlib
import sys
import tarfile

# The folder of each grammar in the language pack, and the name of its target.
GRAMMARS = {
    "javascript": "CTreeSitterJavaScript",
    "typescript": "CTreeSitterTypeScript",
    "tsx": "CTreeSitterTSX",
    "python": "CTreeSitterPython",
    "go": "CTreeSitterGo",
    "java": "CTreeSitterJava",
}

HEADER = """#pragma once

typedef struct TSLanguage TSLanguage;

const TSLanguage *tree_sitter_{name}(void);
"""


def files_below(archive, folder):
    """Every regular file below a folder of an archive: its path from there, and its bytes."""
    with tarfile.open(archive) as tar:
        for member in tar:
            parts = pathlib.PurePosixPath(member.name).parts[1:]
            path = pathlib.PurePosixPath(*parts)
            if not member.isfile() or ".." in parts or not path.is_relative_to(folder):
                continue
            yield path.relative_to(folder), tar.extractfile(member).read()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def unpack_core(archive, vendor):
    """The parser library: one translation unit, `lib.c`, that includes the others."""
    target = vendor / "CTreeSitter"
    for path, content in files_below(archive, "tree_sitter/core/lib"):
        write(target / path, content)


def unpack_grammars(archive, vendor):
    """The generated parsers; `common/scanner.h` stands beside `src` as their includes expect."""
    grammars = {folder: [] for folder in GRAMMARS}
    for path, content in files_below(archive, "parsers"):
        folder, *rest = path.parts
        if folder in grammars and path.suffix in (".c", ".h"):
            grammars[folder].append((pathlib.PurePosixPath(*rest), content))
    for folder, target in GRAMMARS.items():
        if not any(path == pathlib.PurePosixPath("src/parser.c") for path, _ in grammars[folder]):
            sys.exit(f"error: {archive.name} has no parser of {folder}")
        for path, content in grammars[folder]:
            write(vendor / target / path, content)
        write(vendor / target / "include" / f"{target}.h", HEADER.format(name=folder).encode())


def main():
    archives, vendor = (pathlib.Path(argument) for argument in sys.argv[1:3])
    unpack_core(next(archives.glob("tree_sitter-*.tar.gz")), vendor)
    unpack_grammars(next(archives.glob("tree_sitter_language_pack-*.tar.gz")), vendor)


if __name__ == "__main__":
    main()
