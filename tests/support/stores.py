"""A store of S3 on this machine, and between it and whoever asks it a proxy that does to answers what networks do."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

import pytest

from ocr_pipeline.remote.path import RemotePath

SECRET = "hunter2-not-for-logs"
"""The secret key: wherever it is found, it was passed on."""

HANGING_SECONDS = 1.0
"""How long an answer stays away that never comes; a test whose library is to notice sets a shorter limit."""

BUSY = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "an-archivist",
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "OCR_PIPELINE_STORE_AWAY_SECONDS": "60",
    "OCR_PIPELINE_STORE_SILENT_SECONDS": "3",
    "OCR_PIPELINE_STORE_PAUSE_SECONDS": "0.02",
    "OCR_PIPELINE_STORE_LONGEST_PAUSE_SECONDS": "0.1",
}
"""What a user sets, and waits that a test has time for, also on a machine that does much else."""

Fault: TypeAlias = Callable[["Asked"], str | None]
"""What to do to the answer to a request: `busy`, `cut`, `hang`, `slow`, `gone` (no answer at all), `lose` (none, and
half of the request not taken), `refuse`, `expired`; None for nothing."""


class Asked:
    """A request: its method, the path and query that it asks for, and how many like it came before."""

    def __init__(self, method: str, target: str, before: int) -> None:
        self.method = method
        self.target = target
        self.before = before


class TestStore:
    """A store with a bucket; `fault` is asked about each request, `asked` lists them all."""

    __test__ = False

    def __init__(self, upstream: tuple[str, int]) -> None:
        self.fault: Fault = lambda _asked: None
        self.asked: list[Asked] = []
        self.upstream = upstream
        self.bucket = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address that programs are given."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def place(self, path: str = "") -> RemotePath:
        """Return a path in the bucket."""
        return RemotePath("s3:", self.bucket, *path.split("/"))

    def put(self, folder: Path, path: str) -> RemotePath:
        """Copy all files of a folder on disk to the bucket."""
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                self.place(f"{path}/{file.relative_to(folder).as_posix()}").write_bytes(file.read_bytes())
        return self.place(path)

    def got(self, path: str, folder: Path) -> Path:
        """Copy all files below a path of the bucket to a folder on disk."""
        place = self.place(path)
        for name in place.below():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((place / name).read_bytes())
        return folder

    def counted(self, method: str, within: str = "") -> int:
        """Return how many requests of a method had this within what they asked for."""
        return sum(one.method == method and within in one.target for one in self.asked)

    def new_bucket(self, name: str) -> None:
        """Make a bucket, and forget all requests and faults."""
        connection = http.client.HTTPConnection(*self.upstream)
        connection.request("PUT", f"/{name}")
        assert connection.getresponse().status == 200
        connection.close()
        self.bucket, self.fault = name, lambda _asked: None
        self.asked.clear()

    def close(self) -> None:
        """End the proxy."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running_store() -> Iterator[TestStore]:
    """Run a store, with the environment that leads there; tests are skipped where its packages are not installed."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        # As in the proxy.
        patch.setattr("werkzeug.serving.WSGIRequestHandler.disable_nagle_algorithm", True)
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        # Where nothing comes, the library's own waits are most of a test's time.
        patch.setattr("s3fs.S3FileSystem.retries", 1)
        store = TestStore(server.get_host_and_port())
        patch.setenv("AWS_ENDPOINT_URL", store.url)
        yield store
        store.close()
    server.stop()


def _handler_for(store: TestStore) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body are written one after the other: the second would wait 40 ms for the first's receipt.
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def _pass(self) -> None:
            # Who has given up waiting has closed the connection.
            with suppress(ConnectionError):
                self._pass_on()

        def _pass_on(self) -> None:
            before = sum(one.method == self.command and one.target == self.path for one in store.asked)
            asked = Asked(self.command, self.path, before)
            store.asked.append(asked)
            fault = store.fault(asked)
            sent_bytes = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(sent_bytes // 2 if fault == "lose" else sent_bytes)
            if fault == "hang":
                time.sleep(HANGING_SECONDS)
            if fault in ("hang", "gone", "lose"):
                self.close_connection = True
                return
            if fault == "slow":
                time.sleep(0.3)
            if fault == "busy":
                self._answer(503, {"Content-Type": "application/xml"}, BUSY)
                return
            if fault == "refuse":
                self._answer(403, {"Content-Type": "application/xml"}, BUSY.replace(b"SlowDown", b"AccessDenied"))
                return
            if fault == "expired":
                self._answer(400, {"Content-Type": "application/xml"}, BUSY.replace(b"SlowDown", b"ExpiredToken"))
                return
            connection = http.client.HTTPConnection(*store.upstream)
            connection.request(self.command, self.path, body, dict(self.headers))
            found = connection.getresponse()
            content = found.read()
            connection.close()
            headers = {
                name: value
                for name, value in found.getheaders()
                if name.lower() not in ("connection", "transfer-encoding", "date", "server")
            }
            self._answer(found.status, headers, content, is_cut=fault == "cut")

        def _answer(self, status: int, headers: dict[str, str], content: bytes, *, is_cut: bool = False) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "content-length" not in {name.lower() for name in headers}:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content[: len(content) // 2] if is_cut else content)
            self.close_connection = is_cut

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass  # noqa: N815

    return Handler
