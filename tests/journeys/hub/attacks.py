"""What a student of a hub tries that is not theirs: run with the account of one.

    python attacks.py FOLDER COURSE OTHER PID...

FOLDER holds the hub's files, OTHER is another student, PID are processes of others. Prints as JSON
what became of each try: null where the system refused it, else what was won.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

HOME, COURSE, OTHER = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
FOLDER, EXCHANGE = HOME / COURSE, HOME / "exchange" / COURSE
API = os.environ["JUPYTERHUB_API_URL"]
TOKEN = os.environ["JUPYTERHUB_API_TOKEN"]
ADDRESS = sys.argv[4]


def tries() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is tried, and how."""
    for name in (
        *("solutions", "source", "reference", "submitted", "autograded", "feedback"),
        *("gradebook.db", "nbgrader_config.py", "dates.toml"),
    ):
        yield f"read {name}", lambda path=FOLDER / name: read(path)
    yield "list the course", lambda: read(FOLDER)
    yield "list what was handed in", lambda: read(EXCHANGE / "inbound")
    yield "change the gradebook", lambda: (FOLDER / "gradebook.db").open("ab")
    yield "read another's home", lambda: read(Path(f"/home/{OTHER}"))
    yield "read the grader's home", lambda: read(Path(f"/home/grader-{COURSE}"))
    yield "read the hub's database", lambda: read(HOME / "hub")
    yield "read the exchange's service", lambda: read(HOME / "ngshare")
    yield "release an assignment", lambda: (EXCHANGE / "outbound" / "mine").mkdir()
    yield "change a released one", lambda: next((EXCHANGE / "outbound").rglob("*.ipynb")).open("a")
    yield "put another exchange there", lambda: EXCHANGE.rename(EXCHANGE.with_name("old"))
    yield "take inbound away", lambda: (EXCHANGE / "inbound").rename(EXCHANGE / "mine")
    for pid in sys.argv[5:]:
        yield f"environment of {pid}", lambda pid=pid: read(Path(f"/proc/{pid}/environ"))
        yield f"memory of {pid}", lambda pid=pid: os.open(f"/proc/{pid}/mem", os.O_RDONLY)
        yield f"end {pid}", lambda pid=pid: os.kill(int(pid), 9)
    for path in ("/users", f"/users/{OTHER}", f"/groups/formgrade-{COURSE}", "/proxy", "/services"):
        yield f"ask the hub for {path}", lambda path=path: ask(f"{API}{path}")
    yield "make a token for another", lambda: ask(f"{API}/users/{OTHER}/tokens", b"{}")
    yield "stop another's server", lambda: ask(f"{API}/users/{OTHER}/server", method="DELETE")
    me = os.environ["JUPYTERHUB_USER"]
    teach = json.dumps({"users": [me]}).encode()
    yield "become an instructor", lambda: ask(f"{API}/groups/formgrade-{COURSE}/users", teach)
    yield "open the formgrader", lambda: ask(f"{ADDRESS}/services/{COURSE}/formgrader")
    contents = f"{ADDRESS}/services/{COURSE}/api/contents/gradebook.db"
    yield "the course's files by HTTP", lambda: ask(contents)
    yield "another's files by HTTP", lambda: ask(f"{ADDRESS}/user/{OTHER}/api/contents")


def read(path: Path) -> object:
    """Return what a folder or file holds; whether it is one may be told by the system alone."""
    return list(path.iterdir()) if path.is_dir() else path.read_bytes()


def ask(url: str, data: bytes | None = None, method: str | None = None) -> str:
    """Ask by HTTP, with the token of the student's own server; being sent to log in is a no."""
    request = urllib.request.Request(url, data, {"Authorization": f"token {TOKEN}"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        body = answer.read().decode(errors="replace")
        if "/hub/login" in answer.url or "/oauth2/authorize" in answer.url:
            raise PermissionError(answer.url)
        if url.endswith("/services") and json.loads(body) == {}:
            raise PermissionError("no service is listed")
        return body


def main() -> None:
    found: dict[str, str | None] = {}
    for what, attempt in tries():
        try:
            found[what] = f"won: {attempt()!r:.200}"
        except (PermissionError, urllib.error.HTTPError) as error:
            refused = isinstance(error, PermissionError) or error.code in (401, 403, 404)
            found[what] = None if refused else repr(error)
        except OSError as error:
            found[what] = repr(error)  # neither won nor refused: the try itself is wrong
    print(json.dumps(found))


main()
