"""Findings on a gradient as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from autograder.gradcheck.faults.naming import fault_of
from autograder.gradcheck.model import Report


def to_json(findings: Sequence[tuple[Any, Report, str]], examples: int | None = None) -> str:
    """Return findings (point, report, text) as JSON; a number that is not finite becomes text."""
    data = [
        {
            "at": at,
            "verdict": str(report.verdict),
            "claimed": _plain(report.claimed),
            "numeric": _plain(report.numeric),
            "error": _plain(report.error),
            "tolerance": _plain(report.tolerance),
            "kinds": report.kinds.tolist(),
            "where": report.where,
            "fault": None if (fault := fault_of(report, examples)) is None else asdict(fault),
            "evaluations": report.evaluations,
            "text": told,
        }
        for at, report, told in findings
    ]
    return json.dumps({"version": 1, "points": data}, ensure_ascii=False, indent=1) + "\n"


def _plain(values: Any) -> Any:
    """An array as nested lists; JSON has no NaN and no infinity, so they become strings."""
    array = np.asarray(values, dtype=float)
    if array.ndim == 0:
        return float(array) if np.isfinite(array) else str(float(array))
    return [_plain(part) for part in array]
