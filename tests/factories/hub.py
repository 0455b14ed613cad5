"""A JupyterHub for a class, as `deploy/jupyterhub` makes it, with system users that go with it."""

from __future__ import annotations

import compileall
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from factories.toy_course import ROOT, TOY

DEPLOY = ROOT / "deploy" / "jupyterhub"
PASSWORD = "one for all of them"
BIN = Path(sys.executable).parent
PROXY = Path(sys.prefix, "proxy", "node_modules", ".bin", "configurable-http-proxy")


def until(true: Callable[[], Any], seconds: float = 240) -> Any:
    """Wait for something that is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, true
        time.sleep(0.5)
    return found


def free_port() -> int:
    """A port from which the others of a hub are free, too."""
    while True:
        with ExitStack() as stack:
            base = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            try:
                for more in (1, 10, 11, 12, 81):
                    stack.enter_context(socket.create_server(("127.0.0.1", base + more)))
            except (OSError, OverflowError):
                continue
            return int(base)


@dataclass
class Hub:
    """A hub that runs. `people` are its system users, by the names that a test calls them."""

    course: str
    home: Path
    environment: dict[str, str]
    people: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['HUB_PORT']}"

    @property
    def keeper(self) -> str:
        return f"grader-{self.course}"

    @property
    def folder(self) -> Path:
        return self.home / self.course

    @property
    def log(self) -> str:
        return (self.home / "hub.log").read_text(errors="replace")

    def home_of(self, name: str) -> Path:
        return Path("/home", self.people.get(name, name))

    def program(self, name: str, *words: object) -> None:
        """Run one of the deployment's programs, as root."""
        command = [sys.executable, str(self.home / "deploy" / name), *map(str, words)]
        subprocess.run(command, env=self.environment, check=True, timeout=300)

    def run(self, name: str, *command: object, at: Path | None = None, **more: str) -> str:
        """Run a command as one of the people or as the course's account; return what it says."""
        user = self.people.get(name, name)
        set_to = {**self.environment, **self.of_servers(), "HOME": f"/home/{user}", **more}
        into = ["nsenter", f"--mount=/proc/{self.pid}/ns/mnt", f"--wd={at or f'/home/{user}'}"]
        done = subprocess.run(
            [*into, "runuser", "-u", user, "--", *map(str, command)],
            env=set_to,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def of_servers(self) -> dict[str, str]:
        """What a server's processes are told by the hub."""
        told = {"SAYWHY_COURSE": self.course, "SAYWHY_EXCHANGE": str(self.home / "exchange")}
        if gradebook := self.environment.get("HUB_GRADEBOOK"):
            told["AUTOGRADER_DB"] = gradebook
        told["JUPYTER_CONFIG_PATH"] = str(self.home / "deploy" / "jupyter" / "both")
        if self.environment["HUB_EXCHANGE"] == "ngshare":
            told["SAYWHY_NGSHARE"] = self.ngshare
        return told

    @property
    def ngshare(self) -> str:
        return f"http://127.0.0.1:{int(self.environment['HUB_PORT']) + 11}/services/ngshare"

    def processes(self, user: str) -> list[int]:
        """The processes of a system user."""
        told = subprocess.run(["ps", "-u", user, "-o", "pid="], capture_output=True, text=True)
        return [int(number) for number in told.stdout.split()]

    def environment_of_server(self, name: str) -> dict[str, str]:
        """What one of the people can see of the environment of their own server: its token."""
        for number in self.processes(self.people.get(name, name)):
            pairs = Path(f"/proc/{number}/environ").read_text().split("\0")
            found = dict(pair.split("=", 1) for pair in pairs if pair.startswith("JUPYTERHUB_"))
            if "JUPYTERHUB_API_TOKEN" in found:
                return found
        raise AssertionError(f"{name} has no server")

    def scores(self) -> dict[str, float]:
        """What the gradebook says, by the names that a test calls people."""
        from nbgrader.api import Gradebook

        names = {user: name for name, user in self.people.items()}
        own = f"sqlite:///{self.folder / 'gradebook.db'}"
        with Gradebook(self.environment.get("HUB_GRADEBOOK", own)) as book:
            found = {names[one.student_id]: one.score for one in book.assignment_submissions(TOY)}
        return dict(sorted(found.items()))

    def start(self) -> None:
        """Start the hub, where everybody can read the Python that it runs with."""
        inner = [sys.executable, "-m", "jupyterhub", "-f"]
        inner.append(str(self.home / "deploy" / "jupyterhub_config.py"))
        command = ["unshare", "--mount", "sh", "-c", f'{readable()}\nexec "$@"', "sh", *inner]
        with (self.home / "hub.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.home, env=self.environment, stdout=log, stderr=log
            )
        until(self.is_up)

    def is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log
        try:
            for path in ("/hub/api/", f"/services/{self.course}/api/"):
                with urllib.request.urlopen(f"{self.address}{path}", timeout=5) as answer:
                    json.load(answer)
        except HTTPError as error:
            error.close()
            return False
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """Stop the hub, and with it the servers; then take away the users, and what is theirs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(120)
        for user in (*self.people.values(), self.keeper):
            for number in self.processes(user):
                os.kill(number, signal.SIGKILL)
            subprocess.run(["userdel", "--remove", user], capture_output=True, check=False)
        for group in ("students", "instructors"):
            subprocess.run(["groupdel", f"{self.course}-{group}"], capture_output=True, check=False)
        shutil.rmtree(self.home)


class Session:
    """One of the people, logged in without a browser."""

    def __init__(self, running: Hub, name: str) -> None:
        self.hub, self.user, self.cookies = running, running.people[name], CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.ask("/hub/login")
        self.ask("/hub/login", username=self.user, password=PASSWORD)

    def ask(self, path: str, **values: str) -> str:
        """Get a page, or send it a form."""
        form = {"_xsrf": self.xsrf, **values}
        data = urlencode(form).encode() if values else None
        with self.opener.open(f"{self.hub.address}{path}", data, timeout=240) as answer:
            return str(answer.read().decode())

    @property
    def xsrf(self) -> str:
        found = [one.value or "" for one in self.cookies if one.name == "_xsrf"]
        return found[-1] if found else ""

    def start_server(self) -> None:
        """Start this person's server, and wait until it answers."""
        self.ask("/hub/spawn")
        until(self.has_server)

    def has_server(self) -> bool:
        try:
            return "version" in self.ask(f"/user/{self.user}/api")
        except HTTPError as error:
            error.close()
            if error.code in (424, 503):
                return False  # not yet
            raise


def readable() -> str:
    """The lines of a shell that show this Python to all users, in a mount namespace of its own.

    The environment of the tests may lie below a folder that is root's alone. Only there: what is
    beside it stays hidden.
    """
    hidden: dict[Path, set[Path]] = {}
    for path in {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve()}:
        for folder in reversed(path.parents):
            if not folder.stat().st_mode & 0o001:
                hidden.setdefault(folder, set()).add(path)
                break
    lines = ["set -e"]
    for folder, paths in hidden.items():
        for number, path in enumerate(sorted(paths)):
            lines.append(f"mkdir -p 'shown/{number}' && mount --bind '{path}' 'shown/{number}'")
        lines.append(f"mount -t tmpfs -o mode=755 shown '{folder}'")
        for number, path in enumerate(sorted(paths)):
            lines.append(f"mkdir -p '{path}' && mount --bind 'shown/{number}' '{path}'")
    return "\n".join(lines)


def unpack_wheel(folder: Path) -> Path:
    """Build the package that students get, and unpack it."""
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", str(folder), str(ROOT)], check=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    shutil.unpack_archive(wheel, folder / "site", "zip")
    compileall.compile_dir(folder / "site", quiet=1)  # once, and not by each of its users
    return folder / "site"


@contextmanager
def hub(origin: Path, people: dict[str, str], **settings: str) -> Iterator[Hub]:
    """A hub for the course at `origin`. `people` are roles by name, "student" or "instructor"."""
    home = Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))  # where its users may go
    home.chmod(0o755)
    course = f"hub{os.getpid()}"
    shutil.copytree(DEPLOY, home / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    given = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    made = Hub(course, home, given)
    made.environment.update(
        PATH=os.pathsep.join([str(BIN), os.environ["PATH"]]),
        PYTHONPATH=str(unpack_wheel(home)),  # before the sources that are installed for the tests
        PYTHONDONTWRITEBYTECODE="1",
        HUB_COURSE=course,
        HUB_HOME=str(home),
        HUB_ADDRESS="127.0.0.1",
        HUB_PORT=str(free_port()),
        HUB_LOGIN="shared",
        HUB_SHARED_PASSWORD=PASSWORD,
        HUB_EXCHANGE="folders",
    )
    made.environment.update(settings)
    # With this user's settings of npm, which the hub's programs are not told.
    install = "from prepare import install_proxy; install_proxy()"
    subprocess.run([sys.executable, "-B", "-c", install], cwd=DEPLOY, check=True, timeout=300)
    try:
        made.program("prepare.py", origin)
        for name, role in people.items():
            made.people[name] = f"{name}-{course}"
            made.program("accounts.py", role, made.people[name])
        made.start()
        yield made
    finally:
        made.stop()
