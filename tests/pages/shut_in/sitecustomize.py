"""Loaded by a Python that is started with this folder on its path: from then on it can't call anybody.

Whatever looks up a name, sends to an address or starts a program is refused, and noted in the file that
TWOWAY_SHUT_IN names. Calls of code that isn't Python's (a database's add-ons) end the process, on Linux.
"""

import ctypes
import os
import platform
import struct
import sys
from pathlib import Path

NOTES = os.environ["TWOWAY_SHUT_IN"]
CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.gethostbyname", "socket.gethostbyaddr"}
CALLS |= {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "urllib.Request"}
CONNECT = {"x86_64": (0xC000003E, 42), "aarch64": (0xC00000B7, 203)}  # machine -> (its number, its call's)


def refuse(event: str, arguments: tuple) -> None:
    looks_up = event == "socket.getaddrinfo" and arguments[0] not in ("127.0.0.1", "localhost", "::1", None)
    if event in CALLS or looks_up:
        with Path(NOTES).open("a", encoding="utf-8") as notes:
            notes.write(f"{event} {arguments!r}\n")
        raise PermissionError(f"shut in: {event}")


def end_at_a_call() -> None:
    """Tell Linux to end this process where anything in it, of whatever language, connects to an address."""
    machine, call = CONNECT[platform.machine()]
    steps = (  # code, steps to skip where it holds and where it doesn't, number
        (0x20, 0, 0, 4),  # the machine
        (0x15, 0, 3, machine),
        (0x20, 0, 0, 0),  # the call
        (0x15, 0, 1, call),
        (0x06, 0, 0, 0x80000000),  # end the process
        (0x06, 0, 0, 0x7FFF0000),  # let it be
    )
    filter_ = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(filter_))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_rights, set_filter = 38, 22
    for asked in ((no_new_rights, 1, 0, 0, 0), (set_filter, 2, program, 0, 0)):
        if libc.prctl(*asked):
            raise OSError(ctypes.get_errno(), "prctl")


sys.addaudithook(refuse)
if sys.platform == "linux" and platform.machine() in CONNECT:
    end_at_a_call()
