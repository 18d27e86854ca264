"""Times the pages in Chromium beside two floors measured in the same run. Never judges by an absolute number: machines differ, ratios less."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from ipp_data.catalog import ROOT
from ipp_data.errors import IppError

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
FLOORS = Path(__file__).parent / "bench_floors"
CHOSEN = {
    "live": {"park": "kh-phnom-penh-sez", "basket": "kh-phnom-penh-sez,bd-adamjee-epz"},
    "training": {"set": "training", "park": "training-kingfisher", "basket": "training-kingfisher,training-heron"},
}
MOST_RELOAD, MOST_RERUN = 1.3, 0.15
KINDS = {"map": "stDeckGlJsonChart", "chart": "stPlotlyChart", "table": "stDataFrame"}
# The script rests, its last words stand there, and every map, chart and table in sight is drawn.
COMPLETE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const waits = ['stStatusWidget', 'stSkeleton', 'stAppSkeleton', 'stSpinner'].map(id => `[data-testid="${id}"]`).join(',');
  if (!app || app.getAttribute('data-test-script-state') !== 'notRunning' || document.querySelector(waits)) return false;
  const drawn = { stPlotlyChart: '.js-plotly-plot .main-svg', stDeckGlJsonChart: 'canvas', stDataFrame: 'canvas' };
  const missing = Object.entries(drawn).some(([id, part]) => [...document.querySelectorAll(`[data-testid="${id}"]`)].some(
    e => e.checkVisibility() && e.getBoundingClientRect().top < innerHeight - 60 && !e.querySelector(part)));
  return !missing && /not a certificate|end of the floor/.test(app.innerText);
}"""


@dataclass
class Visits:
    """What the rounds measured of one address: seconds, and bytes of the newest visit."""

    first: list[float] = field(default_factory=list)
    reload: list[float] = field(default_factory=list)
    http: int = 0
    socket: int = 0
    rerun: int = 0


@dataclass
class Meter:
    """Counts what one page receives, by the browser's own account."""

    http: int = 0
    socket: int = 0

    def attach(self, page: Any) -> None:  # noqa: ANN401 - playwright is imported late
        """Count from now on; the frames of the WebSocket reach us in base64."""
        events = page.context.new_cdp_session(page)
        events.send("Network.enable")
        events.on("Network.loadingFinished", lambda event: self._http(event["encodedDataLength"]))
        events.on("Network.webSocketFrameReceived", lambda event: self._frame(event["response"]))

    def _http(self, size: float) -> None:
        self.http += int(size)

    def _frame(self, response: dict[str, Any]) -> None:
        text = response["payloadData"]
        self.socket += len(text) * 3 // 4 - text[-2:].count("=") if response["opcode"] == 2 else len(text)


def run(rounds: int) -> int:
    """Measure and print the table; the exit status is always 0, for a slow machine is no error."""
    with _chromium() as browser:
        print(f"Cold start, from the command to a complete Home page: {_cold(browser, max(rounds, 1)):.1f} s\n", flush=True)
        with _server(ROOT / "app.py") as app, _server(FLOORS / "empty.py") as empty, _server(FLOORS / "bare.py") as bare:
            measured = _rounds(browser, app, empty, bare, max(rounds, 1))
    _print(measured, max(rounds, 1))
    return 0


@contextmanager
def _chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise IppError("The bench needs playwright: pip install -r requirements-test.txt") from None
    if not CHROMIUM.exists():
        raise IppError(f"The bench needs Chromium at {CHROMIUM}; on Debian: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def _server(script: Path) -> Iterator[str]:
    """A Streamlit server of one script that answers; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - our own scripts
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
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
    try:
        _await(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise IppError(f"The server ended with status {process.returncode}; run the same command by hand to see why.")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise IppError("The server did not answer within a minute.")


def _cold(browser: Any, rounds: int) -> float:  # noqa: ANN401 - playwright is imported late
    """The median over fresh servers, each with a fresh profile of the browser."""
    seconds = []
    for _ in range(rounds):
        start = time.monotonic()
        with _server(ROOT / "app.py") as app:
            context = browser.new_context()
            page = context.new_page()
            page.goto(app)
            page.wait_for_function(COMPLETE, timeout=60000)
            seconds.append(time.monotonic() - start)
            context.close()
    return median(seconds)


def _addresses() -> dict[str, str]:
    """A name and an address for each page, discovered; the pages of the assessment also with the training set, where they hold most."""
    files = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
    found = {}
    for file in files:
        path = "" if file.name == "app.py" else re.sub(r"^[\d_ -]+", "", file.stem)
        sets = ("live", "training") if "group: Assess" in file.read_text(encoding="utf-8") else ("live",)
        found |= {(path or "Home") + (", training" if name == "training" else ""): f"/{path}?{urlencode(CHOSEN[name])}" for name in sets}
    return found


def _rounds(browser: Any, app: str, empty: str, bare: str, rounds: int) -> dict[str, dict[str, Visits]]:  # noqa: ANN401
    """Each page and its two floors in turn, round after round, so that a slow minute of the machine hits all of them."""
    measured: dict[str, dict[str, Visits]] = defaultdict(lambda: {"page": Visits(), "bare": Visits(), "empty": Visits()})
    pages = _addresses()
    for address in pages.values():  # warm: imports, caches of the server
        _visit(browser, app + address, Visits())
    for _ in range(rounds):
        for name, address in pages.items():
            kinds = _visit(browser, app + address, measured[name]["page"])
            _visit(browser, f"{bare}/?kinds={','.join(kinds)}", measured[name]["bare"])
            _visit(browser, empty, measured[name]["empty"])
    return measured


def _visit(browser: Any, address: str, into: Visits) -> list[str]:  # noqa: ANN401
    """One first visit with a fresh profile, one reload and one rerun; returns the kinds of components in sight."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page, meter = context.new_page(), Meter()
    meter.attach(page)
    into.first.append(_timed(page, lambda: page.goto(address)))
    page.wait_for_timeout(300)
    into.http, into.socket = meter.http, meter.socket
    into.reload.append(_timed(page, page.reload))
    page.wait_for_timeout(300)
    before = meter.socket
    page.keyboard.press("r")  # Streamlit's own key for: run again
    page.wait_for_timeout(500)
    page.wait_for_function(COMPLETE, timeout=60000)
    into.rerun = meter.socket - before
    shown = [kind for kind, mark in KINDS.items() if page.locator(f'[data-testid="{mark}"]').filter(visible=True).count()]
    context.close()
    return shown


def _timed(page: Any, go: Any) -> float:  # noqa: ANN401
    start = time.monotonic()
    go()
    page.wait_for_function(COMPLETE, timeout=60000)
    return time.monotonic() - start


def _print(measured: dict[str, dict[str, Visits]], rounds: int) -> None:
    print(f"Seconds, median of {rounds}; bare = the same kinds of components without content; empty = one line of text")
    print(f"Aims: reload at most {MOST_RELOAD} x bare; a rerun below {MOST_RERUN} MB\n")
    heads = ("page", "first", "bare", "empty", "ratio", "reload", "bare", "empty", "ratio", "HTTP MB", "socket MB", "rerun MB")
    print(("{:26}" + "{:>10}" * 11).format(*heads))
    for name, three in measured.items():
        page, bare, empty = three["page"], three["bare"], three["empty"]
        cells = []
        for kind in ("first", "reload"):
            one, two, three_ = (median(getattr(v, kind)) for v in (page, bare, empty))
            cells += [
                f"{one:.2f}",
                f"{two:.2f}",
                f"{three_:.2f}",
                f"{one / two:.2f}" + ("" if kind == "first" or one <= MOST_RELOAD * two else " !"),
            ]
        cells += [
            f"{page.http / 1e6:.2f}",
            f"{page.socket / 1e6:.3f}",
            f"{page.rerun / 1e6:.3f}" + (" !" if page.rerun / 1e6 >= MOST_RERUN else ""),
        ]
        print(f"{name:26}" + "".join(f"{cell:>10}" for cell in cells))
    print("\n! = the aim is missed")
