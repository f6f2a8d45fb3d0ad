#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
cd "$root/source"

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

if ! find_python >/dev/null; then # Ubuntu 24.04 has 3.12; 22.04 has 3.11 beside its own 3.10
    apt-get update
    apt-get install -y --no-install-recommends python3-venv
    find_python >/dev/null || apt-get install -y --no-install-recommends python3.11 python3.11-venv
fi
python="$(find_python)" || { echo "No Python 3.11 or later: choose Ubuntu 22.04 or later."; exit 1; }

"$python" -m venv "$root/venv"
pip=("$root/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps)
"${pip[@]}" --require-hashes -r requirements.lock
"${pip[@]}" --no-build-isolation -e .
"$root/venv/bin/python" -P -c 'import matplotlib.font_manager' # looks for fonts once, not in each run
# The log of the build says which sandbox there is; the build fails if the grader cannot be imported.
"$root/venv/bin/python" -P -c 'import autograder.exports.gradescope.grade as grade; grade.say_tier()'
