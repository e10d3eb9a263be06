#!/bin/sh
# Trains on a bare machine that is lent for some minutes, from the repository and the folder .lease/ (training/pack.sh):
#     sh training/lease.sh [FOLDER] [options of training.lease]
# What comes of it lies in $OUT if that is set, else in FOLDER.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${OUT:-}" ]; then
    folder=$OUT
else
    folder=${1:?name a folder for what comes of it, or set OUT}
    shift
fi
site=${SITE:-/tmp/site}
python3 -m pip install -q --disable-pip-version-check --no-index --no-deps --upgrade --target "$site" .lease/wheels/*.whl
# One thread a process: the cores are shared out by processes.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
PYTHONPATH=$site${PYTHONPATH:+:$PYTHONPATH} exec python3 -m training.lease "$folder" "$@"
