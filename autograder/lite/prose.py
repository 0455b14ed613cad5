"""An assignment's prose as HTML: Markdown, with formulas as MathML, which browsers draw alone."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError
from autograder.report.rendering import trusted

if TYPE_CHECKING:
    from markupsafe import Markup

_MATH = re.compile(r"\$\$(.+?)\$\$|\$((?:[^$\\\n]|\\.|\n(?!\n))+?)\$", re.S)
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.S)
# What LaTeX knows and docutils does not, in words that both know.
_SAID_OTHERWISE = (
    (re.compile(r"\\dots\b"), r"\\ldots"),
    (re.compile(r"\\textit\b"), r"\\text"),
    (re.compile(r"\\Big(?![a-z])"), ""),
    (re.compile(r"\\([td]?frac)(\d)(\d)"), r"\\\1{\2}{\3}"),
)
_KEPT = "\ufdd0{}\ufdd0"  # stands for a formula while Markdown is read: no text holds it


def to_html(text: str) -> Markup:
    """Return prose of the course's authors as HTML; `$x$` and `$$x$$` are formulas."""
    from markdown_it import MarkdownIt

    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formula = found[1] or found[2]
        made = _mathml(formula, is_block=found[1] is not None)
        if not made:  # as it was written it can be read, too
            return f"`{formula}`"
        formulas.append(made)
        return _KEPT.format(len(formulas) - 1)

    parts = _CODE.split(text)  # in turn: prose, code, prose, ...
    parts[::2] = [_MATH.sub(keep, part) for part in parts[::2]]
    html = MarkdownIt("commonmark").enable("table").render("".join(parts))
    for number, formula in enumerate(formulas):
        html = html.replace(_KEPT.format(number), formula)
    return trusted(html)


def _mathml(formula: str, is_block: bool) -> str:
    """Return a formula as MathML; "" if it is not understood."""
    try:
        math = import_module("docutils.utils.math")
        tex2mathml = import_module("docutils.utils.math.latex2mathml").tex2mathml
    except ImportError:
        raise AutograderError(
            "The formulas need docutils: `make lite` installs it, or pip install docutils."
        ) from None
    known = formula.strip()
    for pattern, other in _SAID_OTHERWISE:
        known = pattern.sub(other, known)
    try:
        made: Any = tex2mathml(known, is_block)
    except math.MathError:
        return ""
    return str(made)
