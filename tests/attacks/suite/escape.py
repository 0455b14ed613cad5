"""Attacks that want an effect outside: files, sockets, processes, signals, the kernel."""

from attacks.attack import collect, inside, loaded

ATTACKS, add = collect("escape")

SEALED = "The locked child has no system call that opens, makes, renames or removes a file"
LONELY = "The filter has no socket call at all"
NO_START = "The filter has no fork, clone or exec, and RLIMIT_NPROC is 0"
NO_SIGNAL = "The filter has no kill, tgkill or pidfd call, and as root the child is another user"

WRITERS = {
    "open": "open(path, 'w').write('mallory')",
    "os_open": "os.write(os.open(path, os.O_CREAT | os.O_WRONLY), b'mallory')",
    "path_write": "__import__('pathlib').Path(path).write_text('mallory')",
    "numpy_save": "np.save(path, np.ones(3))",
    "numpy_tofile": "np.ones(3).tofile(path)",
    "numpy_savetxt": "np.savetxt(path, np.ones(3))",
    "shutil": "__import__('shutil').copy('/etc/hostname', path)",
    "mkdir": "os.mkdir(path)",
    "mkfifo": "os.mkfifo(path)",
    "symlink": "os.symlink('/etc/passwd', path)",
    "bound_socket": "__import__('socket').socket(1).bind(path)",
    "sqlite": "__import__('sqlite3').connect(path).execute('create table a (b)')",
    "logging": "__import__('logging').FileHandler(path)",
    "libc": "__import__('ctypes').CDLL(None).creat(path.encode(), 0o666)",
    "raw_openat": "syscall('openat', -100, path.encode(), os.O_CREAT | os.O_WRONLY, 0o666)",
    "raw_mknodat": "syscall('mknodat', -100, path.encode(), 0o100666, 0)",
    "temporary_file": "__import__('tempfile').mkstemp(dir=DROP)",
    "pickle_dump": "__import__('pickle').dump([], open(path, 'wb'))",
    "shell": "os.system('touch ' + path)",
    "faulthandler": "__import__('faulthandler').dump_traceback(open(path, 'w'))",
    "dev_shm": "open('/dev/shm/mallory-' + TOKEN, 'w').write('mallory')",
    "shared_tmp": "open('/tmp/mallory-' + TOKEN, 'w').write('mallory')",
}
for name, write in WRITERS.items():
    add(f"writes_by_{name}", inside(f"path = DROP + '/mallory'\n{write}"), f"{SEALED}.")
add(
    "writes_while_loading",
    loaded("open(DROP + '/mallory', 'w').write('early')"),
    "The child is locked before it receives the submission's text.",
)

SPOILERS = {
    "changes_the_gradebook": "open(GRADEBOOK, 'a').write('mallory,7\\n')",
    "truncates_the_gradebook": "os.truncate(GRADEBOOK, 0)",
    "changes_the_hidden_checks": "open(HIDDEN, 'a').write('\\n')",
    "changes_the_solution": "open(SOLUTION, 'a').write('\\n')",
    "removes_another_submission": "os.remove(COURSE + '/submitted/ada/01_taylor/taylor.py')",
    "removes_a_folder": "__import__('shutil').rmtree(COURSE + '/submitted/ada')",
    "renames_a_folder": "os.rename(COURSE + '/reference', COURSE + '/elsewhere')",
    "changes_rights": "os.chmod(GRADEBOOK, 0o777)",
    "links_the_gradebook": "os.link(GRADEBOOK, DROP + '/mallory')",
    "plants_a_module": "open(COURSE + '/numpy.py', 'w').write('evil = True')",
    "plants_a_start_up_file": "open(RUN + '/home/.bashrc', 'w').write('evil')",
}
for name, body in SPOILERS.items():
    add(name, inside(body), f"{SEALED}.")

CONNECTIONS = {
    "tcp": "socket.create_connection(('127.0.0.1', PORT), 1).sendall(b'mallory')",
    "udp": "socket.socket(2, 2).sendto(b'mallory', ('127.0.0.1', PORT))",
    "unix": "s = socket.socket(1)\ns.connect(RUN + '/door')\ns.sendall(b'mallory')",
    "urllib": "import urllib.request\n"
    "urllib.request.urlopen(f'http://127.0.0.1:{PORT}', timeout=1)",
    "raw_call": "s = socket.socket(fileno=syscall('socket', 2, 1, 0))\n"
    "s.connect(('127.0.0.1', PORT))\ns.sendall(b'mallory')",
}
for name, body in CONNECTIONS.items():
    add(f"connects_by_{name}", inside("import socket\n" + body), f"{LONELY}.")
for name, kind in {"netlink": "16, 3, 0", "raw": "2, 3, 1", "packet": "17, 3"}.items():
    add(
        f"makes_a_{name}_socket",
        inside(f"import socket\ntell(socket.socket({kind}).fileno())"),
        f"{LONELY}.",
        root=name != "netlink",
    )
add(
    "makes_a_vsock_socket",
    inside("import socket\ntell(socket.socket(40, 1).fileno())"),
    f"{LONELY}.",
    teeth=False,
    because="not every kernel has this family",
)
add(
    "makes_a_pair_of_sockets",
    inside("import socket\na, b = socket.socketpair()\na.send(b'x')\ntell(b.recv(1))"),
    f"{LONELY}.",
)
add(
    "listens_on_a_port",
    inside(
        """
    import socket
    door = socket.create_server(("127.0.0.1", KNOCK))
    door.settimeout(1)
    door.accept()
    """
    ),
    f"{LONELY}.",
)

PROGRAM = "['/bin/sh', '-c', 'echo mallory > ' + DROP + '/mallory']"
STARTERS = {
    "subprocess": f"import subprocess\nsubprocess.run({PROGRAM})",
    "system": "os.system('echo mallory > ' + DROP + '/mallory')",
    "popen": "os.popen('echo mallory > ' + DROP + '/mallory').read()",
    "posix_spawn": f"os.waitpid(os.posix_spawn('/bin/sh', {PROGRAM}, {{}}), 0)",
    "exec": f"os.execv('/bin/sh', {PROGRAM})",
    "libc": "__import__('ctypes').CDLL(None).system(f'echo mallory > {DROP}/mallory'.encode())",
    "pty": f"import pty\npty.spawn({PROGRAM})",
    "multiprocessing": "import multiprocessing\np = multiprocessing.get_context('fork').Process("
    "target=open, args=(DROP + '/mallory', 'w'))\np.start()\np.join()",
    "memfd": "fd = os.memfd_create('x')\nos.write(fd, open('/bin/sh', 'rb').read())\n"
    f"os.execve(fd, {PROGRAM}, {{}})",
    "raw_execveat": "import ctypes\nargs = (ctypes.c_char_p * 4)(b'sh', b'-c', "
    "f'echo mallory > {DROP}/mallory'.encode(), None)\n"
    "syscall('execveat', -100, b'/bin/sh', args, None, 0)",
}
for name, body in STARTERS.items():
    add(f"starts_a_program_by_{name}", inside(body), f"{NO_START}.")
add(
    "leaves_a_daemon",
    inside(
        """
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for fd in range(64):
                try:
                    os.close(fd)
                except OSError:
                    pass
            time.sleep(60)
        os._exit(0)
    return 0.0
    """
    ),
    f"{NO_START}.",
)
add(
    "leaves_a_process_by_a_raw_call",
    inside(
        """
    if syscall("clone", 17, 0, 0, 0, 0) == 0:
        os.setsid()
        time.sleep(60)
        os._exit(0)
    return 0.0
    """
    ),
    f"{NO_START}.",
)

SIGNALS = {
    "kill": "os.kill(DECOY, signal.SIGKILL)",
    "stop": "os.kill(DECOY, signal.SIGSTOP)",
    "raw_kill": "syscall('kill', DECOY, 9)",
    "pidfd": "signal.pidfd_send_signal(os.pidfd_open(DECOY), signal.SIGKILL)",
    "group": "os.killpg(os.getpgid(DECOY), 0)\nos.kill(DECOY, signal.SIGUSR1)",
    "queue": "import ctypes\nif ctypes.CDLL(None).sigqueue(DECOY, 10, None):\n    raise OSError",
    "owner_of_a_pipe": "import fcntl\nr, w = os.pipe()\nfcntl.fcntl(r, fcntl.F_SETOWN, DECOY)\n"
    "fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC)\nos.write(w, b'x')",
}
for name, body in SIGNALS.items():
    add(f"signals_by_{name}", inside(body), f"{NO_SIGNAL}.")
TOUCHES = {
    "priority": "os.setpriority(os.PRIO_PROCESS, DECOY, 19)",
    "affinity": "os.sched_setaffinity(DECOY, {0})",
    "scheduler": "os.sched_setscheduler(DECOY, os.SCHED_IDLE, os.sched_param(0))\n"
    "tell('scheduler')",
    "limits": "import resource\nresource.prlimit(DECOY, resource.RLIMIT_NOFILE, (7, 7))",
    "ptrace": "syscall('ptrace', 16, DECOY, 0, 0)\ntime.sleep(0.2)\ntell('attached')",
    "memory": "memory = open(f'/proc/{DECOY}/mem', 'r+b', 0)\nmemory.seek(ADDRESS)\n"
    "tell(memory.write(b'mallory'))",
    "io_priority": "tell(syscall('ioprio_set', 1, DECOY, 3 << 13))",
    "oom_score": "os.write(os.open(f'/proc/{DECOY}/oom_score_adj', os.O_WRONLY), b'999')\n"
    "tell('oom')",
}
for name, body in TOUCHES.items():
    more = {}
    if name == "affinity":
        more = {"teeth": False, "because": "on one processor there is nothing to change"}
    add(
        f"touches_another_process_by_{name}",
        inside(body),
        "The filter refuses calls about other processes, and /proc cannot be opened.",
        **more,
    )

KERNEL = {  # what it does, whether only root may
    "add_key": ("syscall('add_key', b'user', TOKEN.encode(), b'x', 1, -2)", False),
    "keyctl": ("syscall('keyctl', 0, -3, 1)", False),
    "unshare_user": ("syscall('unshare', 0x10000000)", False),
    "unshare_mount": ("syscall('unshare', 0x00020000)", True),
    "shmget": ("syscall('shmget', int(TOKEN[:7], 16), 4096, 0o1666)", False),
    "memfd_create": ("syscall('memfd_create', b'x', 0)", False),
    "personality": ("syscall('personality', 0x0040000)", False),
    "io_uring_setup": ("syscall('io_uring_setup', 4, bytes(120))", False),
    "userfaultfd": ("syscall('userfaultfd', 1)", False),
    "perf_event_open": (
        "syscall('perf_event_open', bytes([1, 0, 0, 0, 112]) + bytes(107), 0, -1, -1, 0)",
        True,
    ),
    "bpf": (
        "syscall('bpf', 0, (2).to_bytes(4, 'little') + (4).to_bytes(4, 'little') + "
        "(4).to_bytes(4, 'little') + (1).to_bytes(4, 'little') + bytes(100), 72)",
        True,
    ),
    "timer_create": ("syscall('timer_create', 0, None, bytes(8))", False),
    "inotify": ("syscall('inotify_init1', 0)", False),
    "fanotify": ("syscall('fanotify_init', 0, 0)", True),
    "fsopen": ("syscall('fsopen', b'tmpfs', 0)", True),
    "chroot": ("syscall('chroot', b'/tmp')", True),
    "setuid": ("os.setuid(54321)", True),
    "setuid_to_root": ("os.setresuid(0, 0, 0) or open('/proc/self/status').read()", True),
    "setgroups": ("os.setgroups([0, 1, 2])", True),
    "dumpable": ("syscall('prctl', 4, 1, 0, 0, 0) or open('/proc/self/mem', 'rb')", False),
    "raise_limits": ("__import__('resource').setrlimit(7, (19_999, 19_999))", False),
    "nice": ("os.nice(-5)", True),
    "syslog": ("syscall('syslog', 10, 0, 0)", True),
    "file_handle": (
        "syscall('name_to_handle_at', -100, b'/', (128).to_bytes(4, 'little') + "
        "bytes(140), bytes(8), 0)",
        False,
    ),
    "a_private_mount": (
        "[syscall('unshare', 0x00020000), syscall('mount', b'none', b'/', None, "
        "1 << 18 | 1 << 14, None), syscall('mount', b'x', DROP.encode(), b'tmpfs', "
        "0, None)]",
        True,
    ),
    "machine_code": ("_machine_code()", False),
    "posix_queue": (
        "[syscall('mq_open', TOKEN.encode(), 0o100 | 2, 0o600, 0), "
        "syscall('mq_unlink', TOKEN.encode())]",
        False,
    ),
    "device_node": ("os.mknod(DROP + '/disk', 0o60600, os.makedev(254, 0))", True),
    "clone3": ("syscall('clone3', bytes(64), 0)", False),
    "thread": ("__import__('threading').Thread(target=print).start()", False),
}
MACHINE_CODE = """
def _machine_code():
    import ctypes, mmap
    code = {"x86_64": "b82a000000c3", "aarch64": "40058052c0035fd6"}[os.uname().machine]
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex(code))
    at = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(at)()
"""
NO_CALL = "The filter lists what computing needs, and this is not among it"
UNSURE = {
    "clone3": "so short an order is refused everywhere",
    "posix_queue": "not every kernel has them",
    "io_uring_setup": "often switched off",
    "userfaultfd": "often switched off",
    "perf_event_open": "often switched off",
    "keyctl": "a session may have no key ring",
    "unshare_user": "often switched off",
    "dumpable": "any process may do that to itself",
    "file_handle": "not every file system has them",
}
for name, (call, root) in KERNEL.items():
    teeth = name not in UNSURE
    extra = MACHINE_CODE if name == "machine_code" else ""
    add(
        f"asks_the_kernel_for_{name}",
        extra + inside(f"tell({call!s})"),
        f"{NO_CALL}.",
        root=root,
        teeth=teeth,
        because=UNSURE.get(name, ""),
    )
