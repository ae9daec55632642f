"""Pid 1 of a private engine's namespaces, and the process outside that cleans up after it.

Called as `holder.py outside DIRECTORY DOCKERD_ARGV…`. It says "ready" on stdout, then obeys stdin:
a line starts dockerd once more ("started"); the end of the stream ends everything in the
namespaces and removes DIRECTORY. So nothing survives the process that holds the other end of
stdin, however that one dies.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
UNSHARE = ["unshare", "--net", "--mount", "--propagation", "private"]
UNSHARE += ["--pid", "--fork", "--kill-child", "--mount-proc"]


def outside(directory: Path, dockerd: list[str]) -> None:
    """Run `inside` in new namespaces; once it ended, leave no file and no cgroup behind."""
    me = [sys.executable, "-I", "-S", __file__]
    subprocess.run([*UNSHARE, *me, "inside", str(directory), *dockerd], check=False)
    shutil.rmtree(directory, ignore_errors=True)
    for group in (*CGROUPS.glob(directory.name), *CGROUPS.glob(f"*/{directory.name}")):
        for parent, _, _ in os.walk(group, topdown=False):
            Path(parent).rmdir()


def inside(directory: Path, dockerd: list[str]) -> None:
    """Hide what the host's own engine uses, then start dockerd whenever a line arrives.

    Under /run lie the sockets of the host's containerd and plugins and the iptables lock; in
    /etc/docker lies the key that older engines make their id from.
    """
    for hidden in ("/run", "/etc/docker"):
        Path(hidden).mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", hidden], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel then reaps every orphan
    log = os.open(directory / "dockerd.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    streams = [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
    print("ready", flush=True)
    for _ in sys.stdin:
        os.posix_spawnp(
            dockerd[0],
            dockerd,
            {"PATH": os.environ["PATH"], "HOME": str(directory)},
            file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), *streams],
            setsigdef=[signal.SIGCHLD],
        )
        print("started", flush=True)
    end_all(directory.name)


def end_all(name: str) -> None:
    """Kill everything in the namespaces; cgroup v1 lets a paused container die only once thawed."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    for state in (CGROUPS / "freezer" / name).rglob("freezer.state"):
        state.write_text("THAWED")


if __name__ == "__main__":
    side = {"outside": outside, "inside": inside}[sys.argv[1]]
    side(Path(sys.argv[2]), sys.argv[3:])
