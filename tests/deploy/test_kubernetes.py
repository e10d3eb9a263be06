"""The Kubernetes job: valid, shut in, tried again by the exit codes of this program, and its indexes as processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import kubernetes_validate
import pytest
import yaml

from ocr_pipeline.errors import ExitCode

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"
MANIFESTS = [
    (path.name, manifest)
    for path in sorted(FOLDER.glob("*.yaml"))
    for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
JOBS = [manifest for _, manifest in MANIFESTS if manifest["kind"] == "Job"]
READ = next(job for job in JOBS if job["metadata"]["name"] == "ocr-read")
KILLED = 137


def pod(job):
    return job["spec"]["template"]["spec"]


def container(job):
    (only,) = pod(job)["containers"]
    return only


def variables(job):
    return {one["name"]: one.get("value") for one in container(job).get("env", ())}


@pytest.mark.parametrize(("name", "manifest"), MANIFESTS)
def test_a_manifest_is_valid(name, manifest):
    assert name
    kubernetes_validate.validate(manifest, "1.31", strict=True)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job["metadata"]["name"])
def test_a_pod_is_shut_in(job):
    spec, only = pod(job), container(job)
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] != 0
    assert spec["automountServiceAccountToken"] is False
    assert only["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    mounts = {mount["mountPath"]: mount for mount in only["volumeMounts"]}
    assert set(mounts) == {"/scans", "/output", "/tmp"}
    assert mounts["/scans"]["readOnly"] is True
    assert any(one["name"] == mounts["/tmp"]["name"] and "emptyDir" in one for one in spec["volumes"])
    assert set(only["resources"]) == {"requests", "limits"}


def test_nothing_goes_in_or_out_of_any_pod():
    (policy,) = [manifest["spec"] for _, manifest in MANIFESTS if manifest["kind"] == "NetworkPolicy"]
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    assert policy["ingress"] == policy["egress"] == []
    for job in JOBS:
        assert policy["podSelector"]["matchLabels"].items() <= job["spec"]["template"]["metadata"]["labels"].items()


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job["metadata"]["name"])
def test_each_exit_code_has_one_rule_and_what_is_worth_another_try_is_counted(job):
    rules = job["spec"]["podFailurePolicy"]["rules"]
    actions = {}
    for rule in rules:
        for code in rule.get("onExitCodes", {"values": ()})["values"]:
            assert code not in actions
            actions[code] = rule["action"]
    assert set(actions) == {int(code) for code in ExitCode if code is not ExitCode.DONE} | {KILLED}
    again = {ExitCode.OUTPUT, ExitCode.MACHINE, ExitCode.STORE, ExitCode.INTERRUPTED, KILLED}
    assert {code for code, action in actions.items() if action == "Count"} == again
    # A node that goes away comes first: its pods end as interrupted.
    assert rules[0]["action"] == "Ignore"
    assert pod(job)["restartPolicy"] == "Never"


def test_as_many_indexes_as_shards():
    spec = READ["spec"]
    assert spec["completionMode"] == "Indexed"
    assert str(spec["completions"]) == variables(READ)["SHARDS"]
    assert spec["parallelism"] <= spec["completions"]
    fails = {rule["action"] for rule in spec["podFailurePolicy"]["rules"]}
    assert "backoffLimitPerIndex" in spec
    assert "FailIndex" in fails


@pytest.fixture
def program(tmp_path):
    """A folder in which `ocr-pipeline` is this program."""
    path = tmp_path / "bin" / "ocr-pipeline"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -m ocr_pipeline "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path.parent


def test_the_command_line_of_an_index_names_its_shard(program):
    (program / "ocr-pipeline").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    only = container(READ)
    environment = {"PATH": f"{program}:/usr/bin:/bin", "SHARDS": "8", "JOBS": "4"}
    for index in (0, 7):
        done = subprocess.run(
            [*only["command"], *only["args"]],
            env=environment | {"JOB_COMPLETION_INDEX": str(index)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"run /scans /output --shard {index + 1}/8 --jobs 4 --quiet\n"


def test_the_indexes_as_processes_read_every_page_once(tmp_path, program, page):
    scans, output = tmp_path / "scans", tmp_path / "output"
    for document in ("a", "b"):
        (scans / document).mkdir(parents=True)
        for number in range(3):
            cv2.imwrite(str(scans / document / f"{number}.png"), page(100, width_mm=120, seed=number))
    output.mkdir()
    environment = os.environ | {"PATH": f"{program}:{os.environ['PATH']}", "SHARDS": "2", "JOBS": "1"}

    def started(job, **more):
        command = [*container(job)["command"], *container(job)["args"]]
        here = [one.replace("/scans", str(scans)).replace("/output", str(output)) for one in command]
        options = ["--engine", "fault_engines:Good", "--dpi", "100"]
        # The command of an index is a line for a shell.
        here = [*here[:-1], " ".join((here[-1], *options))] if "-ec" in here else [*here, *options]
        paths = os.pathsep.join((str(FOLDER.parents[1]), str(Path(__file__).parents[1] / "faults")))
        return subprocess.Popen(here, env=environment | {"PYTHONPATH": paths} | more)

    indexes = [started(READ, JOB_COMPLETION_INDEX=str(index)) for index in range(2)]
    assert [index.wait(timeout=300) for index in indexes] == [0, 0]
    assemble = next(job for job in JOBS if job is not READ)
    assert started(assemble).wait(timeout=300) == 0
    for document in ("a", "b"):
        assert len(list((output / document / "pages").glob("*.json.gz"))) == 3
        assert (output / document / "document.txt").is_file()
    assert (output / "index.html").is_file()


def test_the_step_after_waits_for_the_end_of_the_shards_well_or_not(tmp_path):
    answers, log = tmp_path / "answers", tmp_path / "log"
    kubectl = tmp_path / "kubectl"
    kubectl.write_text(
        f'#!/bin/sh\necho "$@" >> {log}\n[ "$1" = get ] || exit 0\nhead -n 1 {answers}; sed -i 1d {answers}\n',
        encoding="utf-8",
    )
    kubectl.chmod(0o755)
    for states, code in (("\n\nComplete\n\nSuccessCriteriaMet Complete\n", 0), ("Failed\nComplete\n", 1)):
        answers.write_text(states, encoding="utf-8")
        log.unlink(missing_ok=True)
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "INTERVAL": "0"}
        done = subprocess.run([str(FOLDER / "start.sh")], env=environment, check=False)
        assert done.returncode == code
        said = log.read_text(encoding="utf-8")
        assert said.rindex("get job ocr-read") < said.index("assemble.yaml") < said.index("get job ocr-assemble")
