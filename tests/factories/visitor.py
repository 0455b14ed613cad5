"""Somebody in front of a browser, who clicks in JupyterLab and in the formgrader of a hub."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from factories.hub import PASSWORD, Hub

OFFLINE = "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # pages ask for MathJax
PATIENCE = float(os.environ.get("PATIENCE", 240))  # seconds; a busy machine takes its time
BUTTON = """
return [...document.querySelectorAll('button, a, .lm-Menu-itemLabel, .lm-MenuBar-itemLabel')].find(
    one => one.textContent.trim() === arguments[0] && one.offsetParent !== null)
"""
# A notebook in JupyterLab has only those cells in the page that are in view, or near.
FIND_CARD = """
const found = document.querySelector('.jp-OutputArea-output article.exercise');
if (found) { found.scrollIntoView({block: 'center'}); return found.innerText; }
const panel = document.querySelector('.jp-WindowedPanel-outer');
const end = panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 2;
panel.scrollTop = end ? 0 : panel.scrollTop + panel.clientHeight / 2;
return false;
"""


class Visitor:
    """One person, with a browser of their own."""

    def __init__(self, hub: Hub, name: str, browser: Any) -> None:
        self.hub, self.name, self.browser = hub, name, browser
        self.user = hub.people[name]

    def log_in(self) -> None:
        """Log in with the password, which starts this person's server, and wait for JupyterLab."""
        self.go("/hub/login?next=/hub/user-redirect/lab/")
        for field, text in (("username_input", self.user), ("password_input", PASSWORD)):
            self.browser.find_element("id", field).send_keys(text)
        self.browser.find_element("id", "login_submit").click()
        self.wait("return document.querySelector('.jp-Launcher') !== null")

    def go(self, path: str) -> None:
        self.browser.get(f"{self.hub.address}{path}")

    def wait(self, script: str, *values: object) -> Any:
        """Wait until a script returns something that is true, and return that."""
        from selenium.common.exceptions import JavascriptException, StaleElementReferenceException

        end = time.monotonic() + PATIENCE
        while True:
            try:
                found = self.browser.execute_script(script, *values)
            except (JavascriptException, StaleElementReferenceException):
                found = None  # between two pages
            if found:
                return found
            if time.monotonic() > end:
                self.photograph("failed")
                raise AssertionError(f"{self.name} waits in vain: {script} {values}")
            time.sleep(0.2)

    def click(self, *labels: str) -> None:
        """Click on what is called so, one after another: menus, entries, buttons, links."""
        for label in labels:
            end = time.monotonic() + PATIENCE
            while True:
                found = self.wait(BUTTON, label)
                try:
                    found.click()
                    break
                except Exception:  # something lies above it for a moment
                    if time.monotonic() > end:
                        raise
                    time.sleep(0.3)

    def see(self, text: str) -> None:
        """Wait for a text on the page."""
        self.wait("return document.body.innerText.includes(arguments[0])", text)

    def card(self) -> str:
        """Scroll to the first card of a check in the notebook, and return its text."""
        return str(self.wait(FIND_CARD))

    def presses(self, selector: str, number: int = 0) -> str:
        """Press a button of the formgrader that tells how it went; return what it tells."""
        found = self.wait(
            "return document.querySelectorAll(arguments[0])[arguments[1]]", *(selector, number)
        )
        self.browser.execute_script("arguments[0].click()", found)
        told = str(self.wait("return document.querySelector('.modal.in')?.innerText"))
        assert "Success" in told, told
        self.go(self.browser.current_url.removeprefix(self.hub.address).rstrip("#"))
        return told

    def photograph(self, what: str) -> None:
        """Save a picture of the page, if somebody wants one (AUTOGRADER_HUB_PICTURES)."""
        if folder := os.environ.get("AUTOGRADER_HUB_PICTURES"):
            time.sleep(0.7)  # for what is still moving
            self.browser.save_screenshot(str(Path(folder, f"{what}.png")))


@contextmanager
def visitor(hub: Hub, name: str, profile: Path) -> Iterator[Visitor]:
    """One of the hub's people, logged in."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for one in ("headless=new", "no-sandbox", "disable-gpu", "window-size=1300,1000", OFFLINE):
        options.add_argument(f"--{one}")
    options.add_argument(f"--user-data-dir={profile}")
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    browser = webdriver.Chrome(options=options, service=service)
    try:
        browser.set_page_load_timeout(PATIENCE)
        somebody = Visitor(hub, name, browser)
        somebody.log_in()
        yield somebody
    finally:
        browser.quit()
