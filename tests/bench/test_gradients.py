"""The benchmark of the gradient checker: its truth is true, and its faults are faults."""

from __future__ import annotations

from types import SimpleNamespace

import mpmath
import numpy as np
import pytest
import sympy

from autograder.gradcheck.faults.naming import Fault
from bench.gradients import cases, dual, grammar, planted, special, textbook
from bench.gradients.handwritten import HANDWRITTEN, Subject
from bench.gradients.naming import is_named
from bench.gradients.planted import Planted

pytestmark = pytest.mark.long
SUBJECTS = {subject.name: subject for subject in HANDWRITTEN}


def case_of(subject: Subject | str, placement: str = "scale 1", amplitude: float = 1.0):
    subject = SUBJECTS[subject] if isinstance(subject, str) else subject
    found = cases.cases_of(subject, np.random.default_rng(7), [placement])
    return next(case for case in found if case.f.amplitude == amplitude)


# The truth.

SYMBOLIC = {
    **{name: getattr(sympy, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tanh", "atan")},
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "square": lambda u: u**2,
    "cube": lambda u: u**3,
    "+": lambda u, v: u + v,
    "-": lambda u, v: u - v,
    "*": lambda u, v: u * v,
    "/": lambda u, v: u / v,
    "logsumexp": lambda u, v: sympy.log(sympy.exp(u) + sympy.exp(v)),
}


def exactly(number: float) -> sympy.Rational:
    return sympy.Rational(*float(number).as_integer_ratio())


def symbolic(tree, x):
    head, *rest = tree
    if head == "x":
        return x[rest[0]]
    if head == "c":
        return exactly(rest[0])
    if head == "dot":
        return sum(exactly(c) * t for c, t in zip(rest, x, strict=True))
    return SYMBOLIC[head](*(symbolic(branch, x) for branch in rest))


@pytest.mark.parametrize("seed", range(6))
def test_the_truth_of_a_drawn_function_is_that_of_sympy(seed):
    subject = grammar.draw(np.random.default_rng(seed), N := 1 + seed % 3, None)
    tree, x = subject.f.args[0], sympy.symbols(f"x:{N}")
    formula = symbolic(tree, x)
    for placement in ("scale 1e-06", "far off 1000", "near zero 1e-06"):
        case = case_of(subject, placement, 1e6)
        point = [
            (exactly(t) - exactly(c)) / exactly(s)
            for t, c, s in zip(case.x, case.f.shift, case.f.scale, strict=True)
        ]
        at = dict(zip(x, point, strict=True))
        want = [
            float(sympy.N(sympy.diff(formula, t).subs(at), 40) * 10**6 / exactly(s))
            for t, s in zip(x, case.f.scale, strict=True)
        ]
        assert case.truth == pytest.approx(np.array(want), rel=1e-15, abs=0)


def formulas():
    a, b, c, d = sympy.symbols("a:d")
    norm = sympy.sqrt(a**2 + b**2 + c**2)
    flat = a * sympy.sin(b)
    return {
        "1 - cos": ((a,), [(1 - sympy.cos(a)) / a**2]),
        "Rosenbrock": (
            (a, b, c, d),
            [sum(100 * (v - u**2) ** 2 + (1 - u) ** 2 for u, v in ((a, b), (b, c), (c, d)))],
        ),
        "Himmelblau": ((a, b), [(a**2 + b - 11) ** 2 + (a + b**2 - 7) ** 2]),
        "norm": ((a, b, c), [norm]),
        "entropy": ((a, b, c, d), [-sum(p * sympy.log(p) for p in (a, b, c, d))]),
        "direction": ((a, b, c), [a / norm, b / norm, c / norm]),
        "spherical": ((a, b, c), [flat * sympy.cos(c), flat * sympy.sin(c), a * sympy.cos(b)]),
    }


@pytest.mark.parametrize(("name", "formula"), list(formulas().items()), ids=list(formulas()))
def test_the_truth_by_hand_is_that_of_sympy(name, formula):
    symbols, outputs = formula
    case = case_of(name)
    at = {s: exactly(t) for s, t in zip(symbols, case.x, strict=True)}
    want = [[float(sympy.N(sympy.diff(f, s).subs(at), 40)) for s in symbols] for f in outputs]
    assert np.atleast_2d(case.truth) == pytest.approx(np.array(want), rel=1e-15, abs=1e-300)


@pytest.mark.parametrize("subject", HANDWRITTEN, ids=lambda subject: subject.name)
def test_float64_forward_mode_differs_by_rounding_only(subject):
    case = case_of(subject)
    assert case.computed.shape == case.truth.shape
    assert planted.is_right(case, case.computed)
    assert case.computed == pytest.approx(case.truth, rel=1e-7, abs=1e-12)


def test_there_are_enough_functions_of_every_kind():
    drawn = grammar.drawn(np.random.default_rng(0), 40)
    assert len({s.name for s in HANDWRITTEN}) == len(HANDWRITTEN) >= 30
    assert {s.N for s in HANDWRITTEN} >= {1, 2, 3, 4, 5, 6}
    assert {s.N for s in drawn} == {1, 2, 3, 4, 5, 6}
    again = grammar.drawn(np.random.default_rng(0), 40)
    assert [s.name for s in drawn] == [s.name for s in again]
    other = {s.name for s in grammar.drawn(np.random.default_rng(1), 40)}
    assert len(other & {s.name for s in drawn}) < 10
    maps = [s for s in drawn if isinstance(s.f(s.point(np.random.default_rng(2), s.N)), np.ndarray)]
    assert len(maps) == 10


def test_placements_are_what_they_say():
    subject = SUBJECTS["Rosenbrock"]
    found = {c.placement: c for c in cases.cases_of(subject, np.random.default_rng(3))}
    base = found["scale 1"]
    for s in cases.SCALES:
        case = found[f"scale {s:g}"]
        assert case.x == pytest.approx(s * base.x)
        assert case.f(case.x) == pytest.approx(base.f(base.x))
        assert case.truth == pytest.approx(base.truth / s, rel=1e-9)
    assert np.array_equal(found["at zero"].x, np.zeros(4))
    assert np.max(np.abs(found["near zero 1e-06"].x)) <= 1e-6
    assert np.all(np.abs(found["far off 1e+06"].x - 1e6) < 10)
    assert np.ptp(np.log10(np.abs(found["mixed scales"].x))) > 2


# What can be seen of it.


def test_the_resolution_follows_the_noise():
    sharp, offset = case_of("sin"), case_of("huge offset")
    assert 1e-17 < sharp.resolution[0] < 1e-13
    assert 1e-9 < offset.resolution[0] < 1e-6  # values of 1e8 are off by 1e-8
    scaled = case_of("sin", "scale 1000", 1e6)
    assert scaled.resolution == pytest.approx(1e3 * sharp.resolution)
    assert planted.is_visible(offset, offset.truth + 1e-5)
    assert not planted.is_visible(offset, offset.truth + offset.resolution)


def test_a_name_is_asked_only_where_all_can_be_seen():
    case = case_of("ridge")
    assert planted.is_plain(case, 2 * case.truth)
    assert planted.is_plain(case, case.truth + np.array([0, 1, 0, 0]))
    assert not planted.is_plain(case, case.truth + np.array([1, 1e-12, 0, 0]))
    assert planted.is_plain(case, case.truth[:2])


def test_the_noise_is_that_of_float64():
    x, rng = np.array([0.7]), np.random.default_rng(0)
    smooth = cases.noise(lambda x: np.sin(x[0]), x, np.array([0.76]), rng)
    cancelling = cases.noise(lambda x: (1e6 + np.sin(x[0])) - 1e6, x, np.array([0.76]), rng)
    assert smooth < 3e-16
    assert 1e-11 < cancelling < 2e-10


def test_a_table_of_a_polynomial_is_exact():
    f = lambda x: x[0] ** 3  # noqa: E731
    x = np.array([0.3])
    error = cases.resolution(f, x, dual.exact_gradient(f, x), np.array(0.0))
    assert error < 1e-40
    with mpmath.workdps(dual.DIGITS):
        assert dual.exact_gradient(f, x)[0] == 3 * mpmath.mpf(0.3) ** 2


# The faults.


def test_every_fault_is_wrong_and_has_its_kind():
    seen, ways = set(), set()
    for name in ("squared error, network", "softmax", "exponential fit", "sin", "constant"):
        for placement in ("scale 1e-06", "scale 1", "mixed scales"):
            if name == "sin" and placement == "mixed scales":
                continue
            case = case_of(name, placement, 1e-6)
            for fault in planted.all_of(case, np.random.default_rng(0)):
                off = np.abs(fault.claimed - case.truth) if same_shape(fault, case) else np.inf
                assert not np.all(off <= 1e-5 * np.abs(case.truth)), fault.name
                seen |= set(fault.kinds)
                ways.add(fault.name)
    assert len(ways) >= 16
    assert seen >= {
        "sign", "factor", "zeros", "normalised", "not_finite", "shape", "transposed", "permuted",
        "rows", "columns", "some_signs", "decay", "decay_but_last", "decay_last",
        "decay_but_first", "decay_first", "offset", "row", "column", "entry",
    }  # fmt: skip


def same_shape(fault: Planted, case: cases.Case) -> bool:
    return fault.claimed.shape == case.truth.shape and bool(np.all(np.isfinite(fault.claimed)))


def test_decays_touch_what_they_name():
    case = case_of("ridge")
    found = {fault.name: fault.claimed for fault in planted.terms(case, np.random.default_rng(0))}
    factor = (found["decay"] - case.truth) / case.x
    assert factor == pytest.approx(np.full(4, factor[0]))
    assert float(f"{factor[0]:.1g}") == pytest.approx(factor[0])
    touched = {
        name: (np.abs(claimed - case.truth) > 1e-9).tolist() for name, claimed in found.items()
    }
    assert touched["decay but last"] == [True, True, True, False]
    assert touched["decay last"] == [False, False, False, True]
    assert touched["decay but first"] == [False, True, True, True]
    assert touched["decay first"] == [True, False, False, False]


def test_slips_are_rules_half_applied():
    x = np.array([0.5, 2.0])
    slip = {name.split(": ")[1]: kind for name, kind in planted.SLIPS.items()}

    def gradient(f, name):
        return dual.float_gradient(f, x, slip[name])

    assert gradient(lambda x: np.sin(3 * x[0]), "no inner derivative") == pytest.approx(
        [np.cos(1.5), 0]
    )
    assert gradient(lambda x: x[0] * x[1], "half of the product rule") == pytest.approx([2, 0])
    assert gradient(lambda x: x[0] ** 3, "exponent forgotten") == pytest.approx([0.25, 0])


@pytest.mark.parametrize(
    ("g", "claimed", "kinds", "fault", "is_right"),
    [
        ([3, 4], [1.5, 2], ("factor",), Fault("factor", factor=0.5), True),
        ([3, -3], [-3, 3], ("permuted",), Fault("sign", factor=-1.0), True),
        ([3, 4], [4, 3], ("permuted",), Fault("sign", factor=-1.0), False),
        ([3, 4], [4, 3], ("permuted",), Fault("entries", ((0,), (1,))), False),
        ([3, 4], [3, 4.5], ("decay_last", "entry"), Fault("entry", ((1,),)), True),
        ([3, 4], [0, 0], ("offset",), Fault("zeros"), True),
        ([3, 4], [4, 5], ("decay",), None, False),
        ([3, 4], [4, 6], ("offset",), Fault("decay", ((0,), (1,)), amount=1.0), True),
        ([3, 4], [4, 6], ("offset",), Fault("decay", ((0,), (1,)), amount=2.0), False),
    ],
)
def test_a_name_counts_if_it_is_true_and_as_simple(g, claimed, kinds, fault, is_right):
    case = SimpleNamespace(truth=np.array(g, float), x=np.array([1.0, 2.0]), resolution=np.zeros(2))
    assert is_named(fault, Planted("", np.array(claimed, float), kinds), case) is is_right


# Zero slopes, staircases, half precision.


def test_sums_that_are_drawn_have_the_slopes_that_are_claimed():
    """Of each part, differences fall to zero with the step."""
    for name, f in textbook.FLAT.items():
        one, tenth = (abs(float(f(h)) - float(f(-h))) / (2 * h) for h in (1e-2, 1e-3))
        assert tenth <= max(one / 5, 1e-12), name
    for name, f, x, g in textbook.drawn_points(np.random.default_rng(4), 12):
        size = f.keywords["size"]
        assert g == pytest.approx(size * f.keywords["slopes"]), name
        assert abs(float(f(x))) <= 1e-12 * size, name


def test_half_of_the_flat_points_are_drawn_by_the_seed():
    one, again, other = (
        [name for name, *_ in textbook.drawn_points(np.random.default_rng(seed), 30)]
        for seed in (0, 0, 1)
    )
    assert one == again != other
    flats = [s for s in special.specials(np.random.default_rng(0)) if s.group == special.FLAT]
    assert 0.4 <= special.DRAWN / len(flats) <= 0.6


def test_rounded_losses_move_in_steps_of_their_digits():
    smooth = special.SMOOTH[:2]
    for name, f, x, _ in textbook.steps(np.random.default_rng(0), smooth):
        digits = int(name.split()[-1])
        assert abs(f(x) * 10**digits - round(f(x) * 10**digits)) < 1e-6
