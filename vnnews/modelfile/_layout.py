"""Which files a model is, and how damage to one of them is told.

``config.json``
    Format number, versions, the model as a tree of estimators, size and SHA-256 of every other file, and of itself.
``weights-<sha256>.safetensors``
    Arrays. The name holds the first digits of their SHA-256: a new model is written beside the old one, and replacing
    ``config.json`` switches from one to the other at once.
``metrics.json``, ``README.md``
    Figures and model card, for people; not needed to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

FORMAT = 1
CONFIG = "config.json"
METRICS = "metrics.json"
CARD = "README.md"
WEIGHTS = re.compile(r"weights-[0-9a-f]{16}\.safetensors")
UNFINISHED = re.compile(r"\.vnnews-[0-9a-f]{16}\.tmp")
"""What a file is called until it is whole."""

MOST_CONFIG = 4 << 20
"""Bytes; brackets in JSON take some twenty times their size in memory."""
MOST_WEIGHTS = 1 << 30
"""Bytes."""
_LONGEST = 500
"""Characters of a message."""


def weights_name(sha256: str) -> str:
    """Return the name of the weights with this digest."""
    return f"weights-{sha256[:16]}.safetensors"


class DamageError(ValueError):
    """Something is wrong with a model; the message begins with the name of the file."""


@contextmanager
def blame(file: str) -> Iterator[None]:
    """Put the name of a file before what is said to be wrong, unless a file is named already."""
    try:
        yield
    except DamageError:
        raise
    except ValueError as error:
        # What is wrong may be a megabyte long.
        raise DamageError(f"{file}: {str(error)[:_LONGEST]}") from error
