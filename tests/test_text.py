"""Somebody else's text, shown where text can act: terminal, HTML, Markdown, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import pytest
from factories.elements import is_safe
from hypothesis import given
from hypothesis import strategies as st

from autograder.text import (
    MAX_LINES,
    MAX_MARKS,
    for_csv,
    for_json,
    for_markdown,
    for_terminal,
    markdown_block,
    markdown_code,
    one_line,
)

any_text = st.text(st.characters() | st.sampled_from("\x1b\x9b[]\\`|<>&\"'=+-@\n\r\t\x07\u202e"))


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("plain, naïve and 中文 ✓", "plain, naïve and 中文 ✓"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[1;1Hscore 10", "score 10"),
        ("\x9b2Jgone", "gone"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]52;c;cm0gLXJm\x07", ""),
        ("\x9d0;title\x9ctext", "text"),
        ("\x1b]0;never ended", "0;never ended"),
        ("\x1bPq#0;2;0\x1b\\after", "after"),
        ("\x1b(0lqk\x1bcreset", "lqkreset"),
        ("\x1b[\x1b[31m31mnested", "31mnested"),
        ("over\b\b\b\bwritten\x7f", "overwritten"),
        ("first\rsecond\r\nthird\x0bfourth", "first\nsecond\nthird fourth"),
        ("a\u202ecod.exe\u202c\u2066b\u2069", "acod.exeb"),
        ("pass\u200bed\u2060\ufeff\u00ad", "passed"),
        ("\u200fright\u200e\u061c", "right"),
        ("tag\U000e0041\U000e007f\ufe0f\u034f\u3164\u2800", "tag"),
        ("half\ud800\udfff", "half\ufffd\ufffd"),
        ("nul\0\x01\x85line\u2028next", "nul line next"),
        ("\u00a0wide\u3000spaces", " wide spaces"),
        ("\ue000private\U0010ffff", "private"),
        ("z" + "\u0301" * 50 + "a\u0323\u0302", "z" + "\u0301" * MAX_MARKS + "a\u0323\u0302"),
        ("tab\there", "tab    here"),
    ],
    ids=ascii,
)
def test_a_terminal_is_not_steered(hostile, shown):
    assert for_terminal(hostile) == shown


@given(any_text, st.integers(1, 300))
def test_whatever_is_shown_is_visible_bounded_and_stays_as_it_is(text, limit):
    shown = for_terminal(text, limit)
    assert is_safe(shown)
    assert len(shown) <= limit
    assert shown.count("\n") <= MAX_LINES
    shown.encode()
    if len(text) < limit:
        assert for_terminal(shown, limit) == shown


@given(any_text)
def test_one_line_is_one_line(text):
    line = one_line(text, 50)
    assert is_safe(line)
    assert "\n" not in line
    assert len(line) <= 50
    assert line == line.strip()


def test_floods_are_cut():
    assert len(for_terminal("x" * 10**7)) <= 50_000
    assert for_terminal("a\n" * 1_000).count("\n") == MAX_LINES
    assert one_line("word " * 1_000, 20) == "word word word word…"
    assert len(for_terminal("\x1b]" * 200_000)) <= 50_000
    assert len(for_terminal("\x1b[" + "0;" * 200_000)) <= 50_000


@pytest.mark.parametrize(
    ("hostile", "escaped"),
    [
        ("<script>alert(1)</script>", r"&lt;script&gt;alert\(1\)&lt;\/script&gt;"),
        ("![x](javascript:alert(1))", r"\!\[x\]\(javascript\:alert\(1\)\)"),
        ("| a | b |", r"\| a \| b \|"),
        ("# heading", r"\# heading"),
        ("1. item", r"1\. item"),
        ("- item\n===\n---", r"\- item \=\=\= \-\-\-"),
        ("*bold* _it_ ~~no~~ `code`", r"\*bold\* \_it\_ \~\~no\~\~ \`code\`"),
        ("$x$ and \\(y\\)", r"&#36;x&#36; and \\\(y\\\)"),
        ("https://evil.example", r"https\:\/\/evil\.example"),
        ("    code by spaces", "code by spaces"),
        ("\x1b[31m&amp;", "&amp;amp;"),
    ],
)
def test_markdown_shows_just_the_text(hostile, escaped):
    assert for_markdown(hostile) == escaped


@given(any_text)
def test_in_markdown_every_active_character_is_escaped(text):
    rest = for_markdown(text)
    for escaped in ("&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#36;"):
        rest = rest.replace(escaped, "")
    unescaped = "".join(part[1:] for part in ("\0" + rest.replace("\\\\", "")).split("\\"))
    assert not set(unescaped) & set("\\`*_{}[]()#+-.!|~=<>&$:\n")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("x = 1", "` x = 1 `"),
        ("a `b` c", "`` a `b` c ``"),
        ("```", "```` ``` ````"),
        ("a\nb", "` a b `"),
        ("", ""),
    ],
)
def test_code_spans_are_fenced_by_more_than_they_hold(text, span):
    assert markdown_code(text) == span


@given(any_text)
def test_a_block_of_code_cannot_be_closed_from_inside(text):
    opening, *inside, closing = markdown_block(text).split("\n")
    assert opening == closing + "text"
    assert set(closing) == {"`"}
    assert len(closing) >= 3
    assert not any(closing in line for line in inside)
    assert "\n".join(inside) == for_terminal(text)


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "=cmd|'/c calc'!A0",
        "+cmd()",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "\u200b=1+1",
        "＝1+1",
        "＋1+A1",
        "－A1",
        "＠SUM(A1)",
        "﹦1",
        "−A1",
        '"=1+1"',
        "'=1+1",
        "%0A=1",
        "|calc",
    ],
)
def test_a_spreadsheet_computes_nothing(formula):
    cell = for_csv(formula)
    assert isinstance(cell, str)
    assert cell.startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (-1.5, -1.5),
        (3, 3),
        ("-1.5", "-1.5"),
        ("+2e-3", "+2e-3"),
        ("10", "10"),
        ("ada", "ada"),
        ("O'Hara", "O'Hara"),
        ("a=1", "a=1"),
        ("-1.5\n=1+1", "'-1.5 =1+1"),
        ("٣", "٣"),
    ],
)
def test_in_a_table_numbers_stay_numbers_and_names_stay_names(value, cell):
    assert for_csv(value) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("bob;=cmd|'/c calc'!A0", "bob;'=cmd|'/c calc'!A0"),
        ("bob,=1+1", "bob,'=1+1"),
        ('bob";=1+1', "bob\";'=1+1"),
        ("bob; \t@SUM(A1)", "bob;     '@SUM(A1)"),
        ("bob;\n+1", "bob; '+1"),
        ("bob;;-1", "bob;;'-1"),
        ("bob\uff1b\uff1d1", "bob\uff1b'\uff1d1"),
        ('a;"=1', "a;'\"=1"),
        ("Lovelace, Ada; 1=1", "Lovelace, Ada; 1=1"),
        ("a-b;c@d.org", "a-b;c@d.org"),
    ],
)
def test_nor_does_one_that_separates_cells_by_another_sign(text, cell):
    assert for_csv(text) == cell


@given(
    st.lists(any_text | st.text("=+-@;,\"' \t\na1"), min_size=1, max_size=4),
    st.sampled_from(",;\t"),
    st.sampled_from(",;\t"),
)
def test_no_cell_begins_a_formula_once_a_row_is_read_back(row, written, read):
    """Nor as a spreadsheet reads it that expects another separator."""
    out = io.StringIO()
    csv.writer(out, delimiter=written).writerow([for_csv(text) for text in row])
    found = [
        one for line in csv.reader(io.StringIO(out.getvalue()), delimiter=read) for one in line
    ]
    assert read != written or len(found) == len(row)
    for cell in found:
        bare = cell.lstrip("\"' \t")
        if unicodedata.normalize("NFKC", bare[:1]) in tuple("=+-@"):
            assert "'" in cell[: -len(bare)] or re.match(r"[+-]?[0-9]", bare)


@given(st.dictionaries(any_text, any_text | st.integers()))
def test_json_can_be_written_and_read_and_shown(data):
    document = for_json(json.dumps(data, ensure_ascii=False, indent=1))
    assert is_safe(document)
    read = json.loads(document.encode())
    halves = any("\ud800" <= c <= "\udfff" for k, v in data.items() for c in f"{k}{v}")
    assert halves or read == data


def test_json_keeps_what_it_can():
    hostile = "\x7f\x9b\u202e\U000e0041é中"
    document = for_json(json.dumps([hostile, "\ud800"], ensure_ascii=False))
    assert document == '["\\u007f\\u009b\\u202e\\udb40\\udc41é中", "\ufffd"]'
    assert json.loads(document)[0] == hostile
