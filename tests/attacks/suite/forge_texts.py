"""Attacks on what the report says: markup, control characters, formulas in its texts."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("forge")

MARKUP = r"""
MARKUP = "\x1b[2J\x1b]0;mallory\x07<script>mallory()</script>\u202e\x9b31m"
"""
SHOWN = "Control characters are taken out of what is shown and markup is escaped"
add("raises_markup", MARKUP + inside("raise ValueError(MARKUP)"), f"{SHOWN}.", stopped_at="L1")
add(
    "raises_markup_while_loading",
    MARKUP + loaded("raise ValueError(MARKUP)"),
    f"{SHOWN}.",
    stopped_at="L1",
)
add(
    "returns_markup",
    MARKUP + inside("return MARKUP") + inside("return [MARKUP, {MARKUP: MARKUP}]", "question_2()"),
    f"{SHOWN}.",
    stopped_at="L1",
)
add(
    "prints_markup",
    MARKUP + loaded("print(MARKUP)\nos.write(2, MARKUP.encode())"),
    f"{SHOWN}; printed text is only counted.",
    stopped_at="L1",
)
add(
    "names_a_type_by_markup",
    MARKUP
    + loaded("Odd = type(MARKUP, (Exception,), {})")
    + inside("raise Odd(MARKUP)")
    + inside("return type(MARKUP, (), {})()", "question_2()"),
    f"{SHOWN}.",
    stopped_at="L1",
)
add(
    "names_a_function_by_markup",
    MARKUP
    + loaded(
        """
        def deep():
            raise ValueError(MARKUP)
        deep.__code__ = deep.__code__.replace(co_name=MARKUP)
        """
    )
    + inside("deep()"),
    f"{SHOWN}.",
    stopped_at="L1",
)
add(
    "shows_markup_in_a_source_line",
    MARKUP + inside('raise ValueError(MARKUP, "<script>mallory()</script>")'),
    f"{SHOWN}.",
    stopped_at="L1",
)
add(
    "shows_markup_in_a_signature",
    MARKUP
    + inside("raise ValueError(MARKUP)")
    + loaded(
        """
        import inspect
        class Loud:
            def __repr__(self):
                return MARKUP
        kind = inspect.Parameter.KEYWORD_ONLY
        quadratic_approx.__signature__ = inspect.Signature(
            [inspect.Parameter("mallory", kind, default=Loud())])
        """
    ),
    f"{SHOWN}.",
    stopped_at="L1",
)
add(
    "raises_a_formula",
    inside("raise ValueError('=cmd|\\' /C calc\\'!A0')")
    + loaded("class Formula(Exception): pass\nFormula.__name__ = '=cmd'\n")
    + inside("raise Formula('=cmd()')", "question_2()"),
    "No text of a submission begins a message that a table could take for a formula.",
    stopped_at="L1",
    teeth=True,
)
