import sys

from vnnews.articles import Article, parse_article
from vnnews.datasets import iter_sample, load_sample
from vnnews.tagging._shelf import ArticleShelf

ARTICLES = load_sample().articles


def test_the_text_and_its_parts_come_back() -> None:
    shelf = ArticleShelf(iter(ARTICLES))
    assert len(shelf) == len(ARTICLES)
    for one, other in zip(shelf, ARTICLES, strict=True):
        assert (one.text, one.title_end, one.lead_end) == (other.text, other.title_end, other.lead_end)
    assert shelf[3].text == ARTICLES[3].text
    assert [one.text for one in shelf[5:8]] == [one.text for one in ARTICLES[5:8]]


def test_empty_parts_and_odd_characters() -> None:
    odd = [Article(), Article(lead="Chỉ có tóm tắt"), Article(title="a\x1fb", body=("", "c\nd")), Article(body=("x",))]
    back = list(ArticleShelf(odd))
    assert [one.text for one in back] == [one.text.replace("\x1f", " ") for one in odd]
    assert back[1] == odd[1]


def test_it_takes_little_room() -> None:
    pages = [document.text for document in iter_sample()]
    shelf = ArticleShelf(map(parse_article, pages))
    assert sum(map(sys.getsizeof, shelf._packed)) < 0.7 * sum(len(page.encode()) for page in pages)
