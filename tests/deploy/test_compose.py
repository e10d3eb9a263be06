"""The compose file: a scheduler, workers, and the job that hands them pages, all of one image and shut in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "compose.yaml"
COMPOSE = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
KNOWN = {
    *(
        "build",
        "cap_drop",
        "command",
        "depends_on",
        "deploy",
        "entrypoint",
        "healthcheck",
        "image",
        "init",
        "mem_limit",
    ),
    *("networks", "read_only", "restart", "security_opt", "tmpfs", "user", "volumes"),
}
"""What the Compose Specification has for a service, as far as it is used here: a slip of the pen is none of them."""


def test_compose_itself_takes_the_file():
    if shutil.which("docker") is None:
        pytest.skip("docker is not here")
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker has no compose here")
    subprocess.run(["docker", "compose", "--file", str(FILE), "config", "--quiet"], check=True)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_shut_in_and_of_the_one_image(name):
    service = SERVICES[name]
    assert set(service) <= KNOWN
    assert service["image"] == SERVICES["job"]["image"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["user"].startswith("${USER_ID:-10001}")
    assert [mount.partition(":")[0] for mount in service["tmpfs"]] == ["/tmp"]
    assert [COMPOSE["networks"][network] for network in service["networks"]] == [{"internal": True}]
    assert set(service.get("depends_on", ())) <= set(SERVICES)


def test_workers_and_job_see_the_same_folders_and_one_scheduler():
    worker, job = SERVICES["worker"], SERVICES["job"]
    assert worker["volumes"] == job["volumes"]
    address = f"tcp://scheduler:{SERVICES['scheduler']['entrypoint'][3]}"
    assert address in worker["entrypoint"]
    assert job["command"] == ["run", "/scans", "/output", "--scheduler", address]
    # Exit codes say what came of it; the job is not started again by them.
    assert job["restart"] == "no"


def test_the_image_is_built_of_a_lock_that_has_the_cluster():
    arguments = SERVICES["job"]["build"]["args"]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert all(re.search(rf"^ARG {name}=", dockerfile, re.M) for name in arguments)
    lock = (ROOT / arguments["LOCK"]).read_text(encoding="utf-8")
    plain = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^distributed==", lock, re.M)
    entries = dict(re.findall(r"^(\S+)==(\S+)", plain, re.M))
    assert entries.items() <= dict(re.findall(r"^(\S+)==(\S+)", lock, re.M)).items()
