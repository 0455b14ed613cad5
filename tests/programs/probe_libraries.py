"""Runs honest code that uses the libraries, in children of one level; prints the results as JSON.

`python tests/programs/probe_libraries.py L1|L2|L3`. Each probe returns True, or a digest of what it
drew or wrote: they must be equal at each level and for each user.
"""

from __future__ import annotations

import json
import sys
import textwrap

from autograder.course.limits import Limits
from autograder.sandbox import bubblewrap
from autograder.sandbox.launcher import Launcher, Policy
from autograder.sandbox.sandbox import Program, Sandbox
from autograder.sandbox.student import Student, StudentFault

PICTURE = """
    import hashlib
    import numpy as np
    import matplotlib.pyplot as plt
    def digest(name="a.png"):
        plt.savefig(name)
        plt.close("all")
        return hashlib.sha256(open(name, "rb").read()).hexdigest()
"""
PROBES = {
    "Greek names": "α, η = 0.5, 2\ndef f(): return α * η == 1",
    "names in other scripts": """
        größe = "\\N{GREEK SMALL LETTER ALPHA}"
        def f():
            import unicodedata
            return unicodedata.name(größe) == "GREEK SMALL LETTER ALPHA"
        """,
    "star import": "from numpy import *\ndef f(): return zeros(3).tolist() == [0, 0, 0]",
    "dates": """
        from datetime import datetime
        def f(): return datetime.strptime("1 March 2020", "%d %B %Y").month == 3
        """,
    "help": """
        import io, contextlib
        def f():
            with contextlib.redirect_stdout(io.StringIO()) as out:
                help(len)
            return "Return the number of items" in out.getvalue()
        """,
    "encodings": """
        def f():
            names = ("cp1252", "idna", "utf-16-le", "koi8-r", "mac-roman", "shift-jis")
            return str([("a" + "ä" * (at < 3)).encode(name) for at, name in enumerate(names)])
        """,
    "parts of NumPy": """
        import numpy as np
        def f():
            a = np.fft.fft([1, 0, 0]).real.sum() + np.ma.array([1, 2], mask=[0, 1]).sum()
            b = np.polynomial.Polynomial([1, 2])(1) + np.polynomial.chebyshev.chebval(0.5, [1, 1])
            np.testing.assert_allclose(a, 4.0)
            c = np.random.default_rng(3).normal(size=2), np.random.RandomState(3).rand()
            return repr((float(a), float(b), c[0].tolist(), c[1], np.char.upper("a").item()))
        """,
    "NumPy's optional parts": "import numpy.f2py, numpy.ctypeslib\ndef f(): return True",
    "modules of the library": """
        import statistics, fractions, decimal, json, dataclasses, random, csv, hashlib, zlib, bz2
        import lzma, struct, itertools, functools, typing, enum, heapq, bisect, cmath, string
        import textwrap, pprint, copy, pickle, uuid, base64, timeit, cProfile, unittest, doctest
        import logging, argparse, configparser, urllib.request, email, xml.etree.ElementTree
        import asyncio, ssl, socket, sqlite3, calendar, difflib, html, ipaddress, multiprocessing
        def f(): return json.loads('[1]') == [1] and statistics.mean([1, 3]) == 2
        """,
    "files": """
        import csv, glob, gzip, json, os, pathlib, pickle, shutil, tempfile, zipfile, tarfile
        import numpy as np
        def f():
            os.makedirs("a/b", exist_ok=True)
            pathlib.Path("a/b/c.txt").write_text("one\\ntwo\\n")
            with open("a/b/c.txt", "a") as file: print("three", file=file)
            assert [p.name for p in pathlib.Path(".").rglob("*.txt")] == ["c.txt"]
            assert glob.glob("a/*/*.txt") == ["a/b/c.txt"]
            with gzip.open("d.gz", "wt") as file: file.write("x")
            with zipfile.ZipFile("e.zip", "w") as file: file.write("a/b/c.txt")
            with tarfile.open("e.tar", "w") as file: file.add("a")
            with open("g.csv", "w", newline="") as file: csv.writer(file).writerow([1, 2])
            with open("h.pkl", "wb") as file: pickle.dump([1], file)
            json.dump([1], open("i.json", "w"))
            shutil.copy("a/b/c.txt", "j.txt"); shutil.rmtree("a")
            np.savetxt("k.txt", np.eye(2)); np.save("l.npy", np.eye(2)); np.savez("m.npz", n=1)
            assert np.loadtxt("k.txt").tolist() == np.load("l.npy").tolist()
            assert np.load("m.npz")["n"] == 1 and pickle.load(open("h.pkl", "rb")) == [1]
            with tempfile.TemporaryDirectory() as folder:
                pathlib.Path(folder, "o").write_text("x")
            with open("p", "w+") as file:
                file.write("x"); file.seek(0); assert file.read() == "x"
            try: open("j.txt").write("x")
            except OSError: pass
            try: open("absent.txt")
            except FileNotFoundError: pass
            return repr((sorted(os.listdir(".")), open("j.txt").read(), os.path.getsize("k.txt"),
                zipfile.ZipFile("e.zip").namelist(), tarfile.open("e.tar").getnames()))
        """,
    "a plot": PICTURE
    + """
    def f():
        fig, ax = plt.subplots(2, 2)
        ax[0, 0].plot([1, 2], label="$\\\\frac{x^2}{2}$ α"); ax[0, 0].legend(); fig.tight_layout()
        return digest()
    """,
    "labels of contours": PICTURE
    + """
    def f():
        fig, ax = plt.subplots()
        ax.clabel(ax.contour([[1, 2], [3, 5]]))
        return digest()
    """,
    "xkcd": PICTURE
    + """
    def f():
        with plt.xkcd():
            plt.plot([1, 2]); plt.title("b")
            import logging; logging.disable()
            return bool(digest())
    """,
    "triangles": PICTURE
    + """
    def f():
        plt.tricontourf([0, 1, 0, 1], [0, 0, 1, 1], [1, 2, 3, 5]); plt.triplot([0, 1, 0], [0, 0, 1])
        return digest()
    """,
    "formats of pictures": PICTURE
    + """
    def f():
        plt.plot([1, 2]); plt.title("$x^2$")
        for end in ("pdf", "svg", "eps"): plt.savefig("a." + end)
        import os
        assert min(os.path.getsize("a." + end) for end in ("pdf", "svg", "eps")) > 1000
        from PIL import Image
        plt.savefig("b.jpg"); Image.open("b.jpg").convert("L").save("c.png")
        return digest("d.jpg") + str(plt.imread("c.png").shape)
    """,
    "3-D": PICTURE
    + """
    def f():
        ax = plt.figure().add_subplot(projection="3d")
        x, y = np.mgrid[0:2:5j, 0:2:5j]
        ax.plot_surface(x, y, x * y, cmap="viridis"); ax.scatter([0], [1], [2])
        return digest()
    """,
    "styles": PICTURE
    + """
    def f():
        plt.style.use("ggplot"); plt.rcParams["font.family"] = "serif"
        plt.hist([1, 2, 2], bins=3); plt.xlabel("a")
        return digest()
    """,
    "other parts of Matplotlib": """
        import matplotlib.animation, matplotlib.widgets, mpl_toolkits.axes_grid1
        def f(): return True
        """,
    "versions": "from importlib.metadata import version\nimport numpy\n"
    "def f(): return version('numpy') == numpy.__version__",
    "packages that are not there": """
        import importlib.util
        def f():
            assert importlib.util.find_spec("pytest") is None
            try: import rich
            except ModuleNotFoundError as error: return str(error)
        """,
}


def result(source: str, launcher: Launcher) -> object:
    cells = [(1, "s.py", 1, textwrap.dedent(source))]
    one = Sandbox(Program(cells, module="s"), Limits(seconds=60.0), launcher)
    try:
        return Student(one).f()
    except StudentFault as fault:
        return f"failed: {fault.type} {fault.text} {fault.frames} {one.problems}"
    finally:
        one.close()


def main() -> None:
    level = sys.argv[1]
    if level != "L3":
        bubblewrap.is_installed = lambda: False
    with Launcher(Policy.LIMITS if level == "L1" else Policy.STRICT, draws=True) as launcher:
        launcher.settle()
        found = {name: result(source, launcher) for name, source in PROBES.items()}
        print(json.dumps({"isolation": launcher.name, "found": found}))


if __name__ == "__main__":
    main()
