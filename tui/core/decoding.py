"""From the bytes of a tool to text: UTF-8, or UTF-16LE with or without a mark."""

from __future__ import annotations

import codecs
import re

LONGEST_LINE = 1024 * 1024
"""Characters after which a line that does not end is handed on in parts."""
_HEAD = 512
_MARK_16, _MARK_8 = b"\xff\xfe", b"\xef\xbb\xbf"
_END = re.compile(r"\r{0,2}\n|\r")
_CJK = re.compile(r"[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]+")


def decode(raw: bytes) -> str:
    """The text of all the bytes; line ends become `\\n`, what cannot be read U+FFFD."""
    encoding, mark = _encoding(raw)
    text = raw[mark:].decode(encoding, "replace")
    return _END.sub("\n", text) if "\r" in text else text


def _encoding(raw: bytes) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes.

    wsl.exe prints UTF-16LE without a mark unless told otherwise. The zero bytes of its line ends
    and ASCII letters give it away, for UTF-8 text has none.
    """
    head = raw[:_HEAD]
    if head.startswith(_MARK_16):
        return "utf-16-le", 2
    if head.startswith(_MARK_8):
        return "utf-8", 3
    even, odd = head[0::2].count(0), head[1::2].count(0)
    pairs = range(0, len(head) - 1, 2)
    ends = any(head[n] in b"\r\n" and not head[n + 1] for n in pairs)
    wide = ends or odd > even or _is_cjk_16(head)
    return ("utf-16-le" if wide else "utf-8"), 0


def _is_cjk_16(head: bytes) -> bool:
    """Letters of East Asia alone, without a line end, and not UTF-8 either."""
    if len(head) % 2 or len(head) < 4 or (0 not in head and _is_utf8(head)):
        return False
    return bool(_CJK.fullmatch(head.decode("utf-16-le", "replace")))


def _is_utf8(head: bytes) -> bool:
    """A letter that the end of the head cuts does no harm."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


class Lines:
    """The lines of a text whose bytes come in pieces of any length.

    A lone `\\r`, with which tools draw progress over itself, ends a line too.
    """

    def __init__(self) -> None:
        self._head = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._held = ""
        self._after_return = False

    def feed(self, raw: bytes) -> list[str]:
        """The lines that have ended now."""
        return self._split(self._decoded(raw, final=False))

    def end(self) -> list[str]:
        """What is left, if anything."""
        found = self._split(self._decoded(b"", final=True))
        return [*found, self._held] if self._held else found

    def _decoded(self, raw: bytes, *, final: bool) -> str:
        if self._decoder is None:
            self._head += raw
            if not (final or self._telling()):
                return ""
            encoding, mark = _encoding(self._head)
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
            raw = self._head[mark:]
        return self._decoder.decode(raw, final)

    def _telling(self) -> bool:
        """Whether the bytes so far show their encoding; no line end must wait longer."""
        head = self._head
        if len(head) >= _HEAD:
            return True
        return any(end in head[1:] for end in b"\r\n") and (len(head) % 2 == 0 or _is_utf8(head))

    def _split(self, text: str) -> list[str]:
        if self._after_return and text:
            text = re.sub(r"^\r?\n", "", text)
            self._after_return = False
        self._after_return = self._after_return or text.endswith("\r")
        *ended, self._held = _END.split(self._held + text)
        if len(self._held) > LONGEST_LINE:
            ended.append(self._held)
            self._held = ""
        return ended
