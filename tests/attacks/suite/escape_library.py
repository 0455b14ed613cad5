"""Attacks that want an effect outside by way of the libraries, or of what is in memory."""

from attacks.attack import collect, inside
from attacks.suite.steal_library import UNDONE

ATTACKS, add = collect("escape")

IN_MEMORY = "What is written stays in the child's memory, and the kernel opens no file"

WRITERS = {
    "bytes": "open(path.encode(), 'w').write('mallory')",
    "python_in_python": "__import__('_pyio').open(path, 'w').write('mallory')",
    "the_doors_opened": "undone()\nopen(path, 'w').write('mallory')",
    "a_second_posix": "import _imp\nfrom importlib.machinery import BuiltinImporter\n"
    "fresh = _imp.create_builtin(BuiltinImporter.find_spec('posix'))\n"
    "_imp.exec_builtin(fresh)\n"
    "fresh.write(fresh.open(path, os.O_CREAT | os.O_WRONLY), b'mallory')",
    "an_opener": "open('mine', 'w', opener=lambda _, flags: os.open(path, flags, 0o600))"
    ".write('mallory')",
    "dots_from_a_library": "open(os.path.dirname(np.__file__) + '/..' * 30 + path, 'w').write('m')",
    "a_memory_map": "np.memmap(path, mode='w+', shape=3)[:] = 7",
    "sqlite_vacuum": "import sqlite3\n"
    "sqlite3.connect(':memory:').execute('vacuum into ?', (path,))",
    "sqlite_attach": "import sqlite3\nopened = sqlite3.connect(':memory:')\n"
    "opened.execute('attach ? as other', (path,))\nopened.execute('create table other.a (b)')",
    "an_atomic_import": "import importlib._bootstrap_external as low\n"
    "low._write_atomic(path, b'mallory')",
    "a_moved_cache": "sys.pycache_prefix, sys.dont_write_bytecode = DROP, False\nimport sched",
    "py_compile": "import py_compile\nopen('/tmp/a' + TOKEN + '.py', 'w').write('1')\n"
    "py_compile.compile('/tmp/a' + TOKEN + '.py', path, doraise=True)",
    "an_archive": "import zipfile\nwith zipfile.ZipFile(path, 'w') as archive:\n"
    "    archive.writestr('a', 'b')",
    "a_shelf": "import shelve\nwith shelve.open(path) as shelf:\n    shelf['a'] = 1",
    "a_profile": "import cProfile\nprofile = cProfile.Profile()\nprofile.runcall(abs, 1)\n"
    "profile.dump_stats(path)",
    "a_renamed_file": "open('/tmp/b' + TOKEN, 'w').close()\nos.rename('/tmp/b' + TOKEN, path)",
}
for name, write in WRITERS.items():
    add(
        f"writes_by_{name}_of_libraries",
        (UNDONE if "undone" in write else "") + inside(f"path = DROP + '/mallory'\n{write}"),
        f"{IN_MEMORY}.",
    )

NO_CALL = "The filter has no call that makes what others can see"
SHARED = {
    "shared_memory": "import _posixshmem\n"
    "_posixshmem.shm_open('/mallory-' + TOKEN, os.O_CREAT | os.O_RDWR, mode=0o600)",
    "a_semaphore": "import _multiprocessing\n"
    "_multiprocessing.SemLock(1, 1, 1, '/mallory-' + TOKEN, False)",
}
for name, body in SHARED.items():
    add(f"makes_{name}_in_c", inside(body), f"{NO_CALL}.")

# Machine code that returns 42.
CODE = """
import ctypes, mmap
CODE = bytes.fromhex({"x86_64": "b82a000000c3", "aarch64": "40058052c0035fd6"}[os.uname().machine])
libc = ctypes.CDLL(None, use_errno=True)
def rights(address, size, which):
    first = address // 4096 * 4096
    span = ctypes.c_size_t(address + size - first)
    if libc.mprotect(ctypes.c_void_p(first), span, which):
        raise OSError(ctypes.get_errno(), "mprotect")
def run(address):
    if ctypes.CFUNCTYPE(ctypes.c_int)(address)() == 42:
        tell("machine code ran")
"""
NEVER_BOTH = "The filter refuses to make any memory executable, also what was a library's"
EXECUTED = {
    "a_written_page": """
        page = mmap.mmap(-1, 4096)
        page.write(CODE)
        at = ctypes.addressof(ctypes.c_char.from_buffer(page))
        rights(at, 4096, 5)
        run(at)
    """,
    "a_written_text": """
        text = ctypes.create_string_buffer(CODE)
        rights(ctypes.addressof(text), len(CODE), 7)
        run(ctypes.addressof(text))
    """,
    "a_changed_library": """
        import math
        library = ctypes.CDLL(math.__file__) if hasattr(math, "__file__") else ctypes.pythonapi
        at = ctypes.cast(getattr(library, "PyInit_math"), ctypes.c_void_p).value
        rights(at, len(CODE), 7)
        ctypes.memmove(at, CODE, len(CODE))
        run(at)
    """,
    "a_shared_page": """
        page = mmap.mmap(-1, 4096, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
        page.write(CODE)
        at = ctypes.addressof(ctypes.c_char.from_buffer(page))
        rights(at, 4096, 5)
        run(at)
    """,
    "the_packed_libraries": """
        library = sys.modules.get("autograder.child.library")
        whole = library.LIBRARY._contents if library else mmap.mmap(-1, 4096)
        at = np.frombuffer(whole, np.uint8).ctypes.data
        rights(at, 4096, 3)
        ctypes.memmove(at, CODE, len(CODE))
        rights(at, 4096, 5)
        run(at)
    """,
}
for name, body in EXECUTED.items():
    add(f"executes_{name}", CODE + inside(body), f"{NEVER_BOTH}.")
