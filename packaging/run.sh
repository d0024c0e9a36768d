#!/bin/sh
# Opens Fieldbook with the examples loaded; without a screen writes the examples' reports instead.
set -eu
cd "$(dirname "$0")/.."
fieldbook=.venv/bin/fieldbook
programme=revisiting-police-relationships-2012
reports=reports

# Qt itself is asked, because a display that is named may still be gone, closed to us,
# or out of Qt's reach for want of a library; Qt then says which.
has_screen() {
    case $(uname -s) in Darwin | MINGW* | MSYS* | CYGWIN*) return 0 ;; esac
    case ${QT_QPA_PLATFORM:-} in offscreen* | minimal*) return 1 ;; esac
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || return 1
    # Where it cannot open a screen Qt aborts, and the shell would say so too.
    reason=$(
        exec 2>&1
        .venv/bin/python -c 'import sys
from PySide6.QtGui import QGuiApplication
QGuiApplication(sys.argv[:1])' || exit 1
    ) && return 0
    printf 'The screen cannot be opened: %s\n' "$(printf '%s\n' "$reason" | head -n 1)" >&2
    return 1
}

if has_screen; then
    "$fieldbook" examples >/dev/null
    exec "$fieldbook"
fi

echo "There is no screen here, so Fieldbook loads the examples and writes their reports instead."
"$fieldbook" examples
set --
for seed in seeds/*.txt; do
    set -- "$@" "$programme/$(basename "$seed" .txt)"
done
"$fieldbook" render "$@" -o "$reports"
echo "The reports are in $PWD/$reports"
