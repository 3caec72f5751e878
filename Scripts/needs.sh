# What the scripts of this folder's neighbours need: tools, the virtual environment, one way to build.
# Sourced by ./run, ./test and Scripts/bootstrap; does nothing by itself. Everything it says goes to standard error.
# shellcheck shell=bash

# The arguments of every build, so that two commands never build the same thing twice.
# shellcheck disable=SC2034 # used by those who source this file
build_flags=(--explicit-target-dependency-import-check error)

say() { printf '%s\n' "$*" >&2; }

# Ends the script as "usage or configuration error", which is what a missing tool is.
give_up() {
  say "error: $1"
  shift
  local line
  for line in "$@"; do say "  $line"; done
  exit 2
}

need_swift() {
  command -v swift >/dev/null 2>&1 || give_up 'swift was not found' \
    'Ringfence is built with Swift 6.2 or newer.' \
    'Linux and macOS: install it with swiftly, see https://www.swift.org/install' \
    'macOS: Xcode 26 or newer brings it too'

  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || give_up 'swift does not say its version' 'try: swift --version'
  if [ "${version%%.*}" -lt 6 ] || { [ "${version%%.*}" -eq 6 ] && [ "${version#*.}" -lt 2 ]; }; then
    give_up "Swift $version is too old" 'Ringfence needs Swift 6.2 or newer, see https://www.swift.org/install'
  fi
}

# Whether the C compiler finds a header of the system.
has_header() {
  local compiler
  compiler=$(command -v clang || command -v cc || printf '%s/clang' "$(dirname "$(command -v swift)")")
  printf '#include <%s>\n' "$1" | "$compiler" -E -x c - >/dev/null 2>&1
}

# Two libraries come from the system: zlib unpacks archives, SQLite holds the store of advisories.
need_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  local packages=()
  has_header zlib.h || packages+=(zlib1g-dev)
  has_header sqlite3.h || packages+=(libsqlite3-dev)
  [ ${#packages[@]} -gt 0 ] || return 0

  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "· installing ${packages[*]}"
    quietly .build/packages.log apt-get update &&
      quietly .build/packages.log apt-get install --yes --no-install-recommends "${packages[@]}" && return 0
  fi
  give_up "the headers of a library were not found: ${packages[*]}" \
    "Debian and Ubuntu: sudo apt-get install ${packages[*]}" \
    'Fedora: sudo dnf install zlib-devel sqlite-devel' \
    'Alpine: sudo apk add zlib-dev sqlite-dev'
}

need_python() {
  command -v python3 >/dev/null 2>&1 || give_up 'python3 was not found' \
    'Debian and Ubuntu: apt install python3 python3-venv' \
    'macOS: xcode-select --install' \
    'others: https://www.python.org/downloads'
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || give_up \
    "$(python3 --version) is too old" 'Ringfence needs Python 3.9 or newer for its scripts'
}

# Makes .venv hold exactly what Tests/requirements.txt pins; asks the network only when that changed.
prepare_venv() {
  local stamp=.venv/requirements.txt
  if [ -x .venv/bin/python ] && cmp -s Tests/requirements.txt "$stamp"; then return; fi

  say '· preparing .venv with the packages of Tests/requirements.txt'
  rm -rf .venv
  python3 -m venv .venv >&2 || give_up 'python3 cannot make a virtual environment' \
    'Debian and Ubuntu: apt install python3-venv'
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement Tests/requirements.txt >&2 ||
    give_up 'the packages of Tests/requirements.txt could not be installed' \
      'the first run needs a package index; later runs need no network'
  cp Tests/requirements.txt "$stamp"
}

# Puts the C sources of the parsers where Package.swift expects them; asks the network only when the pins changed.
prepare_parsers() {
  local stamp=Vendor/parsers.txt python=python3 archives
  if cat Scripts/parsers.txt Scripts/unpack_parsers.py | cmp -s - "$stamp"; then return; fi

  need_python
  if ! python3 -m pip --version >/dev/null 2>&1; then
    prepare_venv
    python=.venv/bin/python
  fi
  say '· fetching the parsers of Scripts/parsers.txt'
  archives=$(mktemp -d)
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --require-hashes \
    --requirement Scripts/parsers.txt --dest "$archives" >&2 ||
    give_up 'the parsers of Scripts/parsers.txt could not be fetched' \
      'the first run needs a package index; later runs need no network'
  rm -rf Vendor
  python3 Scripts/unpack_parsers.py "$archives" Vendor || give_up 'the archives of the parsers could not be unpacked'
  rm -rf "$archives"
  cat Scripts/parsers.txt Scripts/unpack_parsers.py >"$stamp"
}

# Whether this toolchain can put the Swift library into the binary; Apple's platforms have it in the system.
has_static_library() {
  [ "$(uname -s)" = Linux ] || return 1
  local resources
  resources=$(swift -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath" *: *"\(.*\)".*/\1/p')
  [ -n "$resources" ] && [ -d "${resources}_static" ]
}

# Runs a command without its output; when it fails, shows the end of it. First argument: the log file.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1; then return; fi
  say ''
  grep -E 'error:|warning: unre' "$log" | sort -u | head -n 40 >&2 || true
  say ''
  say "error: failed: $*"
  say "  the whole output is in $log"
  return 1
}
