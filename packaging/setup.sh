#!/bin/sh
# Makes .venv from the locked lists, and installs the system libraries that Debian or Ubuntu lacks.
# Usage: packaging/setup.sh run|test ("test" adds what the checks and tests need).
# Safe to repeat, to interrupt, and to run twice at once; does nothing where nothing is to be done.
set -eu

level=${1:-run}
case $level in
run | test) ;;
*)
    echo "Usage: packaging/setup.sh run|test" >&2
    exit 2
    ;;
esac
cd "$(dirname "$0")/.."

# libharfbuzz-subset0 makes writing a PDF ten times as fast; without libxcb-icccm4 and
# libxcb-keysyms1 the window dies with a bare "Aborted".
libraries="fonts-dejavu-core libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0
libgssapi-krb5-2 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 libwayland-cursor0
libwayland-egl1 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0"
test_programs="chromium default-jdk-headless libjaxb-java libreoffice-writer-nogui poppler-utils
xauth xdotool xvfb"

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Prints those of the named packages that dpkg does not have. Newer releases call libglib2.0-0
# libglib2.0-0t64, and so with others.
missing_packages() {
    # shellcheck disable=SC2046 # one argument for each name
    installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' \
        "$@" $(printf '%st64 ' "$@") 2>/dev/null || true)"
    for name in "$@"; do
        case $installed in
        *" installed=$name "* | *" installed=${name}t64 "*) ;;
        *) printf '%s ' "$name" ;;
        esac
    done
}

apt_install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 install "$@" >/dev/null 2>&1
}

# Installs the named packages if it may. Says what is still missing, and goes on all the same.
# What could not be had is not tried again at every run.
install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        tried=$*
    fi
    if [ "$tried" = "$*" ]; then
        say "Missing system packages. Install them with: sudo apt-get install $*"
        return
    fi
    say "Installing system packages: $*"
    if ! apt_install "$@"; then
        $as_root apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null 2>&1 || true
        # One name that this release lacks must not keep the others out.
        apt_install "$@" || for name in "$@"; do apt_install "$name" || true; done
    fi
    # shellcheck disable=SC2046 # one argument for each name
    set -- $(missing_packages "$@")
    tried=$*
    [ $# = 0 ] || say "Some system packages could not be installed. Try: sudo apt-get install $*"
}

need_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        # shellcheck disable=SC2046 # one argument for each name
        set -- $(missing_packages "$@")
        [ $# = 0 ] || install_packages "$@"
    fi
}

# Prints the first Python that the locked packages are made for.
find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

stamp_of() { { printf '%s\n' "$PWD"; cat "$@"; } | cksum; }

# An environment whose own Python has gone from the machine is no environment.
stamped() { [ -x .venv/bin/python ] && [ "$(cat ".venv/stamp-$1" 2>/dev/null)" = "$2" ]; }

# Prints the packages without which Debian cannot make a virtual environment.
python_packages() {
    python=$(find_python)
    if [ -z "$python" ]; then
        echo python3 python3-venv
    elif ! "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

# A new environment takes the place of one that is out of date only when it is whole.
make_environment() {
    python=$(find_python)
    [ -n "$python" ] || fail "Fieldbook needs Python 3.11 to 3.14, and none was found here." \
        "Install one, or name it: make setup PYTHON=/path/to/python3"
    if [ -e .venv/stamp-run ]; then
        rm -rf .venv.old
        mv .venv .venv.old
    fi
    rm -rf .venv
    trap 'rm -rf .venv; [ ! -d .venv.old ] || mv .venv.old .venv' EXIT
    trap 'exit 130' HUP INT TERM
    "$python" -m venv .venv ||
        fail "$python could not make a virtual environment in $PWD/.venv."
    install_lock packaging/requirements.txt
    printf '%s\n' "$run_stamp" >.venv/stamp-run
    trap - EXIT HUP INT TERM
    rm -rf .venv.old
}

pip() { .venv/bin/python -m pip --disable-pip-version-check --no-input "$@"; }

install_lock() {
    say "Installing the Python packages of $1 into .venv (some minutes the first time)"
    pip -qq install --require-hashes --no-deps --only-binary :all: --compile -r "$1" ||
        fail "The Python packages could not be installed." \
            "The reason is above; once it is mended, run the same command again."
}

install_project() {
    pip -qq install --no-index --no-deps --no-build-isolation --editable . ||
        fail "Fieldbook itself could not be installed into .venv; the reason is above."
    .venv/bin/python -m compileall -qq desktop
    pip check >/dev/null || fail "The locked packages do not fit pyproject.toml: run make lock."
}

up_to_date() {
    stamped run "$run_stamp" && stamped project "$project_stamp" &&
        { [ "$level" = run ] || stamped test "$test_stamp"; }
}

# A user's own settings must not send packages elsewhere.
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT
PIP_USER=0
export PIP_USER

run_stamp=$(stamp_of packaging/requirements.txt)
test_stamp=$(stamp_of packaging/requirements.txt packaging/requirements-dev.txt)
project_stamp=$(stamp_of pyproject.toml)

wanted=$libraries
[ "$level" = run ] || wanted="$wanted $test_programs"
stamped run "$run_stamp" || wanted="$wanted $(python_packages)"
tried=$(cat .venv/tried-packages 2>/dev/null || true)
# shellcheck disable=SC2086 # one argument for each name
need_packages $wanted
if up_to_date; then
    printf '%s\n' "$tried" >.venv/tried-packages
    exit 0
fi

# Of two that start at once the second waits for the first.
if command -v flock >/dev/null; then
    exec 9<packaging/setup.sh
    flock 9
fi
stamped run "$run_stamp" || make_environment
if [ "$level" = test ] && ! stamped test "$test_stamp"; then
    install_lock packaging/requirements-dev.txt
    printf '%s\n' "$test_stamp" >.venv/stamp-test
fi
if ! stamped project "$project_stamp"; then
    install_project
    printf '%s\n' "$project_stamp" >.venv/stamp-project
fi
printf '%s\n' "$tried" >.venv/tried-packages
