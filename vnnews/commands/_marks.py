"""Evidence marked in a text, readable with and without colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from vnnews.articles._article import SEPARATOR
from vnnews.tagging import Evidence


def marked_paragraphs(
    text: str, evidence: Mapping[str, Sequence[Evidence]], styles: Mapping[str, str], title_end: int = 0
) -> list[Text]:
    """Return the paragraphs of a text, every sentence that is evidence in brackets with the labels of its tags.

    Parameters
    ----------
    text : str
        As `Article.text`.
    evidence : mapping from str to sequence of Evidence
        By label.
    styles : mapping from str to str
        The style of each label; a sentence with several has that of the first.
    title_end : int
        Where the title ends.

    Returns
    -------
    list of Text

    Examples
    --------
    >>> found = {"1": [Evidence("Hai bên ký.", 5, 16, 1.0)], "t": [Evidence("Hai bên ký.", 5, 16, 0.5)]}
    >>> [str(paragraph) for paragraph in marked_paragraphs("Tin. Hai bên ký. Hết.", found, {})]
    ['Tin. [1,t: Hai bên ký.] Hết.']
    """
    labels: dict[tuple[int, int], list[str]] = {}
    for label, sentences in evidence.items():
        for sentence in sentences:
            labels.setdefault((sentence.start, sentence.end), []).append(label)
    paragraphs, start = [], 0
    for paragraph in text.split(SEPARATOR):
        end = start + len(paragraph)
        marked, position = Text(style="bold" if start < title_end else ""), start
        for (first, last), names in sorted(labels.items()):
            if first < position or last > end:
                continue
            marked.append(text[position:first])
            style = styles.get(names[0], "")
            marked.append(f"[{','.join(names)}: ", f"bold {style}").append(text[first:last], style)
            marked.append("]", f"bold {style}")
            position = last
        paragraphs.append(marked.append(text[position:end]))
        start = end + len(SEPARATOR)
    return paragraphs
