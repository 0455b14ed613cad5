"""The form of an entry in the table of explanations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from autograder.feedback.crashes.evidence import Crash

ANY = "any"
Says = str | Callable[[Crash, "re.Match[str]"], str | None]


@dataclass(frozen=True)
class Explained:
    """An explanation of a crash, and the short name of its kind."""

    key: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One kind of crash: the types of its error, the words, and what to say of it.

    `words` is a regular expression for the error's text, in the wordings of all Pythons and NumPys
    that are supported. `says` is a text, with the named groups of `words` in braces, or a function
    that looks at the line as well, and returns None where its evidence does not hold.
    """

    key: str
    kinds: str
    words: str
    says: Says

    def explain(self, crash: Crash) -> Explained | None:
        """Return the explanation, if this is such a crash."""
        if self.kinds != ANY and not {crash.type, *crash.bases} & {*self.kinds.split()}:
            return None
        found = re.search(self.words, crash.text)
        if found is None:
            return None
        if isinstance(self.says, str):
            return Explained(self.key, self.says.format(**found.groupdict()))
        text = self.says(crash, found)
        return Explained(self.key, text) if text else None
