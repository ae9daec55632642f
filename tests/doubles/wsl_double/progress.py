"""What is said on stderr while something takes long."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable


def tell(text: str, noise: Iterable[str] = ()) -> None:
    """`text` to a console only: none of the three streams may be redirected.

    `noise` is what programs of Linux write there: as it is, redirected or not.
    """
    if text and all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
        sys.stderr.write(f"{text}\r\n")
    for line in noise:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
