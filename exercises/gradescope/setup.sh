#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: a Python of its own, filled by hash, then the package.
set -euo pipefail
home="${AUTOGRADER:-/autograder}"
source="$home/source"
export DEBIAN_FRONTEND=noninteractive

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
find_python() {
  for name in python3 python3.13 python3.12 python3.11; do
    if fits "$name"; then echo "$name"; return; fi
  done
}

python="$(find_python)"
if [ -z "$python" ]; then  # Ubuntu 22.04 has 3.10, and 3.11 as a package
  apt-get update
  apt-get install -y python3.11 python3.11-venv
  python=python3.11
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  apt-get update
  apt-get install -y "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi
"$python" -m venv "$home/venv"
"$home/venv/bin/python" -m pip install --require-hashes --only-binary :all: --no-deps -r "$source/requirements.txt"
"$home/venv/bin/python" -m pip install --no-deps --no-index "$source"/*.whl
# For root alone: the seed, and what says which answers are right. Notebooks run as another user.
chmod 600 "$source/config.json"
chmod 700 "$home"/venv/lib/python3.*/site-packages/missile_question/checks
