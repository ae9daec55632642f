"""Fields of a summary without the secrets in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tui.core.kind import Field
from tui.core.secrets import mask_named


def masked_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Each as it may be shown to anybody."""
    return tuple(map(_masked, fields))


def _masked(field: Field) -> Field:
    text = mask_named(field.label, field.value.text)
    if text == field.value.text:
        return field
    return replace(field, value=replace(field.value, text=text))
