"""Numbers of points as LMSs write them: with a decimal point, or a decimal comma."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[+-]?(?:\d++(?:[.,\u00a0\u202f '\u2019]\d++)*+)")
_FRACTION = re.compile(r"[+-]?\d++([.,])\d++")


def number(text: str) -> float | None:
    """Return the number that `text` is, or None: `8.5`, `8,5`, `1.234,5` and `1,234.5` are some.

    Of two kinds of separators the last one is the decimal one; one alone is decimal.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    digits = re.sub(r"[\u00a0\u202f '\u2019]", "", text)
    mark = max(".,", key=digits.rfind)
    whole, sign, part = digits.rpartition(mark)
    if not sign:
        return float(digits)
    if mark in whole:  # 1.234.567: it separates thousands
        return float(digits.replace(".", "").replace(",", ""))
    return float(f"{whole.replace('.', '').replace(',', '')}.{part}")


def decimal_comma(texts: Iterable[str]) -> bool | None:
    """Whether the numbers among `texts` have decimal commas; None if none has a fraction."""
    marks = [found[1] for text in texts if (found := _FRACTION.fullmatch(text.strip()))]
    return None if not marks else marks.count(",") > marks.count(".")
