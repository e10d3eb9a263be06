#!/bin/sh
# Runs the whole job in the current namespace: the shards, and when they have ended, well or not, what is left to assemble.
# Ends with 0 when every page was read. The claims (claims.yaml) hold the scans and are made before, once; `start.sh bucket`
# runs the manifests in bucket/ instead, which need a secret, ocr-bucket.
set -eu
here=$(dirname "$0")${1:+/$1}
kubectl apply -f "$here/network-policy.yaml"
kubectl delete job ocr-read ocr-assemble --ignore-not-found
kubectl apply -f "$here/read.yaml"
ended() { # ended JOB: wait for its end; return whether it ended well
    while :; do
        state=$(kubectl get job "$1" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}')
        case " $state " in
            *" Complete "*) return 0 ;;
            *" Failed "*) return 1 ;;
        esac
        sleep "${INTERVAL:-10}"
    done
}
read_well=0
ended ocr-read || read_well=$?
kubectl apply -f "$here/assemble.yaml"
ended ocr-assemble
exit "$read_well"
