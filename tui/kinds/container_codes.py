"""What an exit code says: docker's own, the shell's, and 128 and the number of a signal."""

from __future__ import annotations

KILLED, OUT_OF_MEMORY = 137, "SIGKILL: the kernel killed it, it was out of memory"
_CODES = {
    0: "it ended well",
    1: "it failed: what it printed last tells why",
    2: "it failed, or was called in a wrong way",
    125: "docker itself failed: the container could not be made or started",
    126: "its command was found and could not be run: not executable, or no program",
    127: "its command was not found in the image",
    128: "it gave an exit code that is none, or could not be started",
    255: "it failed, or gave an exit code below 0",
}
_SIGNALS = {
    1: "SIGHUP: its terminal was closed",
    2: "SIGINT: ctrl-c",
    3: "SIGQUIT",
    4: "SIGILL: an instruction that this CPU does not have",
    6: "SIGABRT: it gave itself up",
    7: "SIGBUS: memory that it may not use so",
    8: "SIGFPE: a division by zero or the like",
    9: "SIGKILL: killed at once, by `docker kill`, after its stop time-out, or out of memory",
    11: "SIGSEGV: it crashed, it touched memory that is not its own",
    13: "SIGPIPE: nobody read what it wrote",
    14: "SIGALRM",
    15: "SIGTERM: it was asked to end, as `docker stop` does",
}


def meaning(code: int, *, out_of_memory: bool = False) -> str:
    """The end of a sentence, without full stop."""
    if out_of_memory and code == KILLED:
        return OUT_OF_MEMORY
    if code in _CODES:
        return _CODES[code]
    if 128 < code <= 128 + 64:
        number = code - 128
        return f"ended by {_SIGNALS.get(number, f'signal {number}')}"
    return "a code of its own: its documentation tells"
