"""Ways to draw an order of 0 ... n-1, right and unfair ones, for the power of `expect_fair`.

Each takes n, a generator and the order drawn before (None at first), and returns an order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

import numpy as np

Rng = np.random.Generator
Sampler = Callable[[int, Rng, Any], Any]
FAIR: dict[str, Sampler] = {}
UNFAIR: dict[str, Sampler] = {}


def fair(sampler: Sampler) -> Sampler:
    FAIR[sampler.__name__] = sampler
    return sampler


def unfair(sampler: Sampler) -> Sampler:
    UNFAIR[sampler.__name__] = sampler
    return sampler


def _swapped(n: int, partner: Callable[[int], int]) -> Any:
    order = list(range(n))
    for i in range(n - 1, -1, -1):
        j = partner(i)
        order[i], order[j] = order[j], order[i]
    return order


# ---------------------------------------------------------------- right ones


@fair
def permutation(n: int, rng: Rng, last: Any) -> Any:
    return rng.permutation(n)


@fair
def shuffled_in_place(n: int, rng: Rng, last: Any) -> Any:
    order = np.arange(n)
    rng.shuffle(order)
    return order


@fair
def permuted(n: int, rng: Rng, last: Any) -> Any:
    return rng.permuted(np.arange(n))


@fair
def chosen_without_replacement(n: int, rng: Rng, last: Any) -> Any:
    return rng.choice(n, n, replace=False)


@fair
def sorted_by_random_keys(n: int, rng: Rng, last: Any) -> Any:
    return np.argsort(rng.random(n))


@fair
def fisher_yates(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: int(rng.integers(i + 1)))


@fair
def inside_out(n: int, rng: Rng, last: Any) -> Any:
    order: list[int] = []
    for i in range(n):
        j = int(rng.integers(i + 1))
        order.append(i)
        order[i], order[j] = order[j], order[i]
    return order


@fair
def reservoir(n: int, rng: Rng, last: Any) -> Any:
    return _reservoir(n, rng, lambda i: i + 1)


@fair
def integers_with_rejection(n: int, rng: Rng, last: Any) -> Any:
    order: list[int] = []
    while len(order) < n:
        if (new := int(rng.integers(n))) not in order:
            order.append(new)
    return order


@fair
def picked_and_removed(n: int, rng: Rng, last: Any) -> Any:
    left = list(range(n))
    return [left.pop(int(rng.integers(len(left)))) for _ in range(n)]


def _reservoir(n: int, rng: Rng, end: Callable[[int], int]) -> Any:
    kept = list(range(n // 2))
    for i in range(n // 2, n):
        if (j := int(rng.integers(end(i)))) < len(kept):
            kept[j] = i
    return [*kept, *rng.permutation([i for i in range(n) if i not in kept])]


# ---------------------------------------------------------------- swaps that go wrong


@unfair
def fisher_yates_with_exclusive_end(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: int(rng.integers(max(i, 1))))


@unfair
def swap_with_any_place(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: int(rng.integers(n)))


@unfair
def swap_never_with_the_first(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: int(rng.integers(1, i + 1)) if i else 0)


@unfair
def swap_place_by_rounding(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: round(rng.random() * i))


@unfair
def swap_place_by_modulo(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: int(rng.integers(16)) % (i + 1))


@unfair
def swaps_stop_half_way(n: int, rng: Rng, last: Any) -> Any:
    return _swapped(n, lambda i: int(rng.integers(i + 1)) if i >= n // 2 else i)


@unfair
def one_exchange(n: int, rng: Rng, last: Any) -> Any:
    order = np.arange(n)
    i, j = rng.integers(n, size=2)
    order[[i, j]] = order[[j, i]]
    return order


@unfair
def neighbours_exchanged(n: int, rng: Rng, last: Any) -> Any:
    order = np.arange(n)
    for i in rng.integers(n - 1, size=n):
        order[[i, i + 1]] = order[[i + 1, i]]
    return order


@unfair
def rotated_then_many_swaps(n: int, rng: Rng, last: Any) -> Any:
    order = np.roll(np.arange(n), int(rng.integers(n)))
    for i, j in rng.integers(n, size=(3 * n, 2)):
        order[i], order[j] = order[j], order[i]
    return order


# ---------------------------------------------------------------- weights


@unfair
def first_weighs_1_6(n: int, rng: Rng, last: Any) -> Any:
    return _weighted(rng, np.r_[1.6, np.ones(n - 1)])


@unfair
def last_weighs_half(n: int, rng: Rng, last: Any) -> Any:
    return _weighted(rng, np.r_[np.ones(n - 1), 0.5])


@unfair
def weights_that_rise(n: int, rng: Rng, last: Any) -> Any:
    return _weighted(rng, np.linspace(1, 2, n))


def _weighted(rng: Rng, weights: Any) -> Any:
    return np.argsort(rng.exponential(size=len(weights)) / weights)


@unfair
def reservoir_with_wrong_chances(n: int, rng: Rng, last: Any) -> Any:
    return _reservoir(n, rng, lambda i: i)


@unfair
def reservoir_that_forgets_the_last(n: int, rng: Rng, last: Any) -> Any:
    return [*_reservoir(n - 1, rng, lambda i: i + 1), n - 1]


# ---------------------------------------------------------------- keys


@unfair
def sorted_by_four_keys(n: int, rng: Rng, last: Any) -> Any:
    return np.argsort(rng.integers(4, size=n), kind="stable")


@unfair
def sorted_by_n_keys(n: int, rng: Rng, last: Any) -> Any:
    return np.argsort(rng.integers(n, size=n), kind="stable")


@unfair
def sorted_by_a_random_comparison(n: int, rng: Rng, last: Any) -> Any:
    return sorted(range(n), key=cmp_to_key(lambda a, b: int(rng.integers(2)) * 2 - 1))


@unfair
def sorted_by_index_and_noise(n: int, rng: Rng, last: Any) -> Any:
    return np.argsort(np.arange(n) / n + 4 * rng.random(n))


# ---------------------------------------------------------------- structure that stays


@unfair
def rotated(n: int, rng: Rng, last: Any) -> Any:
    return np.roll(np.arange(n), int(rng.integers(n)))


@unfair
def every_second_time_rotated(n: int, rng: Rng, last: Any) -> Any:
    return rng.permutation(n) if rng.random() < 0.5 else rotated(n, rng, last)


@unfair
def rotated_or_turned_round(n: int, rng: Rng, last: Any) -> Any:
    return rotated(n, rng, last)[:: 1 if rng.random() < 0.5 else -1]


@unfair
def blocks_of_three_shuffled(n: int, rng: Rng, last: Any) -> Any:
    return rng.permutation(np.arange(n).reshape(-1, 3)).ravel()


@unfair
def shuffled_inside_halves(n: int, rng: Rng, last: Any) -> Any:
    return rng.permuted(np.arange(n).reshape(2, -1), axis=1).ravel()


@unfair
def one_of_each_third(n: int, rng: Rng, last: Any) -> Any:
    return rng.permuted(rng.permuted(np.arange(n).reshape(3, -1), axis=1).T, axis=1).ravel()


@unfair
def even_and_odd_take_turns(n: int, rng: Rng, last: Any) -> Any:
    return rng.permuted(np.arange(n).reshape(-1, 2).T, axis=1).T.ravel()


@unfair
def two_riffles(n: int, rng: Rng, last: Any) -> Any:
    order = np.arange(n)
    for _ in range(2):
        order = order[np.argsort(rng.integers(2, size=n), kind="stable")]
    return order


@unfair
def last_stays_last(n: int, rng: Rng, last: Any) -> Any:
    return [*rng.permutation(n - 1), n - 1]


@unfair
def first_half_of_the_time_first(n: int, rng: Rng, last: Any) -> Any:
    return [0, *rng.permutation(np.arange(1, n))] if rng.random() < 0.5 else rng.permutation(n)


@unfair
def five_orders_only(n: int, rng: Rng, last: Any) -> Any:
    return np.random.default_rng(int(rng.integers(5))).permutation(n)


@unfair
def a_stride(n: int, rng: Rng, last: Any) -> Any:
    return (np.arange(n) * int(rng.choice([1, 5, 7, 11])) + int(rng.integers(n))) % n


# ---------------------------------------------------------------- epochs that know each other


@unfair
def a_third_of_the_time_as_before(n: int, rng: Rng, last: Any) -> Any:
    return last if last is not None and rng.random() < 1 / 3 else rng.permutation(n)


@unfair
def parts_of_before_in_another_order(n: int, rng: Rng, last: Any) -> Any:
    return rng.permutation(n) if last is None else np.roll(last, n // 2)


@unfair
def three_exchanges_from_before(n: int, rng: Rng, last: Any) -> Any:
    order = rng.permutation(n) if last is None else np.array(last)
    for i, j in rng.integers(n, size=(3, 2)):
        order[i], order[j] = order[j], order[i]
    return order
