"""The laws, each a function that yields what breaks it; `verify` runs them all."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.progress import track

from autograder.checks.session import with_checks
from autograder.course.assignment import ORACLE, Assignment
from autograder.course.catalog import Catalog
from autograder.course.hints import faults_of_guides, faults_of_hint
from autograder.course.limits import limits_with
from autograder.feedback.misconceptions import outcomes
from autograder.grading.job import find, give_sandbox, grade_job
from autograder.laws.memoriser import memoriser_earns_little
from autograder.laws.survey import SEED, Survey, with_solutions
from autograder.release import release
from autograder.release.drift import drift
from autograder.release.markers import has_code_to_mend, secrets, stub, without_markers
from autograder.report.terminal import StandardOutput
from autograder.results import AssignmentResult, Status
from autograder.sandbox.launcher import Launcher, Policy

COMPARISONS = ("expect", "expect_fair", "expect_gradient", "expect_that", "expect_raises")
_PRIVATE = re.compile(r"solutions/|reference/|tests/|test_hidden|assignments/.*misconceptions")
LEAST = 30  # a shorter piece of a solution may occur in other text by chance


def isolated(survey: Survey, text: str, name: str) -> AssignmentResult:
    """Grade `text` in a child process, as a submission in a file named `name`."""
    assert survey.launcher is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        job = find(survey.assignment, path)
        give_sandbox(job, survey.launcher, limits_with(survey.assignment.limits))
        return grade_job(job, survey.items, SEED)


def faces(assignment: Assignment, text: str) -> dict[str, str]:
    """Return both faces of `text`, file name to content."""
    from autograder.course.notebook import to_notebook
    from autograder.course.percent import parse

    slug = assignment.slug
    return {f"{slug}.py": text, f"{slug}.ipynb": to_notebook(parse(text), {})}


def source_text(assignment: Assignment) -> str:
    return (assignment.source / f"{assignment.slug}.py").read_text(encoding="utf-8")


def model_earns_all(survey: Survey) -> Iterator[str]:
    """1. The model solution earns every point, in both faces, live and isolated alike."""
    for name, outcome in survey.model.items():
        if outcome.status is not Status.PASSED:
            yield f"live: {name} is {outcome.status}: {outcome.cause!r}"
    text = without_markers(source_text(survey.assignment))
    for face, content in faces(survey.assignment, text).items():
        result = isolated(survey, content, face)
        yield from (f"isolated {face}: {problem}" for problem in result.problems)
        short = result.score < result.max_score or result.bonus < result.max_bonus
        if short or not result.exercises:
            lost = [c.name for e in result.exercises for c in e.checks if c.score < c.max_score]
            yield f"isolated {face}: {result.score:g} of {result.max_score:g}: {', '.join(lost)}"


def stub_earns_nothing(survey: Survey) -> Iterator[str]:
    """2. The stub earns nothing; it is told that it is not started or, given to be mended, why."""
    assignment = survey.assignment
    text = stub(source_text(assignment), f"{assignment.slug}.py")
    to_mend = {one.exercise for one in assignment.cells if has_code_to_mend(one.text)}
    for face, content in faces(assignment, text).items():
        result = isolated(survey, content, face)
        yield from (f"{face}: {problem}" for problem in result.problems)
        for exercise in result.exercises:
            is_given = exercise.name in to_mend
            wanted = (Status.FAILED,) if is_given else (Status.NOT_STARTED, Status.MANUAL)
            if is_given and exercise.misconception is None:
                yield f"{face}: {exercise.name} is given to be mended, and has no known mistake"
            for check in exercise.checks:
                if check.status not in wanted or check.score:
                    yield f"{face}: {check.name} is {check.status} with {check.score:g} points"


def wrongs_lose_and_are_named(survey: Survey) -> Iterator[str]:
    """3. Every misconception loses marks, has a hint, and is named; every exercise has a guide."""
    yield from faults_of_guides(survey.assignment.guides, survey.assignment.exercises)
    names = [trial.wrong.name for trial in survey.trials]
    for trial in survey.trials:
        wrong = trial.wrong
        if wrong.exercise not in survey.assignment.exercises:
            yield f"{wrong.name}: there is no exercise {wrong.exercise}"
        yield from faults_of_hint(wrong.name, wrong.hint)
        if wrong.same_as is not None and wrong.same_as not in names:
            yield f"{wrong.name} is declared the same as {wrong.same_as}, which does not exist"
        if not sum(survey.infos[name].points for name in trial.caught_by):
            yield f"{wrong.name} ({wrong.exercise}) loses no marks"
            continue
        found = survey.named(trial)
        if found != [wrong.same_as or wrong.name]:
            yield f"{wrong.name} ({wrong.exercise}) is taken for {found or 'none of the known'}"


def checks_catch(survey: Survey) -> Iterator[str]:
    """4a. Every check catches some misconception."""
    caught = {name for trial in survey.trials for name in trial.caught_by}
    for name, info in survey.infos.items():
        if name not in caught:
            yield f"{name} ({info.exercise}) catches no wrong version"
    for exercise in survey.assignment.exercises:
        if exercise not in survey.grouped:
            yield f"{exercise} has no check"
        elif all(survey.infos[item.name].hidden for item in survey.grouped[exercise]):
            yield f"{exercise} has no public check"


def public_checks_suffice(survey: Survey) -> Iterator[str]:
    """4b. The public checks alone let no stub pass: nothing, zero, or an argument given back."""
    lazy: dict[str, Callable[..., Any]] = {
        "None": lambda *args, **kwargs: None,
        "0": lambda *args, **kwargs: 0.0,
        "its last argument": lambda *args, **kwargs: args[-1] if args else None,
        "its first argument": lambda *args, **kwargs: args[0] if args else None,
    }
    for exercise, items in survey.grouped.items():
        public = [i for i in items if not survey.infos[i.name].hidden]
        functions = {call.function for i in items for call in survey.model[i.name].calls}
        for what, function in lazy.items():
            names = survey.assignment.model | dict.fromkeys(functions, function)
            ran = outcomes(names, public, SEED)
            scoring = [n for n in ran if survey.infos[n].points > 0]
            if scoring and all(ran[n].status is Status.PASSED for n in scoring):
                yield f"{exercise}: a function that returns {what} passes all public checks"


def one_promise_each(survey: Survey) -> Iterator[str]:
    """4c. A check is one promise: docstring, mark, exactly one comparison, a name of its own."""
    seen: set[str] = set()
    for file in survey.assignment.test_files():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test"):
                continue
            place = f"{file.name}:{node.lineno} {node.name}"
            if node.name in seen:
                yield f"{place}: a second check of this name, so one of them never runs"
            seen.add(node.name)
            if not ast.get_docstring(node):
                yield f"{place} has no docstring: what is its promise?"
            if node.name not in survey.infos:
                yield f"{place} has no mark `exercise`, so it is never run"
            made = sum(map(_compares, ast.walk(node)))
            if made != 1:
                yield f"{place} makes {made} comparisons; a check makes exactly one"


def _compares(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "id", getattr(function, "attr", None)) in COMPARISONS


def bundle_is_clean(catalog: Catalog, assignments: list[Assignment]) -> Iterator[str]:
    """5. `assignments/` equals a fresh derivation; the bundle holds nothing of the solutions."""
    derived, data = release.derive_all(catalog, assignments), release.data_files(assignments)
    yield from drift(catalog.root, derived, data)
    content = release.read_bundle(release.bundle(catalog.root, derived, data))
    yield from (f"the bundle holds {name}" for name in content if _PRIVATE.search(name))
    everything = "\n".join(" ".join(text.split()) for text in content.values())
    for assignment in assignments:
        for secret in secrets(assignment):
            if len(secret) >= LEAST and secret in everything:
                yield f"the bundle holds text of the solution or hidden checks: {secret[:60]}"


def equations_are_cited(catalog: Catalog, taught: Mapping[str, set[str]]) -> Iterator[str]:
    """6. What the checks teach is cited in `reference/`, and what it cites for them is taught."""
    folder = catalog.root / ORACLE
    texts = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.py")}
    cited = {number for text in texts.values() for number in _equations(text)}
    for slug, numbers in taught.items():
        for number in sorted(numbers - cited) if texts else []:
            yield f"{slug} teaches Eq. {number}, which reference/ does not cite"
        for number in sorted(set(_equations(texts.get(slug, ""))) - set().union(*taught.values())):
            yield f"reference/{slug}.py cites Eq. {number}, which no check teaches"


def _equations(text: str) -> list[str]:
    """The numbers after "Eq." or "Eqs." in a text: single numbers, lists and ranges."""
    found = []
    for group in re.findall(r"Eqs?\. ([\d., –-]+(?:and \d\.\d+)?)", text):
        for first, last in re.findall(r"(\d\.\d+)(?:\s*[–-]\s*(\d\.\d+))?", group):
            chapter, start = first.split(".")
            end = (last or first).split(".")[1]
            found += [f"{chapter}.{number}" for number in range(int(start), int(end) + 1)]
    return found


LAWS = (
    model_earns_all,
    stub_earns_nothing,
    wrongs_lose_and_are_named,
    checks_catch,
    public_checks_suffice,
    one_promise_each,
    memoriser_earns_little,
)


def verify(assignments: list[Assignment], policy: Policy = Policy.BEST) -> bool:
    """Run every law on the assignments, print what breaks them; return whether nothing does.

    `policy` sets the isolation of submissions.
    """
    console = StandardOutput()
    sources = with_solutions(assignments)
    catalog = Catalog(sources[0].root)
    files = [file for one in sources for file in one.test_files()]
    broken: dict[str, list[str]] = {}
    taught: dict[str, set[str]] = {}

    def use(items: Mapping[Path, list[pytest.Item]]) -> None:
        surveys = [Survey(one, items, launcher) for one in sources]
        steps = [(survey, law) for survey in surveys for law in LAWS]
        for survey, law in track(steps, "Verifying", console=console, transient=True):
            title = f"{survey.assignment.name}: {(law.__doc__ or '').strip()}"
            broken[title] = list(law(survey))
            marks = " ".join(f"Eq. {i.equation}" for i in survey.infos.values() if i.equation)
            taught[survey.assignment.slug] = set(_equations(marks))

    with Launcher(policy) as launcher:
        with_checks(catalog.root, files, use)
        foot = f"isolation {launcher.name}"
    broken[(bundle_is_clean.__doc__ or "").strip()] = list(bundle_is_clean(catalog, sources))
    broken[(equations_are_cited.__doc__ or "").strip()] = list(equations_are_cited(catalog, taught))
    for title, faults in broken.items():
        console.print(f"{'✗' if faults else '✓'} {title}", soft_wrap=True)
        for fault in faults:
            console.print(f"    {fault}", soft_wrap=True)
    console.print(foot, soft_wrap=True)
    return not any(broken.values())
