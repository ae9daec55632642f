"""`wsltui pin`: what is never to be removed."""

from __future__ import annotations

from tui import paths
from tui.cli.listing import named_kind
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core.cleanup.pin_values import of_no_use
from tui.core.cleanup.pins import By, Pin
from tui.core.errors import UsageError
from tui.session.pins import Pins, unknown

HOW = "`wsltui pin add KIND NAME`, or `--pattern GLOB`, `--label K[=V]`, `--project P`."
_BY_OPTION = {"--pattern": By.PATTERN, "--label": By.LABEL, "--project": By.PROJECT}


def pin(call: Call, out: Output) -> int:
    """`pin add …`, `pin list`, `pin remove …`. Raises UsageError, NotFound, FileFailed."""
    what, *words = call.words
    if what not in ("add", "list", "remove"):
        raise UsageError(f"pin cannot “{what}”.", "It can add, list and remove.")
    if call.has("--demo"):
        out.say("wsltui: DEMO: what is pinned here is forgotten at once.")
    pins = Pins(None if call.has("--demo") else paths.state_dir())
    if what == "list":
        _list(call, words, pins, out)
        return 0
    wanted = _pin(call, words)
    if call.has("--dry-run"):
        out.say(_would(what, wanted, pins))
    elif what == "remove":
        pins.remove(wanted)
        out.say(f"No longer pinned: {wanted}.")
    else:
        new = pins.add(wanted)
        out.say(f"Pinned: {wanted}." if new else f"Pinned already: {wanted}.")
    return 0


def _would(what: str, wanted: Pin, pins: Pins) -> str:
    """Raises NotFound, as it would be raised without the dry run."""
    known = wanted in pins.all()
    if what == "add":
        return f"Pinned already: {wanted}." if known else f"Would pin: {wanted}."
    if not known:
        raise unknown(wanted)
    return f"Would no longer pin: {wanted}."


def _list(call: Call, words: list[str], pins: Pins, out: Output) -> None:
    if words:
        raise UsageError(f"pin list has no use for “{words[0]}”.", "It lists all pins.")
    known = pins.all()
    if call.has("--json"):
        out.json([one.as_json() for one in known])
    elif known:
        out.data(*map(str, known))
    else:
        out.say(f"Nothing is pinned. {HOW}")


def _pin(call: Call, words: list[str]) -> Pin:
    given = [(by, v) for name, by in _BY_OPTION.items() if (v := call.value(name)) is not None]
    if len(given) + (len(words) > 0) != 1 or len(words) not in (0, 2):
        raise UsageError("A pin goes by one thing.", HOW)
    wanted = Pin(*given[0]) if given else Pin(By.NAME, words[1], named_kind(words[0]).singular)
    if why := of_no_use(wanted):
        raise UsageError(f"Nothing can be pinned by that: {why}.", HOW)
    return wanted
