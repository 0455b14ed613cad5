"""Lines of Python read without parsing: which begin a statement, and which are IPython's magics.

Text that Python cannot parse, such as a cell with a magic or a syntax error, still has to be cut
into statements. One pass over the characters knows strings, comments, brackets and line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Cell magics whose body is not Python, or not run; the body of any other one counts as code.
OTHER_LANGUAGES = frozenset(
    {"bash", "sh", "script", "cmd", "system", "sx", "!", "html", "HTML", "javascript", "js"}
    | {"latex", "markdown", "svg", "SVG", "perl", "ruby", "R", "julia", "sql", "writefile", "file"}
)
# Each repetition is possessive: a line of a million characters must not take quadratic time, as the
# grader reads lines, too.
_LINE_MAGIC = re.compile(r"[%!?]|[\w.]++\s?\?{1,2}$")
_ASSIGNED_MAGIC = re.compile(r"[\w, .\[\]]++=\s*+(?:!|%\s*+[a-zA-Z_])")
# Magics that run a statement, which may bind a name.
_OF_STATEMENT = re.compile(r"(\s*)%(?:time|prun)\s+(?![-\\])(?=\S)")
# A cell of one line may call a magic without its percent sign.
_AUTOMAGIC = re.compile(
    r"\s*(?:(?:pip|conda|mamba|ls|cat|mkdir|rmdir|cp|mv|rm|man|time|timeit|matplotlib|load_ext|run)"
    r" +[^\s=(.,\[].*|cd [^=(]*|ls|pwd|whos|clear)\s*"
)
LONGEST_AUTOMAGIC = 1_000  # characters
_OPENS = re.compile(r"'''|\"\"\"|['\"#()\[\]{}\\]")
# Comments and strings, one after another; a string that has no end takes the rest of its line, or
# of the text if it has three quotes.
_TOKEN = re.compile(
    r"#[^\n]*+"
    r"|'''(?:[^'\\]++|\\[\s\S]?|'(?!''))*+(?:''')?|'(?:[^'\\\n]++|\\[\s\S]?)*+'?"
    r'|"""(?:[^"\\]++|\\[\s\S]?|"(?!""))*+(?:""")?|"(?:[^"\\\n]++|\\[\s\S]?)*+"?'
)
# A line that is a magic if a statement begins there.
_MAY_BE_MAGIC = re.compile(
    rf"^[^\S\n]*+(?:[%!?]|[\w.]++\s?\?{{1,2}}[^\S\n]*+$|{_ASSIGNED_MAGIC.pattern})", re.M
)


def statement_starts(lines: list[str]) -> list[bool]:
    """Return for each line whether a statement may begin there.

    That is not so inside a string or brackets, nor after a line that ends with a backslash. A magic
    is a statement, too, with the lines that its backslashes add.
    """
    return [not (depth or quote or continued) for depth, quote, continued in _states(lines)]


def strings(lines: list[str]) -> list[tuple[int, int]]:
    """Return the strings of several lines: the numbers of the first and the last line of each.

    Two of which one begins in the line where the other ends are taken for one.
    """
    text = "\n".join(lines)
    if _MAY_BE_MAGIC.search(text):  # quotes in a magic are no strings
        is_open = [bool(quote) for _, quote, _ in _states(lines)]
    else:
        is_open = _open_lines(text, len(lines))
    found: list[tuple[int, int]] = []
    for at in (at for at, inside in enumerate(is_open) if inside):
        begin = found.pop()[0] if found and found[-1][1] == at - 1 and is_open[at - 1] else at - 1
        found.append((begin, at))
    return found


def _open_lines(text: str, count: int) -> list[bool]:
    """Return for each of `count` lines whether it begins inside a string, in one search."""
    is_open, line, seen = [False] * count, 0, 0
    for token in _TOKEN.finditer(text):
        if "\n" in token[0]:
            first = line + text.count("\n", seen, token.start())
            line, seen = first + token[0].count("\n"), token.end()
            is_open[first + 1 : line + 1] = [True] * (line - first)
    return is_open


def _states(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield what is open where each line begins: brackets, a string, the line before."""
    depth, quote, continued, magic = 0, "", False, False
    for line in lines:
        yield depth, quote, continued
        begins = not (depth or quote or continued)
        magic = is_magic(line) if begins else magic and continued
        if not magic:
            depth, quote = _after(line, depth, quote)
        continued = not quote and line.rstrip().endswith("\\")


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Return how deep in brackets, and in which string, a line leaves us."""
    at = 0
    while at < len(line):
        if quote:
            end = _end_of_string(line, at, quote)
            if end < 0:
                is_open = len(quote) == 3 or _is_escaped(line[at:])
                return depth, quote if is_open else ""  # a string on one line ends with it
            at, quote = end, ""
            continue
        found = _OPENS.search(line, at)
        if found is None or found[0] == "#":
            break
        at = found.end()
        if found[0] in "([{":
            depth += 1
        elif found[0] in ")]}":
            depth = max(0, depth - 1)
        elif found[0] != "\\":
            quote = found[0]
    return depth, quote if len(quote) == 3 else ""


def _end_of_string(line: str, at: int, quote: str) -> int:
    """Return where the string ends that is open at `at`; -1 if not on this line."""
    while (end := line.find(quote, at)) >= 0:
        if not _is_escaped(line[at:end]):
            return end + len(quote)
        at = end + 1
    return -1


def _is_escaped(before: str) -> bool:
    """Whether what follows `before` in a string is escaped by it."""
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def is_magic(line: str) -> bool:
    """Whether a line, where a statement begins, is a magic, a shell command or a call for help."""
    line = line.strip()
    return bool(_LINE_MAGIC.match(line) or _ASSIGNED_MAGIC.match(line))


def is_automagic(source: str) -> bool:
    """Whether a cell is one line, a magic without its percent sign."""
    return len(source) < LONGEST_AUTOMAGIC and bool(_AUTOMAGIC.fullmatch(source))


def without_magics(source: str) -> str:
    """Return `source` with `pass` in place of each magic; line numbers stay the same.

    Of a magic that runs a statement, the statement remains.
    """
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        name = lines[first][2:].split(maxsplit=1)
        if name and name[0] in OTHER_LANGUAGES:
            return ""
        lines[first] = ""
    for begin, end in statements(lines):
        if timed := _OF_STATEMENT.match(lines[begin]):
            lines[begin] = timed[1] + lines[begin][timed.end() :]
        elif is_magic(lines[begin]):
            indent = lines[begin][: len(lines[begin]) - len(lines[begin].lstrip())]
            lines[begin:end] = [f"{indent}pass", *[""] * (end - begin - 1)]
    return "\n".join(lines)


def statements(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each piece that begins like a statement, and the line after it."""
    begins = [at for at, begin in enumerate(statement_starts(lines)) if begin]
    yield from zip(begins, [*begins[1:], len(lines)], strict=True)
