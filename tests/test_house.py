"""The house keeps its own rules: imports go down, modules are small, the child is alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from factories.toy_course import ROOT

ENGINE = ROOT / "autograder"
# From the words at the bottom to the door at the top; a module imports only from lower layers,
# or from its own where it stands further left.
LAYERS = [
    [
        "child.tokens",
        "child.layout",
        "child.encoder",
        "child.decoder",
        "child.wire",
        "child.channel",
        "child.drawing",
        "child.stage",
    ],
    ["child.cells", "child.kernel", "child.seccomp", "child.lock", "child.preload"],
    ["child.drawer", "child.window", "child.worker", "child.forkserver"],
    [
        "text",
        "archive",
        "handed_out",
        "forms",
        "streams",
        "tolerance",
        "compare",
        "figure",
        "material",
        "model",
        "exhibit",
        "limits",
        "seeds",
    ],
    [
        *["gradcheck.model", "gradcheck.subject", "gradcheck.ladder", "gradcheck.noise"],
        *["gradcheck.neville", "gradcheck.extrapolate", "gradcheck.stairs", "gradcheck.kinks"],
        *["gradcheck.view", "gradcheck.search", "gradcheck.estimate", "gradcheck.verdict"],
        "gradcheck.complex_step",
        *["gradcheck.check", "gradcheck"],
        *["gradcheck.pair", "gradcheck.matching", "gradcheck.decays", "gradcheck.explanations"],
        *["gradcheck.faults", "gradcheck.alignment", "gradcheck.words", "gradcheck.telling"],
        *["gradcheck.as_data", "gradcheck.picture", "gradcheck.live", "gradients"],
    ],
    ["doctor.findings", "doctor.probe"],
    ["process", "fork server", "bubblewrap", "isolation", "imports"],
    ["percent", "submission", "passages", "guide", "assignment", "reading", "catalog", "notebook"],
    ["student", "hidden", "checks", "plugin", "values", "words", "troubles"],
    ["sandbox", "prints", "diagnosis", "session", "knowledge", "shapes", "gathering"],
    ["exam", "examiner", "ticket", "runner", "grader", "survey", "inquiry"],
    [
        *["report.terminal", "report.as_json", "report.drawn", "report.compared"],
        *["report.elements", "report.style", "report.hints", "report.lines", "report.pictures"],
        *["report.reading", "report.parts", "report.card", "report.as_html"],
        *["standalone", "live", "magic"],
    ],
    ["doctor.machine", "doctor.course", "doctor.command", "doctor", "doctor.__main__"],
    ["release", "laws", "matrix", "scaffold", "gradient_command"],
    [
        *["watch.changes", "watch.work", "watch.state", "watch.advice", "watch.progress"],
        *["watch.body", "watch.keys", "watch.screen", "watch.plain", "watch.command", "watch"],
    ],
    [
        "lms.database",
        "lms.prose",
        "lms.intake",
        "lms.repair",
        "lms.feedback",
        "lms.desk",
        "lms.exchange",
        "lms.gradebook",
        "lms.preprocess",
        "lms.autograde",
        "lms.config",
        "lms.course",
        "lms.app",
        "lms.command",
    ],
    [
        *["lms.exports.grades", "lms.exports.sheet", "lms.exports.order", "lms.exports.matching"],
        *["lms.exports.roster", "lms.exports.results", "lms.exports.gradebook"],
        *["lms.exports.canvas", "lms.exports.moodle", "lms.exports.table"],
        *["lms.exports.gradescope", "lms.exports.gradescope_zip"],
        *["lms.lti.config", "lms.lti.journal", "lms.lti.passback", "lms.lti.client"],
        *["lms.lti.command", "lms.exports.job", "lms.exports.command", "lms.plugins"],
    ],
    [
        *["insight.names", "insight.wrongs", "insight.gather", "insight.measures"],
        *["insight.changes", "insight.as_data", "insight.page", "insight.charts"],
        *["insight.lessons", "insight.students", "insight.as_html", "insight.write"],
        *["insight.own_code", "insight.likeness", "insight.likeness_html", "insight.similarity"],
    ],
    [
        *["batch.core", "batch.stopping", "batch.roster", "batch.order", "batch.executor"],
        *["batch.journal", "batch.progress"],
        *["batch.worker", "batch.local", "batch.dasked", "batch.run", "batch.command"],
    ],
    ["cli", "__main__"],
]
ORDER = {name: place for place, name in enumerate(name for layer in LAYERS for name in layer)}
LONGEST_MODULE, LONGEST_FUNCTION = 250, 50


def modules() -> list[Path]:
    return sorted(path for path in ENGINE.rglob("*.py") if path.name != "__init__.py")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ENGINE).with_suffix("").parts)


def imported(path: Path) -> set[str]:
    """The engine's modules that a module imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder"):
            base = (node.module or "").removeprefix("autograder").strip(".")
            for alias in node.names:
                full = f"{base}.{alias.name}".strip(".")
                found.add(full if full in ORDER else base)
    return found - {""}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_down(path: Path):
    name = name_of(path)
    assert name in ORDER, f"{name} has no place in the layers"
    typing_only = {"runner"} if name in ("examiner", "standalone") else set()
    wrong = [other for other in imported(path) - typing_only if ORDER[other] >= ORDER[name]]
    assert not wrong, f"{name} imports {wrong}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_and_functions_are_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", [p for p in modules() if p.parent.name == "child"], ids=name_of)
def test_the_child_knows_nothing_of_the_grader(path: Path):
    assert all(name.startswith("child") for name in imported(path))


def test_every_public_thing_has_a_docstring():
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                short = (node.end_lineno or 0) - node.lineno <= 3
                hook = node.name.startswith("pytest_")
                assert ast.get_docstring(node) or short or hook, f"{path.name}: {node.name}"
