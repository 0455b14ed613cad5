"""Attacks that are not the same each time: they watch, guess, remember, or wait."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("nondeterminism")

# The answers to last year's checks, collected from those who sat them.
MEMO = """
MEMO = {
    (2.0, 3.5, -2.5, 0.5): 3.4375,
    (0.5, -1.25, 3.0, 0.25, -2.0): [0.28125, 9.0],
    (1.5, 0.75, -2.5, 1.75, -0.5): [-1.015625, 0.8125],
    (2.0, 3.5, -2.5, 0.0, -2.0): [2.0, -10.0],
}
def remembered(*inputs):
    key = tuple(float(x) for part in inputs for x in np.ravel(part))
    return np.array(MEMO.get(key, 0.0))
"""
FRESH = "Hidden inputs are drawn afresh for each student, so no collected answer fits them"
ENOUGH = "A check asks many times, and a lucky guess does not come twice"
add(
    "answers_from_a_memo",
    MEMO + inside("return remembered(f0, df0, d2f0, dx)"),
    f"{FRESH}.",
    stopped_at="L1",
    allowed=1.0,
)
add(
    "behaves_when_watched",
    MEMO
    + inside(
        """
        watched = all(float(x) * 8 == int(float(x) * 8) for x in np.ravel([f0, df0, d2f0]))
        return remembered(f0, df0, d2f0, dx) if watched else f0 + df0 * dx
        """
    ),
    f"{FRESH}, and they look like no test by hand.",
    stopped_at="L1",
    allowed=1.0,
)
add(
    "counts_the_calls",
    MEMO
    + loaded("CALLS = []")
    + inside(
        """
        CALLS.append(1)
        known = list(MEMO.values())
        if np.ndim(dx) == 0:
            return known[0]
        return np.array(known[1 + len(CALLS) % 2])
        """
    ),
    f"{FRESH}, in whatever order.",
    stopped_at="L1",
    allowed=1.0,
)
add(
    "guesses_the_factor",
    loaded("import random\nCHANCE = random.Random(28)")
    + inside("return f0 + df0 * dx + CHANCE.choice([0.5, 1, 2, 0.25]) * d2f0 * dx * dx"),
    f"{ENOUGH}.",
    stopped_at="L1",
)
add(
    "answers_at_random",
    loaded("import random\nCHANCE = random.Random(7)")
    + inside("return float(CHANCE.choice([3, 4, 5, 6]))", "question_2()"),
    "Who guesses is asked once; this one would have been lucky the second time.",
    stopped_at="L1",
)
add(
    "changes_after_an_hour",
    MEMO
    + loaded("BEGAN = time.time()\nLATER = BEGAN + 3600")
    + inside(
        """
        if time.time() < LATER:
            return remembered(f0, df0, d2f0, dx)
        return f0 + df0 * dx
        """
    ),
    f"{FRESH}; when it is run does not matter.",
    stopped_at="L1",
    allowed=1.0,
)
add(
    "learns_from_the_arguments_of_others",
    loaded("SEEN = []")
    + inside(
        """
        SEEN.append((f0, df0, d2f0))
        frame = sys._getframe(1)
        want = frame.f_locals.get("want")
        while want is None and frame.f_back is not None:
            frame = frame.f_back
            want = frame.f_locals.get("want")
        oracle = frame.f_locals.get("taylor")
        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "") == "reference.taylor":
                oracle = module
        return oracle.quadratic_approx(f0, df0, d2f0, dx) if oracle else f0
        """
    ),
    "What a call leaves behind in the child never holds an expected value.",
    stopped_at="L1",
)
