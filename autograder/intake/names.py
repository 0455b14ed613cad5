"""What the name of a file tells: that it is never a submission, or what usually helps."""

from __future__ import annotations

import re
from collections.abc import Sequence

FACES = (".py", ".ipynb")
SYSTEM = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
INSTALLED = {"node_modules", "site-packages", "venv", "__pycache__"}
CHECKPOINT = "a checkpoint that Jupyter made"
CHECKS = ("test_public.py", "test_hidden.py", "conftest.py", "misconceptions.py")
ENGINE = ("autograder", "reference")  # folders of the bundle that hold no student's code
_WRONG_ENDING = re.compile(r"(.+\.(?:ipynb|py))(?:\.(?:txt|json|download|bak|html?|text))+", re.I)
_CHECKPOINT = re.compile(r"-checkpoint\.\w+", re.I)
PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".tbz", ".zipx")
PAGES = (".html", ".htm", ".pdf")
TEXTS = (".docx", ".doc", ".odt", ".rtf", ".txt", ".tex", ".pages", ".md", ".json", "")
PICTURES = (".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".tiff")
# Forms in which students hand in code by mistake, in a folder with one file a student.
MISTAKEN = (*PACKED, *PAGES, *TEXTS[:7], *PICTURES, ".zip", ".pyc", ".r", ".m", ".ipy")


def folder_of_junk(name: str) -> bool:
    """Whether a folder of this name holds nothing that anybody hands in."""
    return name == "__MACOSX" or name.startswith(".") or name.lower() in INSTALLED


def junk(parts: Sequence[str]) -> str:
    """Return why a path is never a submission, "" if it may be one."""
    name = parts[-1]
    if "__MACOSX" in parts or name.startswith("._"):
        return "written by macOS beside each file"
    if ".ipynb_checkpoints" in parts or _CHECKPOINT.search(name):
        return CHECKPOINT
    if name.lower() in SYSTEM:
        return "written by the operating system"
    if any(part.lower() in INSTALLED for part in parts) or name.lower().endswith(".pyc"):
        return "made or installed by a program"
    if any(part.startswith(".") for part in parts):
        return "hidden, as its name begins with a dot"
    if name.endswith("~") or name.startswith("~$"):
        return "a copy that an editor made"
    return ""


def given(parts: Sequence[str]) -> bool:
    """Whether this is surely a Python file that students get, and do not write."""
    return parts[-1] in CHECKS or any(part in ENGINE for part in parts[:-1])


def advice(name: str) -> str:
    """Return what usually helps if this file is all that there is."""
    lower = name.lower()
    suffix = "." + lower.rpartition(".")[2] if "." in lower.strip(".") else ""
    if found := _WRONG_ENDING.fullmatch(name):
        return f"holds {name}: rename it? ({found[1]})"
    if suffix in PACKED:
        return f"holds {name}: only .zip archives are opened, so unpack it, or ask for a .zip"
    if suffix in PAGES:
        return f"holds {name}: a page, not the code; ask for the .ipynb or .py itself"
    if suffix in PICTURES:
        return f"holds {name}: a picture, not the code; ask for the .ipynb or .py itself"
    if suffix in (".json", ".txt"):
        return f"holds {name}: rename it, if it is a notebook or a Python file?"
    return f"holds {name}, which is no .ipynb and no .py: ask for that"


def plain_stem(name: str) -> str:
    """Return a file's name without its endings: `ada` of `ada.ipynb.txt`."""
    found = _WRONG_ENDING.fullmatch(name)
    name = found[1] if found else name
    lower = name.lower()
    known = [one for one in (*FACES, *MISTAKEN) if one and lower.endswith(one)]
    if known:
        return name[: -len(max(known, key=len))]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
