"""What may be a caption by where it begins and ends."""

import pytest

from vnnews.articles import load_rules
from vnnews.articles._caption_candidates import LINE, SEAMS, WHOLE, Page, all_places, candidates_at
from vnnews.articles._caption_style import FRAGMENT, LONE_SENTENCE, SENTENCE, TAIL, load_style
from vnnews.articles._context import Part

LINE_TEXT = "Hiện trường vụ cháy tại Geneva"
LONG = "Người phát ngôn cho biết hai bên còn nhiều khác biệt và sẽ còn phải gặp nhau nhiều lần nữa trong năm nay."


def page_of(*paragraphs: str, everything: bool = True) -> Page:
    """Return a page of paragraphs that do not fill their lines, or of one line each."""
    source, body = "", []
    for text in paragraphs:
        body.append(Part("body", text, len(source), len(source) + len(text)))
        source += text + "\n"
    return Page(source, body, [], load_rules(), load_style(), everything=everything)


def kinds(page: Page) -> list[tuple[str, str]]:
    return [(candidate.kind, candidate.text) for _, _, _, candidate, _, _ in candidates_at(page, all_places(page))]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (f"{LINE_TEXT}. {LONG}", (SENTENCE, f"{LINE_TEXT}.")),
        (f"{LONG} {LINE_TEXT}", (TAIL, LINE_TEXT)),
        (f"{LINE_TEXT} Ông {LONG} {LONG}", (FRAGMENT, LINE_TEXT)),
    ],
)
def test_run_into_a_paragraph(paragraph: str, expected: tuple[str, str]) -> None:
    assert expected in kinds(page_of(paragraph))


def test_on_lines_of_their_own() -> None:
    page = page_of(f"{LONG} {LONG}", f"{LINE_TEXT}.", LONG)
    assert list(all_places(page)) == [(1, 0, len(LINE_TEXT) + 1, LINE), (2, 0, len(LONG), LINE)]
    assert kinds(page)[0] == (LONE_SENTENCE, f"{LINE_TEXT}.")
    assert page.around(1) == ("1 of 5 lines long", "long above, short below")
    assert page.following(1) == LONG
    assert page.following(2) == ""


def test_no_caption_begins_with_a_small_letter_or_certain_words() -> None:
    assert kinds(page_of(f"hiện trường vụ cháy. Theo ông, điều đó chưa rõ. {LONG}")) == []


def test_what_is_hopeless_is_left_out() -> None:
    text = f"{LONG} Ông cũng nói rằng điều đó chưa rõ. {LONG} {LINE_TEXT}."
    everything, hopeful = kinds(page_of(text)), kinds(page_of(text, everything=False))
    assert set(hopeful) < set(everything)


def test_places_of_sentences() -> None:
    text = f"{LINE_TEXT}.  {LINE_TEXT}. Hết. {LONG}"
    at = len(LINE_TEXT) + 3
    places = list(all_places(page_of(text)))
    assert places[0] == (0, 0, len(LINE_TEXT), SEAMS | WHOLE)
    assert places[1] == (0, at, at + len(LINE_TEXT), SEAMS | WHOLE)
    assert len(places) == 3
