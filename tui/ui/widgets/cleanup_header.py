"""The top of the clean-up: policy, engine, and the totals in honest bounds."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from tui.core import units
from tui.core.cleanup.plan import Plan
from tui.core.parse import clean
from tui.kinds.cleanup_rows import counted, counts
from tui.ui.widgets.dialog_parts import MUTED, STRONG, cut, signs

ABOUT = {
    "careful": "as standard, older than 7 days",
    "standard": "stopped containers, dangling images, anonymous volumes, build cache",
    "thorough": "as standard, and unused tagged images and networks",
}


@dataclass(frozen=True)
class Standing:
    """What there is to say. `plan` is None while the engine is asked for the first time."""

    policy: str = ""
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
        second = self._both_ends(self._totals(), self._about())
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
        for policy in now.policies:
            chosen = policy == now.policy
            style = "bold $text on $primary 50%" if chosen else MUTED
            parts.append(Content.styled(f"[{policy}]" if chosen else f" {policy} ", style))
        return Content.assemble(*parts)

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
        least, most = units.size(plan.bytes_min), units.size(plan.bytes_max)
        frees = least if least == most else f"at least {least}, at most {most}"
        found = ", ".join(counted(kind, n) for kind, n in counts(things).items())
        return Content.assemble((f" {frees}", STRONG), (f"  from {found}", MUTED))

    def _about(self) -> Content:
        return Content.styled(f"{ABOUT.get(self._standing.policy, '')} ", MUTED)
