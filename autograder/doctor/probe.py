"""Asks a Python for its version and packages, in a process of its own.

With `-I` that process imports nothing from its current folder, where a student's file may have the
name of a library.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field

PATIENCE = 120  # seconds: the first import of Matplotlib may read all fonts
# With `-I` Python leaves out the packages that a user has installed for that user alone.
OWN_PACKAGES = """
import os, site, sys
if sys.prefix == sys.base_prefix and os.path.isdir(site.getusersitepackages()):
    site.addsitedir(site.getusersitepackages())
"""
_ASK = (
    OWN_PACKAGES
    + """import json
found = {"version": list(sys.version_info[:3]), "packages": {}, "engine": "", "namesake": None}
for name in sys.argv[1:]:
    try:
        __import__(name)
        from importlib.metadata import version
        found["packages"][name] = ["version", version(name)]
    except BaseException as error:
        kind = "missing" if getattr(error, "name", None) == name else "broken"
        found["packages"][name] = [kind, "%s: %s" % (type(error).__name__, error)]
try:
    import autograder
    found["engine"] = autograder.__file__ or ""
except BaseException:
    pass
try:
    from importlib.metadata import metadata
    data = metadata("autograder")
    found["namesake"] = [data["Version"], data["Summary"] or ""]
except BaseException:
    pass
print(json.dumps(found))
"""
)


@dataclass
class Probe:
    """What a Python reports of itself; `trouble` says why if it cannot."""

    version: tuple[int, ...] = ()
    packages: dict[str, tuple[str, str]] = field(default_factory=dict)  # (kind, text) by name
    engine: str = ""  # the path of the installed autograder/__init__.py
    trouble: str = ""
    namesake: tuple[str, str] | None = None  # version and summary of a distribution `autograder`


def ask(python: str, packages: Sequence[str]) -> Probe:
    """Start `python` and let it import `packages`; return what it reports."""
    try:
        done = subprocess.run(
            [python, "-I", "-c", _ASK, *packages],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except OSError as error:
        return Probe(trouble=error.strerror or str(error))
    except subprocess.TimeoutExpired:
        return Probe(trouble=f"it did not answer within {PATIENCE} s")
    try:
        found = json.loads(done.stdout.decode("utf-8", "replace").strip().split("\n")[-1])
        packages_found = {name: (kind, text) for name, (kind, text) in found["packages"].items()}
        namesake = tuple(found.get("namesake") or ()) or None
        return Probe(tuple(found["version"]), packages_found, found["engine"], "", namesake)
    except (ValueError, KeyError, TypeError):
        words = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        return Probe(trouble=words or f"it ended with exit code {done.returncode}")
