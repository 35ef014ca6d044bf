"""Draw what `vnnews tag` and `vnnews explain` print: the pictures of the terminal in the README.

    python examples/draw_terminal.py                       # articles of the sample, to examples/pictures/
    python examples/draw_terminal.py --out /somewhere/else

Each picture is an SVG file, made of the real output of the command with its colours.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from vnnews.commands._streams import speak_unicode

ROOT = Path(__file__).parent.parent
SAMPLE = "vnnews/datasets/sample"
COMMANDS = {
    "terminal-tag": f"vnnews tag '{SAMPLE}/*[16]-*.txt'",
    "terminal-explain": f"vnnews explain {SAMPLE}/051-duong-day-nong-nhat-trung.txt",
}
WIDTH = 100
# After Okabe and Ito's colours, told apart with any colour vision, on a dark ground.
DARK = [(40, 42, 48), (230, 110, 60), (60, 190, 145), (236, 190, 70)]
DARK += [(95, 165, 230), (215, 140, 185), (100, 200, 240), (222, 224, 228)]
BRIGHT = [(135, 140, 150), (240, 130, 80), (80, 210, 165), (245, 205, 95)]
BRIGHT += [(120, 185, 245), (230, 160, 205), (130, 215, 250), (255, 255, 255)]
THEME = TerminalTheme((24, 26, 31), (222, 224, 228), DARK, BRIGHT)


def main() -> None:
    """Run, draw, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "examples" / "pictures")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    speak_unicode()
    for name, command in COMMANDS.items():
        path = folder / f"{name}.svg"
        path.write_text(draw(command, name), encoding="utf-8")
        print(path)


def draw(command: str, name: str) -> str:
    """Return the picture of a command and of what it prints."""
    console = Console(record=True, width=WIDTH, file=Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # for as long as the program runs
    console.print(Text("$ ", "bright_black").append(command, "bold white"), soft_wrap=True)
    console.print(Text.from_ansi(output_of(command)), soft_wrap=True)
    # Without the fonts that rich would have fetched from the network.
    code_format = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title="vnnews", theme=THEME, unique_id=name, code_format=code_format)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def output_of(command: str) -> str:
    """Return what a command prints, with colours."""
    arguments = shlex.split(command)[1:]
    result = subprocess.run(
        [sys.executable, "-m", "vnnews", *arguments, "--color", "always"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(WIDTH), "PYTHONPATH": str(ROOT)},
        check=True,
    )
    return result.stdout.decode("utf-8")


if __name__ == "__main__":
    main()
