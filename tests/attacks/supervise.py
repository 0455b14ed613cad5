"""Runs one command under watch and tells, as JSON, what could be seen of it from outside.

Started for each attack as a process of its own: `python -I -S supervise.py < order.json`. It
adopts whatever the command leaves behind (as a subreaper), listens where attacks knock, keeps a
decoy process for them to hurt, and ends all of it. Linux only.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PARENT_DEATH_SIGNAL, DUMPABLE, SET_CHILD_SUBREAPER = 1, 4, 36
EVERY = 10  # looks at the doors between two at the processes
SHARED = [Path(name) for name in ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp")]
DECOY_FILE = 9  # descriptor under which the decoy holds the gradebook
CAPS = {  # what the naive grader may use, so that no attack on it hurts the machine
    "RLIMIT_AS": 3 << 30,
    "RLIMIT_FSIZE": 300 << 20,
    "RLIMIT_CORE": 0,
    "RLIMIT_CPU": 20,
}


class Doors:
    """Sockets on which an attack may arrive, and the port on which it may open one itself."""

    def __init__(self, folder: Path) -> None:
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.tcp.getsockname()[1]))
        self.local = socket.socket(socket.AF_UNIX)
        self.local.bind(str(folder / "door"))
        (folder / "door").chmod(0o777)
        self.local.listen()
        for one in (self.tcp, self.udp, self.local):
            one.setblocking(False)
        self.knock = free_port()
        self.port = self.tcp.getsockname()[1]
        self.received, self.knocked = b"", False

    def look(self) -> None:
        for door in (self.tcp, self.local):
            with contextlib.suppress(OSError):
                visitor, _ = door.accept()
                self.received += b"(connected) "
                visitor.settimeout(0.2)
                with visitor:
                    self.received += visitor.recv(1 << 16)
        with contextlib.suppress(OSError):
            self.received += b"(sent) " + self.udp.recv(1 << 16)
        with contextlib.suppress(OSError), socket.socket() as knocking:
            knocking.settimeout(0.05)
            knocking.connect(("127.0.0.1", self.knock))
            self.knocked = knocking.getsockname() != knocking.getpeername()


def free_port() -> int:
    """A port on which nobody listens, and which no other supervisor is given for its doors."""
    while True:
        port = 15_000 + int.from_bytes(os.urandom(2), "big") % 15_000
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Decoy:
    """A process that only waits; nobody may touch it. It holds a secret and the gradebook."""

    def __init__(self, secret: str, gradebook: Path, uid: int | None) -> None:
        self.memory = ctypes.create_string_buffer(secret.encode())
        held = os.open(gradebook, os.O_RDONLY)
        self.pid = os.fork()
        if not self.pid:
            ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
            os.dup2(held, DECOY_FILE)
            for fd in (0, 1, 2):  # so that nobody waits for these to close
                os.dup2(held, fd)
            if uid is not None:
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
                ctypes.CDLL(None).prctl(DUMPABLE, 1)  # dumpable again, as any process of that user
            while True:
                signal.pause()
        os.close(held)
        time.sleep(0.01)
        self.before = self.look()

    def look(self) -> dict[str, str]:
        """What others could change of it."""
        try:
            folder = Path(f"/proc/{self.pid}")
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            status = dict(
                line.split(":", 1) for line in (folder / "status").read_text().splitlines()
            )
            watched = {name: status[name].strip() for name in ("TracerPid", "Cpus_allowed")}
            limits = (folder / "limits").read_text()
        except OSError:
            return {"state": "gone"}
        state = fields[0].replace("R", "S")
        return watched | {"state": state, "nice": fields[16], "limits": limits}

    def harm(self) -> str:
        after = self.look()
        return ", ".join(key for key in after if after[key] != self.before.get(key))


def descendants() -> dict[int, str]:
    """All processes below this one: their numbers and names."""
    parents: dict[int, tuple[int, str]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                head, tail = (folder / "stat").read_text().rsplit(")", 1)
                state, parent = tail.split()[:2]
                if state != "Z":
                    parents[int(folder.name)] = (int(parent), head.split("(", 1)[1])
    found: dict[int, str] = {}
    for pid in parents:
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above][0]
        if above == os.getpid() and pid != above:
            found[pid] = parents[pid][1]
    return found


def size_of(folders: list[Path]) -> int:
    """Bytes on disk below `folders`."""
    total = 0
    for folder in folders:
        for place, _, names in os.walk(folder):  # unlike rglob, it minds nothing that vanishes
            for name in names:
                with contextlib.suppress(OSError):
                    total += Path(place, name).lstat().st_blocks * 512
    return total


def memory_of(pid: int) -> int:
    """Bytes of the largest resident size so far."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return 0


class Meter:
    """How much all that was started here computes: the same on a busy machine as on an idle one."""

    def __init__(self, but: set[int]) -> None:
        self.but, self.seconds, self.active = but, 0.0, time.monotonic()

    def read(self) -> None:
        """Take the CPU time of all processes, whether they have ended or not."""
        ticks, is_running = 0, False
        for pid in descendants().keys() - self.but:
            with contextlib.suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                ticks += sum(map(int, fields[11:15]))  # its own, and of its ended children
                is_running |= fields[0] in "RD"
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = ticks / os.sysconf("SC_CLK_TCK") + ended.ru_utime + ended.ru_stime
        if is_running or seconds > self.seconds:
            self.active = time.monotonic()
        self.seconds = max(self.seconds, seconds)

    @property
    def asleep(self) -> float:
        """The seconds for which all processes have been waiting for something else than a core."""
        return time.monotonic() - self.active


def cap() -> None:
    for name, value in CAPS.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def watch(order: dict[str, Any], doors: Doors, decoy: Decoy) -> dict[str, Any]:
    """Run the command; return how it went."""
    run = Path(order["run"])
    end, meter = time.monotonic() + order["patience"], Meter({decoy.pid})
    uid = order["uid"]
    who = {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}
    # A descriptor that the grader inherits, and must not hand on.
    with (run / "output").open("ab") as output, (run / "course/gradebook.csv").open("rb") as held:
        process = subprocess.Popen(
            order["command"],
            cwd=run / "course",
            env=order["environment"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=[held.fileno()],
            preexec_fn=cap if order["capped"] else None,
            **who,
        )
    late, disk, memory = False, 0, 0
    for look in itertools.count():
        if process.poll() is not None:
            break
        if look % EVERY == 0:
            meter.read()
        late = meter.seconds > order["limit"] or meter.asleep > order["sleep"]
        late |= time.monotonic() > end
        if late:
            break
        doors.look()
        memory = max(memory, memory_of(process.pid))
        disk = max(disk, size_of([run / "tmp", run / "drop"]))
        time.sleep(0.03)
    meter.read()
    left = settle(doors, {decoy.pid, process.pid}, order["grace"])
    for pid in [process.pid, *left]:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    return {
        "code": process.wait() if not late else None,
        "seconds": meter.seconds,
        "late": late,
        "left": sorted(left.values()) if not late else [],
        "disk": disk,
        "memory": memory,
    }


def settle(doors: Doors, known: set[int], grace: float) -> dict[int, str]:
    """Give processes left behind a moment to act, or to end; return those that stay."""
    began = time.monotonic()
    while True:
        doors.look()
        left = {pid: name for pid, name in descendants().items() if pid not in known}
        if not left or time.monotonic() - began > grace:
            return left
        time.sleep(0.05)


def litter(token: str) -> list[str]:
    """Remove what bears the attack's token in places that everybody may write to."""
    found = [path for folder in SHARED if folder.is_dir() for path in folder.glob(f"*{token}*")]
    for path in found:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    key = int(token[:7], 16)
    with contextlib.suppress(OSError):
        for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]:
            if int(line.split()[0]) == key:
                ctypes.CDLL(None).shmctl(int(line.split()[1]), 0, None)
                found.append(Path(f"shm {key}"))
    return [path.name for path in found]


def main() -> None:
    order = json.load(sys.stdin)
    run = Path(order["run"])
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1)
    doors = Doors(run)
    decoy = Decoy(order["secret"] + "decoy", run / "course" / "gradebook.csv", order["uid"])
    known = {
        "@PORT@": str(doors.port),
        "@KNOCK@": str(doors.knock),
        "@DECOY@": str(decoy.pid),
        "@ADDRESS@": str(ctypes.addressof(decoy.memory)),
        "@RUN@": str(run),
        "@TOKEN@": order["token"],
    }
    for handed_in in map(Path, order["submissions"]):
        if not handed_in.is_symlink():
            text = handed_in.read_text(encoding="utf-8")
            for name, value in known.items():
                text = text.replace(name, value)
            handed_in.write_text(text, encoding="utf-8")
    seen = watch(order, doors, decoy)
    seen |= {
        "harm": decoy.harm(),
        "received": doors.received.decode("utf-8", "replace"),
        "knocked": doors.knocked,
        "litter": litter(order["token"]),
    }
    for pid in descendants():
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
