"""The Kubernetes job on a bucket is the one on volumes, but for where scans and results are."""

from __future__ import annotations

import copy
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"


def loaded(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def container(job):
    (only,) = job["spec"]["template"]["spec"]["containers"]
    return only


@pytest.mark.parametrize("path", sorted((FOLDER / "bucket").glob("*.yaml")), ids=lambda path: path.name)
def test_a_manifest_is_valid(path):
    kubernetes_validate.validate(loaded(path), "1.31", strict=True)


@pytest.mark.parametrize("name", ["read.yaml", "assemble.yaml"])
def test_only_where_scans_and_results_are_differs(name):
    ours, other = loaded(FOLDER / "bucket" / name), copy.deepcopy(loaded(FOLDER / name))
    only, theirs = container(ours), container(other)
    assert only.pop("envFrom") == [{"secretRef": {"name": "ocr-bucket"}}]
    scans, output, *others = only.pop("env")
    assert [scans["name"], output["name"]] == ["SCANS", "OUTPUT"]
    assert scans["value"].startswith("s3://")
    assert others == theirs.pop("env", [])
    said = only.pop("args")[-1:] if name == "read.yaml" else only.pop("args")
    theirs.pop("args")
    assert "SCANS" in " ".join(said)
    assert only.pop("image") == "ocr-pipeline:s3"
    theirs.pop("image")
    for job in (ours, other):
        keep = [one for one in container(job)["volumeMounts"] if one["mountPath"] == "/tmp"]
        container(job)["volumeMounts"] = keep
        spec = job["spec"]["template"]["spec"]
        spec["volumes"] = [one for one in spec["volumes"] if one["name"] == "temporary"]
    assert ours == other


def test_no_secret_is_in_a_manifest():
    said = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "bucket").iterdir())
    assert "AWS_SECRET_ACCESS_KEY:" not in said
    assert "kind: Secret" not in said
