"""Run the code of the guides in docs/guides, and compare what they show with what comes out.

    python -m tests.guides               # write what comes out, and the pictures, into the guides
    python -m tests.guides scaling       # into one of them

The blocks of a guide run in their order, in one namespace and one folder that is empty at first:

============  ==========================================================================================
``python``    runs; what it prints, and the value of its last expression, is the ``text`` block below it
``console``   the lines that begin with ``$`` run in a shell; what they print stands below each
``sh``        sets up a machine: read, not run, and nothing but an installation
others        a file, under the name in the line above the block
============  ==========================================================================================

``...`` in what a guide shows stands for anything; the folder is called ``/news``.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parent.parent
GUIDES = ROOT / "docs" / "guides"
PICTURES = ROOT / "docs" / "pictures"

_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$\n?", re.DOTALL | re.MULTILINE)
_FILE_NAME = re.compile(r"`([\w.-]+)`:\n+\Z")
_INSTALLATION = re.compile(r"(pip install|python3 -m venv|git clone) ")
_COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n?((?:(?!\$ ).*\n?)*)", re.MULTILINE)
# The code of this tree, whatever is installed.
_SHELL = f'python() {{ "{sys.executable}" "$@"; }}; vnnews() {{ "{sys.executable}" -m vnnews "$@"; }}\n'

_ENVIRONMENT = {
    "COLUMNS": "84",
    "NO_COLOR": "1",
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    # What Dask says where another cluster runs on this machine, or where it is slow.
    "DASK_LOGGING__DISTRIBUTED": "critical",
    "PYTHONWARNINGS": "ignore:Port:UserWarning",
}


@dataclass(frozen=True)
class Output:
    """What a guide shows at one place, and what came out."""

    start: int
    end: int
    line: int
    shown: str
    got: str

    @property
    def agrees(self) -> bool:
        return agree(self.shown, self.got)

    @property
    def merged(self) -> str:
        """What came out, with the lines of the guide that stand for anything where they agree."""
        patterns = [line for line in self.shown.splitlines(keepends=True) if "..." in line]
        lines = self.got.splitlines(keepends=True)
        return "".join(next((pattern for pattern in patterns if agree(pattern, line)), line) for line in lines)


def agree(shown: str, got: str) -> bool:
    """Compare as doctests are compared."""
    return doctest.OutputChecker().check_output(shown, got, doctest.ELLIPSIS)


def run(text: str, folder: Path) -> Iterator[Output]:
    """Run the blocks of a guide in a folder; yield what each of them shows and gives."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    blocks = list(_BLOCK.finditer(text))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        line = text.count("\n", 0, block.start()) + 2
        if block["language"] == "python":
            below = block.end()
            if following and following["language"] == "text" and not text[below : following.start()].strip():
                below = following.end()
            shown = text[block.end() : below].strip().removeprefix("```text\n").removesuffix("```")
            got = run_python(block["text"], line, shown, namespace)
            yield Output(block.end(), below, line, shown, got)
        elif block["language"] == "console":
            for command in _COMMAND.finditer(block["text"]):
                got = run_shell(command[1].replace("\n> ", "\n"), folder)
                start, end = (block.start("text") + place for place in command.span(2))
                yield Output(start, end, text.count("\n", 0, start) + 1, command[2], got)
        elif block["language"] == "sh":
            for row in block["text"].splitlines():
                assert _INSTALLATION.match(row), f"line {line}: {row!r} is no installation: show it as console"
        elif block["language"] != "text":
            name = _FILE_NAME.search(text[: block.start()])
            assert name, f"line {line}: a block of {block['language']!r} needs `its name`: in the line above"
            (folder / name[1]).write_text(block["text"], encoding="utf-8")


def run_python(code: str, line: int, shown: str, namespace: dict[str, Any]) -> str:
    """Return what the code prints and, as the interpreter does, the value of the expression that ends it."""
    tree = ast.parse("\n" * (line - 1) + code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    # One thread in the linear algebra: sums in another order end in other digits, and machines differ in their cores.
    with contextlib.redirect_stdout(printed), threadpool_limits(1):
        try:
            exec(compile(tree, "the guide", "exec"), namespace)
            value = eval(compile(ast.Expression(last.value), "the guide", "eval"), namespace) if last else None
            if value is not None:
                print(repr(value))
        except Exception as error:
            # A guide may show an error; one that it does not show is one of the guide's own.
            if f"{type(error).__name__}: " not in shown:
                raise
            printed.write("".join(traceback.format_exception_only(error)))
    return tidy(printed.getvalue())


def run_shell(command: str, folder: Path) -> str:
    """Return what a command prints, errors too."""
    found = subprocess.run(
        ["bash", "-c", _SHELL + command],
        cwd=folder,
        env={**os.environ, **_ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return tidy(found.stdout.replace(str(folder.resolve()), "/news"))


def tidy(text: str) -> str:
    """Return lines without white space at their ends."""
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


@contextlib.contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Work in a folder that has the examples and a place for pictures."""
    (folder / "pictures").mkdir()
    (folder / "examples").symlink_to(ROOT / "examples")
    with contextlib.chdir(folder):
        yield folder


def updated(text: str, outputs: list[Output]) -> str:
    """Return the guide with what came out in place of what it shows; what agrees stays as it is."""
    for output in sorted(outputs, key=lambda output: -output.start):
        if not output.agrees:
            of_python = text[output.start - 4 : output.start] == "```\n"
            new = f"\n```text\n{output.merged}```\n" if of_python and output.got else output.merged
            text = text[: output.start] + new + text[output.end :]
    return text


def main() -> None:
    """Bring the guides up to date."""
    names = sys.argv[1:] or sorted(path.stem for path in GUIDES.glob("*.md"))
    for name in names:
        path = GUIDES / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, workplace(Path(folder)) as here:
            outputs = list(run(text, here))
            for picture in sorted((here / "pictures").iterdir()):
                shutil.copy(picture, PICTURES)
        path.write_text(updated(text, outputs), encoding="utf-8")
        print(f"{name}: {len(outputs)} outputs, {sum(not output.agrees for output in outputs)} of them new")


if __name__ == "__main__":
    os.environ.setdefault("MPLBACKEND", "agg")
    main()
