"""A real browser without a screen, and axe-core in it, which finds what bars a way to a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parts import AXE, AXE_FILE, CHROMIUM

OFFLINE = "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # pages ask for MathJax
PHONE, SCREEN = (390, 844), (1100, 1000)
# A page's scripts may be forbidden: the browser runs axe for the test, not for the page.
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
  found => done(found.violations.flatMap(one => one.nodes.map(
    node => one.id + ': ' + node.target.join(' ') + ' ' + (node.any[0] || node.all[0]
      || node.none[0] || {message: one.help}).message))),
  error => done(['axe-core failed: ' + error]));
"""
# What a key can reach, but nobody can see that it has.
UNSEEN = """
const focusable = 'a[href], button, summary, input, textarea, select, [tabindex="0"]';
return [...document.querySelectorAll(focusable)].filter(one => {
  one.focus({preventScroll: true});
  const style = getComputedStyle(one);
  return document.activeElement === one && one.matches(':focus-visible')
    && style.outlineStyle === 'none' && style.boxShadow === 'none';
}).map(one => 'focus is not seen: ' + one.outerHTML.slice(0, 100));
"""


@contextmanager
def browsing(folder: Path) -> Iterator[Any]:
    """Yield the browser; it keeps its profile in `folder`, and reaches this machine only."""
    CHROMIUM.need()
    from selenium import webdriver

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for one in ("headless=new", "no-sandbox", "disable-gpu", OFFLINE):
        options.add_argument(f"--{one}")
    options.add_argument(f"--window-size={SCREEN[0]},{SCREEN[1]}")
    options.add_argument(f"--user-data-dir={folder}")
    service = webdriver.ChromeService(executable_path=driver)
    opened = webdriver.Chrome(options=options, service=service)
    opened.set_page_load_timeout(90)
    opened.set_script_timeout(90)
    try:
        yield opened
    finally:
        opened.quit()


def barriers(
    browser: Any, page: Path, dark: bool = False, size: tuple[int, int] = SCREEN
) -> list[str]:
    """Return what axe-core finds wrong on a page, all that is folded being unfolded."""
    AXE.need()
    width, height = size
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page.as_uri())
    browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    browser.execute_script(AXE_FILE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(RUN)
    press_tab(browser)  # from now on focus is a keyboard's
    return sorted([*found, *browser.execute_script(UNSEEN)])


def press_tab(browser: Any) -> None:
    """Press the key that leads from one thing to the next."""
    for kind in ("keyDown", "keyUp"):
        key = {"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
        browser.execute_cdp_cmd("Input.dispatchKeyEvent", key)


def hosted(fragment: str, name: str = "Notebook") -> str:
    """Return a page that holds a card as a front end's page does, in its own colours."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title><style>'
        ":root { color-scheme: light dark; } @media (prefers-color-scheme: dark) {"
        " html { background: #111; color: #e0e0e0; } a { color: #79c0ff; } }</style></head>"
        f"<body><main><h1>{name}</h1>{fragment}</main></body></html>"
    )
