from vnnews.features import VietnameseHashingVectorizer, VietnameseTfidfVectorizer, load_stop_words
from vnnews.text import segment


def test_every_stop_word_is_one_word() -> None:
    for word in load_stop_words():
        assert segment(word.replace("_", " ")) == [word]
        assert word == word.lower()
    assert 300 < len(load_stop_words()) < 500


def test_content_stays() -> None:
    assert not load_stop_words() & {"nga", "mỹ", "chiến_tranh", "hòa_bình", "tổng_thống", "năm"}


def test_a_vectorizer_tells_its_stop_words() -> None:
    assert VietnameseTfidfVectorizer().get_stop_words() is None
    assert VietnameseTfidfVectorizer(stop_words="vietnamese").get_stop_words() == load_stop_words()
    assert VietnameseHashingVectorizer(stop_words=["và"]).get_stop_words() == {"và"}
