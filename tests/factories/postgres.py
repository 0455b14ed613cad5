"""A PostgreSQL server of the tests' own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
    """Give `user@host:port/database` of a fresh database; the server ends with the block."""
    tools = _tools()
    assert tools is not None
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))  # where its user may go
    shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: object) -> None:
        told = ["runuser", "-u", "postgres", "--", *map(str, command)]
        subprocess.run(told, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    data = folder / "data"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        run(tools / "initdb", "-A", "trust", "-D", data)
        run(tools / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        run(tools / "createdb", "-h", folder, "-p", port, "gradebook")
        yield f"postgres@127.0.0.1:{port}/gradebook"
    finally:
        if (data / "postmaster.pid").exists():
            run(tools / "pg_ctl", "-D", data, "-m", "fast", "stop")
        shutil.rmtree(folder)


def _tools() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None
