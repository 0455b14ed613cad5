"""Answers that draw unfairly, by the ways of `bench.samplers` that come closest to fair."""

from __future__ import annotations

WAYS = (
    "swap_with_any_place",
    "sorted_by_four_keys",
    "every_second_time_rotated",
    "last_weighs_half",
)


def unfair(exercise: str, code: str) -> list[tuple[str, str]]:
    """Return the exercise with `code` for each way; it draws by `order_of(n, rng, None)`."""
    return [(exercise, f"from bench.samplers import {way} as order_of\n{code}") for way in WAYS]
