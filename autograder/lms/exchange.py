"""nbgrader's exchange, where students write, so that none of them can harm the others.

A link is read with the rights of whoever collects, and so could hand in the instructor's own
solution; and one submission without the exchange's files would end the release of all feedback.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback

NEEDED = ("timestamp.txt", "submission_secret.txt")  # by which a student fetches feedback


class Collect(ExchangeCollect):
    """nbgrader's own, for what students' folders hold themselves."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission without its links; nothing at all of one that is itself a link."""
        if Path(src).is_symlink():
            self.log.warning("Left out, as it is a link: %s", src)
            Path(dest).mkdir(parents=True)
            return
        links = sorted(set(links_below(Path(src))))
        for name in links:
            self.log.warning("Left out, as it is a link: %s in %s", name, src)
        usual = self.coursedir.ignore
        self.coursedir.ignore = [*usual, *map(glob.escape, links)]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.ignore = usual


class ReleaseFeedback(ExchangeReleaseFeedback):
    """nbgrader's own, for those who have handed in by the exchange."""

    def copy_files(self) -> None:
        """Release what can be fetched, and tell whose page has to be handed out otherwise."""
        pages = [Path(page) for page in glob.glob(f"{self.src_path}/*.html")]  # noqa: PTH207
        folders = {page.parent for page in pages}
        others = sorted(
            folder.parent.name
            for folder in folders
            if not all((folder / name).is_file() for name in NEEDED)
        )
        for student in others:
            self.log.warning("Not handed in by the exchange, so not released: %s", student)
        usual = self.coursedir.student_id_exclude
        self.coursedir.student_id_exclude = ",".join([*filter(None, [usual]), *others])
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = usual


def links_below(folder: Path) -> Iterator[str]:
    """Yield the names of the links in a folder and below; none is followed."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if Path(place, name).is_symlink():
                yield name
