"""Drives the light page of `autograder lite` in Chromium, as a student does."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

OFFLINE = "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # nothing comes from elsewhere
PATIENCE = 300.0  # seconds, on a machine that does much else
DESKTOP, PHONE = (1200, 900), (390, 800)
RUN = """
const done = arguments[arguments.length - 1], app = window.jupyterapp, [changed, ran] = arguments;
(async () => {
  const panel = app.shell.currentWidget, model = panel.content.model;
  const place = (id) => [...model.cells].findIndex((cell) => cell.id === id);
  for (const [id, text] of Object.entries(changed))
    model.cells.get(place(id)).sharedModel.setSource(text);
  const outputs = [];
  for (const id of ran) {
    panel.content.activeCellIndex = place(id);
    await app.commands.execute("notebook:run-cell");
    outputs.push(model.cells.get(place(id)).toJSON().outputs);
  }
  done(JSON.stringify(outputs));
})().catch((error) => done(JSON.stringify(String(error))));
"""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, sent: list[Path], **options: Any) -> None:
        self.sent = sent
        super().__init__(*arguments, **options)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        self.sent.append(Path(self.translate_path(self.path)))
        super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path, sent: list[Path] | None = None) -> Iterator[str]:
    """Serve a folder as any web server does; yield its address. `sent` gets each file sent."""
    note = [] if sent is None else sent
    handler = partial(_Handler, directory=str(folder), sent=note)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def expose(site: Path) -> None:
    """Let scripts of tests drive the JupyterLite of a site."""
    settings = site / "jupyter" / "jupyter-lite.json"
    data = json.loads(settings.read_text())
    data["jupyter-config-data"]["exposeAppInBrowser"] = True
    settings.write_text(json.dumps(data))


class Browser:
    """A Chromium without a window, and the folder to which it downloads."""

    def __init__(self, folder: Path) -> None:
        from selenium import webdriver

        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for one in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", OFFLINE):
            options.add_argument(f"--{one}")
        options.add_argument(f"--user-data-dir={folder / 'profile'}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_script_timeout(PATIENCE)
        self.downloads = folder / "downloads"
        self.downloads.mkdir()
        place = {"behavior": "allow", "downloadPath": str(self.downloads)}
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", place)

    def close(self) -> None:
        self.driver.quit()

    def resize(self, size: tuple[int, int]) -> None:
        width, height = size
        is_phone = width < 600
        metrics = {"width": width, "height": height, "mobile": is_phone}
        metrics["deviceScaleFactor"] = 2 if is_phone else 1
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: object) -> Any:
        """Wait until a script returns something true; return that."""
        end = time.monotonic() + PATIENCE
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < end, (script, arguments)
            time.sleep(0.1)
        return found

    def downloaded(self, name: str) -> Path:
        end = time.monotonic() + PATIENCE
        while not (self.downloads / name).exists():
            assert time.monotonic() < end, name
            time.sleep(0.1)
        return self.downloads / name

    def errors(self) -> list[str]:
        """What the browser's console has complained of."""
        return [
            one["message"] for one in self.driver.get_log("browser") if one["level"] == "SEVERE"
        ]

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()


class LightPage:
    """An assignment's light page that is open in a browser."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        browser.driver.get(address)

    def write(self, exercise: str, text: str) -> None:
        """Replace what stands in an exercise's last editor, as if it were typed."""
        script = """
          const mine = [...document.querySelectorAll("textarea.editor")].filter(
            (area) => area.dataset.exercise === arguments[0]);
          const area = mine.at(-1);
          area.focus(); area.select();
          document.execCommand("insertText", false, arguments[1]);
          return area.value === arguments[1];"""
        assert self.browser.run(script, exercise, text)

    def written(self, exercise: str) -> str:
        script = """return [...document.querySelectorAll("textarea.editor")].filter(
            (area) => area.dataset.exercise === arguments[0]).at(-1).value"""
        return str(self.browser.run(script, exercise))

    def check(self, exercise: str) -> str:
        """Press the button; return what the section says once there is an answer."""
        section = f'.check[data-exercise="{exercise}"]'
        self.browser.click(f"{section} .run")
        self.browser.wait(
            "return !document.querySelector('button.run').disabled && running === null"
        )
        return str(
            self.browser.run("return document.querySelector(arguments[0]).innerText", section)
        )

    def pictures(self, exercise: str) -> list[str]:
        """How the pictures on an exercise's card are described."""
        script = """return [...document.querySelectorAll(
          `.check[data-exercise="${arguments[0]}"] .card img`)].map((image) => image.alt)"""
        return list(self.browser.run(script, exercise))


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    browser = Browser(folder)
    try:
        yield browser
    finally:
        browser.close()


class NotebookPage:
    """A notebook that is open in JupyterLite, with its kernel ready."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        browser.driver.get(address)
        browser.wait(
            "return window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
            "?.status === 'idle'"
        )

    def cells(self, changed: dict[str, str], ran: list[str]) -> list[list[dict[str, Any]]]:
        """Change cells, by their ids, and run others; return the outputs of these."""
        found = json.loads(self.browser.driver.execute_async_script(RUN, changed, ran))
        assert isinstance(found, list), found
        return found
