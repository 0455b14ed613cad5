"""Attacks that want grading to hang, to crash, or to cost other exercises and machines dearly."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("deny")

DEADLINE = "One deadline covers the call; when it passes the child is killed from outside"
BOUNDED = "Its memory is bounded, and belongs to the child"
LOOPS = {
    "forever": "while True:\n    pass",
    "in_c": "any(iter(int, 1))",
    "in_a_power": "10 ** 10 ** 8 ** 2",
    "in_digits": "sys.set_int_max_str_digits(0)\nstr(7 ** 9_000_000)",
    "in_a_pattern": "__import__('re').match('(a+)+$', 'a' * 64 + 'b')",
    "in_a_sum": "sum(__import__('itertools').repeat(1))",
    "in_a_deque": "__import__('collections').deque(__import__('itertools').count(), maxlen=0)",
    "in_numpy": "a = np.ones((2500, 2500))\nwhile True:\n    a = np.linalg.svd(a)[0]",
    "in_a_sleep": "time.sleep(10**6)",
    "in_a_lock": "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
    "in_a_read": "os.read(os.pipe()[0], 1)",
    "in_a_pause": "signal.pause()",
    "in_a_comparison": "class Slow(float):\n    def __float__(self):\n        while True:\n"
    "            pass\nreturn float(Slow(1))",
}
for name, body in LOOPS.items():
    add(f"loops_{name}", inside(body), f"{DEADLINE}.", stopped_at="L1")
add(
    "loops_while_loading",
    loaded("while True:\n    pass"),
    f"{DEADLINE}; the cell is left out the next time.",
    stopped_at="L1",
)
add(
    "loops_in_four_cells",
    loaded("\n".join(f"while {n}:\n    pass" for n in range(1, 5))),
    f"{DEADLINE}; after a few such cells the submission is given up.",
    stopped_at="L1",
    seconds=0.4,
)
add(
    "swallows_every_exception",
    inside(
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                continue
        """
    ),
    f"{DEADLINE}, which raises nothing inside it.",
    stopped_at="L1",
)
add(
    "ignores_every_signal",
    loaded(
        """
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        except OSError:
            pass
        """
    )
    + inside("while True:\n    pass"),
    f"{DEADLINE} with SIGKILL, which nobody can ignore.",
    stopped_at="L1",
)
add(
    "stops_itself",
    inside("os.kill(os.getpid(), signal.SIGSTOP)\nwhile True:\n    pass"),
    f"{DEADLINE}, stopped or not.",
    stopped_at="L1",
)
add(
    "raises_keyboard_interrupt",
    inside("raise KeyboardInterrupt"),
    "It is caught in the child and crosses as a name and a text.",
    stopped_at="L1",
)
add(
    "interrupts_while_loading",
    loaded("raise KeyboardInterrupt"),
    "It is caught in the child and named as a problem of its cell.",
    stopped_at="L1",
)
add(
    "raises_generator_exit",
    inside("raise GeneratorExit"),
    "It is caught in the child and crosses as a name and a text.",
    stopped_at="L1",
)
add(
    "exits_inside_a_loop",
    inside("os._exit(7)"),
    "The child is started afresh for the next call.",
    stopped_at="L1",
)
add(
    "crashes_in_c",
    inside("import ctypes\nctypes.string_at(0)"),
    "A dead child is a crash of that call; the next one has another.",
    stopped_at="L1",
)
add("aborts", inside("os.abort()"), "A dead child is a crash of that call.", stopped_at="L1")
add(
    "overflows_the_stack",
    inside(
        """
        sys.setrecursionlimit(10**9)
        class Deep:
            __call__ = None
        Deep.__call__ = Deep()
        Deep()()
        def down(n):
            return [*map(down, [n + 1])]
        return down(0)
        """
    ),
    "A dead child is a crash of that call.",
    stopped_at="L1",
)
add(
    "kills_what_is_above_it",
    inside(
        """
        for pid in above():
            os.kill(pid, signal.SIGKILL)
        """
    ),
    "The filter has no kill; as root the child is another user, besides.",
)
add(
    "stops_what_is_above_it",
    inside(
        """
        for pid in above():
            os.kill(pid, signal.SIGSTOP)
        """
    ),
    "The filter has no kill.",
)
add(
    "terminates_its_group",
    inside("os.killpg(0, signal.SIGTERM)\nreturn 0.0"),
    "The child leads a group of its own, or may not signal at all.",
    stopped_at="L1",
)
add(
    "hoards_memory",
    loaded("KEPT = []")
    + inside(
        """
        try:
            while True:
                KEPT.append(bytearray(1 << 26))
        except MemoryError:
            pass
        try:
            while True:
                KEPT.append(bytearray(1 << 12))
        except MemoryError:
            raise
        """
    ),
    f"{BOUNDED}, which ends with it.",
    stopped_at="L1",
    spoils="its other functions share the memory that it hoards",
    seconds=1.5,
)
add(
    "asks_for_much_memory",
    inside("return np.zeros(1 << 44)"),
    f"{BOUNDED}.",
    stopped_at="L1",
    teeth=False,
    because="also in a naive grader such a request only raises MemoryError",
)
add(
    "starts_many_processes",
    inside(
        """
        for _ in range(200):  # a bounded fork bomb
            if os.fork() == 0:
                os.setsid()
                time.sleep(60)
                os._exit(0)
        while True:
            pass
        """
    ),
    "RLIMIT_NPROC is 0 and the filter has no fork.",
)
add(
    "starts_many_threads",
    inside(
        """
        import threading
        def spin():
            while True:
                pass
        for _ in range(300):
            threading.Thread(target=spin).start()
        """
    ),
    f"{DEADLINE}; in the locked child no thread can be started.",
    stopped_at="L1",
)
add(
    "leaves_a_thread_that_never_ends",
    loaded(
        """
    import threading
    try:
        threading.Thread(target=time.sleep, args=(10**6,)).start()
    except RuntimeError:
        pass
    """
    ),
    "The child is killed, whatever threads it has.",
    stopped_at="L1",
)
add(
    "leaves_an_exit_handler_that_never_ends",
    loaded("import atexit\natexit.register(time.sleep, 10**6)"),
    "The child is killed; its exit handlers never run.",
    stopped_at="L1",
)
add(
    "never_lets_go_of_an_object",
    loaded(
        """
    class Clinging:
        def __del__(self):
            while True:
                pass
    """
    )
    + inside("Clinging()"),
    f"{DEADLINE}.",
    stopped_at="L1",
)

add(
    "asks_without_end",
    inside(
        """
    while True:
        f(1.0)
    """,
        "taylor_errors(f, f0, df0, x0, dx)",
    ),
    f"{DEADLINE}, the time of callbacks included.",
    stopped_at="L1",
    spoils="it is written in what would be the honest exercise",
)
add(
    "asks_with_large_arrays",
    inside(
        """
    large = np.ones(1_900_000)
    while f.__name__ != "cube":  # which would take 15 GB for it: see the bounded one below
        f(large)
    return np.zeros(2)
    """,
        "taylor_errors(f, f0, df0, x0, dx)",
    ),
    "The bytes kept of callbacks are bounded.",
    stopped_at="L1",
    seconds=1.0,
    spoils="it is written in what would be the honest exercise",
)
add(
    "closes_all_descriptors",
    inside("os.closerange(0, 64)\ntime.sleep(10**6)"),
    "A closed wire is a crash of that call.",
    stopped_at="L1",
)
add(
    "opens_all_descriptors",
    loaded("KEPT = []")
    + inside(
        """
    for _ in range(50_000):
        try:
            KEPT.append(os.dup(0))
        except OSError:
            break
    """
    ),
    "The number of open files is bounded.",
    stopped_at="L1",
    teeth=False,
    because="a naive grader that has printed its verdict needs no more files",
    spoils="its other functions share the descriptors",
)
add(
    "fills_the_disk",
    inside(
        """
    for place in (".", os.environ.get("TMPDIR", "/tmp"), DROP):
        with open(place + "/filled-" + TOKEN, "wb") as file:  # a bounded one
            for _ in range(30):
                file.write(b"x" * (1 << 22))
    time.sleep(0.3)
    """
    ),
    "No file can be opened.",
)

# What is imported is read from the text, and loaded by a helper before the lock.
add(
    "imports_tests_that_skip_themselves",
    loaded(
        """
    try:
        import numpy.distutils.tests.test_system_info, numpy._core.tests.test_cython
    except BaseException:
        pass
    """
    ),
    "Only what a student has use for is loaded early, and no failure of it spreads.",
    stopped_at="L1",
    teeth=False,
    because="whether they skip depends on what is installed",
)
add(
    "imports_a_name_without_end",
    loaded("import os." + "a" * 300_000),
    "Names of modules are bounded.",
    stopped_at="L1",
    teeth=False,
    because="there it is only a module that is not found",
)
add(
    "imports_all_it_can",
    loaded(
        "try:\n    import "
        + ", ".join(
            f"encodings.{name}, numpy.{name}, matplotlib.{name}"
            for name in (
                "big5",
                "cp037",
                "conftest",
                "f2py.crackfortran",
                "distutils",
                "testing.overrides",
                "tests",
                "backends.backend_webagg",
                "backends.backend_qtagg",
                "sphinxext.roles",
                "testing.conftest",
            )
        )
        + "\nexcept ImportError:\n    pass"
    ),
    "The number of modules is bounded, and so is their time.",
    stopped_at="L1",
    teeth=False,
    because="modules that do not exist stop nobody",
)
add(
    "hands_in_many_cells",
    loaded("\n# %%\n".join(f"x = {n}" for n in range(20_000))),
    "The whole of a submission has a deadline.",
    stopped_at="L1",
    teeth=False,
    because="a naive grader knows no cells",
    spoils="its last cells are never reached",
)
