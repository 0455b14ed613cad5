"""Starts ngshare, with what it needs to keep its records with SQLAlchemy 2.

What it makes, it only ties to a record that is in the database's session. Until SQLAlchemy 1.4
that was enough to store it; since 2.0 it must be added by itself, or it is lost without an error.
"""

from __future__ import annotations

from typing import Any

from ngshare import database
from ngshare.ngshare import main
from sqlalchemy import event, inspect
from sqlalchemy.orm import object_session


def add(owner: Any, value: Any, _: Any) -> Any:
    """Store what has become part of something stored."""
    session = object_session(owner)
    if session is not None and value is not None:
        session.add(value)
    return value


for mapper in database.Base.registry.mappers:
    for relationship in inspect(mapper.class_).relationships:
        if relationship.uselist:
            event.listen(relationship.class_attribute, "append", add, retval=True)

if __name__ == "__main__":
    main()
