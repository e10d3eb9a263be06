"""A real browser, steered over WebDriver (W3C) by way of chromedriver: what a person sees of a page, and what it asks.

Only the standard library is used; both programs come with Debian (`apt-get install chromium chromium-driver`).
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name under which WebDriver answers with an element."""

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowUp": "\ue013"}
SECONDS = 60

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing() -> str | None:
    """Return which program is not installed; None where both are."""
    return next((name for name in ("chromium", "chromedriver") if shutil.which(name) is None), None)


class Browser:
    """A session; pages are opened from files."""

    def __init__(self, address: str, profile: Path) -> None:
        self._address = address
        options = {
            "args": [*ARGUMENTS, f"--user-data-dir={profile}"],
            "binary": shutil.which("chromium"),
        }
        logs = {"browser": "ALL", "performance": "ALL"}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logs}
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{answer['sessionId']}"

    def open(self, path: Path) -> None:
        self.post("/url", {"url": path.resolve().as_uri()})

    def size(self, width: int, height: int) -> None:
        """Show pages in a window of so many pixels; narrower than a desktop window can be."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", metrics)

    def run(self, script: str, *arguments: object) -> object:
        """Return what a script gives back (`return …`)."""
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        strokes = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.post("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def click(self, selector: str) -> None:
        found = self.post("/element", {"using": "css selector", "value": selector})
        self.post(f"/element/{found[ELEMENT]}/click", {})

    def type(self, selector: str, text: str) -> None:
        found = self.post("/element", {"using": "css selector", "value": selector})
        self.post(f"/element/{found[ELEMENT]}/value", {"text": text})

    def screenshot(self) -> bytes:
        """Return a PNG of the window."""
        return base64.b64decode(self._ask("GET", f"{self._session}/screenshot"))

    def pdf(self) -> bytes:
        """Return the page as it prints."""
        return base64.b64decode(self.post("/print", {}))

    def console(self) -> list[str]:
        """Return what the console said since it was last asked."""
        return [entry["message"] for entry in self.post("/se/log", {"type": "browser"})]

    def requests(self) -> list[str]:
        """Return the addresses asked for since it was last asked, data in addresses and the
        browser's own pages left out."""
        events = [json.loads(entry["message"])["message"] for entry in self.post("/se/log", {"type": "performance"})]
        asked = [
            event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in asked if not url.startswith(("data:", "chrome:"))]

    def wait(self, script: str) -> None:
        """Wait until a script gives something true; an `AssertionError` after a while."""
        end = time.monotonic() + 20
        while not self.run(script):
            assert time.monotonic() < end, f"never came true: {script}"
            time.sleep(0.05)

    def command(self, name: str, parameters: Mapping[str, object]) -> object:
        """Return the answer to a command of Chromium's own protocol."""
        return self.post("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def post(self, path: str, body: dict[str, object]):
        return self._ask("POST", self._session + path, body)

    def quit(self) -> None:
        self._ask("DELETE", self._session)

    def _ask(self, method: str, path: str, body: dict[str, object] | None = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._address + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with _direct.open(request, timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from None


# A proxy set for the machine must not stand between the test and its own browser.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a browser with an empty profile of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            session = Browser(f"http://127.0.0.1:{port}", Path(profile))
            try:
                yield session
            finally:
                session.quit()
        finally:
            driver.terminate()
            driver.wait(timeout=SECONDS)


def _wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert time.monotonic() < end, "chromedriver did not start"
            time.sleep(0.05)
