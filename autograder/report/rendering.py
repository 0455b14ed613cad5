"""Pages made from Jinja templates, in which no text that somebody else wrote can act.

Whatever a template shows is made safe for the eye (`text.for_terminal`) and then escaped. No
template has to ask for it, and none can ask for less: the filters that could (`safe`, for one) are
taken away. Text never becomes a template. Jinja is imported when the first page is made.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.report import filters
from autograder.text import for_terminal

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

ENGINE = Path(__file__).resolve().parents[1]
SHORT = 80  # characters of a text that is likely to come again: a name, a cell of a table


def render(template: str, **shown: object) -> str:
    """Return the page that `template`, a path below the engine, makes of what is to be shown."""
    return environment().get_template(template).render(shown)


@cache
def environment() -> Environment:
    """Return what loads and renders all templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(ENGINE),
        autoescape=True,  # whatever a template is called
        undefined=StrictUndefined,
        finalize=_finalize(),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    kept = {name: made.filters[name] for name in ("length", "tojson")}
    made.filters = {**kept, "base64": _base64, "sha256": _sha256, **filters.FILTERS}
    made.globals |= {"asset": _asset, **filters.GLOBALS}
    return made


def _finalize() -> Callable[[object], object]:
    """Return the function to which Jinja gives every value before it escapes and writes it."""
    from markupsafe import Markup

    again = lru_cache(maxsize=4096)(for_terminal)

    def visible(value: object) -> object:
        if isinstance(value, (Markup, int)):
            return value
        text = str(value)
        return again(text) if len(text) <= SHORT else for_terminal(text)

    return visible


def trusted(html: str) -> Markup:
    """Return HTML of the engine or of the course's authors, which is written as it is."""
    from markupsafe import Markup

    return Markup(html)


def _asset(*paths: str) -> Markup:
    """Return style sheets or scripts of ours in one, each a path below the engine."""
    return trusted("".join((ENGINE / path).read_text(encoding="utf-8") for path in paths))


def _base64(data: bytes) -> Markup:
    """Return `data` for the address of a picture, which may be longer than any text."""
    return trusted(base64.b64encode(data).decode())


def _sha256(text: str) -> str:
    """Return the digest by which a security policy allows a style or a script."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
