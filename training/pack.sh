#!/bin/sh
# Makes .lease/: the typefaces and wheels that training/lease.sh needs on a machine without a network.
# Python 3.12 with torch, numpy, opencv, pillow, fonttools, onnx, onnxruntime is taken to be there.
# Needs the typefaces that training/README.md names.
set -eu
cd "$(dirname "$0")/.."
rm -rf .lease
mkdir -p .lease/wheels
python=.venv/bin/python
[ -x "$python" ] || python=python3
"$python" -m training.pack fonts .lease/fonts
python3 -m pip download -q --only-binary=:all: --python-version 3.12 --implementation cp --abi cp312 --abi abi3 \
    --abi none --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
    -d .lease/wheels wordfreq pydantic regex
"$python" -m training.pack words .lease/wheels
du -sh .lease
