"""nbgrader's exchange, to which students write, made safe from harm by one of them.

The instructor who collects would follow links with their own rights, so that a link could submit
the instructor's solution. Anybody can put a folder there in another student's name, and nbgrader
would only warn before it takes that one, if it is the newest. And one submission without the
exchange's files would end the release of all feedback. Another exchange than that of folders, such
as ngshare, stays as it is.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeFactory
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback

NEEDED = ("timestamp.txt", "submission_secret.txt")  # a student fetches feedback with these


FORGED = "\0"  # no student's name


class Collect(ExchangeCollect):
    """nbgrader's `collect`, which leaves out links, and what is not the named student's own."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        """Find each student's newest submission, among those that are their own."""
        super().init_src()
        self.src_records = [one for one in self.src_records if one["username"] != FORGED]

    def _path_to_record(self, path: str) -> Any:
        record = super()._path_to_record(path)
        owner = owner_of(Path(path))
        if self.check_owner and owner != record["username"]:
            self.log.warning(
                "Left out, as it is %s who handed it in, in the name of %s: %s. (If all students "
                "have one account: c.ExchangeCollect.check_owner = False.)",
                *(owner, record["username"], path),
            )
            record["username"] = FORGED
        return record

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission without its links; if it is itself a link, make an empty folder."""
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
    """nbgrader's `release_feedback`, for those who submitted through the exchange."""

    def copy_files(self) -> None:
        """Release the pages that students can fetch; log whose page needs another way."""
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


def owner_of(path: Path) -> str:
    """Return the name of the account whose file, folder or link this is."""
    import pwd  # which Windows has not; there is no such exchange, either

    number = path.lstat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"account {number}"


def become_default() -> None:
    """Let nbgrader collect and release with these classes where no config names others.

    Written into a config, they would be half an exchange: they would replace two parts of one that
    is configured before, or in another file.
    """
    for job, ours in (("collect", Collect), ("release_feedback", ReleaseFeedback)):
        ExchangeFactory.class_traits()[job].default_value = ours


def links_below(folder: Path) -> Iterator[str]:
    """Yield the names of the links in `folder` and below, without following them."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if Path(place, name).is_symlink():
                yield name
