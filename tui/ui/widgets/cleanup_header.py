"""The top of the clean-up: policy, engine, and the totals in honest bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from tui.core import units
from tui.core.cleanup.plan import Plan
from tui.core.parse import clean
from tui.kinds.cleanup_rows import counted, counts
from tui.ui.widgets.dialog_parts import MUTED, STRONG, cut, signs

FEWEST = 24
"""Cells that what a policy does is worth showing in; the side of the screen has all of it."""
LONGEST = 20


@dataclass(frozen=True)
class Standing:
    """What there is to say. `plan` is None while the engine is asked for the first time."""

    policy: str = ""
    about: str = ""
    policies: tuple[str, ...] = ()
    engine: str = ""
    context: str = ""
    plan: Plan | None = None
    failed: bool = False
    demo: bool = False
    read_only: bool = False
    dry_run: bool = False


class CleanupHeader(Widget):
    """Two lines."""

    DEFAULT_CSS = "CleanupHeader { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._standing = Standing()

    def show(self, standing: Standing) -> None:
        self._standing = standing
        self.refresh()

    def render(self) -> Content:
        first = self._both_ends(self._left(), self._right())
        totals = self._totals()
        second = self._both_ends(totals, self._about(self.size.width - totals.cell_length - 2))
        return Content("\n").join((first, second))

    def _both_ends(self, left: Content, right: Content) -> Content:
        gap = self.size.width - left.cell_length - right.cell_length
        if gap < 2:
            return cut(left, self.size.width, signs(self).cut)
        return left + Content(" " * gap) + right

    def _left(self) -> Content:
        now = self._standing
        marks = {"DEMO": now.demo, "READ-ONLY": now.read_only, "DRY RUN": now.dry_run}
        parts = [Content.styled(" Clean-up ", "bold $text-accent")]
        for word in (word for word, shown in marks.items() if shown):
            parts += [Content.styled(f" {word} ", "bold $text on $warning 60%"), Content(" ")]
        taken = sum(part.cell_length for part in map(Content.assemble, parts))
        return Content.assemble(*parts, *self._policies(self.size.width - taken))

    def _policies(self, width: int) -> Iterator[Content]:
        """The one in use and as many around it as there is room for."""
        names = [_short(name, signs(self).cut) for name in self._standing.policies]
        if self._standing.policy not in self._standing.policies:
            return
        chosen = self._standing.policies.index(self._standing.policy)
        shown = around([len(name) + 2 for name in names], chosen, width)
        hidden = len(shown) < len(names)
        for place in shown:
            here = place == chosen
            style = "bold $text on $primary 50%" if here else MUTED
            yield Content.styled(f"[{names[place]}]" if here else f" {names[place]} ", style)
        if hidden:
            yield Content.styled(_place(chosen, len(names)), MUTED)

    def _right(self) -> Content:
        dot = f" {signs(self).dot} "
        context = f"context {self._standing.context}" if self._standing.context else ""
        words = dot.join(filter(None, (clean(self._standing.engine), clean(context))))
        return Content.styled(f"{words} ", MUTED)

    def _totals(self) -> Content:
        plan = self._standing.plan
        if plan is None:
            failed = self._standing.failed
            return Content.styled(" no plan" if failed else " asking the engine", MUTED)
        things = [item.thing for item in plan.removals]
        if not things:
            return Content.styled(" Nothing would go.", STRONG)
        frees = units.between(plan.bytes_min, plan.bytes_max)
        found = ", ".join(counted(kind, n) for kind, n in counts(things).items())
        return Content.assemble((f" {frees}", STRONG), (f"  from {found}", MUTED))

    def _about(self, width: int) -> Content:
        about = clean(self._standing.about)
        if width < min(FEWEST, len(about) + 1):
            return Content("")
        return cut(Content.styled(about, MUTED), width - 1, signs(self).cut) + Content(" ")


def around(widths: Sequence[int], chosen: int, room: int) -> range:
    """The places, in a row and one of them `chosen`, that fit into so many cells."""
    if sum(widths) <= room:
        return range(len(widths))
    left = room - len(_place(chosen, len(widths))) - widths[chosen]
    first, end = chosen, chosen + 1
    while True:
        if end < len(widths) and widths[end] <= left:
            left, end = left - widths[end], end + 1
        elif first > 0 and widths[first - 1] <= left:
            left, first = left - widths[first - 1], first - 1
        else:
            return range(first, end)


def _place(chosen: int, of: int) -> str:
    return f" {chosen + 1} of {of}"


def _short(name: str, sign: str) -> str:
    name = clean(name)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - len(sign)]}{sign}"
