#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: Python 3.11 or newer, and the course's .venv.
set -euo pipefail
course="${AUTOGRADER_ROOT:-/autograder}/source/course"

if command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq -y make >/dev/null
  for python in python3.13 python3.12 python3.11; do
    if apt-get install -qq -y "$python" "$python-venv" >/dev/null 2>&1; then break; fi
  done
fi
make -C "$course" setup
