"""JupyterLite with the course's notebooks: JupyterLab in the browser, with the same wheel.

Its kernel asks for the packages `ipykernel` and `comm` when it starts. They come from an index of
ours, beside the course's wheel, which that `ipykernel` requires: so no notebook needs a first cell,
and what is handed in is the notebook as it was released.
"""

from __future__ import annotations

import importlib.metadata as installed
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.errors import AutograderError
from autograder.lite.distribution import KERNEL, Distribution
from autograder.lite.wheel import FOLDER, NAME, released
from autograder.release.archive import zipped

PLUGIN = "@jupyterlite/pyodide-kernel-extension"
TITLE = "Exercises that say why"
PLACE = "jupyter"
README = "READ_ME_FIRST.md"
ADVICE = """# Before you begin

- **Your work is kept in this browser, on this device, and nowhere else.** Clearing the browser's
  data deletes it, and a private window forgets it. *File → Download* saves a notebook to your own
  files: do that when you stop for the day, and hand in that file. Drag a file into the list on the
  left to have it back.
- Open a folder, then its notebook, and run the cells from the top. `check("...")` says what is
  right, what is wrong, and why. It is for learning, and counts for nothing: what you hand in is
  graded again.
- A loop that does not end is stopped after 30 seconds. If a cell runs on all the same:
  *Kernel → Restart Kernel*.
- `make grade`, `make watch` and the other commands start programs, which no browser can.
"""
MOCK = "ipykernel-"  # how the name of the kernel's own stand-in for ipykernel begins


def build(assignments: list[Assignment], out: Path, pyodide: Distribution) -> None:
    """Write JupyterLite to `out/jupyter`; the course's wheel lies in `out`."""
    extension = _extension()
    with tempfile.TemporaryDirectory() as folder:
        lite = Path(folder)
        (lite / "pypi").mkdir()
        (lite / "pypi" / NAME).write_bytes((out / NAME).read_bytes())
        mock = next((extension / "static" / "pypi").glob(f"{MOCK}*.whl"))
        (lite / "pypi" / mock.name).write_bytes(requiring(mock.read_bytes(), FOLDER))
        name, data = repacked("comm")
        (lite / "pypi" / name).write_bytes(data)
        (lite / "jupyter-lite.json").write_text(json.dumps(_settings(pyodide)), encoding="utf-8")
        (lite / "contents").mkdir()
        (lite / "contents" / README).write_text(ADVICE, encoding="utf-8")
        for one in assignments:
            files = released(one)
            for path in [f"{one.slug}.ipynb", *one.data]:
                target = lite / "contents" / one.name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(files[path])
        _run(lite, extension, out.absolute() / PLACE)


def _settings(pyodide: Distribution) -> dict[str, object]:
    is_copy = "://" not in pyodide.entry
    kernel = {
        "pyodideUrl": f"./../{pyodide.entry}" if is_copy else pyodide.entry,
        "disablePyPIFallback": True,
    }
    data = {"appName": TITLE, "litePluginSettings": {f"{PLUGIN}:kernel": kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def _extension() -> Path:
    """The folder of the kernel's extension; `AutograderError` without JupyterLite."""
    try:
        installed.version("jupyterlite-core")
        files = installed.files(KERNEL) or []
        mine = next(one for one in files if one.as_posix().endswith(f"{PLUGIN}/package.json"))
    except (installed.PackageNotFoundError, StopIteration):
        raise AutograderError(
            "The notebooks need JupyterLite: `make lite` installs it (the extra `lite`). "
            "Or leave them out: --light."
        ) from None
    return Path(str(mine.locate())).resolve().parent


def _run(lite: Path, extension: Path, out: Path) -> None:
    # Of what is installed here, only the kernel belongs to the site.
    config = {
        "apps": ["lab"],
        "contents": ["contents"],
        "output_dir": str(out),
        "no_sourcemaps": True,
        "no_libarchive": True,
        "ignore_sys_prefix": True,
        "federated_extensions": [str(extension)],
    }
    text = json.dumps({"LiteBuildConfig": config})
    (lite / "jupyter_lite_config.json").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().split("\n")[-8:])
        raise AutograderError(f"JupyterLite could not be built:\n{last}")


def requiring(wheel: bytes, *needs: str) -> bytes:
    """Return a wheel that requires further packages."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    about = next(name for name in content if name.endswith(".dist-info/METADATA"))
    head, _, body = content[about].decode().partition("\n\n")
    lines = "".join(f"\nRequires-Dist: {need}" for need in needs)
    return zipped({**content, about: f"{head}{lines}\n\n{body}".encode()})


def repacked(name: str) -> tuple[str, bytes]:
    """Return an installed pure package as a wheel: its file's name, and its bytes."""
    try:
        found = installed.distribution(name)
    except installed.PackageNotFoundError:
        raise AutograderError(f"{name} is missing: `make lite` installs it.") from None
    content = {
        file.as_posix(): Path(str(file.locate())).read_bytes()
        for file in found.files or ()
        if file.suffix not in (".pyc", ".so") and ".." not in file.parts
        if file.name not in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
    }
    info = next(name for name in content if name.endswith(".dist-info/METADATA"))
    record = info.replace("METADATA", "RECORD")
    content[record] = "".join(f"{path},,\n" for path in [*content, record]).encode()
    return f"{name}-{found.version}-py3-none-any.whl", zipped(content)
