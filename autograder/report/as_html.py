"""The report as one self-contained page: no script, no network, all text escaped."""

from __future__ import annotations

from autograder.report.rendering import render
from autograder.results import Report


def to_html(report: Report) -> str:
    """Return the page."""
    return render("report/templates/report.html.jinja", report=report)
