"""What students read is plain English that suits the class: found phrases do not come back.

Each pattern was found in a text or a hint. A new text meets the same patterns.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograder.course.catalog import Catalog

ROOT = Path(__file__).resolve().parents[2]
COURSE = Catalog(ROOT).assignments
NOUN = r"(?:(?:the|each|every|all|one|its) \*?[a-z]+\*?|w1?|b|h|z|x|y1|theta|inputs?)\b"
BANNED = {
    "no alcohol": r"\b(?:drunk\w*|wine|beers?|whisky|vodka|pubs?)\b",
    "no betting": r"\b(?:bets?|betting|gambl\w+|casinos?|lotter\w+|poker|roulette|aces?|jackpot)\b",
    "no card games": r"\b(?:cards?|decks?|players?)\b",
    "with respect to a variable": rf"\bderivatives? by {NOUN}(?! differ)",
    "differentiated with respect to": rf"\bdifferentiat(?:e|es|ed|ing) (?:by|in) {NOUN}",
    "after the decimal point": r"\b(?:digits|everything|fractions?) behind\b|behind the decimal\b",
    "after the bar": r"\bbehind (?:the bars?|the brackets?|`)\b",
    "at random": r"\bby lot\b|\blots (?:are|come|came|were|that)\b|\bdraw(?:ing|s)? lots\b",
    "the form that was asked for": r"\basked-for\b|\bhas not the\b",
    "what is asked for": r"(?:[.;:] |\bbut )asked for (?:is|are|was|were)\b|\b[Aa]sked were\b",
    "which does it have": r"\b[Ww]h(?:ich|at) \w+ has (?:the|an?|your|x0|\[\[)(?! [a-z]+est\b)",
    "how many does it have": r"\bHow many \w+ has (?:the|an?|your)\b(?! \w+ \w+(?:ed|en|de)\b)",
    "a billion": r"\bthousand million\b",
    "passed in": r"\b(?:was|were) handed in (?:has|had|should|must|stays?)\b",
}
FILES = ("misconceptions.py", "test_public.py", "test_hidden.py")


def texts():
    """Return every text of the course: cells, hints, promises, with where each comes from."""
    found = {}
    for one in COURSE:
        for cell in one.cells:
            name = f"{one.name}:{cell.first_line}"
            text = cell.text
            if cell.kind == "code":  # strings, comments and titles, not names
                text = "\n".join(re.findall(r'""".*?"""|"[^"\n]*"|#[^\n]*', text, re.S))
            found[name] = f"{cell.title}\n{text}"
        for file in FILES:
            for node in ast.parse((one.source / file).read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
                    found[f"{one.name}/{file}:{node.name}"] = ast.get_docstring(node)
        for wrong in one.wrongs:
            found[f"{one.name}: says of {wrong.name}"] = wrong.says
    return {where: " ".join(text.split()) for where, text in found.items()}


TEXTS = texts()


@pytest.mark.parametrize("why", BANNED)
def test_the_phrases_that_were_found_are_gone(why):
    pattern = re.compile(BANNED[why])
    found = {where: m[0] for where, text in TEXTS.items() if (m := pattern.search(text))}
    assert not found, why


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("no betting", "Which one do you bet on?"),
        ("no alcohol", "The drunkard arrives."),
        ("with respect to a variable", "the derivative by the bias"),
        ("with respect to a variable", "the derivatives by w, D numbers"),
        ("differentiated with respect to", "when you differentiate by w1"),
        ("differentiated with respect to", "differentiated in input j"),
        ("after the bar", "behind the bar belongs the whole point"),
        ("at random", "a thousand of them, drawn by lot"),
        ("the form that was asked for", "it has not the asked-for form"),
        ("what is asked for", "It is a vector; asked for was the slope."),
        ("what is asked for", "not this; asked for are two lines"),
        ("which does it have", "Which slopes has x0 x1?"),
        ("how many does it have", "How many points has the walk?"),
    ],
)
def test_each_pattern_finds_what_it_is_for(why, text):
    assert re.search(BANNED[why], text)


@pytest.mark.parametrize(
    "text",
    [
        "the derivative by a central difference",
        "the gradient by its formula",
        "one point on either side, ahead and behind",
        "the place behind the point",
        "which has the same shape",
    ],
)
def test_sound_english_is_left_alone(text):
    assert not [why for why, pattern in BANNED.items() if re.search(pattern, text)]


@pytest.mark.parametrize("one", COURSE, ids=lambda one: one.name)
def test_the_name_of_a_misconception_is_a_sentence(one):
    """It goes on after "This looks like:", so it has a subject and a verb."""
    for wrong in one.wrongs:
        assert re.fullmatch(
            r"(?:you|your|each|every|the|two of your) (?:[^.?!_]|(?<=\d)\.(?=\d)){8,90}", wrong.says
        ), f"{wrong.name} says {wrong.says!r}"


@pytest.mark.parametrize("one", COURSE, ids=lambda one: one.name)
def test_praise_does_not_always_begin_alike(one):
    heads = [" ".join(guide.notice.split()[:2]) for guide in one.guides]
    assert max(map(heads.count, heads)) <= 2, heads
    assert "Did you" not in heads


SELF_ANSWERED = re.compile(r"\? (?:There|Then|It is|So|That is|Worked out|Among|Yes|No)\b")


@pytest.mark.parametrize("one", COURSE, ids=lambda one: one.name)
def test_the_last_tier_does_not_answer_its_own_question(one):
    found = [w.name for w in one.wrongs if SELF_ANSWERED.search(w.hint.split("\n\n")[-1])]
    assert not found


GUESSES = re.compile(r"\b(?:[Pp]erhaps|[Ss]eems?|[Pp]robably|[Mm]aybe)\b")


@pytest.mark.parametrize("one", COURSE, ids=lambda one: one.name)
def test_what_was_observed_is_no_guess(one):
    found = [w.name for w in one.wrongs if GUESSES.search(" ".join(w.hint.split("\n\n")[:2]))]
    assert not found


def test_the_text_says_what_a_slip_is_before_it_asks_for_one():
    first = next(one for one in COURSE if one.name == "01_taylor")
    text = " ".join(" ".join(cell.text for cell in first.cells).split())
    assert text.index("A *slip* is a small mistake") < text.index("find their slips")
