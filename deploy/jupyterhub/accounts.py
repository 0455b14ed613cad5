"""The accounts of a course: system users in a group of students or of instructors.

    sudo /opt/saywhy/hub/people.sh student ada bob
    sudo /opt/saywhy/hub/people.sh instructor carla
    sudo /opt/saywhy/hub/people.sh remove bob

A new account has no password: `passwd ada` gives it one. `remove` ends the membership alone; the
account and its files stay.
"""

from __future__ import annotations

import grp
import os
import pwd
import subprocess
import sys

from settings import IS_ROOT, Settings

from autograder.lms.account_name import NAME


class AccountError(Exception):
    """An account that is not the course's to use."""


def run(*command: str) -> None:
    """Run a program of the system; raise AccountError with its words if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AccountError(f"{command[0]}: {done.stderr.strip()}")


def exists(name: str) -> bool:
    """Whether the system knows the account."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def is_in(name: str, group: str) -> bool:
    """Whether the account is in the system's group."""
    return exists(name) and group in {
        grp.getgrgid(number).gr_name for number in os.getgrouplist(name, pwd.getpwnam(name).pw_gid)
    }


def hub_groups(settings: Settings, name: str) -> list[str]:
    """Return the hub's groups of an account, by the names that nbgrader expects."""
    if not IS_ROOT:  # a hub to try out: its only user is student and instructor in one
        mine = name == settings.keeper
        return [f"nbgrader-{settings.course}", f"formgrade-{settings.course}"] if mine else []
    pairs = ((settings.students, "nbgrader"), (settings.instructors, "formgrade"))
    return [f"{prefix}-{settings.course}" for group, prefix in pairs if is_in(name, group)]


def enrol(settings: Settings, name: str, instructor: bool) -> None:
    """Make the account if there is none, and put it into its one group of the course.

    Raises AccountError for an account that is there and not the course's, such as root's.
    """
    group, other = settings.students, settings.instructors
    if instructor:
        group, other = other, group
    if not NAME.fullmatch(name):
        raise AccountError(f"{name!r} cannot be the name of an account.")
    if not exists(name):
        run("useradd", "--create-home", "--key", "HOME_MODE=0700", "--shell", "/bin/bash", name)
    elif not (is_in(name, group) or is_in(name, other)):
        raise AccountError(f"{name} is an account of the system, and not of this course.")
    if is_in(name, other):
        run("gpasswd", "--delete", name, other)
    if not is_in(name, group):
        run("gpasswd", "--add", name, group)


def adopt(settings: Settings, name: str, instructor: bool) -> None:
    """Enrol an account that may be there already: who administers the system says so."""
    group = settings.instructors if instructor else settings.students
    if exists(name):
        if pwd.getpwnam(name).pw_uid < 1000 or name == settings.keeper:
            raise AccountError(f"{name} is an account of the system itself.")
        run("gpasswd", "--add", name, group)
    enrol(settings, name, instructor)


def leave(settings: Settings, name: str) -> None:
    """Take an account out of the course."""
    for group in (settings.students, settings.instructors):
        if is_in(name, group):
            run("gpasswd", "--delete", name, group)


def main(words: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    if len(words) < 2 or words[0] not in ("student", "instructor", "remove"):
        print(__doc__, file=sys.stderr)
        return 2
    settings = Settings.read(os.environ)
    try:
        for name in words[1:]:
            if words[0] == "remove":
                leave(settings, name)
            else:
                adopt(settings, name, words[0] == "instructor")
    except AccountError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
