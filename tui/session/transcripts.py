"""What commands said that were read along: kept for as long as wsltui runs, the newest few."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tui.core.action import Action, Intent, Item
from tui.core.command import Outcome, Result
from tui.core.hearing import Heard, Hearing
from tui.core.parse import clean
from tui.core.secrets import mask_line

KEPT, LINES = 8, 5000
LONGEST = 2000
"""Characters of a line."""


@dataclass(eq=False)
class Output:
    """One command: `lines` are clean, the last ones of it; `result` is None while it runs.

    `meaning` is what a failure means and what to do, where that is known.
    """

    title: str
    typed: str
    hearing: Hearing
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES))
    result: Result | None = None
    meaning: tuple[str, str] | None = None


class Transcripts:
    """The newest is the last."""

    def __init__(self) -> None:
        self.all: deque[Output] = deque(maxlen=KEPT)
        self._listeners: list[Callable[[Output], None]] = []

    def subscribe(self, listener: Callable[[Output], None]) -> Callable[[], None]:
        """Call `listener` after each line and each end; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, output: Output) -> None:
        for listener in tuple(self._listeners):
            listener(output)


class Ear:
    """Hears the command of one item. It is kept from the first line on, or from its failure."""

    def __init__(self, outputs: Transcripts, action: Action[object], item: Item) -> None:
        assert action.hears is not None
        self._outputs, self._name, self._means = outputs, item.name, action.means
        self.output = Output(f"{action.title} {item.name}", item.command.typed(), action.hears())

    def hear(self, line: str) -> Heard:
        """A line came. What it says of secrets is masked wherever it is shown."""
        self._keep()
        hearing = self.output.hearing
        news = mask_line(hearing.hear(line)[:LONGEST])
        if news.strip():
            self.output.lines.append(news)
        self._outputs.tell(self.output)
        words = f"{self._name}: {hearing.words}" if hearing.words else self._name
        return Heard(words, hearing.share, news)

    def end(self, result: Result) -> str:
        """It ended; what came of it in its own words, where it went well. Nothing of a dry run."""
        if result.outcome is Outcome.DRY_RUN:
            return ""
        self.output.result = result
        self.output.hearing.end(well=result.ok)
        if result.outcome is Outcome.FAILED:
            self.output.meaning = self._means(result)
        if not result.ok and not self.output.lines:
            self._keep()
        if not result.ok:
            said = result.last_words(20).split("\n")
            self.output.lines.extend(line for line in map(clean, said) if line.strip() and line
                                     not in self.output.lines)  # fmt: skip
        self._outputs.tell(self.output)
        return self.output.hearing.outcome() if result.outcome is Outcome.OK else ""

    def _keep(self) -> None:
        if self.output not in self._outputs.all:
            self._outputs.all.append(self.output)


class Ears:
    """One for each item of an intent whose commands are read along."""

    def __init__(self, outputs: Transcripts, intent: Intent) -> None:
        heard = intent.items if intent.action.hears else ()
        self._ears = {item.key: Ear(outputs, intent.action, item) for item in heard}

    def told_to(self, say: Callable[[str], None]) -> Callable[[Item, str], None]:
        """What takes lines, and says how far it has come with each."""

        def hear(item: Item, line: str) -> None:
            if item.key in self._ears:
                say(self._ears[item.key].hear(line))

        return hear

    def end(self, item: Item, result: Result) -> dict[str, str]:
        """What came of it by the name of its row, where there is anything to say."""
        words = self._ears[item.key].end(result) if item.key in self._ears else ""
        return {item.name: words} if words else {}
