"""Runs `autograder lti`: the public key, the members and columns of a course, the service."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from autograder.errors import AutograderError
from autograder.lms.exports.grades import plain
from autograder.lms.exports.sheet import Sheet
from autograder.lms.lti.config import Config, need_library, read_config
from autograder.lms.lti.contexts import Context, chosen
from autograder.text import one_line

OK, INCOMPLETE = 0, 1
PORT = 9003


def run(options: argparse.Namespace) -> int:
    """Run one action and return its exit code."""
    config = read_config(options.config)
    need_library()
    if options.action == "key":
        from autograder.lms.lti.keys import key_set

        print(key_set(config))
        return OK
    if options.action == "serve":
        return _serve(options, config)
    context = chosen(config, options.config, options.context)
    return (_members if options.action == "members" else _columns)(options, config, context)


def _members(options: argparse.Namespace, config: Config, context: Context) -> int:
    from autograder.lms.lti.members import ACTIVE, ROLES, members, named, roster
    from autograder.lms.lti.platform import Platform

    if options.out is None:
        raise AutograderError("Say where to write the roster to: --out FILE.")
    if not context.memberships_url:
        raise AutograderError(
            f"The course {context.name or options.config} has no list of members: allow the tool "
            "Names and Roles where it is registered in the LMS, or set memberships_url."
        )
    everybody = members(Platform(config), context.memberships_url, ROLES.get(options.role, ""))
    people = [one for one in everybody if options.inactive or one.status == ACTIVE]
    roster(named(people, options.student, options.accounts)).write(options.out)
    gone = Counter(one.status.lower() for one in everybody) if not options.inactive else Counter()
    del gone[ACTIVE.lower()]
    left = f" ({', '.join(f'{n} {what}' for what, n in gone.items())} left out)" if gone else ""
    print(f"{options.out}: {len(people)} members{left}")
    nameless = [one.lms_id for one in people if not one.name]
    if nameless:
        print(
            f"The LMS tells no name of {len(nameless)} of them: let it share names and e-mail "
            "addresses with the tool (docs/lti.md).",
            file=sys.stderr,
        )
    return OK if people and not nameless else INCOMPLETE


def _columns(options: argparse.Namespace, config: Config, context: Context) -> int:
    from autograder.lms.lti.columns import columns
    from autograder.lms.lti.platform import Platform

    if not context.lineitems_url:
        raise AutograderError(
            f"The course {context.name or options.config} has no list of columns: allow the tool "
            "to use the gradebook where it is registered, or set lineitems_url."
        )
    sheet = Sheet(["label", "points", "resource_id", "tag", "address"])
    for one in columns(Platform(config), context.lineitems_url):
        sheet.add([one.label, plain(one.maximum), one.resource_id, one.tag, one.url])
        print(one_line(f"{one.label} ({plain(one.maximum)} points) {one.resource_id} {one.url}"))
    if options.out is not None:
        sheet.write(options.out)
    print(f"{len(sheet.rows)} columns.")
    return OK if sheet.rows else INCOMPLETE


def _serve(options: argparse.Namespace, config: Config) -> int:
    from autograder.lms.lti.server import serve
    from autograder.lms.lti.service import Service

    told = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", "")).port
    service = Service.of(config, options.config, Path.cwd())
    return serve(service, options.port or told or PORT)
