"""Draw an article with the sentences that speak for its tags: the picture of the README.

    python examples/draw_article.py                             # an article of the sample
    python examples/draw_article.py crawl/story.txt --out story.png

Needs matplotlib (pip install 'vnnews[plots]').
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

import vnnews
from vnnews.datasets import iter_sample

SAMPLE = "sample/051-duong-day-nong-nhat-trung"
TEXT_WIDTH, TAGS_WIDTH = 820, 420
LINE, MARGIN, DPI = 24, 24, 110
COLOURS = ("#9cc3e6", "#f4bd98", "#b4dcae", "#dcb4de", "#f3e08c", "#c4c4c4")
PLAIN, BOLD = FontProperties(size=10.5), FontProperties(size=10.5, weight="bold")
RENDERER = FigureCanvasAgg(Figure(dpi=DPI)).get_renderer()


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
    """Draw the article on the left, its tags on the right, in pixels."""
    lines = wrap(tags.article.text, tags.article.title_end)
    width = TEXT_WIDTH + TAGS_WIDTH + 3 * MARGIN
    height = max(len(lines), 4 * len(tags.issues) + 3) * LINE + 2 * MARGIN
    figure = plt.figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    draw_text(axes, tags, lines)
    draw_tags(axes, tags)
    figure.savefig(path, dpi=DPI, metadata={"Software": None})
    plt.close(figure)


def width_of(text: str, font: FontProperties) -> float:
    """Return how wide a text is drawn, in pixels."""
    return RENDERER.get_text_width_height_descent(text, font, ismath=False)[0]


def wrap(text: str, title_end: int) -> list[tuple[int, str]]:
    """Break a text into lines that fit, each with its offset; paragraphs stay apart."""
    lines: list[tuple[int, str]] = []
    line_start = 0
    for match in re.finditer(r"\S+(?=(\s|$))", text):
        font = BOLD if match.start() < title_end else PLAIN
        if match.start() > line_start and width_of(text[line_start : match.end()], font) > TEXT_WIDTH:
            lines.append((line_start, text[line_start : match.start()].rstrip()))
            line_start = match.start()
        if match.group(1) in ("\n", ""):
            lines += [(line_start, text[line_start : match.end()]), (match.end(), "")]
            line_start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    return lines


def draw_text(axes: Axes, tags: vnnews.Tags, lines: list[tuple[int, str]]) -> None:
    """Write the article, the best sentence of each issue in the issue's colour."""
    for row, (offset, line) in enumerate(lines):
        font = BOLD if offset < tags.article.title_end else PLAIN
        y = MARGIN + row * LINE
        for k, issue in enumerate(tags.issues):
            best = issue.evidence[0]
            start, end = max(best.start - offset, 0), min(best.end - offset, len(line))
            if start < end:
                left, right = width_of(line[:start], font), width_of(line[:end], font)
                band = Rectangle((MARGIN + left, y), right - left, LINE, color=COLOURS[k % 6], alpha=0.7, lw=0)
                axes.add_patch(band)
        axes.text(MARGIN, y + 0.72 * LINE, line, fontproperties=font, va="baseline", parse_math=False)


def draw_tags(axes: Axes, tags: vnnews.Tags) -> None:
    """Write tone and issues with bars for their probabilities."""
    x, y, full = TEXT_WIDTH + 2 * MARGIN, MARGIN + 0.72 * LINE, 250
    axes.text(x, y, f"tone: {tags.tone.name}", fontsize=13, weight="bold")
    axes.text(x, y + LINE, f"{tags.tone.probability:.2f}, score {tags.tone.score:+.2f}", fontproperties=PLAIN)
    for k, issue in enumerate(tags.issues):
        y = MARGIN + (3 + 3.2 * k) * LINE
        axes.text(x, y + 0.72 * LINE, issue.name, fontsize=12, weight="bold")
        for length, colour in ((1.0, "#eeeeee"), (issue.probability, COLOURS[k % 6])):
            axes.add_patch(Rectangle((x, y + 1.1 * LINE), full * length, 0.8 * LINE, color=colour, lw=0))
        axes.plot([x + full * issue.threshold] * 2, [y + LINE, y + 2 * LINE], color="#555555", lw=1)
        label = f"{issue.probability:.2f}  {issue.tone.name}"
        axes.text(x + full + 10, y + 1.72 * LINE, label, fontproperties=PLAIN)


if __name__ == "__main__":
    main()
