"""How the Markdown of this folder becomes a site: `make docs` writes it to dist/site.

Sphinx reads the pages by MyST and dresses them by Furo. They are written for GitHub first, so what
GitHub would show as noise is added here: the navigation, and the members of the modules that a
page names in a comment, `<!-- automodule: reference.taylor -->`. Equations become MathML, which
browsers draw by themselves: the finished site asks no other computer for anything.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))  # autodoc imports what it describes

from autograder.text import STRESSED  # noqa: E402 - only now it is found

# The pages under each heading, in this order, with their names in the navigation; those that do not
# exist are passed over. A page that is named nowhere is an error: Sphinx says that it is in no
# toctree, and warnings are errors.
NAVIGATION = {
    "Students": {"student": "The student's guide", "browser": "In a browser"},
    "Instructors": {
        "instructor": "The instructor's guide",
        "jupyterhub": "A hub for a class",
        "intake": "What was handed in",
        "class": "A whole class",
        "scale": "Many submissions",
        "dates": "Due dates",
        "exports": "Exporting grades",
        "lti": "LTI 1.3",
        "lms_moodle": "Moodle",
        "lms_canvas": "Canvas",
        "lms_blackboard": "Blackboard",
        "lms_brightspace": "Brightspace",
        "student_data": "Students' data",
        "github-classroom/README": "GitHub",
        "security": "Security",
        "attacks": "The attacks that are tried",
    },
    "Authors": {
        "author": "The author's guide",
        "gradient_checker": "The gradient checker",
        "fairness": "The test of fairness",
        "api": "For programs",
    },
    "The lecture": {
        "lecture_map": "A map of the lecture",
        "figures/README": "Figures and claims",
        "errata": "Errata",
        "glossary": "Glossary, English and Arabic",
    },
}

project = "Exercises that say why"
author = copyright = "the authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
exclude_patterns = ["conf.py", "_static", "github-classroom/.github"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
default_role = "code"
highlight_language = "none"
autodoc_typehints = "none"  # shapes say more than types, and docstrings give them
autodoc_member_order = "bysource"
add_module_names = False
nitpicky = True

html_theme = "furo"
html_title = project
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"top_of_page_buttons": []}
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"

# What Sphinx and Furo leave out for those who use a keyboard or a screen reader: the level of a
# heading, names of landmarks, a way to scroll by keys, corners of tables that head nothing.
MENDED = {
    r'role="heading">': 'role="heading" aria-level="2">',
    r'<aside class="sidebar-drawer"': '<aside aria-label="The site" class="sidebar-drawer"',
    r'<aside class="toc-drawer': '<aside aria-label="This page" class="toc-drawer',
    r'<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    r'<div class="(table-wrapper[^"]*|math)"': r'<div tabindex="0" class="\1"',
    r'<div id="search-results">': '<h1>Search</h1>\n<div id="search-results">',
    r'<th class="head[^>]*>(?:<p></p>)?</th>': "<td></td>",
}
_MODULE = re.compile(r"^<!-- automodule: ([\w.]+) -->$", re.M)
_OUTSIDE = re.compile(r"\]\(((?:\.\./)+[A-Z]+\.md)\)")  # CHANGELOG.md and the like: a file to load
_CODE = re.compile(r"(`[^`]*`)")


def setup(app: Any) -> dict[str, bool]:
    app.connect("source-read", add_what_markdown_lacks)
    app.connect("autodoc-process-docstring", from_plain_text)
    app.connect("doctree-read", link_modules, priority=100)  # before files to download are listed
    app.connect("build-finished", mend)
    app.add_html_math_renderer("mathml", (inline_math, None), (displayed_math, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_what_markdown_lacks(app: Any, docname: str, source: list[str]) -> None:
    """Append the navigation to the first page, and put the members in where a comment asks."""
    if docname == app.config.root_doc:
        source[0] += "".join(_toctree(*heading) for heading in NAVIGATION.items())
    elif docname == "api":
        source[0] += _toctree(
            "", {f"api/{path.stem}": "" for path in sorted(HERE.glob("api/*.md"))}
        )
    source[0] = _MODULE.sub(_members, source[0])
    source[0] = _OUTSIDE.sub(r"](path:\1)", source[0])


def _toctree(caption: str, pages: dict[str, str]) -> str:
    there = {page: title for page, title in pages.items() if (HERE / f"{page}.md").exists()}
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    rows = [f"{title} <{page}>" if title else page for page, title in there.items()]
    return "\n".join(["", "```{toctree}", *options, "", *rows, "```", ""])


def _members(found: re.Match[str]) -> str:
    return f"## `{found[1]}`\n\n```{{eval-rst}}\n.. automodule:: {found[1]}\n   :members:\n```"


def mend(app: Any, error: Exception | None) -> None:
    """Open the finished pages to everybody."""
    for page in [] if error else Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for wrong, right in MENDED.items():
            text = re.sub(wrong, right, text)
        page.write_text(text, encoding="utf-8")


def link_modules(app: Any, doctree: Any) -> None:
    """Let links to files of `reference/` lead to what the site says about these modules."""
    from sphinx import addnodes

    for link in list(doctree.findall(addnodes.download_reference)):
        path = (HERE / link["refdoc"]).parent.joinpath(link["reftarget"]).resolve()
        if path.is_relative_to(ROOT / "reference") and path.suffix == ".py":
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            xref = addnodes.pending_xref(
                "",
                *link.children,
                refdomain="py",
                reftype="mod",
                reftarget=module,
                refdoc=link["refdoc"],
                refexplicit=True,
                refwarn=True,
            )
            link.replace_self(xref)


def from_plain_text(
    app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Turn a docstring of ours into reStructuredText: indented paragraphs are formulas or code."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip("\n"))
    lines[:] = [*"\n\n".join(map(_paragraph, paragraphs)).split("\n"), ""]


def _paragraph(text: str) -> str:
    rows = text.split("\n")
    if all(row.startswith("    ") for row in rows):
        return "::\n\n" + text
    if all(re.match(r"\S+  +\S", row) for row in rows):  # a table by hand
        return "::\n\n" + "\n".join(f"    {row.replace('`', '')}" for row in rows)
    if text.endswith("::"):
        text = text[:-1]
    parts = _CODE.split(text)  # in turn: prose, code, prose, ...
    first, *others = map(_escaped, parts[::2])
    parts[::2] = [first, *(f"\\ {one}" if one[:1].isalnum() else one for one in others)]
    text = "".join(parts)
    if any(row.startswith("  ") for row in rows) and not rows[0].startswith("- "):
        return "\n".join(f"| {row}" for row in text.split("\n"))
    return text


def _escaped(prose: str) -> str:
    """Plain prose, in which only *stress* is markup."""
    parts = STRESSED.split(prose)  # in turn: plain, stressed, plain, ...
    plain = [re.sub(r"([\\*|_])", r"\\\1", part) for part in parts]
    return "".join(f"*{part}*" if at % 2 else part for at, part in enumerate(plain))


def inline_math(writer: Any, node: Any) -> None:
    _write_math(writer, node, as_block=False)


def displayed_math(writer: Any, node: Any) -> None:
    writer.body.append(writer.starttag(node, "div", CLASS="math"))
    _write_math(writer, node, as_block=True)
    writer.body.append("</div>\n")


def _write_math(writer: Any, node: Any, as_block: bool) -> None:
    from docutils import nodes
    from docutils.utils.math import MathError
    from docutils.utils.math.latex2mathml import tex2mathml
    from sphinx.util import logging

    try:
        writer.body.append(tex2mathml(node.astext(), as_block))
    except MathError as error:
        logging.getLogger(__name__).warning("%s", error, location=node)
    raise nodes.SkipNode
