"""What the tests share: the toy data, a server on a free port, a browser that reaches nothing but this machine, and its memory."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ipp_data.bench import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parent.parent
HERE = re.compile(r"((https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:)")
# On a deep link Streamlit asks PAGE/_stcore/... before /_stcore/...: those answers are its own.
PROBE = re.compile(r"//[^/]+/[^/]+/_stcore/")
# The script rests, nothing stands in for something else, and every chart, map and table in sight is drawn.
READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const waits = ['stStatusWidget', 'stSkeleton', 'stAppSkeleton', 'stSpinner'].map(id => `[data-testid="${id}"]`).join(',');
  if (!app || app.getAttribute('data-test-script-state') !== 'notRunning' || document.querySelector(waits)) return false;
  const drawn = { stPlotlyChart: '.js-plotly-plot .main-svg', stDeckGlJsonChart: 'canvas', stDataFrame: 'canvas' };
  const missing = Object.entries(drawn).some(([id, part]) => [...document.querySelectorAll(`[data-testid="${id}"]`)].some(
    e => e.checkVisibility() && e.getBoundingClientRect().top < innerHeight - 60 && !e.querySelector(part)));
  if (document.querySelector('[data-testid="stException"]')) return true;
  return !missing && [...document.images].every(i => i.complete)
    && [...document.querySelectorAll('[data-testid="stCaptionContainer"]')].some(e => e.innerText.includes('not a certificate'));
}"""


def addresses() -> dict[str, str]:
    """Each page's file, discovered, and the path that Streamlit gives it; Home has the empty one."""
    files = sorted((ROOT / "pages").glob("*.py"), key=lambda p: (int(re.match(r"\d*", p.name)[0] or 999), p.name))
    return {"app.py": ""} | {f"pages/{p.name}": re.sub(r"^[\d_ -]+", "", p.stem) for p in files}


PAGES = addresses()


@dataclass
class Server:
    """A running app and its address."""

    url: str
    process: subprocess.Popen[bytes]

    def address(self, path: str = "", **params: str) -> str:
        """The full address of a page with its parameters."""
        return f"{self.url}/{path}" + (f"?{urlencode(params)}" if params else "")


@contextmanager
def start_server() -> Iterator[Server]:
    """The app on a free port of this machine, from its first breath to its end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.headless",
            "true",
            "--server.port",
            str(port),
            "--server.address",
            "127.0.0.1",
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for_health(server)
        yield server
    finally:
        process.terminate()
        process.wait(15)


def _wait_for_health(server: Server) -> None:
    for _ in range(300):
        if server.process.poll() is not None:
            pytest.fail(f"The server ended with status {server.process.returncode} before it was healthy.")
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("The server was not healthy within 30 seconds.")


@dataclass
class Visit:
    """A page in the browser and all that it did: errors, requests that left, frames that came through the WebSocket."""

    page: object
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list, repr=False)

    def listen(self) -> None:
        """Write down from now on what the page does."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)[:300]))
        self.page.on("response", self._response)
        self.page.on("request", lambda request: self._left(request.url))
        self.page.on("websocket", self._socket)

    def _console(self, message: object) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # the response says it better
            self.errors.append(message.text[:300])

    def _response(self, response: object) -> None:
        if response.status >= 400 and not PROBE.search(response.url):
            self.errors.append(f"{response.status} {response.url[:200]}")

    def _left(self, url: str) -> None:
        if not HERE.match(url):
            self.outside.append(url[:200])

    def _socket(self, socket_: object) -> None:
        self._left(socket_.url)
        socket_.on("framereceived", lambda frame: self.frames.append(frame if isinstance(frame, bytes) else frame.encode()))

    def text(self) -> str:
        """What a reader can read: menu and page."""
        return self.page.locator('[data-testid="stApp"]').inner_text()

    def exceptions(self) -> list[str]:
        """Tracebacks and the sentences that stand for one."""
        return [shown.inner_text()[:300] for shown in self.page.locator('[data-testid="stException"]').all()]

    def overflow(self) -> int:
        """By how many pixels the content is wider than the window."""
        return self.page.evaluate("""() => Math.max(...[document.documentElement, document.querySelector('[data-testid="stMain"]')]
            .map(e => e.scrollWidth - e.clientWidth))""")


def ready(page: object, seconds: float = 40) -> None:
    """Wait until the page rests, for three looks in a row: a click takes a moment to reach the server."""
    until, calm = time.monotonic() + seconds, 0
    while calm < 3:
        if time.monotonic() > until:
            pytest.fail(f"{page.url[:200]} was not ready within {seconds:.0f} s.")
        calm = calm + 1 if page.evaluate(READY) else 0
        page.wait_for_timeout(120)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One running app for all tests that do not need a fresh one."""
    with start_server() as running:
        yield running


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, which draws maps without a graphics card and resolves no name but this machine's."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: the pages were not looked at")
    return {"executable_path": str(CHROMIUM), "args": FLAGS}


@pytest.fixture(scope="session")
def contexts(browser: object) -> Iterator[Callable[..., object]]:
    """One browser profile for each theme and width, so that the scripts of the pages are loaded once."""
    opened: dict[tuple[str, int, int], object] = {}

    def of(theme: str, width: int, height: int = 1000) -> object:
        key = (theme, width, height)
        if key not in opened:
            opened[key] = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB")
            opened[key].set_default_timeout(15000)
        return opened[key]

    yield of
    for context in opened.values():
        context.close()


@pytest.fixture
def visit(contexts: Callable[..., object]) -> Iterator[Callable[..., Visit]]:
    """Open an address as a reader: visit(url, theme, width) gives the resting page and its memory."""
    pages = []

    def open_(url: str, theme: str = "light", width: int = 1440) -> Visit:
        visited = Visit(contexts(theme, width).new_page())
        pages.append(visited.page)
        visited.listen()
        visited.page.goto(url)
        ready(visited.page)
        return visited

    yield open_
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def toy() -> object:
    """The frozen small datasets, for exact numbers."""
    from ipp_data import catalog

    return catalog.load(ROOT / "tests" / "data" / "datasets")
