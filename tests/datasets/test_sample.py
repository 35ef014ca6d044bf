from __future__ import annotations

import hashlib

import pytest

from vnnews.articles import parse_article
from vnnews.datasets import _sample, iter_sample, load_sample
from vnnews.taxonomy import load_taxonomy


def test_sample_is_verified_and_parsed() -> None:
    documents = list(iter_sample())
    assert len({document.id for document in documents}) == len(documents) > 0
    for document in documents:
        assert document.id.startswith("sample/")
        assert document.sha256 == hashlib.sha256(document.text.encode("utf-8")).hexdigest()
        assert document.article == parse_article(document.text)
        assert document.article.body


def test_sample_has_the_form_of_the_corpus() -> None:
    sample, taxonomy = load_sample(), load_taxonomy()
    assert sample.ids == tuple(document.id for document in iter_sample())
    assert sample.articles == tuple(document.article for document in iter_sample())
    assert len(sample.ids) == len(sample.issues) == len(sample.tones) == len(sample.issue_tones)
    assert set(sample.tones) == set(taxonomy.tone_ids)
    assert {issue for issues in sample.issues for issue in issues} <= set(taxonomy.issue_ids)
    assert {tone for tones in sample.issue_tones for tone in tones.values()} <= set(taxonomy.tone_ids)


def test_changed_sample_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    read = _sample._read
    monkeypatch.setattr(_sample, "_read", lambda file: read(file) + (b"" if file == "labels.tsv" else b"\n"))
    with pytest.raises(ValueError, match=r"sample/001-.* in the sample of the vnnews package is not the text"):
        next(iter_sample())
