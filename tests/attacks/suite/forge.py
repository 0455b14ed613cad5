"""Attacks that want points without a solution, or a report that says something else."""

from attacks.attack import collect, everywhere, inside, loaded

ATTACKS, add = collect("forge")

NOT_READ = "A verdict exists only in the grader; what a submission prints or exits with is not read"
OTHER_PROCESS = (
    "The checks run in another process; here there is nothing of theirs to patch or find"
)
SCORES = """
LINES = "\\nSCORE quadratic_approx 2\\nSCORE questions 1\\n7 passed\\n"
"""

add(
    "prints_scores",
    SCORES + loaded("print(LINES); print(LINES, file=sys.stderr)\nsys.__stdout__.write(LINES)"),
    f"{NOT_READ}.",
    stopped_at="L1",
)
add(
    "prints_scores_at_exit",
    SCORES + loaded("import atexit\natexit.register(os.write, 1, LINES.encode())"),
    f"{NOT_READ}; the child ends without running exit handlers.",
    stopped_at="L1",
)
add(
    "writes_scores_to_every_descriptor",
    SCORES
    + inside(
        """
        for fd in range(64):
            try:
                os.write(fd, LINES.encode())
            except OSError:
                pass
        return 0.0
        """
    ),
    "The bytes are no frame: the call ends as a crash and the child is started afresh.",
    stopped_at="L1",
)
add(
    "writes_scores_to_the_graders_output",
    SCORES
    + inside(
        """
        for pid in [os.getpid(), *above()]:
            for fd in range(1, 12):
                try:
                    with open(f"/proc/{pid}/fd/{fd}", "a") as file:
                        file.write(LINES + "WO" "N: printed as the grader")
                except OSError:
                    pass
        return 0.0
        """
    ),
    "No file can be opened in the locked child, so /proc is out of reach.",
)
add(
    "moves_descriptors_over_one_another",
    SCORES
    + inside(
        """
        for fd in range(3, 12):
            try:
                os.dup2(1, fd)
                os.write(fd, LINES.encode())
            except OSError:
                pass
        return 0.0
        """
    ),
    "The wire falls silent, which is a crash or a stop; standard output leads nowhere.",
    stopped_at="L1",
)
for exiting in ("sys.exit(0)", "os._exit(0)", "raise SystemExit(0)", "quit()", "exit(0)"):
    name = "exits_by_" + "".join(c for c in exiting.lower() if c.isalpha())
    add(name, inside(exiting), f"{NOT_READ}.", stopped_at="L1")
add(
    "exits_while_loading",
    loaded("os._exit(0)"),
    "The cell that ended the child is left out, and named; no exit code makes a verdict.",
    stopped_at="L1",
)
add(
    "exits_from_a_thread",
    loaded(
        """
        import threading
        threading.Thread(target=lambda: (time.sleep(0.02), os._exit(0)), daemon=True).start()
        """
    )
    + inside("time.sleep(0.3)"),
    f"{NOT_READ}; the child is started afresh.",
    stopped_at="L1",
    spoils="its thread ends each child that loads it",
)
add(
    "exits_by_a_timer",
    loaded(
        """
        signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        """
    )
    + inside("time.sleep(0.3)"),
    f"{NOT_READ}; the timer only ends its own child.",
    stopped_at="L1",
    spoils="its timer ends each child that loads it",
)
add(
    "exit_handler_says_zero",
    loaded("import atexit\natexit.register(os._exit, 0)"),
    f"{NOT_READ}.",
    stopped_at="L1",
)
add(
    "skips_itself",
    loaded("import unittest") + everywhere("raise unittest.SkipTest('no need')"),
    "An exception of any type is a crash of the submission, whatever pytest would make of it.",
    stopped_at="L1",
)

add(
    "patches_numpy_testing",
    loaded(
        """
        import numpy.testing
        for name in dir(np.testing):
            if name.startswith("assert"):
                setattr(np.testing, name, lambda *a, **k: None)
        """
    )
    + inside("return 0.0"),
    f"{OTHER_PROCESS}.",
    stopped_at="L1",
)
add(
    "swaps_the_code_of_the_assert",
    loaded(
        """
        def nothing(*args, **kwargs):
            return None
        import numpy.testing
        def swap(function):
            function = getattr(function, "__wrapped__", function)
            if function.__code__.co_freevars == ():
                function.__code__ = nothing.__code__
        swap(np.testing.assert_allclose)
        """
    )
    + inside("return 0.0"),
    f"{OTHER_PROCESS}.",
    stopped_at="L1",
)
add(
    "patches_numpy",
    loaded(
        """
        import numpy._core.numeric, numpy.testing._private.utils as private
        for place in (np, np._core.numeric, private, np.linalg):
            for name in ("isclose", "allclose", "array_equal", "isfinite", "isnan", "equal"):
                if hasattr(place, name):
                    setattr(place, name, lambda *a, **k: np.True_)
        private.assert_array_compare = lambda *a, **k: None
        """
    )
    + inside("return 0.0"),
    f"{OTHER_PROCESS}.",
    stopped_at="L1",
)
add(
    "patches_builtins",
    SCORES
    + loaded(
        """
        import builtins
        said = builtins.print
        builtins.print = lambda *a, **k: said(LINES)
        builtins.abs = lambda x: 0.0
        """
    )
    + inside("return 17", "question_2()")
    + inside("return 0.0"),
    f"{OTHER_PROCESS}.",
    stopped_at="L1",
    spoils="its own taylor_errors uses abs",
)
add(
    "patches_json_and_struct",
    loaded(
        """
        import json, struct
        full = '{"quadratic_approx": 2, "questions": 1, "linear_approx": 2, "taylor_errors": 2}'
        json.dumps = lambda *a, **k: full
        json.dump = lambda data, file, **k: file.write(full)
        struct.pack = lambda form, *a: b"T"
        """
    )
    + inside("return 0.0"),
    f"{OTHER_PROCESS}; the codec of the child can only spoil the child's own answers.",
    stopped_at="L1",
    spoils="the child's codec needs struct",
)
add(
    "patches_path_writing",
    loaded(
        """
        import pathlib
        write = pathlib.Path.write_text
        full = '{"quadratic_approx": 2, "questions": 1, "linear_approx": 2, "taylor_errors": 2}'
        pathlib.Path.write_text = lambda path, text, *a, **k: write(path, full)
        """
    ),
    f"{OTHER_PROCESS}.",
    stopped_at="L1",
)
add(
    "patches_the_graders_modules",
    loaded(
        """
        from types import FunctionType
        def agreed(*args, **kwargs):
            return None
        for name, module in list(sys.modules.items()):
            if name == "__main__" or name.split(".")[0] in ("autograder", "_pytest", "pytest"):
                for key in ("close", "expect", "expect_that", "compare", "safe_text", "check_"):
                    if isinstance(getattr(module, key, None), FunctionType):
                        setattr(module, key, agreed)
        """
    )
    + inside("return 0.0"),
    f"{OTHER_PROCESS}: the child's modules hold the codec and the dispatcher, no check.",
    stopped_at="L1",
)
add(
    "replaces_the_codec",
    loaded(
        """
        wire = sys.modules.get("autograder.child.wire")
        if wire is not None:
            for number, module in enumerate(list(sys.modules.values())):
                if getattr(module, "encode", None) is wire.encode:
                    module.encode = lambda value: b"T"
            wire._Encoder.put = lambda self, value, depth: self.write(b"T")
        """
    )
    + inside("return 0.0"),
    "A forged answer is an answer: it is compared like any other, and it is wrong.",
    stopped_at="L1",
    spoils="its honest functions answer through the same codec",
    teeth=False,
    because="the naive grader has no wire",
)
add(
    "finds_the_score_by_gc",
    inside(
        """
        import gc
        for found in gc.get_objects():
            if type(found) is dict and type(found.get("linear_approx")) is float:
                found["quadratic_approx"] = found["questions"] = 2.0
            theirs = ("Grader", "ExerciseRunner", "Dispatcher", "Outcome", "CheckResult")
            if type(found).__name__ in theirs:
                for key in ("points", "score", "status"):
                    if isinstance(getattr(found, key, None), dict):
                        getattr(found, key)["quadratic_approx"] = 2.0
        return 0.0
        """
    ),
    f"{OTHER_PROCESS}, and no score is in this one's memory.",
    stopped_at="L1",
)
add(
    "climbs_the_frames_to_the_score",
    inside(
        """
        frame = sys._getframe()
        while frame is not None:
            for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
                points = getattr(value, "points", None)
                if isinstance(points, dict):
                    points["quadratic_approx"] = 2.0
            frame = frame.f_back
        return 0.0
        """
    ),
    f"{OTHER_PROCESS}; the frames above are those of the child's dispatcher.",
    stopped_at="L1",
)
add(
    "sets_the_score_by_ctypes",
    inside(
        """
        import ctypes, gc
        setting = ctypes.pythonapi.PyDict_SetItemString
        setting.argtypes = [ctypes.py_object, ctypes.c_char_p, ctypes.py_object]
        for found in gc.get_objects():
            if type(found) is dict and type(found.get("points")) is dict:
                setting(found["points"], b"quadratic_approx", 2.0)
            elif type(found).__name__ in ("Grader", "ExerciseRunner", "Dispatcher"):
                setting(vars(found).get("points", {}), b"quadratic_approx", 2.0)
        return 0.0
        """
    ),
    f"{OTHER_PROCESS}: its own memory is all that ctypes can write to.",
    stopped_at="L1",
)
add(
    "traces_the_check",
    inside(
        """
        import ctypes
        write_back = ctypes.pythonapi.PyFrame_LocalsToFast
        def local(frame, event, arg):
            if event == "line":
                frame.f_locals["got"] = frame.f_locals["want"]
                write_back(ctypes.py_object(frame), 0)
                sys.settrace(None)
            return local
        def calls(frame, event, arg):
            return local if "want" in frame.f_code.co_varnames else None
        sys.settrace(calls)
        return 0.0
        """
    ),
    f"{OTHER_PROCESS}: a tracer sees the child's frames only.",
    stopped_at="L1",
)
add(
    "asks_the_oracle_in_memory",
    inside(
        """
        for name, module in list(sys.modules.items()):
            solved = getattr(module, "quadratic_approx", None)
            if solved is not None and vars(module) is not globals():
                return solved(f0, df0, d2f0, dx)
        return 0.0
        """
    ),
    "The oracle was never in this process, so no module of it can be found.",
    stopped_at="L1",
)
add(
    "imports_the_oracle",
    inside(
        """
        import importlib
        sys.path[:0] = [COURSE, COURSE + "/solutions/01_taylor"]
        importlib.invalidate_caches()
        from reference import taylor as oracle
        return oracle.quadratic_approx(f0, df0, d2f0, dx)
        """
    ),
    "The locked child can open no file, so nothing more can be imported.",
)
add(
    "brings_its_own_oracle",
    loaded(
        """
        from types import ModuleType
        package, oracle = ModuleType("reference"), ModuleType("reference.taylor")
        package.taylor = oracle
        package.__path__ = []
        oracle.quadratic_approx = lambda f0, df0, d2f0, dx: 0.0 * np.asarray(dx)
        oracle.linear_approx, oracle.question_2 = linear_approx, lambda: 0
        sys.modules.update({"reference": package, "reference.taylor": oracle})
        """
    )
    + inside("return 0.0 * np.asarray(dx)"),
    f"{OTHER_PROCESS}; `reference` here is not the grader's.",
    stopped_at="L1",
)
add(
    "reads_the_oracle_through_the_lent_function",
    inside(
        """
        space = getattr(f, "__globals__", {})
        for name, kept in list(space.items()):
            if isinstance(kept, dict) and "questions" in kept:
                kept["questions"][:] = [lambda names: None]
        return np.array([abs(f(x0 + step) - f0 - df0 * step) for step in dx])
        """,
        "taylor_errors(f, f0, df0, x0, dx)",
    ),
    "A lent function is a number that asks the grader for values; it has no globals of the check.",
    stopped_at="L1",
)

add(
    "rewrites_the_result_afterwards",
    loaded(
        """
        def later():
            import glob, json, re
            end = time.monotonic() + 9
            while time.monotonic() < end:
                for path in glob.glob(RUN + "/*/result.json"):
                    time.sleep(0.2)
                    with open(path) as file:
                        text = file.read()
                    if '"version"' in text:
                        data = json.loads(text)
                        for assignment in data["assignments"]:
                            for one in assignment["exercises"]:
                                one["score"] = one["max_score"]
                        text = json.dumps(data)
                    else:
                        text = '{"quadratic_approx": 2, "questions": 1}'
                    with open(path, "w") as file:
                        file.write(text)
                    os._exit(0)
                time.sleep(0.02)
            os._exit(0)
        if os.fork() == 0:
            os.setsid()
            later()
        """
    ),
    "The locked child cannot start a process, so nothing of it outlives the grading.",
)
add(
    "hands_in_a_link_to_the_solution",
    "",
    "A link that leads out of what was handed in is not followed.",
    stopped_at="L1",
    link=True,
    spoils="it holds no work of its own",
)
