"""The names that users import, used as the README uses them."""

import vnnews


def test_names() -> None:
    for name in (
        "ArticleTagger",
        "IssueClassifier",
        "ToneClassifier",
        "VietnameseHashingVectorizer",
        "VietnameseTfidfVectorizer",
        "load_model",
        "load_tagger",
        "normalize",
        "parse_article",
        "save_model",
        "save_tagger",
        "segment",
        "tag_file",
        "tag_table",
        "tokenize",
    ):
        assert name in vnnews.__all__
        assert callable(getattr(vnnews, name))


def test_words() -> None:
    assert vnnews.tokenize("tổng thống Nga") == "tổng_thống Nga"
    assert vnnews.segment("tổng thống Nga") == ["tổng_thống", "Nga"]
