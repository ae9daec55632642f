"""How the files of a volume get out and in: `docker cp` through a container that never starts.

It is made from an image without any file that is made here too, so that nothing is pulled, no
image of the user's is touched and no program runs. Both go again, whatever happened.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.core.command import Command, docker
from tui.kinds.users import CARRIER

PLACE = "/wsltui"
"""Where the volume is mounted in it."""
SECONDS = 120.0
HOURS = 6 * 3600.0
"""Seconds for what moves whole volumes."""
LISTED = 20_000
"""Entries of a volume that are read at most."""
HEAD = 65536
"""Bytes of a file that are read at most."""
BLOCKS = 8192
"""Bytes that may stand before a file in a tar: its name may be long."""
_LIST = f"tar tvf - | head -n {LISTED + 1}"
_START = f"head -c {HEAD + BLOCKS} | tar xOf - 2>/dev/null | head -c {HEAD}"
_FIRST = f"head -c {BLOCKS} | tar tvf - 2>/dev/null | head -n 1"
_REFUSE = "echo 'It is not empty.' >&2; exit 1"
_EMPTY = f"tar tf - | {{ read -r _ || exit 2; if read -r _; then {_REFUSE}; fi; }}"
"""GNU tar and that of busybox know these words alike; an empty volume is one line."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The container for one volume and one purpose; two of the same would have the same name."""

    volume: str
    purpose: str

    @property
    def _token(self) -> str:
        import hashlib  # it loads OpenSSL

        words = f"{self.volume}\0{self.purpose}"
        return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:12]

    @property
    def name(self) -> str:
        return f"wsltui-carrier-{self._token}"

    @property
    def image(self) -> str:
        return f"wsltui-carrier/{self._token}:latest"

    def made(self, *, writes: bool = False) -> tuple[Command, ...]:
        """What makes it. A volume that is not there would be made by this, so look first."""
        source = _quoted(f"source={self.volume}")
        mount = f"type=volume,{source},target={PLACE},volume-nocopy"
        mount += "" if writes else ",readonly"
        label = f"{CARRIER}={self.volume}"
        words = ("--name", self.name, "--label", label, "--mount", mount, self.image, "-")
        return (
            _change("import", "/dev/null", self.image),
            _change("create", *words),
        )

    def gone(self) -> tuple[Command, ...]:
        """What removes it, also where it never was."""
        return (
            _change("rm", "--force", self.name),
            _change("image", "rm", "--force", self.image),
        )

    def copied_out(self, file: str) -> Command:
        """All files with owners, modes and times, as a tar in a file that is not there yet."""
        return Command("docker", self._cp("/."), timeout=HOURS, mutates=True, into=file)

    def copied_in(self, file: str) -> Command:
        """The other way round; the tar may be packed by gzip, xz or bzip2."""
        words = ("docker", "cp", "-", f"{self.name}:{PLACE}")
        return Command("docker", words, timeout=HOURS, mutates=True, out_of=file)

    def empty(self) -> Command:
        """It fails where there is anything in the volume.

        Asked for `/.`, podman lists nothing of an empty directory, as where it fails.
        """
        return Command("docker", self._cp(""), timeout=SECONDS, mutates=True, piped=_EMPTY)

    def listed(self, path: str) -> Command:
        """What is in a directory and in those below it; `path` is empty or ends in a slash."""
        return Command("docker", self._cp(f"/{path}."), timeout=SECONDS, piped=_LIST)

    def begun(self, path: str) -> tuple[Command, ...]:
        """What a path is, and the first bytes of the file: no more of it is read."""
        words = self._cp(f"/{path}")
        return tuple(
            Command("docker", words, timeout=SECONDS, piped=piped) for piped in (_FIRST, _START)
        )

    def _cp(self, path: str) -> tuple[str, ...]:
        return ("docker", "cp", f"{self.name}:{PLACE}{path}", "-")


def _change(*words: str) -> Command:
    return docker(*words, mutates=True, timeout=SECONDS)


def _quoted(part: str) -> str:
    """As a part of the CSV that `--mount` takes: drivers allow any name."""
    if "," not in part and '"' not in part:
        return part
    doubled = part.replace('"', '""')
    return f'"{doubled}"'
