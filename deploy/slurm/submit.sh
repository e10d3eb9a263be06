#!/bin/bash
# submit.sh SCANS OUTPUT SHARDS [SBATCH OPTION]...: queues the shards of a job, and the step after them; prints both ids.
set -euo pipefail
if [ $# -lt 3 ]; then
    sed -n '2s/^# //p' "$0" >&2
    exit 2
fi
SCANS=$(realpath "$1")
OUTPUT=$(realpath -m "$2")
SHARDS=$3
export SCANS OUTPUT SHARDS
shift 3
here=$(dirname "$(realpath "$0")")
shards=$(sbatch --parsable --array="1-$SHARDS" "$@" "$here/read.sbatch")
# Whatever became of the shards (afterany): what they have read is put together.
assemble=$(sbatch --parsable --dependency="afterany:${shards%%;*}" "$@" "$here/assemble.sbatch")
echo "${shards%%;*} ${assemble%%;*}"
