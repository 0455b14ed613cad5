"""A digest of what a submission's code does, from which its hidden inputs are drawn.

Comments, docstrings and blank space do not count, so a changed remark meets the same inputs. The
text is read token by token, in linear time, and never parsed as Python: that is left to the child.
Code that could look at its own text (by `__doc__`, `inspect`, line numbers) counts letter by
letter, as does text that is no Python: else a remark could choose what it does with known inputs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from autograder.course.submission import Submission
from autograder.course.template import normal

_TOKEN = re.compile(
    r"""
    [ \t\f]*+ (?:
        (?P<text> [rRbBuUfF]{0,3}+ (?:
            \"{3} [^"\\]*+ (?: (?: \\. | "(?!"") ) [^"\\]*+ )*+ \"{3}
          | '{3} [^'\\]*+ (?: (?: \\. | '(?!'') ) [^'\\]*+ )*+ '{3}
          | " [^"\\\n]*+ (?: \\. [^"\\\n]*+ )*+ "
          | ' [^'\\\n]*+ (?: \\. [^'\\\n]*+ )*+ '
        ) )
      | (?P<word> \w++ )
      | (?P<line> (?: \#[^\n]*+ )?+ \n [ \t\f]*+ )
      | (?P<nothing> \#[^\n]*+ | \\\n | \Z )
      | (?P<sign> . )
    )""",
    re.X | re.S,
)
_OPEN, _CLOSED = "([{", ")]}"
INDENT, DEDENT, END = "\t+", "\t-", "\n"  # no token of a text looks like these
STUB = [INDENT, "raise", "NotImplementedError", END]
# Words by which code could read its own comments, docstrings or line numbers.
_REVEALING = re.compile(
    r"(?:getattr|vars|dir|eval|exec|compile|globals|locals|format|format_map|help|info|source"
    r"|lookfor|open|warn|breakpoint|get_ipython|(?:co|gi|cr|ag|tb)_\w+"
    r"|f_(?:code|back|lineno|locals|globals|builtins|trace))"
)
_USUAL = {"__name__", "__init__", "__call__", "'__main__'", '"__main__"'}
_HARMLESS = {
    *("__future__", "cmath", "collections", "dataclasses", "decimal", "fractions", "functools"),
    *("itertools", "math", "matplotlib", "numpy", "random", "statistics", "time", "typing"),
}
_PLAIN_TEXT = re.compile(r"[rRuU]?['\"]")  # no f-string, which does something
Tokens = list[str]


class NotPythonError(Exception):
    """The text cannot be read as tokens, or may look at itself."""


def code_digest(submission: Submission, stubs: Mapping[str, str]) -> str:
    """Return the digest of a submission's own code; `stubs` are texts that everybody was given."""
    texts = [normal(cell.source) for cell in submission.cells]
    texts = [text for text in texts if text not in stubs]
    try:
        found = [statement for text in texts for statement in statements(text)]
        tokens = [token for statement in found for token in statement]
        if any(map(_is_revealing, set(tokens))) or not all(map(_imports_harmless, found)):
            raise NotPythonError
    except NotPythonError:
        tokens = texts
    return hashlib.sha256(repr(tokens).encode("utf-8", "surrogatepass")).hexdigest()


def is_stub(submission: Submission, function: str) -> bool:
    """Whether the text of `function` does nothing but raise NotImplementedError."""
    for cell in submission.cells:
        if f"def {function}(" not in cell.source:
            continue
        try:
            tokens = [token for one in statements(normal(cell.source)) for token in one]
        except NotPythonError:
            return False
        for at, pair in enumerate(pairwise(tokens)):
            if pair == ("def", function):
                body = tokens[tokens.index(END, at) + 1 :]
                return body[:4] == STUB and body[4:5] in ([], [DEDENT])
    return False


def _is_revealing(token: str) -> bool:
    return bool(_REVEALING.fullmatch(token)) or ("__" in token and token not in _USUAL)


def _imports_harmless(statement: Tokens) -> bool:
    if "import" not in statement and "from" not in statement:
        return True
    bare = [token for token in statement if token not in (INDENT, DEDENT)]
    if bare[0] == "from":
        return bare[1] in _HARMLESS
    if bare[0] == "import":
        return all(
            name in _HARMLESS for before, name in pairwise(bare) if before in ("import", ",")
        )
    return "import" not in bare  # after a colon or a semicolon


def statements(text: str) -> Iterator[Tokens]:
    """Yield the statements of `text`, without those that are only a text, such as docstrings."""
    widths, depth, margin = [0], 0, None
    shift, statement = Tokens(), Tokens()
    for string, word, line, _, sign in _TOKEN.findall(text):
        if line:
            margin = line.rpartition("\n")[2]
            continue
        if not (token := word or sign or string):
            continue
        if margin is not None and not depth:
            yield _told(shift, statement)
            shift, statement = _shift(widths, len(margin.expandtabs(8))), []
        margin = None
        statement.append(token)
        if sign:
            depth += (sign in _OPEN) - (sign in _CLOSED)
            if depth < 0 or sign in "'\"":
                raise NotPythonError
    if depth:
        raise NotPythonError
    yield _told(shift, statement)


def _shift(widths: list[int], width: int) -> Tokens:
    """The tokens for a line that begins at `width`; `widths` are those of the blocks around it."""
    if width > widths[-1]:
        widths.append(width)
        return [INDENT]
    shift = []
    while width < widths[-1]:
        widths.pop()
        shift.append(DEDENT)
    if width != widths[-1]:
        raise NotPythonError
    return shift


def _told(shift: Tokens, statement: Tokens) -> Tokens:
    """A statement as it counts: nothing of one that is only a text, but where it stands."""
    if all(_PLAIN_TEXT.match(token) for token in statement):
        return shift
    return [*shift, *statement, END]
