"""Marks around evidence, and the text as it was between them."""

from vnnews.commands._marks import marked_paragraphs
from vnnews.tagging import Evidence

TEXT = "Tin mới\n\nMột câu. Hai câu. Ba câu.\n\nBốn câu."


def sentence(text: str) -> Evidence:
    start = TEXT.index(text)
    return Evidence(text, start, start + len(text), 1.0)


def test_every_sentence_once_with_all_its_labels() -> None:
    found = {
        "1": [sentence("Hai câu."), sentence("Tin mới")],
        "2": [sentence("Hai câu."), sentence("Bốn câu.")],
        "t": [],
    }
    shown = [str(paragraph) for paragraph in marked_paragraphs(TEXT, found, {})]
    assert shown == ["[1: Tin mới]", "Một câu. [1,2: Hai câu.] Ba câu.", "[2: Bốn câu.]"]


def test_sentences_side_by_side() -> None:
    found = {"1": [sentence("Một câu.")], "2": [sentence("Hai câu.")]}
    assert str(marked_paragraphs(TEXT, found, {})[1]) == "[1: Một câu.] [2: Hai câu.] Ba câu."


def test_styles() -> None:
    paragraph = marked_paragraphs(TEXT, {"1": [sentence("Hai câu.")]}, {"1": "cyan"})[1]
    styled = [str(paragraph)[span.start : span.end] for span in paragraph.spans]
    assert styled == ["[1: ", "Hai câu.", "]"]


def test_the_title_is_bold() -> None:
    title, body, _ = marked_paragraphs(TEXT, {}, {}, title_end=len("Tin mới"))
    assert (title.style, body.style) == ("bold", "")
