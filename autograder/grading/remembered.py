"""Whether a wrong answer comes from calls before: the same call is made first in a new process.

Who copies the call that is shown would else see it give another answer, and not know why. It is
done after all checks, with a call of a public one, so that a new process learns nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.compare import Failure, compare
from autograder.checks.plugin import Outcome
from autograder.checks.steadiness import ROUNDING
from autograder.child.reply import in_reply
from autograder.child.wire_types import WireError
from autograder.results import Status
from autograder.sandbox.calls import Call, StudentFault
from autograder.sandbox.lending import Lending
from autograder.sandbox.sandbox import Sandbox

REMEMBERS = (
    "Made first in a new process, this very call gives another answer. What is kept from the calls "
    "before: in a global variable, or in a default such as `[]`?"
)


def told(
    outcomes: Mapping[str, Outcome], hidden: Callable[[str], bool], sandbox: Sandbox | None
) -> dict[str, Outcome]:
    """Return the outcomes; the first wrong answer of a public check says if it is remembered."""
    found = dict(outcomes)
    for check, one in outcomes.items():
        if hidden(check) or one.status is not Status.FAILED or not isinstance(one.cause, Failure):
            continue
        if sandbox is not None and one.calls and _remembers(sandbox, one.calls[-1]):
            found[check] = replace(one, cause=replace(one.cause, after=REMEMBERS))
        break
    return found


def _remembers(sandbox: Sandbox, call: Call) -> bool:
    """Whether a call gives another answer as the first one, and then always the same."""
    lent = Lending(lambda name, asked: None)
    try:
        request = lent.request(call)
        has_state = any(isinstance(one, np.random.Generator) for one in call.given)
        if call.fault is not None or lent.has_canvas or has_state:
            return False
        with sandbox.spare():
            first = _alone(sandbox, request, lent)
            if _are_same(first, call.value):
                return False
            return _are_same(first, _alone(sandbox, request, lent))
    except (StudentFault, WireError):
        return False


def _alone(sandbox: Sandbox, request: bytes, lent: Lending) -> Any:
    sandbox.close()  # the next call starts another child
    reply = in_reply(sandbox.perform(request, lent.answer))
    if "value" not in reply:
        raise WireError("no answer")
    return reply["value"]


def _are_same(one: Any, other: Any) -> bool:
    return compare(one, other, None, ROUNDING) is None
