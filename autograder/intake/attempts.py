"""The attempts of one owner: 1 is the oldest."""

from __future__ import annotations

from autograder.intake.downloads import Claim, again
from autograder.intake.items import INSIDE, Item, normal_name
from autograder.intake.names import plain_stem
from autograder.intake.people import Owner

Order = tuple[tuple[str, ...], int, int]  # the time, the LMS's number, the name's own number


def attempts_of(owner: Owner) -> dict[Item, int]:
    """Return the number of the attempt of each of the owner's items.

    Times order all of an owner's files; numbers in names order those with one name.
    """
    placed = {item: _placed(owner, item, own, claim) for item, own, claim in owner.own}
    groups: dict[str, set[Order]] = {}
    for name, order in placed.values():
        groups.setdefault(name, set()).add(order)
    return {item: sorted(groups[name]).index(order) + 1 for item, (name, order) in placed.items()}


def _placed(owner: Owner, item: Item, own: Item, claim: Claim | None) -> tuple[str, Order]:
    """Return the name of what an item is a version of, and which version."""
    if claim is not None and claim.when:
        return "", (claim.when, 0, 0)
    is_file = len(item.parts) == len(own.parts) or (claim is not None and claim.file)
    if not is_file:
        return "", ((), 0, 0)
    head = own.parts[0].removesuffix(INSIDE)
    stem = plain_stem(head)
    base, number = again(stem)
    if claim is not None:
        return (base + head[len(stem) :]).casefold(), ((), claim.number, number)
    return "", ((), 0, number if normal_name(base) == owner.name else 0)


def unordered(owner: Owner) -> bool:
    """Whether there are attempts whose times cannot be read, so that none is the newest."""
    stamps = {claim.when for _, _, claim in owner.own if claim is not None and claim.when}
    return len(stamps) > 1 and any(text.startswith("?") for when in stamps for text in when)
