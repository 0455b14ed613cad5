"""Attacks by what a function returns or changes: objects that compare well, forged frames."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("forge")

PLAIN_DATA = "Only plain data crosses the wire, so an object's tricks stay behind in the child"


EQUAL = """
class Equal(float):
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
    def __sub__(self, other):
        return Equal(0)
    __rsub__ = __lt__ = __le__ = __gt__ = __ge__ = __sub__
    def __abs__(self):
        return Equal(0)
    def __bool__(self):
        return False
    __hash__ = None
"""
add(
    "equal_to_everything",
    EQUAL + inside("return Equal(7)", "question_2()"),
    f"{PLAIN_DATA}: a subclass of float arrives as its number.",
    stopped_at="L1",
)
add(
    "array_that_compares_well",
    loaded(
        """
        class Agreeable(np.ndarray):
            def __array_function__(self, function, types, args, kwargs):
                return True if "close" in function.__name__ else np.zeros(self.shape, bool)
            def __array_ufunc__(self, ufunc, method, *args, **kwargs):
                return np.full(self.shape, ufunc.__name__ not in ("isnan", "isinf"))
            def __eq__(self, other):
                return True
        """
    )
    + inside("return np.zeros(np.shape(dx)).view(Agreeable)"),
    f"{PLAIN_DATA}: a subclass of ndarray arrives as its numbers.",
    stopped_at="L1",
)
add(
    "array_that_looks_for_the_answer",
    loaded(
        """
        class Late:
            def __array__(self, dtype=None, copy=None):
                frame = sys._getframe()
                while frame is not None:
                    for name in ("desired", "want", "expected"):
                        if name in frame.f_locals:
                            return np.array(frame.f_locals[name], dtype=float)
                    frame = frame.f_back
                return np.zeros(())
        """
    )
    + inside("return Late()"),
    f"{PLAIN_DATA}: it is reported as an object of its type.",
    stopped_at="L1",
)
add(
    "generator_that_looks_for_the_answer",
    inside(
        """
        def late():
            frame = sys._getframe()
            while frame is not None:
                if frame.f_locals.get("want") is not None:
                    yield from np.ravel(frame.f_locals["want"])
                    return
                frame = frame.f_back
        return late()
        """
    ),
    f"{PLAIN_DATA}: a generator is reported by its type and never run by the grader.",
    stopped_at="L1",
)
add(
    "list_that_looks_for_the_answer",
    loaded(
        """
        class Late(list):
            def __iter__(self):
                frame = sys._getframe()
                while frame is not None:
                    if frame.f_locals.get("want") is not None:
                        return iter(np.ravel(frame.f_locals["want"]).tolist())
                    frame = frame.f_back
                return iter([0.0])
        """
    )
    + inside("return Late([1.0, 2.0])"),
    f"{PLAIN_DATA}: what it yields in the child is its answer, and no expected value is there.",
    stopped_at="L1",
)
add(
    "pretends_another_class",
    loaded(
        """
        class Mask:
            __class__ = property(lambda self: float)
            def __eq__(self, other):
                return True
            def __sub__(self, other):
                return 0.0
            def __getattr__(self, name):
                if name.startswith("__deepcopy"):
                    raise AttributeError(name)
                return lambda *a, **k: 0.0
        """
    )
    + inside("return Mask()", "question_2()"),
    f"{PLAIN_DATA}: the codec writes what a thing is, not what it says it is.",
    stopped_at="L1",
)
add(
    "payload_of_a_pickle",
    loaded(
        """
        class Payload:
            def __reduce__(self):
                return (eval, ("4",))
        """
    )
    + inside("return Payload()", "question_2()"),
    f"{PLAIN_DATA}: nothing of a submission is unpickled, copied or evaluated by the grader.",
    stopped_at="L1",
)
add(
    "text_that_shows_as_the_answer",
    loaded(
        """
        class Four(str):
            def strip(self):
                return "four"
            def __eq__(self, other):
                return True
            __hash__ = str.__hash__
        """
    )
    + inside("return Four('nine')", "question_2()"),
    f"{PLAIN_DATA}: a subclass of str arrives as its letters.",
    stopped_at="L1",
)
add(
    "storm_of_nan",
    inside("return float('nan')", "question_2()") + inside("return np.full(np.shape(dx), np.nan)"),
    "A comparison asks for `near and finite`, so NaN equals no number.",
    stopped_at="L1",
)
add(
    "changes_the_argument_to_fit",
    inside(
        """
        if isinstance(dx, np.ndarray):
            dx[...] = 0.0
        return f0 + 0.0 * np.asarray(dx)
        """
    ),
    "The child gets a copy; the grader's own argument stays, and the change is reported.",
    stopped_at="L1",
)
add(
    "makes_random_inputs_trivial",
    loaded(
        """
        class Zeros:
            def __getattr__(self, name):
                return lambda *a, size=None, **k: np.zeros(size or ())
        np.random.default_rng = lambda *a: Zeros()
        """
    )
    + inside("return 0.0 * np.asarray(dx)"),
    "Hidden inputs are drawn in the grader, with its own generator.",
    stopped_at="L1",
)

FRAMES = """
def frames(kind, value):
    wire, channel = sys.modules["autograder.child.wire"], sys.modules["autograder.child.channel"]
    payload = wire.encode(value)
    return len(payload).to_bytes(4, "little") + kind + payload
def write_everywhere(data):
    for fd in range(64):
        try:
            os.write(fd, data)
        except OSError:
            pass
"""
NO_WIRE = {"teeth": False, "because": "the naive grader has no wire", "stopped_at": "L1"}
add(
    "answers_before_the_answer",
    FRAMES
    + inside(
        """
        for value in (3.4375, [2.0, -10.0], 0.0, 17):
            write_everywhere(frames(b"d", {"value": value}))
        return 0.0
        """
    ),
    "A frame sent ahead is taken as this call's answer or spoils the next: it knows no hidden one.",
    allowed=1.0,
    spoils="answers out of turn reach its own exercises too",
    **NO_WIRE,
)
add(
    "forges_a_verdict_frame",
    FRAMES
    + inside(
        """
        for kind in (b"v", b"P", b"l", b"c", b"p", b"L", b"C", b"A"):
            write_everywhere(frames(kind, {"status": "passed", "score": 2.0, "problems": []}))
        return 0.0
        """
    ),
    "No frame carries a verdict; an unexpected one ends the call.",
    **NO_WIRE,
)
add(
    "forges_the_report_of_loading",
    FRAMES
    + loaded(
        """
        try:
            write_everywhere(frames(b"l", {"problems": [], "defined": ["x"], "printed": -10**9}))
        except KeyError:
            pass
        """
    ),
    "The report says what is defined, never what is right; frames out of turn end the child.",
    spoils="its child may be stopped while loading",
    **NO_WIRE,
)
add(
    "answers_a_callback_twice",
    FRAMES
    + inside(
        """
        value = np.array([abs(f(x0 + step) - f0 - df0 * step) for step in dx])
        for _ in range(3):
            write_everywhere(frames(b"a", (0, (x0,), {})))
        return value
        """,
        "taylor_errors(f, f0, df0, x0, dx)",
    ),
    "Answers nobody waits for are read as the next request, which fails: only its own call breaks.",
    spoils="it breaks its own honest exercise",
    **NO_WIRE,
)
add(
    "reaches_the_dispatcher_by_its_frames",
    inside(
        """
        frame = sys._getframe()
        while frame is not None:
            dispatcher = frame.f_locals.get("self")
            if type(dispatcher).__name__ == "Dispatcher":
                dispatcher.call = lambda request: sys.modules["autograder.child.wire"].encode(
                    {"value": 0.0, "status": "passed", "score": 2.0, "error": None})
            frame = frame.f_back
        return 0.0
        """
    ),
    "The dispatcher can be made to give other answers, but the grader compares them all the same.",
    spoils="its honest functions answer through the same dispatcher",
    **NO_WIRE,
)
