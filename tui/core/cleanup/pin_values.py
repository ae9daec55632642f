"""What pins can be made of, and pins from what was saved of them."""

from __future__ import annotations

from collections.abc import Mapping

from tui.core.cleanup.pins import By, Pin


def of_no_use(pin: Pin) -> str:
    """Why nothing can be pinned by it; it could not be read again either."""
    if not pin.value.strip():
        return f"the {pin.by} is empty"
    if pin.by is By.LABEL and pin.value.startswith("="):
        return "the label has no key"
    return "a name needs its kind" if pin.by is By.NAME and not pin.kind else ""


def pin_from_json(saved: object) -> Pin:
    """What `Pin.as_json` gave. Raises ValueError with the reason."""
    if not isinstance(saved, Mapping):
        raise ValueError("must be an object")
    by, value, kind = (saved.get(key) for key in ("by", "value", "kind"))
    if by not in tuple(By) or not isinstance(value, str) or not isinstance(kind, str | None):
        raise ValueError(f"must have by ({', '.join(By)}), value and kind")
    pin = Pin(By(str(by)), value, kind or "")
    why = of_no_use(pin)
    if why:
        raise ValueError(why)
    return pin
