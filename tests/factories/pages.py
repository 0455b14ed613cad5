"""The project's pages, taken apart: their blocks of code, inline code, links and headings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factories.toy_course import ROOT
from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)
_MARK = re.compile(r"<!-- (\w+)(?:: (.*?))? -->")
_SHELL = ("", "console", "sh", "bash", "shell")


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its text, and the comment right before it, as two words."""

    page: str
    line: int
    language: str
    text: str
    mark: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Command:
    """A command that a page names; `shown` is what it prints there, None where that is left out."""

    page: str
    text: str
    shown: str | None = None
    in_block: bool = True

    @property
    def words(self) -> list[str]:
        """Its words, up to a comment or what the shell would do with it next."""
        words = shlex.split(self.text.replace("...", "…"), comments=True)
        ends = (at for at, word in enumerate(words) if word in ("|", ">", "&&", ";", "&", "<"))
        return words[: next(ends, len(words))]


@cache
def tokens(page: str) -> list[Token]:
    """The page as Markdown reads it."""
    parser = MarkdownIt("commonmark").enable("table")
    return parser.parse((ROOT / page).read_text(encoding="utf-8"))


def blocks(page: str) -> Iterator[Block]:
    """All fenced blocks of the page."""
    mark = ("", "")
    for token in tokens(page):
        if token.type == "html_block" and (found := _MARK.fullmatch(token.content.strip())):
            mark = (found[1], found[2] or "")
            continue
        if token.type == "fence":
            line = (token.map or [0])[0] + 1
            yield Block(page, line, token.info.strip(), token.content, mark)
        mark = ("", "")


def _inline(page: str, kind: str) -> Iterator[Token]:
    for token in tokens(page):
        yield from (child for child in token.children or [] if child.type == kind)


def inline_code(page: str) -> list[str]:
    """All pieces of code within the page's sentences."""
    return [token.content for token in _inline(page, "code_inline")]


def links(page: str) -> list[str]:
    """Where the page's links and pictures lead."""
    found = [token.attrGet("href") for token in _inline(page, "link_open")]
    return [str(href) for href in [*found, *(t.attrGet("src") for t in _inline(page, "image"))]]


def anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to the page's headings."""
    found: dict[str, int] = {}
    names = set()
    for before, token in zip(tokens(page), tokens(page)[1:], strict=False):
        if before.type == "heading_open":
            text = "".join(
                child.content
                for child in token.children or []
                if child.type in ("text", "code_inline")
            )
            slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
            again = found.get(slug, 0)
            found[slug] = again + 1
            names.add(f"{slug}-{again}" if again else slug)
    return names


def commands(page: str) -> Iterator[Command]:
    """What a reader is told to type: lines of blocks, and inline code that is a command."""
    for block in blocks(page):
        if block.language in _SHELL:
            yield from of_block(block)
    for code in inline_code(page):
        text = " ".join(code.split())
        if " " in text and is_command(text):
            yield Command(page, text, in_block=False)


def is_command(text: str) -> bool:
    """Whether a text begins with one of the programs that we know."""
    first = text.split()[0].rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    return first in ("make", "autograder", "nbgrader", "python", "pip", "pytest", "py")


def of_block(block: Block) -> Iterator[Command]:
    """The commands of a block: all its lines, or, with prompts, what stands behind each `$ `.

    What follows such a command is its output.
    """
    text = re.sub(r"\\\n\s*", "", block.text)
    if not re.search(r"^\$ ", text, re.M):
        lines = [line for line in text.split("\n") if line.strip() and is_command(line)]
        yield from (Command(block.page, line) for line in lines)
        return
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        line, _, shown = part.partition("\n")
        yield Command(block.page, line, shown)
