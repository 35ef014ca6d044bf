from collections import defaultdict
from pathlib import Path

import pytest

from vnnews.articles import Article, sentences
from vnnews.datasets import Document, SentenceLabels, load_sentence_labels, locate_sentences
from vnnews.datasets._loaders import LOADERS

RAW = "Nga và Mỹ đàm phán\nẢnh: TTXVN.  Hai bên gặp nhau ở Geneva. Chia sẻ\nCuộc gặp dài 2 giờ."
CLEAN = Article(title="Nga và Mỹ đàm phán", body=("Hai bên gặp nhau ở Geneva.", "Cuộc gặp dài 2 giờ."))


def labelled(text: str, id_: str = "a/1") -> SentenceLabels:
    start = RAW.index(text)
    return SentenceLabels(id_, start, start + len(text), "neutral", ("summit_diplomacy",))


def test_offsets_move_to_the_article() -> None:
    texts = ["Nga và Mỹ đàm phán", "Hai bên gặp nhau ở Geneva.", "Cuộc gặp dài 2 giờ."]
    located = locate_sentences(Document("a/1", "", RAW, CLEAN), [labelled(text) for text in texts])
    assert [CLEAN.text[one.start : one.end] for one in located] == texts
    assert {(one.tone, one.issues) for one in located} == {("neutral", ("summit_diplomacy",))}


def test_what_cleaning_took_is_gone_and_what_it_shortened_is_shorter() -> None:
    document = Document("a/1", "", RAW, CLEAN)
    assert locate_sentences(document, [labelled("Ảnh: TTXVN.")]) == ()
    (shortened,) = locate_sentences(document, [labelled("Ảnh: TTXVN.  Hai bên gặp nhau ở Geneva.")])
    assert CLEAN.text[shortened.start : shortened.end] == "Hai bên gặp nhau ở Geneva."


def test_sentences_of_another_document_are_refused() -> None:
    with pytest.raises(ValueError, match="a sentence of b/2 for the document a/1"):
        locate_sentences(Document("a/1", "", RAW, CLEAN), [labelled("Cuộc gặp", "b/2")])


@pytest.mark.corpus
def test_labelled_sentences_are_sentences_of_the_articles(corpora: Path) -> None:
    by_article = defaultdict(list)
    for sentence in load_sentence_labels(more=True)[len(load_sentence_labels()) :]:
        by_article[sentence.id].append(sentence)
    n_labelled, n_whole = 0, 0
    for name in ("baomoi2017", "vietnews2019", "press2024"):
        ids = [id_ for id_ in by_article if id_.startswith(name)][:60]
        for document in LOADERS[name](corpora, ids=set(ids)):
            located = locate_sentences(document, by_article[document.id])
            spans = {(span.start, span.end) for span in sentences(document.article.text)}
            n_labelled += len(by_article[document.id])
            n_whole += sum((one.start, one.end) in spans for one in located)
    assert n_whole > 0.97 * n_labelled > 2000
