"""How far a pull, a push or a load has come, from what docker draws on a terminal.

Each layer has a line of its own, `548854540f06: Downloading [==>   ]  1.2MB/3.4MB`, which is drawn
anew whenever something changes; without a terminal docker tells no bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.core import parse, units
from tui.core.kind import Cell, Tone

_LAYER = re.compile(r"([0-9a-f]{12}): (\S.*)")
_BYTES = re.compile(r"\s*\[[=> ]*\]\s+([\d.]+[kMGTP]?B)(?:/([\d.]+[kMGTP]?B))?.*")
_COUNTDOWN = re.compile(r"(Retrying) in \d+ seconds?|\s+\d+ ?s$")
_OUTCOME = re.compile(r"Status: (.*)|(Loaded image.*)|\S+: digest: (sha256:[0-9a-f]+) size: .*")
_MOVING = frozenset({"Downloading", "Pushing", "Loading layer"})
_HERE = frozenset({"Verifying Checksum", "Download complete", "Extracting"})
_DONE = frozenset({"Pull complete", "Pushed"})
_SPARED = frozenset({"Already exists", "Layer already exists"})


@dataclass(slots=True)
class Layer:
    """`moved` and `total` are bytes, 0 as long as nobody told; `status` is docker's word."""

    status: str = ""
    moved: int = 0
    total: int = 0

    @property
    def spared(self) -> bool:
        return self.status in _SPARED or self.status.startswith("Mounted from")

    @property
    def done(self) -> bool:
        return self.spared or self.status in _DONE

    @property
    def here(self) -> bool:
        """Whether all its bytes have come, even if it is still unpacked."""
        return self.done or self.status in _HERE

    def told(self, status: str, moved: int | None, total: int | None) -> None:
        """What is unpacked has come already; what is pushed may be larger than was foretold."""
        self.status = status
        if status in _MOVING and moved is not None:
            self.total = max(self.total, total or moved)
            self.moved = min(moved, self.total)
        elif self.here:
            self.moved = self.total


class LayerProgress:
    """The layers of one image, or of several that are loaded."""

    def __init__(self) -> None:
        self.layers: dict[str, Layer] = {}
        self._outcome: list[str] = []

    def hear(self, line: str) -> str:
        text = parse.clean(line).strip()
        match = _LAYER.fullmatch(text)
        if match is None:
            if ended := _OUTCOME.fullmatch(text):
                self._outcome.append(next(filter(None, ended.groups())))
            return text
        name, said = match.groups()
        counted = _BYTES.search(said)
        status = _COUNTDOWN.sub(r"\1", said[: counted.start()] if counted else said).strip()
        layer = self.layers.setdefault(name, Layer())
        news = f"{name}: {status}" if layer.status != status else ""
        moved, total = counted.groups() if counted else (None, None)
        layer.told(status, parse.size(moved or ""), parse.size(total or ""))
        return news

    @property
    def words(self) -> str:
        """`12 MB of 70 MB, 2 of 5 layers`"""
        if not self.layers:
            return ""
        own = [layer for layer in self.layers.values() if not layer.spared]
        moved, total = sum(one.moved for one in own), sum(one.total for one in own)
        known = all(one.total or one.here for one in own)
        of = f"{units.size(moved)} of {'' if known else 'at least '}{units.size(total)}, "
        done = sum(layer.done for layer in self.layers.values())
        waits = any(layer.status.startswith("Retrying") for layer in own)
        tail = ", the registry does not take it: docker tries again" if waits else ""
        return f"{of if total else ''}{done} of {len(self.layers)} layers{tail}"

    @property
    def share(self) -> float | None:
        """By bytes, once those of all layers are known; else by layers."""
        own = [layer for layer in self.layers.values() if not layer.spared]
        total = sum(one.total for one in own)
        if total and all(one.total or one.here for one in own):
            return sum(one.moved for one in own) / total
        parts = [1.0 if one.here else one.moved / (one.total or 1) for one in own]
        return sum(parts) / len(parts) if parts else None

    def account(self) -> tuple[Cell, ...]:
        """A line a layer."""
        return tuple(_line(name, layer) for name, layer in self.layers.items())

    def end(self, *, well: bool) -> None:
        """What docker said of the layers stays as it was."""

    def outcome(self) -> str:
        return ", ".join(self._outcome)


def _line(name: str, layer: Layer) -> Cell:
    size = f"  {units.size(layer.moved)} of {units.size(layer.total)}" if layer.total else ""
    tone = Tone.GOOD if layer.done else Tone.BUSY if layer.status in _MOVING else Tone.PLAIN
    return Cell(f"{name}  {layer.status}{size}", tone)
