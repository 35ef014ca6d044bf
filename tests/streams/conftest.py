from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from vnnews.datasets import load_sample

ROWS = [{"id": f"n{i:03d}", "text": article.text} for i, article in enumerate(load_sample().articles)]


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """The sample as the rows of a file."""
    return [dict(row) for row in ROWS]


def write_jsonl(path: Path, rows: Sequence[dict[str, Any] | bytes]) -> Path:
    import json

    lines = (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path
