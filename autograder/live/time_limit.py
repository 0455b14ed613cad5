"""A time limit for the cells of a kernel that nothing can interrupt: JupyterLite's, in a browser.

Its Python runs in the one thread that would hear of an interruption. So each jump back in a loop of
the notebook's own code looks at the clock; other code is not slowed down.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from typing import Any

from autograder.child.wire_types import Interrupted

SECONDS = 30.0
TOOL = 4  # a free number among the tools that watch a program


class TookTooLong(Interrupted):
    """A cell was stopped."""

    def _render_traceback_(self) -> list[str]:  # what IPython shows instead of a traceback
        return [str(self)]


def limit_cells(
    shell: Any, is_own: Callable[[str], bool], seconds: float = SECONDS
) -> Callable[[], None]:
    """Stop the loops of each cell of `shell` after so many seconds; return what ends that.

    `is_own` tells the names that the notebook's own code has for files. The cell that is running
    now has so many seconds from now on. Does nothing below Python 3.12.
    """
    if sys.version_info < (3, 12):
        return lambda: None
    monitoring: Any = sys.monitoring
    end = [time.monotonic() + seconds]

    def begin(*_: object) -> None:
        end[0] = time.monotonic() + seconds

    def look(code: Any, *_: object) -> Any:
        if not is_own(code.co_filename):
            return monitoring.DISABLE
        if time.monotonic() > end[0]:
            raise TookTooLong(_told(shell, code, seconds))
        return None

    def stop() -> None:
        shell.events.unregister("pre_run_cell", begin)
        monitoring.free_tool_id(TOOL)

    monitoring.use_tool_id(TOOL, "autograder")
    monitoring.register_callback(TOOL, monitoring.events.JUMP, look)
    monitoring.set_events(TOOL, monitoring.events.JUMP)
    shell.events.register("pre_run_cell", begin)
    return stop


def _told(shell: Any, code: Any, seconds: float) -> str:
    named = shell.compile.format_code_name(code.co_filename)  # Cell, In[5]
    number = re.search(r"\d+", named[1]) if named else None
    place = f"cell [{number[0]}]" if number else "your cell"
    inside = "" if code.co_name == "<module>" else f" in {code.co_name},"
    return f"Stopped after {seconds:g} seconds,{inside} in {place}: does every loop end?"
