"""What the course in a browser takes: megabytes and seconds, to ready and to verdicts.

`python -m bench.lite` builds the site with the Pyodide of the tests, serves it, and opens it in a
Chromium that has loaded nothing before, and once more. It needs what `tests.parts` says.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRONG = "def linear_approx(f0, df0, dx):\n    return f0 - df0 * np.asarray(dx)\n"
FIGURE = "def plot_taylor(ax, f, derivatives, x0, x):\n    ax.plot(x, [f(place) for place in x])\n"
READY = "return one('state').textContent === 'Python is ready.'"
PACKED = (".html", ".css", ".js", ".mjs", ".wasm", ".json", ".svg", ".ipynb")


@cache
def sizes(path: Path) -> tuple[int, int]:
    """The bytes of a file, and what a server sends of it that compresses text and WebAssembly."""
    data = path.read_bytes() if path.is_file() else b""
    return len(data), len(zlib.compress(data, 6)) if path.suffix in PACKED else len(data)


def row(what: str, began: float, sent: list[Path]) -> None:
    plain, packed = (sum(sizes(path)[k] for path in sent) / 1e6 for k in (0, 1))
    took = time.perf_counter() - began
    print(f"  {what:44} {took:7.1f} s {plain:8.1f} MB {packed:8.1f} MB", flush=True)


def light(browser: object, address: str, sent: list[Path]) -> None:
    """Open a light page, check a wrong answer, and compare a figure."""
    from factories.lite_browser import Browser, LightPage

    assert isinstance(browser, Browser)
    sent.clear()
    began = time.perf_counter()
    page = LightPage(browser, f"{address}/01_taylor.html")
    row("the page can be read and written", began, sent)
    page.write("linear_approx", WRONG)
    browser.wait(READY)
    row("Python is ready", began, sent)
    assert "the wrong way" in page.check("linear_approx")
    row("the first verdict, named", began, sent)
    again = time.perf_counter()
    page.check("linear_approx")
    print(f"  {'  a verdict from then on':44} {time.perf_counter() - again:7.1f} s")
    page.write("plot_taylor", FIGURE)
    page.check("plot_taylor")
    assert len(page.pictures("plot_taylor")) == 2
    row("a figure beside the one that was asked for", began, sent)


def notebook(browser: object, address: str, sent: list[Path]) -> None:
    """Open a notebook in JupyterLite and run a check cell."""
    from factories.lite_browser import Browser, NotebookPage

    assert isinstance(browser, Browser)
    sent.clear()
    began = time.perf_counter()
    page = NotebookPage(browser, f"{address}/jupyter/lab/index.html?path=01_taylor/taylor.ipynb")
    row("the kernel is ready", began, sent)
    text = WRONG.replace("np.asarray(dx)", "dx")
    page.cells({"linear-approx": text}, ["linear-approx", "check-linear-approx"])
    row("the first verdict", began, sent)


def main() -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from factories.lite_browser import DESKTOP, expose, opened, served
    from factories.webassembly import pyodide
    from parts import CHROMIUM, JUPYTERLITE, PYODIDE

    from autograder.course.catalog import Catalog
    from autograder.lite.site import build

    for part in (PYODIDE, CHROMIUM, JUPYTERLITE):
        if not part.is_here:
            print(f"The course in a browser is not measured: {part.name} is missing ({part.how}).")
            return
    with tempfile.TemporaryDirectory() as folder:
        site, profile, sent = Path(folder, "site"), Path(folder, "browser"), list[Path]()
        list(build(Catalog(ROOT), site, str(pyodide()), True))
        expose(site)
        profile.mkdir()
        with served(site, sent) as address, opened(profile) as browser:
            browser.resize(DESKTOP)
            for what, visit in (("light page", light), ("JupyterLite", notebook)):
                for time_of in ("first visit", "second visit"):
                    print(f"{what}, {time_of}: since it was opened; sent as it is, and compressed")
                    visit(browser, address, sent)


if __name__ == "__main__":
    main()
