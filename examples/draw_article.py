"""Draw an article with the sentences that speak for its tags: the picture of the README.

    python examples/draw_article.py                             # an article of the sample
    python examples/draw_article.py crawl/story.txt --out story.png

Needs matplotlib (pip install 'vnnews[plots]').
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import vnnews
from vnnews.datasets import iter_sample

SAMPLE = "sample/051-duong-day-nong-nhat-trung"
COLUMNS, TAG_COLUMNS = 92, 46
COLOURS = ("#9cc3e6", "#f4bd98", "#b4dcae", "#dcb4de", "#f3e08c", "#c4c4c4")
FONT_SIZE = 10
CHARACTER = FONT_SIZE * 0.602 / 72
"""Width of a character of DejaVu Sans Mono, in inches."""
LINE = 0.225
MARGIN = 0.25


def main() -> None:
    """Tag, draw, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="a text file with one article")
    parser.add_argument("--out", type=Path, default=Path("examples/pictures/article.png"))
    arguments = parser.parse_args()
    if arguments.file:
        raw: str | bytes = arguments.file.read_bytes()
    else:
        raw = next(document.text for document in iter_sample() if document.id == SAMPLE)
    tags = vnnews.load_tagger().tag(raw)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    draw(tags, arguments.out)
    print(arguments.out)


def draw(tags: vnnews.Tags, path: Path) -> None:
    """Draw the article on the left, its tags on the right."""
    mpl.rcParams["font.family"] = "DejaVu Sans Mono"
    lines = wrap(tags.article.text)
    n_lines = max(len(lines), 4 * len(tags.issues) + 4)
    width = (COLUMNS + TAG_COLUMNS) * CHARACTER + 3 * MARGIN
    height = n_lines * LINE + 2 * MARGIN
    figure = plt.figure(figsize=(width, height))
    for columns, x, fill in (
        (COLUMNS, MARGIN, lambda axes: draw_text(axes, tags, lines)),
        (TAG_COLUMNS, 2 * MARGIN + COLUMNS * CHARACTER, lambda axes: draw_tags(axes, tags)),
    ):
        axes = figure.add_axes((x / width, MARGIN / height, columns * CHARACTER / width, n_lines * LINE / height))
        axes.set(xlim=(0, columns), ylim=(n_lines - 0.5, -0.5))
        axes.axis("off")
        fill(axes)
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)


def wrap(text: str) -> list[tuple[int, str]]:
    """Break a text into lines of at most COLUMNS characters, each with its offset; paragraphs stay apart."""
    lines: list[tuple[int, str]] = []
    start = 0
    while start < len(text):
        end = min(start + COLUMNS, len(text))
        paragraph = text.find("\n", start, end)
        if paragraph >= 0:
            end = paragraph
        elif end < len(text) and not text[end].isspace():
            end = max(text.rfind(" ", start, end), start + 1)
        lines.append((start, text[start:end]))
        start = end + 1
    return lines


def draw_text(axes: Axes, tags: vnnews.Tags, lines: list[tuple[int, str]]) -> None:
    """Write the article, with a band of colour under the best sentence of each issue."""
    for k, issue in enumerate(tags.issues):
        best = issue.evidence[0]
        for row, (offset, line) in enumerate(lines):
            start, end = max(best.start - offset, 0), min(best.end - offset, len(line))
            if start < end:
                colour = COLOURS[k % len(COLOURS)]
                axes.add_patch(Rectangle((start, row - 0.45), end - start, 0.9, color=colour, alpha=0.7, lw=0))
    title_end = tags.article.title_end
    for row, (offset, line) in enumerate(lines):
        weight = "bold" if offset < title_end else "normal"
        axes.text(0, row, line, fontsize=FONT_SIZE, va="center_baseline", weight=weight, parse_math=False)


def draw_tags(axes: Axes, tags: vnnews.Tags) -> None:
    """Write tone and issues with bars for their probabilities."""
    axes.text(0, 0, f"tone: {tags.tone.name}", fontsize=12, weight="bold", va="center")
    axes.text(0, 1.2, f"{tags.tone.probability:.2f}, score {tags.tone.score:+.2f}", fontsize=9, va="center")
    for k, issue in enumerate(tags.issues):
        top = 4 + 4 * k
        axes.text(0, top, issue.name, fontsize=11, weight="bold", va="center")
        axes.add_patch(Rectangle((0, top + 0.8), 30, 0.8, color="#eeeeee", lw=0))
        axes.add_patch(Rectangle((0, top + 0.8), 30 * issue.probability, 0.8, color=COLOURS[k % len(COLOURS)], lw=0))
        axes.plot([30 * issue.threshold] * 2, [top + 0.7, top + 1.7], color="#555555", lw=1)
        axes.text(31, top + 1.2, f"{issue.probability:.2f}  {issue.tone.name}", fontsize=9, va="center")


if __name__ == "__main__":
    main()
