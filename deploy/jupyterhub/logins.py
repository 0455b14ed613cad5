"""Who may log in, and as what: by the system's passwords, or from an LMS by LTI 1.3.

Either way a person is a system user, and the hub's groups follow the system's.
"""

from __future__ import annotations

from typing import Any

import accounts
from jupyterhub.auth import LocalAuthenticator, PAMAuthenticator
from jupyterhub.authenticators.shared import SharedPasswordAuthenticator
from settings import Settings
from tornado.web import HTTPError

from autograder.lms.account_name import account_name

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
TEACHING = {f"{ROLE}Instructor", f"{ROLE}ContentDeveloper", f"{ROLE}Administrator"}


class InTheCourse:
    """Lets those in who are in a group of the course, and tells the hub in which.

    Mixed into an authenticator of the hub's own.
    """

    settings: Settings

    async def authenticate(self, handler: Any, data: Any = None) -> dict[str, Any] | None:
        """Return the name and its groups, or None."""
        found = await super().authenticate(handler, data)  # type: ignore[misc]
        if not found:
            return None
        return self.known(found["name"] if isinstance(found, dict) else found)

    def known(self, name: str) -> dict[str, Any] | None:
        """Return the hub's model of somebody in the course, else None."""
        groups = accounts.hub_groups(self.settings, name)
        return {"name": name, "groups": groups} if groups else None

    async def refresh_user(self, user: Any, handler: Any = None) -> Any:
        """Look up the groups again: who is no longer in the course has no access any more."""
        return self.known(user.name) or False


class ByPassword(InTheCourse, PAMAuthenticator):
    """The system's own passwords."""


class ByOnePassword(InTheCourse, SharedPasswordAuthenticator):
    """One password for everybody, to try the hub out."""


def from_lms(settings: Settings) -> type:
    """Return the authenticator for launches from an LMS; they make the accounts."""
    from ltiauthenticator.lti13.auth import LTI13Authenticator

    class FromLms(InTheCourse, LocalAuthenticator, LTI13Authenticator):
        """LTI 1.3: launches from the one course of the LMS that is this hub's."""

        async def authenticate(self, handler: Any, data: Any = None) -> dict[str, Any] | None:
            """Enrol whom the LMS sends, with the role that it gives them in this course."""
            token = data or {}
            place = token.get(f"{CLAIM}context", {}).get("id")
            if place != settings.lti["CONTEXT"]:
                # An instructor of another course must not become one of this course.
                self.log.warning(
                    "A launch from another course of the LMS: HUB_LTI_CONTEXT=%s", place
                )
                raise HTTPError(403, "This hub belongs to another course.")
            name = account_name(self.get_username(token))
            teaches = not TEACHING.isdisjoint(token.get(f"{CLAIM}roles", []))
            try:
                accounts.enrol(settings, name, teaches)
            except accounts.AccountError as error:
                raise HTTPError(403, str(error)) from None
            return self.known(name)

    return FromLms


def login(settings: Settings) -> type:
    """Return the authenticator that the settings ask for."""
    kinds = {"pam": ByPassword, "shared": ByOnePassword}
    chosen = from_lms(settings) if settings.login == "lti" else kinds[settings.login]
    return type(chosen.__name__, (chosen,), {"settings": settings})
