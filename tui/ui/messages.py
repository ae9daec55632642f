"""What the table of a kind, and the detail beside it, tell the screen they are on."""

from __future__ import annotations

from textual.message import Message

from tui.core.links import Link


class TableMessage(Message):
    """`kind_id` says which table speaks."""

    def __init__(self, kind_id: str) -> None:
        super().__init__()
        self.kind_id = kind_id


class _Latest(TableMessage):
    """Only the newest of these matters: one still waiting is replaced by its next twin."""

    def can_replace(self, message: Message) -> bool:
        return type(message) is type(self) and message.kind_id == self.kind_id


class RowHighlighted(_Latest):
    """The cursor is on another row; `key` is None where there are no rows."""

    def __init__(self, kind_id: str, key: str | None) -> None:
        super().__init__(kind_id)
        self.key = key


class RowChosen(TableMessage):
    """Enter or a double click."""

    def __init__(self, kind_id: str, key: str) -> None:
        super().__init__(kind_id)
        self.key = key


class MarksChanged(_Latest):
    """`count` rows are marked, `hidden` of them out of sight because of the filter."""

    def __init__(self, kind_id: str, count: int, hidden: int) -> None:
        super().__init__(kind_id)
        self.count = count
        self.hidden = hidden


class SortChanged(_Latest):
    """The user sorted; `column_id` is None for the order as listed."""

    def __init__(self, kind_id: str, column_id: str | None, reverse: bool) -> None:
        super().__init__(kind_id)
        self.column_id = column_id
        self.reverse = reverse


class Followed(Message):
    """The user wants to see the row that a value names."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.link = link


class Opened(Message):
    """The user wants to see what is inside of the tab, by its path."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
