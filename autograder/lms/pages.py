"""Where pages with formulas take MathJax from: the instructor's from their own server."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

from nbconvert.exporters import HTMLExporter

COPY = "jupyter_server_mathjax"  # serves a copy beside the formgrader
PLACE = "static/jupyter_server_mathjax/MathJax.js?config=TeX-AMS-MML_HTMLorMML-full,Safe"


class FeedbackPage(HTMLExporter):
    """A page that students open anywhere: where there is no server of ours."""


def use_own_mathjax(c: Any) -> None:
    """Let the formgrader's pages load no script from the network, if the copy is installed."""
    c.GenerateFeedback.exporter_class = FeedbackPage
    if find_spec(COPY) is not None:
        base = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
        c.HTMLExporter.mathjax_url = base + PLACE
        c.FeedbackPage.mathjax_url = HTMLExporter.mathjax_url.default_value
