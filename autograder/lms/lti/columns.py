"""The columns of an LMS's gradebook: AGS calls them line items. They are listed, found and made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.lms.lti.platform import Platform
from autograder.lms.lti.protocol import (
    LINEITEM,
    LINEITEM_READ,
    LINEITEM_TYPE,
    LINEITEMS_TYPE,
    NotAllowedError,
    PlatformError,
    is_safe,
)
from autograder.text import one_line

TAG = "exercises"


@dataclass(frozen=True)
class Column:
    """One line item; `resource_id` is our name of the assignment, if we made it."""

    url: str
    label: str
    maximum: float
    resource_id: str = ""
    tag: str = ""


def columns(platform: Platform, url: str) -> list[Column]:
    """Return all columns of a course that the tool may see.

    A tool that may make columns may not have the scope that only reads them, and the other way.
    """
    try:
        return list(_columns(platform, url, LINEITEM_READ))
    except NotAllowedError:
        return list(_columns(platform, url, LINEITEM))


def _columns(platform: Platform, url: str, scope: str) -> Iterator[Column]:
    for page in platform.pages(url, scope, LINEITEMS_TYPE):
        if not isinstance(page, list):
            raise PlatformError(f"{url}: the answer is no list of line items")
        yield from (_column(url, one) for one in page)


def _column(url: str, data: Mapping[str, Any]) -> Column:
    try:
        found = Column(
            str(data["id"]),
            one_line(str(data["label"])),
            float(data["scoreMaximum"]),
            str(data.get("resourceId") or ""),
            str(data.get("tag") or ""),
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise PlatformError(f"{url}: a line item lacks something: {error!r}") from None
    if not is_safe(found.url):
        raise PlatformError(f"{url}: the column {found.label} has no address with https://")
    return found


def find(known: list[Column], name: str, titles: tuple[str, ...]) -> tuple[Column | None, str]:
    """Return the column of the assignment `name`, or None and the reason.

    It is known by its resource id, which is the assignment's name; else by its label, which is the
    name or one of `titles`.
    """
    ours = [one for one in known if one.resource_id == name]
    words = {text.casefold() for text in (name, *titles)}
    fits = ours or [one for one in known if one.label.casefold() in words]
    if len(fits) == 1:
        return fits[0], ""
    if not fits:
        return None, f"the LMS has no column for {name}: make it there, or add --make-columns"
    which = "the resource id" if ours else "the label"
    return None, (
        f"{len(fits)} columns of the LMS have {which} {ours[0].resource_id if ours else name}: "
        f"say which one in [lineitems]: {', '.join(one.url for one in fits)}"
    )


def make(platform: Platform, url: str, name: str, title: str, maximum: float) -> Column:
    """Make a column for an assignment; if the answer is lost, the one that is there then.

    The request is repeated only if it was not looked at, since a second one makes a second column.
    """
    body = {"scoreMaximum": maximum, "label": title, "resourceId": name, "tag": TAG}
    try:
        answer = platform.call(
            "POST", url, LINEITEM, LINEITEM_TYPE, LINEITEM_TYPE, lambda: body, again=False
        )
    except PlatformError:
        found, _ = find(columns(platform, url), name, ())
        if found is None:
            raise
        return found
    try:
        data = json.loads(answer.text)
    except ValueError:
        raise PlatformError(f"{url}: the answer to a new column is no JSON") from None
    return _column(url, data)
