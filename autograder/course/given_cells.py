"""The cells that every notebook is given: one that sets it up, links, and the check cells.

A notebook may land where the course is not at hand: on Colab or Kaggle, or as an attachment. Its
first cell then fetches the course, or says what to do. None of these cells is a student's: reading
a submission knows them again, whatever address they name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.course.published import Published

OPEN_IN = "**Open in** "
COMPLETE = "**The whole course:** "
SET_UP = """\
# @title Run this cell first: where the course is not at hand, it fetches it or says what to do.
def set_up(address, assignment):
    import importlib, io, pathlib, sys, tempfile, urllib.request, zipfile

    here = pathlib.Path.cwd()
    try:
        importlib.import_module("autograder.course.catalog").Catalog.find(here)
        return
    except Exception:  # no course, or somebody else's package of that name
        pass
    found = [one for one in (here, *here.parents) if (one / "autograder/live/arrival.py").is_file()]
    if not found:
        try:
            with urllib.request.urlopen(address, timeout=60) as reply:
                course = zipfile.ZipFile(io.BytesIO(reply.read()))
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            print("The course is not here, so nothing can be checked in this notebook yet.",
                  "Get the course's folder from your instructor, unpack it, and open the notebook",
                  "in there. Do not install a package called autograder: that is somebody else's.")
            if address:
                print(f"({address} could not be fetched: {error})")
            return
        folder = pathlib.Path(tempfile.mkdtemp())
        course.extractall(folder)
        found = [one.parents[2] for one in folder.rglob("autograder/live/arrival.py")]
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
        del sys.modules[name]
    sys.path.insert(0, str(found[0]))
    importlib.import_module("autograder.live.arrival").complete(assignment)


"""
_CALL = re.compile(r"set_up\(\"[^\"\n]*\", \"[^\"\n]*\"\)\ndel set_up")
# The import and the call stand together: marimo takes repeated imports out of what it converts.
CHECK = """\
try:
    from autograder import check

    check("EXERCISE")
except ImportError as error:
    print(f"The course is not here, so nothing can be checked: {error}.",
          "Run the first cell of this notebook: it fetches the course, or says what to do.")"""
EARLIER_CHECKS = ('from autograder import check\n\ncheck("EXERCISE")',)


def set_up_cell(published: Published, assignment: str) -> str:
    """Return the text of a notebook's first cell of code."""
    return f'{SET_UP}set_up("{published.archive}", "{assignment}")\ndel set_up'


def links_cell(published: Published, path: str) -> str:
    """Return prose with the addresses at which the notebook opens; "" if there is none."""
    links = [f"[{place}]({address})" for place, address in published.places(path).items()]
    lines = [OPEN_IN + " · ".join(links)] if links else []
    if published.release_url:
        lines.append(f"{COMPLETE}[{published.release_url}]({published.release_url})")
    return "\\\n".join(lines)


def check_cell(exercise: str) -> str:
    """Return the text of the cell that checks an exercise."""
    return CHECK.replace("EXERCISE", exercise)


def check_cells(exercise: str) -> list[str]:
    """Return that text, and those of earlier releases."""
    return [text.replace("EXERCISE", exercise) for text in (CHECK, *EARLIER_CHECKS)]


def is_set_up(text: str) -> bool:
    """Whether the text of a cell, without what editors change, sets the notebook up."""
    return text.startswith(SET_UP) and _CALL.fullmatch(text, len(SET_UP)) is not None


def is_links(text: str) -> bool:
    """Whether the text of a cell of prose, without what editors change, is our links."""
    return text.startswith((OPEN_IN, COMPLETE)) and text.count("\n") <= 1
