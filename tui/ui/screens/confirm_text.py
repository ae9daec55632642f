"""What a confirmation says, from the intent alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.dom import DOMNode

from tui.core.action import Intent, Skipped
from tui.core.cleanup.choices import losses_of
from tui.core.command import Command
from tui.core.errors import WsltuiError
from tui.ui.widgets.dialog_parts import BAD, GOOD, MUTED, STRONG, WARN, signs
from tui.ui.widgets.lines import Line, plain

FEW = 3
"""Warnings that are shown beside the commands; where there are more all are listed with them."""
LONGEST = 240
"""Characters of a warning that is shown beside the commands."""
_SHOWN = {"- ": BAD, "+ ": GOOD}


def lead(intent: Intent, hidden: int) -> Content:
    """How much will run, how much will not, and how much of it is out of sight."""
    count, left = len(intent.commands), len(intent.skipped)
    if not count:
        waits = intent.action.form and not left
        sentence = "What will run is shown here." if waits else "Nothing will run."
    else:
        sentence = "This command will run:" if count == 1 else f"These {count:,} commands will run:"
    parts = [Content.styled(sentence, MUTED)]
    if left:
        parts.append(Content.styled(f"  {left:,} left out, see below.", WARN))
    if hidden:
        who = "One of the rows is" if hidden == 1 else f"{hidden:,} of the rows are"
        parts.append(Content.styled(f"\n! {who} marked but hidden by the filter.", WARN))
    return Content("").join(parts)


def commands(intent: Intent, node: DOMNode) -> list[Line]:
    """The commands, then the rows left out, then the warnings if there are many."""
    lines = [_command(command) for command in intent.commands]
    if intent.skipped:
        lines += _headed("Left out", bool(lines))
        lines += [_skipped(row, signs(node).skipped) for row in intent.skipped]
    if len(intent.warnings) > FEW:
        lines += _headed("Warnings", bool(lines))
        lines += [Line(plain(text), Content.styled("! ", WARN)) for text in intent.warnings]
    return lines


def words(intent: Intent, error: WsltuiError | None, obstacle: str = "") -> Content:
    """What the user should know before saying yes; `obstacle` is why nothing can be undone."""
    return Content("\n").join(_words(intent, error, obstacle))


def _words(intent: Intent, error: WsltuiError | None, obstacle: str) -> Iterator[Content]:
    if error is not None:
        yield Content.assemble(("! ", BAD), plain(str(error), BAD))
    for text in intent.shown:
        yield plain(_shortened(text), _SHOWN.get(text[:2], STRONG))
    if len(intent.warnings) > FEW:
        many = f"! {len(intent.warnings):,} warnings, listed with the commands."
        yield Content.styled(many, f"{STRONG} {WARN}")
    else:
        for text in intent.warnings:
            yield Content.styled("! ", WARN) + plain(_shortened(text), WARN)
    for line in intent.action.told:
        yield plain(line)
    lost = tuple(losses_of(intent, obstacle))
    yield from (plain(one, STRONG) for one in lost)
    if intent.undo and not obstacle:
        yield plain("U brings the rest back." if lost else "U brings it back.", MUTED)
    if intent.action.note:
        yield plain(intent.action.note, MUTED)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def _command(command: Command) -> Line:
    prompt = "$ " if command.api is None else "  "
    return Line(plain(command.typed()), Content.styled(prompt, MUTED))


def sketch(commands: Sequence[Command]) -> list[Line]:
    """What would run, as far as it is told."""
    return [Line(line.text.stylize(MUTED), line.prefix) for line in map(_command, commands)]


def _headed(title: str, apart: bool) -> list[Line]:
    return [Line(Content(""))] * apart + [Line(Content.styled(title, STRONG))]


def _skipped(row: Skipped, sign: str) -> Line:
    return Line(plain(about(row), MUTED), Content.styled(f"{sign} ", MUTED))


def about(row: Skipped) -> str:
    """`web is not running`: most reasons begin with the name."""
    return row.reason if row.reason.startswith(f"{row.name} ") else f"{row.name}: {row.reason}"
