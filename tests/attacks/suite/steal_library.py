"""Attacks that want to read by way of the libraries: what serves them might serve more."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("steal")

IN_MEMORY = "What reads libraries knows the paths of the pack alone, and the kernel opens no file"

# Undoes the stand-ins as far as can be; without any, it changes nothing.
UNDONE = '''
def undone():
    """Open the doors again: the real functions of Python back in their places."""
    import builtins, gc, io
    gc.unfreeze()
    module = sys.modules.get("autograder.child.memory_files")
    found = [module.FILES] if module else []
    found += [one for one in gc.get_objects() if type(one).__name__ == "MemoryFiles"]
    for files in found:
        files.are_doors_closed = False
        for name, real in files._real.items():
            place = io if name in ("open", "open_code") else os
            setattr(place, name, real)
            setattr(sys.modules["_io" if place is io else "posix"], name, real)
    builtins.open = io.open
'''
# One line each that returns what it has read.
READERS = {
    "bytes": "open(GRADEBOOK.encode()).read()",
    "a_lying_path": "open(Liar(GRADEBOOK)).read()",
    "a_lying_text": "open(LyingText(GRADEBOOK)).read()",
    "dots_from_a_library": "open(os.path.dirname(np.__file__) + '/..' * 30 + GRADEBOOK).read()",
    "dots_from_its_folder": "open('../' * 40 + GRADEBOOK).read()",
    "an_opener": "open('mine', opener=lambda path, flags: os.open(GRADEBOOK, flags)).read()",
    "a_raw_file": "__import__('_io').FileIO(GRADEBOOK).readall()",
    "python_in_python": "__import__('_pyio').open(GRADEBOOK).read()",
    "numpy_data_source": "np.lib.npyio.DataSource().open(GRADEBOOK).read()",
    "a_url": "__import__('urllib.request').request.urlopen('file://' + GRADEBOOK).read().decode()",
    "the_doors_opened": "[undone(), open(GRADEBOOK).read()]",
    "a_second_posix": "_second('posix')",
    "the_source_of_a_function": "__import__('inspect').getsource("
    "eval(compile('\\nlambda: 0', HIDDEN, 'eval')))",
    "lazy_lines": "_lazily(HIDDEN)",
    "an_archive_of_the_course": "_archived(COURSE + '/reference')",
    "an_external_entity": "_entity(GRADEBOOK)",
    "a_zip_importer": "__import__('zipimport').zipimporter(COURSE + '/secrets.zip')"
    ".get_source('kept')",
    "package_data": "[sys.path.insert(0, COURSE), __import__('pkgutil').get_data('reference', "
    "'taylor.py')][1].decode()",
    "a_resource": "[sys.path.insert(0, COURSE), __import__('importlib.resources').resources"
    ".files('reference').joinpath('taylor.py').read_text()][1]",
    "links_to_descriptors": "_each(lambda n: open(f'/proc/self/fd/{n}').read())",
    "maps_of_descriptors": "_each(lambda n: __import__('mmap').mmap(n, 0, access=1)[:])",
    "numpy_from_descriptors": "_each(lambda n: np.fromfile(open(n, 'rb', closefd=False), np.uint8)"
    ".tobytes())",
    "reading_at_a_place": "_each(lambda n: os.pread(n, 65536, 0))",
}
HELPERS = {
    "a_lying_path": """
class Liar:
    def __init__(self, path):
        self.asked, self.path = 0, path
    def __fspath__(self):
        self.asked += 1
        return "/matplotlib/x" if self.asked == 1 and "MPLCONFIGDIR" in os.environ and (
            os.environ["MPLCONFIGDIR"] == "/matplotlib") else self.path
""",
    "a_lying_text": """
class LyingText(str):
    def startswith(self, *_): return True
    def __eq__(self, other): return True
    __hash__ = str.__hash__
""",
    "the_doors_opened": UNDONE,
    "a_second_posix": """
def _second(name):
    import _imp
    from importlib.machinery import BuiltinImporter
    fresh = _imp.create_builtin(BuiltinImporter.find_spec(name))
    _imp.exec_builtin(fresh)
    return fresh.read(fresh.open(GRADEBOOK, 0), 65536)
""",
    "lazy_lines": """
def _lazily(path):
    import linecache
    linecache.lazycache(path, {"__name__": "x", "__loader__": __import__(
        "importlib.machinery").machinery.SourceFileLoader("x", path)})
    return linecache.getlines(path)
""",
    "an_archive_of_the_course": """
def _archived(folder):
    import io, tarfile
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        archive.add(folder)
    return whole.getvalue().replace(bytes(1), b"")
""",
    "an_external_entity": """
def _entity(path):
    import io, xml.sax
    from xml.sax.handler import ContentHandler, feature_external_ges
    found = []
    class Handler(ContentHandler):
        def characters(self, content):
            found.append(content)
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(Handler())
    text = '<!DOCTYPE a [<!ENTITY b SYSTEM "file://%s">]><a>&b;</a>' % path
    parser.parse(io.StringIO(text))
    return "".join(found)
""",
}
DESCRIPTORS = """
def _each(read):
    found = []
    for fd in range(64):
        try:
            found.append(read(fd))
        except Exception:
            pass
    return found
"""
CLOSED = "All descriptors but its wire and /dev/null are closed, that of the pack, too"
for name, read in READERS.items():
    of_descriptors = "_each(" in read
    add(
        f"reads_by_{name}",
        (DESCRIPTORS if of_descriptors else HELPERS.get(name, ""))
        + inside(f"found = {read}\nleak(found.decode() if isinstance(found, bytes) else found)"),
        f"{CLOSED if of_descriptors else IN_MEMORY}.",
    )

LISTERS = {
    "scandir_of_bytes": "[one.name for one in os.scandir(COURSE.encode())]",
    "walk": "list(os.walk(COURSE))",
    "a_walk_by_descriptors": "[files for _, _, files, _ in os.fwalk(COURSE)]",
    "glob": "__import__('glob').glob(COURSE + '/**', recursive=True)",
    "rglob": "[str(path) for path in __import__('pathlib').Path(RUN).rglob('*')]",
    "dots_from_a_library": "os.listdir(os.path.dirname(np.__file__) + '/..' * 30 + COURSE)",
    "a_finder": "_found(COURSE)",
    "the_doors_opened": "[undone(), os.listdir(COURSE)]",
}
FINDER = """
def _found(folder):
    from importlib.machinery import FileFinder, SourceFileLoader
    finder = FileFinder(folder, (SourceFileLoader, [".py"]))
    finder.find_spec("absent")
    return vars(finder)
"""
for name, look in LISTERS.items():
    add(
        f"lists_by_{name}",
        (UNDONE if "undone" in look else FINDER if "_found" in look else "")
        + inside(f"leak({look})"),
        "The listings are those of the pack, and the kernel opens no folder.",
    )

add(
    "imports_the_reference_without_our_finder",
    inside(
        """
        import importlib
        from importlib.machinery import FileFinder, PathFinder, SourceFileLoader
        sys.meta_path[:] = [PathFinder]
        sys.path_hooks[:] = [FileFinder.path_hook((SourceFileLoader, [".py"]))]
        sys.path_importer_cache.clear()
        sys.path[:0] = [COURSE, os.path.dirname(SOLUTION)]
        leak(importlib.import_module("reference.taylor").SECRET)
        """
    ),
    f"{IN_MEMORY}; the finder that is gone only shortened the search.",
)
add(
    "imports_the_checks_under_the_name_of_a_library",
    inside(
        """
        import importlib.util
        spec = importlib.util.spec_from_file_location("numpy.hidden", HIDDEN)
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except ImportError:  # it imports what checks need, below its secret
            pass
        leak([open(HIDDEN).read(), vars(module)])
        """
    ),
    f"{IN_MEMORY}.",
)
add(
    "plants_a_start_up_path",
    inside(
        """
        import site, tempfile
        folder = tempfile.mkdtemp()
        with open(folder + "/mine.pth", "w") as file:
            file.write(f"import sys; sys.leaked = open({GRADEBOOK!r}).read()\\n{COURSE}\\n")
        site.addsitedir(folder)
        leak([sys.leaked, __import__("reference.taylor").taylor.SECRET])
        """
    ),
    f"{IN_MEMORY}: a `.pth` file may be written there, and leads nowhere.",
)
add(
    "searches_the_libraries",
    inside(
        """
        import re
        library = sys.modules.get("autograder.child.library")
        if library:
            one = library.LIBRARY
            texts = [repr((one.files, one.folders)).encode(), one._contents[:]]
        else:
            from pathlib import Path
            paths = [path for place in sys.path[:2] for path in Path(place).rglob("*.py")]
            texts = [path.read_bytes() for path in paths]
        leak([re.findall(b"S3" b"CRET[0-9a-f]{12}[a-z]+", text) for text in texts])
        """
    ),
    "The pack holds the standard library, NumPy and Matplotlib with what they need, and no more.",
    stopped_at="L1",
)
add(
    "reads_past_the_end_of_the_libraries",
    inside(
        """
        import ctypes, re
        library = sys.modules.get("autograder.child.library")
        kind = b"S3" b"CRET[0-9a-f]{12}[a-z]+"
        if library is None:  # then our own objects
            import gc
            modules = [one for one in gc.get_objects() if type(one) is type(os)]
            found = [vars(one) for one in modules if one.__name__ == "reference.taylor"]
            leak(re.findall(kind, repr(found).encode()))
        one = library.LIBRARY
        one.files["/more"] = (-(1 << 40), 1 << 41, 1, 0.0)
        leak(re.findall(kind, one.content("/more") + open("/more", "rb").read()))
        """
    ),
    "A slice ends where the mapping ends, and around it lies only what the child may see.",
)
add(
    "finds_the_libraries_changed_by_the_one_before",
    inside(
        """
        import json, re
        library = sys.modules.get("autograder.child.library")
        whole = library.LIBRARY._contents[:] if library else b""
        leak([getattr(json, "KEPT", ""), re.findall(b"S3" b"CRET[0-9a-f]{12}[a-z]+", whole)])
        """
    ),
    "The libraries are mapped privately: who makes them writable changes a copy of its own.",
    first="""
import ctypes, json, sys
json.KEPT = "@SECRET@first"
library = sys.modules.get("autograder.child.library")
if library:
    whole = library.LIBRARY._contents
    class View(ctypes.Structure):
        _fields_ = [("buf", ctypes.c_void_p), ("obj", ctypes.py_object), ("len", ctypes.c_ssize_t),
                    ("rest", ctypes.c_char * 200)]
    view = View()
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(whole), ctypes.byref(view), 0)
    libc = ctypes.CDLL(None)
    if libc.mprotect(ctypes.c_void_p(view.buf), ctypes.c_size_t(len(whole)), 3) == 0:
        for at in range(0, len(whole) - 100, 1 << 20):
            ctypes.memmove(view.buf + at, b"@SECRET@first", 30)
""",
)
add(
    "follows_the_path_of_the_engine",
    inside(
        """
        package = sys.modules.get("autograder.child")
        paths = package.__path__ if package else []
        roots = [os.path.dirname(os.path.dirname(path)) for path in paths]
        sys.modules.pop("autograder", None)
        sys.path[:0] = [*roots, COURSE]
        for name in ("autograder.checks.api", "autograder.grading.grader", "reference.taylor"):
            try:
                found = __import__(name, fromlist=["x"])
            except ImportError:
                continue
            if hasattr(found, "SECRET") or package:
                tell(f"imported {name}: {getattr(found, 'SECRET', '')}")
        """
    ),
    "Of the engine only what runs beside a submission is in memory; its files cannot be opened.",
)
add(
    "reads_while_its_cells_are_cut",
    loaded(
        """
        import builtins
        def parsing(*args, **kwargs):
            leak(io.open(GRADEBOOK).read())
        import ast, io, symtable
        ast.parse = symtable.symtable = builtins.compile = parsing
        ast.parse("1")
        """
    ),
    "All cells are cut before the first one runs, in a child that is locked already.",
)
