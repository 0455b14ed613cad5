"""The URL of a gradebook's database, with a PostgreSQL driver that is installed."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from autograder.errors import AutograderError

POSTGRES = ("postgres", "postgresql")
DRIVERS = ("psycopg", "psycopg2")  # the extra `postgres` installs the first


def let_it_find_alembic() -> None:
    """Put the programs of this environment on the PATH, by which nbgrader finds `alembic`."""
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


def with_driver(url: str) -> str:
    """Return the PostgreSQL `url` with a driver that is installed; other URLs stay as they are.

    `AutograderError` says what to install if there is no driver, or not the one in the URL.
    """
    scheme, mark, rest = url.partition("://")
    kind, _, wanted = scheme.partition("+")
    if kind not in POSTGRES or not mark:
        return url
    if wanted and wanted not in DRIVERS:
        return url  # a driver that is unknown here: the user's choice
    found = [name for name in ([wanted] if wanted else DRIVERS) if find_spec(name) is not None]
    if not found:
        raise AutograderError(
            f"A gradebook on PostgreSQL needs {wanted or DRIVERS[0]}, which is not installed here: "
            + (
                "pip install psycopg2-binary, or say postgresql:// for any driver."
                if wanted == DRIVERS[1]
                else "pip install 'saywhy[postgres]'"
            )
        )
    return f"postgresql+{found[0]}://{rest}"
