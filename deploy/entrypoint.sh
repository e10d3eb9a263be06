#!/bin/sh
# Runs ocr-pipeline so that what it writes belongs to the user who owns the mounted output folder, or to --user.
set -eu
output=/output
if [ "$(id -u)" != 0 ]; then
    exec ocr-pipeline "$@"
fi
owner=$(stat -c %u "$output")
group=$(stat -c %g "$output")
if [ "$owner" = 0 ]; then
    # Only root can write to a root-owned mount; it keeps the user id and gives up what root may do beyond that.
    exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs ocr-pipeline "$@"
fi
exec setpriv --reuid="$owner" --regid="$group" --clear-groups --no-new-privs ocr-pipeline "$@"
