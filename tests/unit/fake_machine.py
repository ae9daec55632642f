"""A machine made of files: what /proc, /run/WSL and the mounted drives look like to Places."""

from __future__ import annotations

import os
from pathlib import Path

from tui.backends.places import Places

C_DRIVE = r"C:\134 {} 9p rw,noatime,aname=drvfs;path=C:\;uid=1000;symlinkroot=/mnt/,access=client"
OTHER_9P = (
    "drivers /usr/lib/wsl/drivers 9p ro,aname=drivers;fmask=222 0 0",
    r"C:\134Program\040Files\134Docker\134Docker\134resources /Docker/host 9p rw,aname=drvfs 0 0",
    "none /mnt/wsl tmpfs rw 0 0",
)


class FakeMachine:
    """Plain Linux at first; every method that adds a mark of WSL returns the machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.places = Places(root)
        self.write("proc/sys/kernel/osrelease", "6.1.0-40-amd64\n")
        self.write("proc/mounts", "/dev/sda1 / ext4 rw 0 0\n")

    def write(self, path: str, text: str = "") -> Path:
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def program(self, path: str, script: str = "exit 0") -> Path:
        """An executable sh script."""
        file = self.write(path, f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        return file

    def wsl(self) -> FakeMachine:
        """A healthy distro of WSL 2, its drive C mounted at /mnt/c."""
        self.write("proc/sys/kernel/osrelease", "6.6.87.2-microsoft-standard-WSL2\n")
        self.binfmt("WSLInterop")
        return self.drives(C_DRIVE.format("/mnt/c"), *OTHER_9P)

    def drives(self, *lines: str) -> FakeMachine:
        self.write("proc/mounts", "".join(f"{line}\n" for line in lines))
        return self

    def binfmt(self, *entries: str, first: str = "enabled", status: str = "enabled") -> FakeMachine:
        """Exactly these registrations."""
        folder = self.write("proc/sys/fs/binfmt_misc/status", f"{status}\n").parent
        for old in folder.glob("WSL*"):
            old.unlink()
        for entry in entries:
            (folder / entry).write_text(f"{first}\ninterpreter /init\nflags: PF\nmagic 4d5a\n")
        return self

    def socket(self, name: str, age: float = 0) -> str:
        """A socket to Windows that was last changed `age` seconds ago; its path."""
        file = self.write(f"run/WSL/{name}_interop")
        moment = 1_700_000_000 - age
        os.utime(file, (moment, moment))
        return str(file)
