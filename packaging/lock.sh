#!/bin/sh
# Makes the two locked lists again from pyproject.toml: versions and hashes, no addresses.
# Keeps the versions that still fit; packaging/lock.sh --upgrade takes the newest.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || {
    echo "Making the locked lists needs uv. Install it with: pipx install uv" >&2
    exit 1
}

# The tests' list is made first, so that both lists name the same versions.
compile() {
    output=$1
    shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        --output-file "$output" "$@" pyproject.toml
}
compile packaging/requirements-dev.txt --group build --group dev "$@"
compile packaging/requirements.txt --group build --constraint packaging/requirements-dev.txt
