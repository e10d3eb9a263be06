"""The door to Dask says in words of its own what is wrong behind it, without credentials."""

from __future__ import annotations

import asyncio
import logging
import shutil
import subprocess

import pytest

from ocr_pipeline.errors import ClusterMissing, ExitCode, SchedulerInvalid, SchedulerUnreachable
from ocr_pipeline.job.cluster import client
from ocr_pipeline.job.cluster.client import connect, is_cancelled, require_distributed, silent_logs
from tests.support.dask_clusters import dask_cluster


def test_a_missing_package_is_named_with_the_command_that_installs_it(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(client, "import_module", missing)
    with pytest.raises(ClusterMissing, match=r"pip install '\.\[cluster\]'") as raised:
        require_distributed()
    assert raised.value.exit_code is ExitCode.MISSING


def test_where_no_scheduler_answers_the_address_is_named_without_its_password(monkeypatch):
    pytest.importorskip("distributed", reason="the package dask.distributed is not installed")
    monkeypatch.setattr(client, "CONNECT_SECONDS", 0.5)
    with silent_logs(), pytest.raises(SchedulerUnreachable, match=r"127\.0\.0\.1:9") as raised:
        asyncio.run(connect("ws://anna:secret@127.0.0.1:9?token=secret"))
    assert "secret" not in str(raised.value)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("address", ["no-scheme://anna:secret@host:1", "tls://anna:secret@127.0.0.1:9"])
def test_what_is_no_address_or_has_no_certificates_is_wrong_usage(address):
    pytest.importorskip("distributed", reason="the package dask.distributed is not installed")
    with silent_logs(), pytest.raises(SchedulerInvalid) as raised:
        asyncio.run(connect(address))
    assert "secret" not in str(raised.value)


def test_a_cluster_that_asks_for_certificates_gets_those_that_dask_is_configured_with(tmp_path):
    dask = pytest.importorskip("dask", reason="the package dask.distributed is not installed")
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make certificates with")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    of_each = {f"distributed.comm.tls.{who}": {"key": key, "cert": certificate} for who in ("client", "scheduler")}
    with (
        dask.config.set({"distributed.comm.tls.ca-file": certificate, **of_each}),
        dask_cluster(workers=0, protocol="tls://") as made,
    ):
        assert made.scheduler_address.startswith("tls://")
        assert asyncio.run(workers_of(made.scheduler_address)) == {}


async def workers_of(address):
    cluster = await connect(address)
    try:
        return await cluster.workers()
    finally:
        await cluster.close()


def test_what_dask_logs_is_not_heard_meanwhile_and_is_heard_afterwards():
    logger = logging.getLogger(client.LOGGERS[0])
    with silent_logs():
        assert logger.disabled
    assert not logger.disabled


def test_an_answer_that_is_cancelled_is_told_from_one_that_failed():
    assert is_cancelled(asyncio.CancelledError())
    assert not is_cancelled(OSError())
