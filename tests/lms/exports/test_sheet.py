"""Sheets are read and written in any dialect: what is not changed stays, byte for byte."""

from __future__ import annotations

import csv
import io

import pytest

from autograder.errors import AutograderError
from autograder.lms.exports.encoding import Encoding
from autograder.lms.exports.numbers import decimal_comma, number
from autograder.lms.exports.sheet import Sheet, put

ODD = (  # quoted and not, spaces, several kinds of line ends, short and long rows, no last end
    'Student;"ID";Note\r\n"Lovelace; Ada";007;"says ""hi"""\n Bob ;;=1+1;more\r\n\r\n"";x\rZoë;9;'
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_sheet_is_written_as_it_was_read(delimiter, newline, bom, tmp_path):
    cells = [["a", "b c", "d"], ["1", 'x"y', "=1"], [], ["", "é\nü", ""]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(cells)
    path = tmp_path / "x.csv"
    path.write_bytes((bom + out.getvalue()).encode())
    sheet = Sheet.read(path)
    assert [sheet.header, *sheet.rows] == cells
    assert sheet.text().encode() == path.read_bytes()


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("bom", [False, True])
def test_every_byte_but_those_of_a_set_cell_stays(codec, bom, tmp_path):
    mark = "\ufeff" if bom and codec != "cp1252" else ""
    path = tmp_path / "odd.csv"
    path.write_bytes((mark + ODD).encode(codec))
    sheet = Sheet.read(path)
    assert sheet.encoding == Encoding(codec, bool(mark))
    assert [row[:1] for row in sheet.rows] == [["Lovelace; Ada"], [" Bob "], [], [""], ["Zoë"]]
    put(sheet.rows[0], 1, "1;2")
    put(sheet.rows[4], 2, "8.5")
    put(sheet.rows[3], 2, "7")
    expected = (
        ODD.replace(";007;", ';"1;2";').replace("Zoë;9;", "Zoë;9;8.5").replace('"";x', '"";x;7')
    )
    assert sheet.data() == (mark + expected).encode(codec)


def test_bytes_of_an_unknown_code_page_stay(tmp_path):
    path = tmp_path / "arabic.csv"
    data = "Student,ID\r\nعلي,7\r\n".encode("cp1256") + b"\x81\x8d,8\r\n"
    path.write_bytes(data)
    sheet = Sheet.read(path)
    put(sheet.rows[1], 1, "علي 9")  # what the code page of the file cannot hold
    assert sheet.data() == data.replace(b",8", b",??? 9")


def test_the_hint_for_excel_stays_above(tmp_path):
    path = tmp_path / "hinted.csv"
    path.write_bytes(b"sep=;\r\na,b;c\r\n1;2\r\n")
    sheet = Sheet.read(path)
    assert (sheet.header, sheet.rows) == (["a,b", "c"], [["1", "2"]])
    assert sheet.data() == path.read_bytes()


def test_separators_inside_of_quotes_separate_nothing(tmp_path):
    path = tmp_path / "header.csv"
    path.write_bytes(b'"a, b, c, d";e\n1;2\n')
    assert Sheet.read(path).rows == [["1", "2"]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "is an Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "is an Excel workbook"),
        (b"\xff\xfea\x00b", "damaged"),
        (b"a,b\0\n", "is no text"),
        (b"", "is empty"),
        (b"\n1,2\n", "is empty"),
        (b'a,b\n1,"2\n3,4\n', "row 2 has a quotation mark in its cell 2"),
        (b'a,b\n"1"2,3\n', "row 2 has a quotation mark in its cell 1"),
    ],
)
def test_what_is_no_table_is_named(data, words, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(AutograderError, match=words):
        Sheet.read(path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8", 8.0),
        (" 8.50 ", 8.5),
        ("8,5", 8.5),
        ("-1,5", -1.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("", None),
        ("EX", None),
        ("8.5 %", None),
        ("1e5", None),
        ("8.", None),
    ],
)
def test_numbers_are_read_with_point_and_comma(text, value):
    assert number(text) == value


def test_the_decimal_sign_is_that_of_most_numbers():
    assert decimal_comma(["8,5", "3", "x,5", "7,25", "1.5"]) is True
    assert decimal_comma(["8.5", "3"]) is False
    assert decimal_comma(["8", "", "a.b"]) is None
