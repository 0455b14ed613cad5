"""Attacks by much output, and by values that are large, deep, endless or odd."""

from attacks.attack import collect, everywhere, inside, loaded

ATTACKS, add = collect("deny")

DEADLINE = "One deadline covers the call; when it passes the child is killed from outside"
CODEC = "The codec bounds size, number and depth of what crosses, before it allocates"

FLOOD = "Printed text is counted in the child and kept nowhere"
add(
    "prints_without_end",
    inside("line = 'mallory ' * 8192\nwhile True:\n    print(line)"),
    f"{FLOOD}; the deadline ends it.",
    stopped_at="L1",
)
add(
    "prints_much",
    inside("for _ in range(60):\n    print('x' * (1 << 20), flush=True)\nreturn 0.0"),
    f"{FLOOD}.",
    stopped_at="L1",
)
for fd in (1, 2):
    add(
        f"writes_much_to_descriptor_{fd}",
        inside(f"for _ in range(60):\n    os.write({fd}, b'x' * (1 << 20))\nreturn 0.0"),
        "Descriptors 1 and 2 lead nowhere or into a bounded buffer.",
        stopped_at="L1",
    )

HUGE = {
    "array": "np.zeros(1 << 24)",
    "list": "[0.0] * (1 << 23)",
    "text": "'x' * (1 << 28)",
    "integer": "1 << (1 << 26)",
    "nest": "_nest(10**6)",
    "dict": "{i: i for i in range(10**6)}",
}
for name, value in HUGE.items():
    add(
        f"returns_a_huge_{name}",
        loaded(
            "def _nest(n):\n    found = []\n    for _ in range(n):\n        found = [found]\n"
            "    return found"
        )
        + inside(f"return {value}")
        + inside(f"return {value}", "question_2()"),
        f"{CODEC}.",
        stopped_at="L1",
        teeth=name != "integer",
        because="a naive grader cannot turn it into text" if name == "integer" else "",
    )
add(
    "returns_a_cycle",
    inside("found = []\nfound.append(found)\nreturn found"),
    f"{CODEC}.",
    stopped_at="L1",
    teeth=False,
    because="NumPy bounds the depth of a list by itself",
)
add(
    "returns_a_cyclic_dict",
    inside("found = {}\nfound[0] = found\nreturn found"),
    f"{CODEC}.",
    stopped_at="L1",
    teeth=False,
    because="it raises at once in a naive grader",
)
add(
    "returns_a_list_without_end",
    loaded(
        """
    class Endless(list):
        def __iter__(self):
            while True:
                yield 0.0
        def __len__(self):
            return 3
    """
    )
    + inside("return Endless([1.0])"),
    f"{CODEC}.",
    stopped_at="L1",
)
add(
    "returns_a_generator_without_end",
    inside("return iter(int, 1)"),
    "A generator crosses as the name of its type and is never run.",
    stopped_at="L1",
)
add(
    "raises_a_huge_text",
    inside("raise ValueError('x' * (1 << 26))"),
    "Texts of errors are cut in the child, and again in the grader.",
    stopped_at="L1",
)
add(
    "raises_a_huge_type",
    loaded("Huge = type('X' * (1 << 24), (Exception,), {})") + inside("raise Huge()"),
    "Names of types are cut, or too large to cross.",
    stopped_at="L1",
)
add(
    "raises_an_error_that_cannot_be_shown",
    loaded(
        """
    class Sly(Exception):
        def __str__(self):
            while True:
                pass
    """
    )
    + inside("raise Sly()"),
    f"{DEADLINE}; the text is made in the child.",
    stopped_at="L1",
)
add(
    "raises_an_error_whose_text_exits",
    loaded(
        """
    class Sly(Exception):
        def __str__(self):
            raise SystemExit(3)
    """
    )
    + inside("raise Sly()"),
    "The text is made in the child, under the same guard.",
    stopped_at="L1",
)
add(
    "fails_in_a_thousand_cells",
    loaded("\n".join(f"raise ValueError({n}, 'x' * 1900)" for n in range(3000))),
    "Problems are counted, and only the first are told.",
    stopped_at="L1",
    teeth=False,
    because="a naive grader stops at the first error",
)
add(
    "defines_a_million_names",
    loaded("globals().update({'f' * 60 + str(n): print for n in range(200_000)})"),
    "Names of what is defined are cut.",
    stopped_at="L1",
    teeth=False,
    because="a naive grader does not list them",
)
add(
    "nests_its_source_deeply",
    loaded("x = " + "(" * 50_000 + ")" * 50_000),
    "Source text is parsed in the child, never in the grader.",
    stopped_at="L1",
)

ODD = {
    "a_dict_of_many_parts": "_many_parts()",
    "an_array_of_nothing": "np.zeros((1 << 24, 0))",  # a bounded one
    "a_list_of_arrays_of_nothing": "[np.zeros((1 << 24, 0)), None]",
    "an_integer_beyond_floats": "10 ** 2000",
    "a_long_text": "'x' * 900_000",
    "a_long_list": "[None] * 150_000",
    "a_broad_list": "[['x' * 5000] * 100] * 10",
    "odd_numbers": "[float('nan'), 10 ** 400, 1e308, -0.0, complex('inf'), True]",
    "an_array_of_odd_type": "np.array([None, {}, 3], dtype=object)",
    "structured_numbers": "np.zeros(2, dtype=[('a', 'f8'), ('b', 'i4')])",
    "many_axes": "np.zeros((1,) * 32)",
    "surrogates": "'\\ud800' * 10",
}
HELP = """
class Items(dict):
    def __len__(self):
        return 90_000
    def items(self):
        return ((n, 0) for n in range(10**9))
def _many_parts():
    return Items()
"""
DULL = (
    "odd_numbers",
    "an_array_of_odd_type",
    "structured_numbers",
    "many_axes",
    "surrogates",
    "an_integer_beyond_floats",
    "a_dict_of_many_parts",
    "an_array_of_nothing",
    "a_list_of_arrays_of_nothing",
    "a_long_text",
)
for name, value in ODD.items():
    add(
        f"returns_{name}",
        HELP + everywhere(f"return {value}"),
        "What crosses is bounded, and shown with care: no answer can break the grader.",
        stopped_at="L1",
        teeth=name not in DULL,
        because="it aims at the codec and the messages" if name in DULL else "",
    )
add(
    "asks_for_what_takes_much_memory",
    inside(
        "f(np.ones(150_000))  # a bounded one\n"
        "return np.array([abs(f(x0 + step) - f0 - df0 * step) for step in dx])",
        "taylor_errors(f, f0, df0, x0, dx)",
    ),
    "What a callback is asked with is bounded in size.",
    stopped_at="L1",
    spoils="it is written in what would be the honest exercise",
)
