"""Where words go: UTF-16LE or UTF-8, CRLF, no BOM, written in one piece at the end."""

from __future__ import annotations

import os
from collections.abc import Mapping

from . import texts
from .failures import WslFailure
from .locales import Locale
from .records import Mode

_STDOUT, _STDERR = 1, 2


class Console:
    """What one run of wsl.exe says. Nothing is written before `flush`."""

    def __init__(
        self,
        locale: Locale,
        encoding: str,
        *,
        admin_protection: bool,
        prose: Mapping[str, str] | None = None,
    ) -> None:
        self.locale, self.encoding = locale, encoding
        self.admin_protection = admin_protection
        self.codes = True
        self._prose = prose or {}
        self._said = bytearray()

    def say(self, text: str = "") -> None:
        """One message on stdout, line end added."""
        self._said += self._bytes(self._prose.get(text, text))

    def warn(self, text: str) -> None:
        """One `wsl: …` line on stderr, at once."""
        _write(_STDERR, self._bytes(f"wsl: {text}"))

    def fail(self, failure: WslFailure) -> None:
        """The message and, where there is one, the line with its code."""
        message = failure.message
        if self.admin_protection and message in (texts.NO_DISTROS, texts.DISTRO_NOT_FOUND):
            message = texts.ADMIN_PROTECTION + message
        self.say(message)
        if failure.code and self.codes:
            self.say(self.locale.error + failure.code)

    def flush(self, damage: Mode | None = None) -> None:
        """Write what was said, damaged as the mode tells."""
        said, self._said = bytes(self._said), bytearray()
        _write(_STDOUT, self._damaged(said, damage) if damage else said)

    def _bytes(self, text: str) -> bytes:
        lines = text.replace("\n", "\r\n") + "\r\n"
        return lines.encode(self.encoding, "surrogatepass")

    def _damaged(self, said: bytes, mode: Mode) -> bytes:
        if mode["kind"] == "garbage":
            return mode["data"].encode("latin-1")
        if mode["kind"] == "truncated":
            return said[: mode["size"]]
        end = "\r\n".encode(self.encoding)
        return said.replace(end, "\r".encode(self.encoding) + end)


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
