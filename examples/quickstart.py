"""Tag the sample articles that come with vnnews, or files of your own.

    python examples/quickstart.py                      # a dozen articles of the sample
    python examples/quickstart.py --all                # all of them
    python examples/quickstart.py crawl/*.txt          # your files

Works offline. A file that can't be read is named, and the others are tagged all the same.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import vnnews
from vnnews.datasets import iter_sample

EVERY = 5
LABEL_WIDTH = 42


def main() -> int:
    """Tag and print; return 1 if something could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="text files with one article each, as they were crawled")
    parser.add_argument("--all", action="store_true", help="all articles of the sample")
    arguments = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    width = min(shutil.get_terminal_size((110, 24)).columns, 140)

    tagger = vnnews.load_tagger()
    n_failed = 0
    items = read_files(arguments.files) if arguments.files else read_sample(arguments.all)
    for name, raw in items:
        if isinstance(raw, OSError):
            error: str | None = f"{raw.strerror}: give the path of a text file"
        else:
            tags = next(tagger.tag_many([raw]))
            error = tags.error
        if error is not None:
            print(f"{name}\n  not tagged: {error}\n", file=sys.stderr)
            n_failed += 1
        else:
            print(report(name, tags, width), end="\n\n")
    return int(n_failed > 0)


def read_files(paths: list[Path]) -> Iterator[tuple[str, bytes | OSError]]:
    """Yield every file's name with its bytes, or with the reason why there are none."""
    for path in paths:
        try:
            yield str(path), path.read_bytes()
        except OSError as error:
            yield str(path), error


def read_sample(everything: bool) -> Iterator[tuple[str, str]]:
    """Yield the sample's articles as they would be crawled."""
    for document in list(iter_sample())[:: 1 if everything else EVERY]:
        yield document.id, document.text


def report(name: str, tags: vnnews.Tags, width: int) -> str:
    """Return a block of lines: title, tone and issues, each with its best sentence beside it."""
    title = tags.article.title or textwrap.shorten(tags.article.text, 90, placeholder=" …") or "(no text)"
    lines = [f"{name}", f"  {title}", "  " + "─" * (width - 2)]
    if tags.tone.label:
        best = tags.tone.evidence[0].text if tags.tone.evidence else ""
        lines += row(f"{tags.tone.probability:.2f}  tone: {tags.tone.name}", best, width)
    for issue in tags.issues:
        best = issue.evidence[0].text if issue.evidence else ""
        lines += row(f"{issue.probability:.2f}  {issue.name} ({issue.tone.name})", best, width)
    if not tags.issues:
        lines.append("        none of the issues")
    lines += [f"  !     {warning}" for warning in tags.warnings]
    return "\n".join(lines)


def row(label: str, sentence: str, width: int) -> list[str]:
    """Return a label with the sentence wrapped beside it."""
    beside = textwrap.wrap(sentence, max(width - LABEL_WIDTH - 2, 30)) or [""]
    return [f"  {label if i == 0 else '':{LABEL_WIDTH}}{line}".rstrip() for i, line in enumerate(beside)]


if __name__ == "__main__":
    sys.exit(main())
