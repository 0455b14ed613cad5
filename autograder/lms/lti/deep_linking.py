"""Deep linking 2.0: an instructor chooses assignments; the LMS gets a link and a column of each."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from autograder.course.assignment import Assignment
from autograder.lms.lti.columns import TAG
from autograder.lms.lti.config import Config
from autograder.lms.lti.keys import signed
from autograder.lms.lti.launch import Launch, RefusedError
from autograder.lms.lti.places import title_of
from autograder.lms.lti.protocol import CLAIM, DEEP, VERSION, is_safe

LINK = "ltiResourceLink"
SECONDS = 3_600  # that an instructor may look at the list
RESPONSE = "LtiDeepLinkingResponse"


@dataclass(frozen=True)
class Offer:
    """One assignment as a link of the LMS: where it opens, and what can be won."""

    name: str
    url: str
    points: float
    due: datetime | None = None

    @property
    def title(self) -> str:
        return title_of(self.name)


def offer_of(assignment: Assignment, config: Config, due: datetime | None) -> Offer:
    """Return an assignment as it is offered: where it opens, its points, its due time."""
    path = config.notebook.format(name=assignment.name, slug=assignment.slug)
    url = f"{(config.hub_url or config.site_url).rstrip('/')}/{path.lstrip('/')}"
    checks = assignment.hints.get("points", {})
    counted = [one for one in assignment.exercises.values() if not one.work.bonus]
    points = sum(float(checks.get(one.name, 0.0)) + one.manual for one in counted)
    return Offer(assignment.name, url, round(points, 4), due)


@dataclass(frozen=True)
class Request:
    """A request for links, as the platform's settings describe it."""

    launch: Launch
    settings: dict[str, Any]

    @classmethod
    def of(cls, launch: Launch) -> Request:
        """Read the settings; `RefusedError` if they are none, or ask for something else."""
        if not launch.teaches:
            raise RefusedError("only those who teach the course can add assignments to it", 403)
        settings = launch.claims.get(f"{DEEP}deep_linking_settings")
        if not isinstance(settings, dict):
            raise RefusedError("it has no deep_linking_settings")
        back = settings.get("deep_link_return_url")
        if not (isinstance(back, str) and is_safe(back)):
            raise RefusedError("its deep_link_return_url does not begin with https://")
        if LINK not in _list(settings, "accept_types"):
            raise RefusedError(
                "the LMS takes no LTI links in this place: add the tool where activities or "
                "content are added"
            )
        return cls(launch, settings)

    @property
    def return_url(self) -> str:
        return str(self.settings["deep_link_return_url"])

    @property
    def takes_many(self) -> bool:
        return self.settings.get("accept_multiple") is True

    def item(self, offer: Offer) -> dict[str, Any]:
        """Return the content item of one assignment."""
        found: dict[str, Any] = {
            "type": LINK,
            "title": offer.title,
            "url": offer.url,
            "custom": {"assignment": offer.name},
        }
        if offer.points > 0 and self.settings.get("accept_lineitem") is not False:
            found["lineItem"] = {
                "scoreMaximum": offer.points,
                "label": offer.title,
                "resourceId": offer.name,
                "tag": TAG,
            }
        if offer.due is not None:
            due = offer.due.astimezone(UTC).isoformat(timespec="seconds")
            found["submission"] = {"endDateTime": due.replace("+00:00", "Z")}
        if "window" in _list(self.settings, "accept_presentation_document_targets"):
            found["window"] = {"targetName": "_blank"}  # a hub refuses to be framed
        return found

    def response(self, config: Config, offers: Sequence[Offer]) -> str:
        """Return the signed answer that adds these assignments; with none it only goes back."""
        now = int(time.time())
        claims = {
            "iss": config.client_id,
            "aud": [config.issuer],
            "iat": now,
            "exp": now + SECONDS,
            "nonce": secrets.token_urlsafe(24),
            f"{CLAIM}deployment_id": self.launch.claim("deployment_id"),
            f"{CLAIM}message_type": RESPONSE,
            f"{CLAIM}version": VERSION,
            f"{DEEP}content_items": [self.item(one) for one in offers],
        }
        if "data" in self.settings:  # which the platform wants back as it is
            claims[f"{DEEP}data"] = self.settings["data"]
        return signed(config, claims)


def _list(settings: dict[str, Any], name: str) -> list[Any]:
    found = settings.get(name)
    return found if isinstance(found, list) else []
