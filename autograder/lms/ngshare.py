"""ngshare, nbgrader's exchange as a service of a hub, for folders in folders.

Check cells need the folder `01_taylor/assignments/01_taylor/`. Of a file in a folder that is called
as the assignment, ngshare's client sends the name alone; and it makes no folder that is also there,
by the same name, where the command runs.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def use_ngshare(c: Any, address: str) -> None:
    """Set nbgrader's config `c` to exchange files with the ngshare at `address`."""
    import ngshare_exchange

    ngshare_exchange.configureExchange(c, address)
    ngshare_exchange.Exchange.encode_dir = encode_dir
    ngshare_exchange.Exchange.decode_dir = decode_dir


def encode_dir(
    self: Any, src_dir: str, ignore: Callable[[str, str, int], bool] | None = None
) -> dict[str, str]:
    """Return the files below `src_dir` as ngshare takes them: paths from there, base64."""
    top = Path(src_dir)
    files = []
    for path in sorted(one for one in top.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if ignore is None or not ignore(str(path.parent), path.name, len(content)):
            name = path.relative_to(top).as_posix()
            files.append({"path": name, "content": base64.b64encode(content).decode()})
    return {"user": self.username, "files": json.dumps(files)}


def decode_dir(
    self: Any,
    src_dir: list[dict[str, str]],
    dest_dir: str,
    ignore: Callable[[str, str, int], bool] | None = None,
    noclobber: bool = False,
) -> None:
    """Write the files that ngshare gives into `dest_dir`, and nowhere else."""
    top = Path(dest_dir)
    top.mkdir(parents=True, exist_ok=True)
    for one in src_dir:
        path = top / one["path"]
        if ".." in path.parts or not path.is_relative_to(top):
            self.log.warning("Left out, as its path leads elsewhere: %r", one["path"])
            continue
        content = base64.b64decode(one["content"])
        kept = noclobber and path.is_file()
        if kept or (ignore and ignore(str(path), path.name, len(content))):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
