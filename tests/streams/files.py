"""The sample as rows of files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vnnews.datasets import load_sample

ROWS = [{"id": f"n{i:03d}", "text": article.text} for i, article in enumerate(load_sample().articles)]


def write_jsonl(path: Path, rows: Sequence[dict[str, Any] | bytes]) -> Path:
    """Write rows; what is bytes becomes a line as it is."""
    lines = (row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path
