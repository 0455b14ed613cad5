"""`release.toml`: what it may say, and the addresses that follow from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.toy_course import ROOT

from autograder.course.published import PUBLISHED, Published, published
from autograder.errors import AutograderError

NOTEBOOK = "assignments/01_taylor/taylor.ipynb"


def test_a_course_without_the_file_is_published_nowhere(tmp_path: Path):
    assert published(tmp_path) == Published()
    assert Published().places(NOTEBOOK) == {}
    assert published(ROOT) == Published()  # as given, to be set by whoever publishes it


@pytest.mark.parametrize(
    ("address", "archive"),
    [
        ("", ""),
        ("https://example.edu/ml/student.zip", "https://example.edu/ml/student.zip"),
        ("https://example.edu/ml/", "https://example.edu/ml/student.zip"),
        ("https://example.edu/ml", "https://example.edu/ml/student.zip"),
        ("https://github.com/a/b", "https://github.com/a/b/archive/refs/heads/main.zip"),
        ("https://github.com/a/b.git", "https://github.com/a/b/archive/refs/heads/main.zip"),
        (
            "https://github.com/a/b/tree/autumn/1",
            "https://github.com/a/b/archive/refs/heads/autumn/1.zip",
        ),
    ],
)
def test_the_zip_of_an_address(address: str, archive: str):
    assert Published(release_url=address).archive == archive


def test_a_repository_on_github_can_be_opened_in_clouds():
    places = Published("https://github.com/a/b/tree/autumn", "https://example.edu/lite/").places(
        NOTEBOOK
    )
    assert places == {
        "your browser": "https://example.edu/lite/01_taylor.html",
        "Colab": "https://colab.research.google.com/github/a/b/blob/autumn/" + NOTEBOOK,
        "Kaggle": "https://www.kaggle.com/kernels/welcome?src=https://github.com/a/b/blob/autumn/"
        + NOTEBOOK,
        "Binder": "https://mybinder.org/v2/gh/a/b/autumn?labpath="
        "assignments%2F01_taylor%2Ftaylor.ipynb",
        "a codespace": "https://codespaces.new/a/b",
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('release_url = "example.edu"', "release_url is no address that begins with https://"),
        ('release_url = "https://a.edu/\\" + x"', "is no address"),
        ('release_url = "https://a.edu/a b"', "is no address"),
        ("browser_url = 1", "browser_url is no address"),
        ('adress = "https://a.edu"', "'adress' is none of release_url, browser_url"),
        ("release_url =", "Invalid value"),
    ],
)
def test_what_is_no_address_is_told(text: str, why: str, tmp_path: Path):
    (tmp_path / PUBLISHED).write_text(text)
    with pytest.raises(AutograderError, match=why):
        published(tmp_path)
