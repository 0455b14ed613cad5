"""Attacks that want to read what is not theirs: answers, checks, grades, other submissions."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("steal")

SEALED = "The locked child has no system call that opens a file"
NOT_THERE = "What is secret was never in the child's memory, environment or descriptors"

# One line each that returns the text of the file at `path`.
READERS = {
    "open": "open(path).read()",
    "io_open_code": "__import__('io').open_code(path).read()",
    "os_open": "os.read(os.open(path, os.O_RDONLY), 65536)",
    "os_open_relative": "os.read(os.open(os.path.basename(path), 0, dir_fd=os.open("
    "os.path.dirname(path), 0)), 65536)",
    "path_read_text": "__import__('pathlib').Path(path).read_text()",
    "numpy_fromfile": "np.fromfile(path, dtype=np.uint8).tobytes()",
    "numpy_memmap": "np.memmap(path, mode='r').tobytes()",
    "numpy_genfromtxt": "np.genfromtxt(path, dtype=str, delimiter='\\x01', comments=None).tolist()",
    "mmap": "__import__('mmap').mmap(os.open(path, 0), 0, access=1)[:]",
    "linecache": "__import__('linecache').getlines(path)",
    "fileinput": "list(__import__('fileinput').input(path))",
    "tokenize_open": "__import__('tokenize').open(path).read()",
    "loader": "__import__('importlib.machinery').machinery.SourceFileLoader('x', path).get_data("
    "path)",
    "copied_to_a_drop": "__import__('shutil').copy(path, DROP)",
    "cat": "__import__('subprocess').run(['cat', path], capture_output=True).stdout",
    "shell": "os.popen('cat ' + path).read()",
    "libc_open": "__import__('ctypes').string_at(_libc_read(path))",
    "raw_openat": "os.read(syscall('openat', -100, path.encode(), 0, 0), 65536)",
    "raw_openat2": "os.read(syscall('openat2', -100, path.encode(), bytes(24), 24), 65536)",
    "symlink": "_by_link(os.symlink, path)",
    "hard_link": "_by_link(os.link, path)",
    "proc_self_root": "open('/proc/self/root' + path).read()",
    "proc_parent_cwd": "[open(f'/proc/{pid}/cwd/gradebook.csv').read() for pid in above()]",
}
BY_LINK = """
def _by_link(link, path):
    link(path, "mine")
    return open("mine").read()
"""
HELPERS = {
    "libc_open": """
def _libc_read(path):
    import ctypes
    libc, room = ctypes.CDLL(None), ctypes.create_string_buffer(65536)
    libc.fopen.restype = ctypes.c_void_p
    libc.fopen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
    libc.fread.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p]
    libc.fread(room, 1, 65535, libc.fopen(path.encode(), b"r") or tell_nothing())
    return room
""",
    "symlink": BY_LINK,
    "hard_link": BY_LINK,
}
TARGETS = (
    "GRADEBOOK",
    "HIDDEN",
    "SOLUTION",
    "COURSE + '/reference/taylor.py'",
    "COURSE + '/submitted/ada/01_taylor/taylor.py'",
)

for number, (name, read) in enumerate(READERS.items()):
    add(
        f"reads_by_{name}",
        HELPERS.get(name, "")
        + inside(
            f"path = {TARGETS[number % len(TARGETS)]}\nfound = {read}\n"
            "leak(bytes(found).decode() if isinstance(found, (bytes, bytearray)) else found)"
        ),
        f"{SEALED}{', and none that starts a program' if name in ('cat', 'shell') else ''}.",
    )

add(
    "reads_while_loading",
    loaded("leak(open(GRADEBOOK).read())"),
    "The child is locked before it receives the submission's text.",
)
add(
    "lists_folders",
    inside("leak([os.listdir(COURSE), [e.name for e in os.scandir(RUN)], list(os.walk(RUN))])"),
    f"{SEALED}, and a folder is one.",
)
add(
    "runs_the_hidden_checks",
    inside(
        """
        import runpy
        sys.path.insert(0, COURSE)
        leak(runpy.run_path(HIDDEN)["SECRET"])
        """
    ),
    f"{SEALED}.",
    teeth=True,
)
add(
    "imports_the_solution",
    inside(
        """
        import importlib.util
        spec = importlib.util.spec_from_file_location("solution", SOLUTION)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        leak(module.linear_approx.__code__.co_consts)
        """
    ),
    f"{SEALED}.",
)
add(
    "imports_the_reference",
    inside("sys.path.insert(0, COURSE)\nimport reference.taylor as oracle\nleak(oracle.SECRET)"),
    f"{SEALED}; `reference` is nowhere on its path.",
)
add(
    "imports_from_a_zip",
    inside("sys.path.insert(0, COURSE + '/secrets.zip')\nimport kept\nleak(kept.SECRET)"),
    f"{SEALED}.",
)
add(
    "executes_cat_in_its_place",
    inside(
        "os.dup2(os.open(DROP + '/told', os.O_CREAT | os.O_WRONLY), 1)\n"
        "os.execv('/bin/cat', ['cat', GRADEBOOK])"
    ),
    "execve ends the locked child.",
)
add(
    "spawns_a_reader",
    inside(
        "pid = os.posix_spawn('/bin/sh', ['sh', '-c', f'cat {GRADEBOOK} > {DROP}/told'], {})\n"
        "os.waitpid(pid, 0)"
    ),
    "No process can be started, and none may execute a program.",
)
add(
    "shows_a_secret_file_as_its_source",
    inside(
        """
        code = compile("\\n" * 1 + "def f(): raise ValueError('see above')", GRADEBOOK, "exec")
        space = {}
        exec(code, space)
        space["f"]()
        """
    ),
    "Source lines in a message come from the submission's own cells, never from a file it names.",
    stopped_at="L1",
)
add(
    "names_a_secret_file_in_a_syntax_error",
    inside(
        """
        import linecache
        error = SyntaxError("look", (GRADEBOOK, 2, 1, None))
        error.text = linecache.getline(GRADEBOOK, 2)
        raise error
        """
    ),
    f"{SEALED}, and the grader reads no file that a message names.",
)

add(
    "reads_its_environment",
    inside("leak(dict(os.environ))"),
    "The child is started with a scrubbed environment.",
    stopped_at="L1",
)
add(
    "reads_its_environment_in_c",
    inside(
        """
    import ctypes
    block = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    found = []
    while block[len(found)]:
        found.append(block[len(found)])
    leak(found)
    """
    ),
    f"{NOT_THERE}.",
    stopped_at="L1",
)
add(
    "reads_proc_self_environ",
    inside("leak(open('/proc/self/environ').read())"),
    f"{NOT_THERE}, and /proc cannot be opened.",
    stopped_at="L1",
)
add(
    "reads_the_graders_environment",
    inside(
        """
    leak([open(f"/proc/{pid}/environ").read() for pid in {os.getpid(), *above()}])
    """
    ),
    "/proc cannot be opened, and the grader's memory is closed to its own user too.",
)
add(
    "reads_command_lines",
    inside(
        """
    found = [open(f"/proc/{pid}/cmdline").read() for pid in [os.getpid(), *above()]]
    leak("; ".join(found).replace("\\0", " "))
    """
    ),
    "/proc cannot be opened.",
)
add(
    "reads_its_arguments",
    inside("leak([sys.argv, sys.orig_argv, sys.path, os.getcwd()])"),
    f"{NOT_THERE}; its working folder is empty and its own.",
    stopped_at="L1",
)

SEARCH = '''
def search(pid):
    """Look for secrets in a process's memory."""
    import re
    kind, found = b"S3" b"CRET[0-9a-f]{12}[a-z]+", set()
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            bounds, rights = line.split()[:2]
            first, last = (int(part, 16) for part in bounds.split("-"))
            if "rw" in rights and last - first < 1 << 28 and "[v" not in line:
                try:
                    memory.seek(first)
                    found.update(re.findall(kind, memory.read(last - first)))
                except (OSError, ValueError):
                    pass
    return found
'''
add(
    "searches_its_own_memory",
    SEARCH + inside("leak(search(os.getpid()))"),
    f"{NOT_THERE}: the process that it was forked from was started afresh.",
    stopped_at="L1",
)
add(
    "searches_the_graders_memory",
    SEARCH + inside("leak([search(pid) for pid in [*above(), os.getpid()]])"),
    "/proc cannot be opened; the grader is not dumpable, so its memory is closed to its user.",
)
add("searches_another_process", SEARCH + inside("leak(search(DECOY))"), "/proc cannot be opened.")
add(
    "reads_another_process_by_system_call",
    inside(
        """
        import ctypes
        room = ctypes.create_string_buffer(64)
        class Span(ctypes.Structure):
            _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t)]
        mine, theirs = Span(ctypes.addressof(room), 64), Span(ADDRESS, 64)
        syscall("process_vm_readv", DECOY, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
        leak(room.value.decode())
        """
    ),
    "process_vm_readv ends the locked child.",
)
add(
    "takes_a_descriptor_of_another_process",
    inside(
        """
        fd = syscall("pidfd_getfd", syscall("pidfd_open", DECOY, 0), 9, 0)
        os.lseek(fd, 0, 0)
        leak(os.read(fd, 4096).decode())
        """
    ),
    "The filter refuses pidfd_open and pidfd_getfd.",
)
add(
    "searches_objects_by_gc",
    inside(
        """
        import gc
        mark = "S3" "CRET"
        kept = [one for thing in gc.get_objects() if isinstance(thing, (dict, list, tuple))
                for one in (thing.values() if isinstance(thing, dict) else thing)
                if isinstance(one, str) and mark in one]
        leak(kept)
        """
    ),
    f"{NOT_THERE}.",
    stopped_at="L1",
)
add(
    "searches_all_modules",
    inside(
        """
        leak([value for module in list(sys.modules.values()) for value in vars(module).values()
              if isinstance(value, str) and "S3" "CRET" in value])
        """
    ),
    f"{NOT_THERE}.",
    stopped_at="L1",
)
add(
    "climbs_the_frames",
    inside(
        """
        frame, found = sys._getframe(), []
        while frame is not None:
            found += [repr(v)[:300] for v in {**frame.f_locals, **frame.f_globals}.values()]
            frame = frame.f_back
        leak([one for one in found if "S3" "CRET" in one])
        """
    ),
    f"{NOT_THERE}: the frames above are those of the child's dispatcher.",
    stopped_at="L1",
)
add(
    "reads_open_descriptors",
    inside(
        """
        found = []
        for fd in range(3, 64):
            try:
                os.lseek(fd, 0, 0)
                found.append(os.read(fd, 4096))
            except OSError:
                pass
        leak(found)
        """
    ),
    f"{NOT_THERE}: all but its wire and its output is closed, and neither can be rewound.",
    stopped_at="L1",
)
add(
    "asks_where_the_report_goes",
    inside(
        """
    import gc
    leak([one for thing in gc.get_objects() if isinstance(thing, list) for one in thing
          if isinstance(one, str) and one.endswith(".json")])
    """
    ),
    f"{NOT_THERE}.",
    stopped_at="L1",
)

add(
    "finds_what_the_one_before_left",
    inside(
        """
        import builtins, glob, tempfile
        found = [getattr(place, "KEPT", None) for place in (builtins, np, sys, os, np.random)]
        found += [os.environ.get("KEPT"), sys.modules.get("kept"), glob.glob("*")]
        for folder in (".", "..", tempfile.gettempdir(), DROP):
            try:
                found.append(open(folder + "/kept").read())
            except OSError:
                pass
        leak([one for one in found if one])
        """
    ),
    "Each submission has a child of its own, forked from a process that ran none.",
    first="""
import builtins, os, sys, tempfile
import numpy as np
for place in (builtins, np, sys, os, np.random):
    place.KEPT = "@SECRET@first"
os.environ["KEPT"] = sys.modules["kept"] = "@SECRET@first"
for folder in (".", "..", tempfile.gettempdir()):
    try:
        with open(folder + "/kept", "w") as file:
            file.write("@SECRET@first")
    except OSError:
        pass
""",
)
