"""Gradient checking by finite differences, each with an estimate of its own error."""

from autograder.gradcheck.check import check, derivative, jacobian
from autograder.gradcheck.model import GradientError, Kind, Report, Slope, Verdict

__all__ = [
    "GradientError",
    "Kind",
    "Report",
    "Slope",
    "Verdict",
    "check",
    "derivative",
    "jacobian",
]
