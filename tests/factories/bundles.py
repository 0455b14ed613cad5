"""The student's bundle of this course, unpacked, as a student has it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from factories.toy_course import ROOT

from autograder.course.catalog import Catalog
from autograder.release.release import as_they_are, bundle, data_files


def packed() -> bytes:
    """Return the zip, with the assignments as they were released last."""
    assignments = Catalog(ROOT).assignments
    return bundle(ROOT, as_they_are(assignments), data_files(assignments))


def unpack(folder: Path) -> Path:
    """Unpack the bundle into `folder`, and return that."""
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        archive.extractall(folder)
    return folder
