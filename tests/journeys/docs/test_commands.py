"""Every command that a page tells its reader to type exists, with every option it is given."""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import tomllib
from functools import cache

import pytest
from factories.pages import PAGES, Command, commands
from factories.toy_course import ROOT
from parts import NBGRADER

from autograder.cli import _parser, main

ALL = [command for page in PAGES for command in commands(page)]
PLACEHOLDER = re.compile(r"[A-Z]+|…|\.\.\.")
WRONG_ON_PURPOSE = ["make grade 01_taylor"]  # the student's guide says what is wrong with it


def of(program: str) -> list[Command]:
    """The commands that run `program`, by its name, by its path, or by `python -m`; once each."""
    found = {c.text: c for c in ALL if arguments_of(c.words, program) is not None}
    return list(found.values())


def arguments_of(words: list[str], program: str) -> list[str] | None:
    """What a command hands over to `program`, or None if it runs another one."""
    name = re.split(r"[/\\]", words[0])[-1] if words else ""
    if name in ("python", "py") and words[1:3] == ["-m", program]:
        return words[3:]
    return words[1:] if name == program else None


def idents(found: list[Command]) -> dict[str, object]:
    return {"argvalues": found, "ids": [f"{c.page}: {c.text[:60]}" for c in found]}


@cache
def dry_run(*words: str) -> subprocess.CompletedProcess[str]:
    """What make would do."""
    command = ["make", "--dry-run", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", **idents(of("make")))
def test_make_has_the_target_and_knows_the_values(command: Command):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = arguments_of(command.words, "make") or []
    targets = [word for word in words if "=" not in word]
    done = dry_run(*targets, "A=01_taylor")
    assert (done.returncode == 0) is (command.text not in WRONG_ON_PURPOSE), done.stderr
    for name in (word.partition("=")[0] for word in words if "=" in word):
        assert re.search(rf"\b{name}\b", makefile), f"make does nothing with {name}="


def subcommand(parser: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    """The parser of one command of ours."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) and name in action.choices:
            return action.choices[name]
    raise AssertionError(f"there is no command {name}")


@pytest.mark.parametrize("command", **idents(of("autograder")))
def test_our_program_has_the_command_and_its_options(command: Command):
    words = arguments_of(command.words, "autograder") or ["--help"]
    if words[0].startswith("-") or PLACEHOLDER.fullmatch(words[0]):
        assert words[0] in [*_parser()._option_string_actions, "COMMAND"]
        return
    known = subcommand(_parser(), words[0])._option_string_actions
    for word in words[1:]:
        if word.startswith("-"):
            assert word.partition("=")[0] in known, f"{words[0]} has no option {word}"


WHOLE = [c for c in of("autograder") if c.in_block and not any(map(PLACEHOLDER.search, c.words))]


@pytest.mark.parametrize("command", **idents(WHOLE))
def test_whole_commands_are_understood(command: Command):
    """Also their values and their number, not only the names of options."""
    words = arguments_of(command.words, "autograder") or []
    _parser().parse_args(words)


def test_the_check_can_fail():
    with pytest.raises(AssertionError, match="no command"):
        subcommand(_parser(), "gradde")
    assert "--stricter" not in subcommand(_parser(), "grade")._option_string_actions
    assert dry_run("gradde").returncode != 0


@pytest.mark.long
@pytest.mark.parametrize("command", **idents(of("nbgrader")))
def test_nbgrader_has_the_command(command: Command):
    NBGRADER.need()
    from nbgrader import apps

    words = arguments_of(command.words, "nbgrader") or []
    assert words[0].replace("-", "_") in apps.NbGraderApp().subcommands


@pytest.mark.parametrize("command", **idents([c for c in ALL if "python" in c.words[0]]))
def test_modules_and_scripts_are_there(command: Command):
    words = command.words[1:]
    if words[0] == "-m":
        # pip comes with every environment; looking for it makes setuptools warn.
        assert words[1] == "pip" or importlib.util.find_spec(words[1]) is not None, words[1]
    elif not words[0].startswith("-"):
        assert (ROOT / words[0]).is_file(), words[0]


@pytest.mark.parametrize("page", PAGES)
def test_extras_that_are_installed_exist(page: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / page).read_text(encoding="utf-8")
    for names in re.findall(r"(?:\.|saywhy)\[([\w,]+)\]'", text):
        assert set(names.split(",")) <= set(project["optional-dependencies"]), page


@pytest.mark.parametrize("words", [[], ["help"]])
def test_make_lists_what_there_is(words: list[str]):
    done = subprocess.run(["make", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make grade" in done.stdout


@pytest.mark.parametrize("name", sorted({c.words[1] for c in WHOLE if c.words[0] == "autograder"}))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"autograder {name}" in capsys.readouterr().out
