"""Run Python code in a new process that finds the package under test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import vnnews

ROOT = Path(vnnews.__file__).parents[1]


def run(code: str, *args: str, root: Path = ROOT, **environment: str) -> str:
    """Return what `code` prints; fail with what it says on standard error."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *args],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", **environment},
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
