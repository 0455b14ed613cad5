"""Builds a course with secrets, grades attacks in it under watch, and says who won.

Attacks are graded some at a time, each as an assignment of its own in one run of the command
line: they may then also harm one another. If anything at all is won in such a run, each of its
attacks is graded again alone, to know which one it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from attacks.attack import Attack
from attacks.evidence import MUCH_TEXT, Evidence, leaves, read_naive, results_in

HERE = Path(__file__).parent
COURSE = HERE.parent / "data" / "attacked_course"
ROOT = HERE.parent.parent
# What a page quotes of a submission's own text says nothing of what the submission found.
OWN_LINES = re.compile(r'<figure class="code".*?</figure>', re.S)
TOTAL = 6.0  # seconds that a whole submission may take
MARGIN = 12.0  # seconds of CPU for starting Python, NumPy and children afresh
# A grader hangs that computes, or in which all processes sleep, for longer than it may.
NAIVE_LIMIT = 1.2  # seconds of either, for the naive one
PATIENCE = 12  # times as long on the wall: then it is given up whatever it does
TOGETHER = 15  # attacks in one run
NAIVE, LIMITS, L2, L3 = "naive", "L1", "L2", "L3"
STARTED = {L2: "light", L3: "heavy"}  # the children of a level: without, or with Matplotlib
POLICY = {LIMITS: "limits", L2: "strict", L3: "strict"}
PROGRAMS = ("cat", "touch")  # which attacks call by name


@dataclass(frozen=True)
class Place:
    """Where and as whom graders run: a Python, the folder of `autograder`, a user or None."""

    python: str
    engine: Path
    uid: int | None = None


HOME = Place(sys.executable, ROOT)


class Run:
    """One run of a grader over some attacks, in a folder of its own."""

    def __init__(self, folder: Path, attacks: Sequence[Attack], level: str, place: Place) -> None:
        self.folder, self.level, self.place = folder, level, place
        self.secret = f"S3CRET{secrets.token_hex(6)}"
        self.attacks = {f"{n:02}_{one.name}": one for n, one in enumerate(attacks, start=1)}
        self.course, self.out = folder / "course", folder / f"{self.secret}line" / "result.json"
        self.handed_in = self.course / "submitted" / "mallory"

    def grade(self) -> list[Evidence]:
        """Grade, and return what was seen of each attack."""
        self.folder.mkdir(parents=True)
        self._build()
        before = self._snapshot()
        common = Evidence(**self._watched())
        gone = {path for path, _ in before.items() ^ self._snapshot().items()}
        common.changed = sorted(path.replace(self.secret, "") for path in gone)
        texts = self._texts()
        common.size = sum(len(text) for text in texts.values())
        common.page = texts.get("result.html", "")
        common.output = OWN_LINES.sub("", "\n".join(texts.values()))
        common.litter += [path.name for path in (self.folder / "tmp").iterdir()]
        seen = self._verdicts(common, texts)
        shutil.rmtree(self.folder, ignore_errors=True)
        return seen

    def _build(self) -> None:
        """Lay out the course, the submissions, and the places that attacks know."""
        shutil.copytree(
            COURSE, self.course, ignore=shutil.ignore_patterns("__pycache__", "exercises")
        )
        for name in self.attacks:
            self._add_assignment(name)
        (self.course / "gradebook.csv").write_text(f"name,score\nada,{self.secret}gradebook\n")
        (self.course / f"{self.secret}name.txt").touch()
        with zipfile.ZipFile(self.course / "secrets.zip", "w") as archive:
            archive.writestr("kept.py", f"SECRET = '{self.secret}zip'\n")
        first = next(iter(self.attacks.values())).first.replace("@SECRET@", self.secret)
        write(self.course / "submitted/ada/01_taylor/taylor.py", first or f"# {self.secret}other\n")
        if first:
            self._add_assignment("00_before")
            write(self.handed_in / "00_before" / "before.py", first)
        for path in self.course.rglob("*.py"):
            path.write_text(path.read_text("utf-8").replace("@SECRET@", self.secret), "utf-8")
        for name, attack in self.attacks.items():
            handed_in = self.handed_in / name / f"{attack.name}.py"
            if attack.files:
                handed_in.parent.mkdir(parents=True)
                for ending, data in attack.files:
                    handed_in.with_suffix(ending).write_bytes(data)
                continue
            write(handed_in, attack.text(name))
            if attack.link:
                handed_in.unlink()
                handed_in.symlink_to(self.course / "solutions" / name / handed_in.name)
        drops = [f"drop/{attack.name}" for attack in self.attacks.values()]
        for name in ("tmp", "home/.cache", "bin", "drop", self.out.parent.name, *drops):
            (self.folder / name).mkdir(parents=True)
        for name in PROGRAMS:
            (self.folder / "bin" / name).symlink_to(str(shutil.which(name)))
        if self.place.uid is not None:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, self.place.uid, self.place.uid, follow_symlinks=False)
        for name in ("drop", *drops):
            (self.folder / name).chmod(0o777)

    def _add_assignment(self, name: str) -> None:
        folder = self.course / "solutions" / name
        shutil.copytree(COURSE / "exercises", folder)
        (folder / "taylor.py").rename(folder / f"{name[3:]}.py")
        seconds = self.attacks[name].seconds if name in self.attacks else 1.0
        (folder / "limits.toml").write_text(f"seconds = {seconds}\ntotal = {TOTAL}\n")

    def _watched(self) -> dict[str, Any]:
        """Let a supervisor of its own run the command."""
        naive = self.level == NAIVE
        longest = TOTAL + MARGIN + sum(map(bound, self.attacks.values()))
        here = str(self.folder / "bin")
        as_they_are = {attack.name for attack in self.attacks.values() if attack.files}
        order = {
            "run": str(self.folder),
            "command": self._command(),
            "environment": {
                # Without bubblewrap on the path, strict means L2.
                "PATH": os.environ["PATH"] if self.level in (NAIVE, L3) else here,
                "HOME": str(self.folder / "home"),
                "MPLCONFIGDIR": str(self.folder / "home" / ".cache"),
                "TMPDIR": str(self.folder / "tmp"),
                "PYTHONPATH": str(self.place.engine),
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
                "COURSE_KEY": f"{self.secret}environment",
            },
            "submissions": [
                str(path) for path in self.handed_in.rglob("*.py") if path.stem not in as_they_are
            ],
            "uid": self.place.uid,
            "secret": self.secret,
            "token": secrets.token_hex(6),
            "capped": naive,
            "limit": NAIVE_LIMIT if naive else longest,
            "sleep": NAIVE_LIMIT if naive else longest,
            "patience": PATIENCE * (NAIVE_LIMIT if naive else longest),
            "grace": 1.0 if naive else 10.0,  # in which what was left may still do harm, or end
        }
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(HERE / "supervise.py")],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=120 + order["patience"],
            check=False,
        )
        assert done.returncode == 0, f"the supervisor failed: {done.stderr}"
        seen: dict[str, Any] = json.loads(done.stdout)
        return seen

    def _command(self) -> list[str]:
        python = [self.place.python, "-B"]
        if self.level == NAIVE:
            [(name, attack)] = self.attacks.items()
            submission = self.handed_in / name / f"{attack.name}.py"
            paths = [str(self.course), str(submission), str(self.out)]
            return [*python, str(HERE / "naive.py"), *paths]
        names = sorted(path.name for path in (self.course / "solutions").iterdir())
        paths = ["--submission", str(self.handed_in), "--json", str(self.out)]
        paths += ["--html", str(self.out.with_suffix(".html"))]
        how = ["--student", "mallory", "--isolation", POLICY[self.level]]
        started = [str(HERE / "started.py"), STARTED.get(self.level, "")]
        module = started if self.level in STARTED else ["-m", "autograder"]
        return [*python, *module, "grade", *names, *paths, *how]

    def _snapshot(self) -> dict[str, str]:
        """What stands in the course and the home folder, without what the supervisor fills in."""
        found = {}
        for place in (self.course, self.folder / "home"):
            for path in place.rglob("*"):
                if self.handed_in in path.parents and path.suffix == ".py":
                    continue
                if path.is_relative_to(self.folder / "home" / ".cache"):  # Matplotlib's fonts
                    continue
                state = f"{path.lstat().st_mode:o}"
                if path.is_file() and not path.is_symlink():
                    state += hashlib.sha256(path.read_bytes()).hexdigest()
                found[str(path.relative_to(self.folder))] = state
        return found

    def _texts(self) -> dict[str, str]:
        """What the grader printed and wrote, by file."""
        files = [self.folder / "output", *sorted(self.out.parent.iterdir())]
        return {path.name: head(path) for path in files}

    def _verdicts(self, common: Evidence, texts: dict[str, str]) -> list[Evidence]:
        found = []
        results = {} if self.level == NAIVE else results_in(texts)
        for name, attack in self.attacks.items():
            one = Evidence(**asdict(common))
            dropped = (self.folder / "drop" / attack.name).rglob("*")
            one.drops = [f"{path.name}: {head(path)[:5000]}" for path in dropped]
            if self.level == NAIVE:
                read_naive(one, texts)
            elif name in results:
                one.isolation, one.fields = results["isolation"], leaves(results)
                one.unreadable = results[name]["submission"] is None
                for exercise in results[name]["exercises"]:
                    one.points[exercise["name"]] = exercise["score"]
                    one.full[exercise["name"]] = exercise["max_score"]
            self._look_for_secrets(one)
            found.append(one)
        return found

    def _look_for_secrets(self, one: Evidence) -> None:
        places = {"output": one.output, "socket": one.received, "drop": "\n".join(one.drops)}
        for where, text in places.items():
            kinds = set(re.findall(f"{self.secret}([a-z]+)", text))
            one.stolen += [f"{kind} in {where}" for kind in sorted(kinds)]


def bound(attack: Attack) -> float:
    """The seconds that grading it may take: a deadline or two for those who want to deny."""
    return 2.5 * attack.seconds if attack.group == "deny" else 0.3


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def head(path: Path) -> str:
    """The beginning of a file as text."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(4 * MUCH_TEXT).decode("utf-8", "replace")
