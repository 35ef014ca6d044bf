from __future__ import annotations

import hashlib

import pytest

from vnnews.datasets import load_labels
from vnnews.datasets._document import decoded, verified_digest


def test_unlabelled_document_gets_its_digest() -> None:
    assert verified_digest("baomoi2017/0", b"abc", "x.tar.gz") == hashlib.sha256(b"abc").hexdigest()


def test_changed_annotated_document_is_refused() -> None:
    label = load_labels("dev")[0]
    with pytest.raises(ValueError, match="is not the text that was annotated") as caught:
        verified_digest(label.id, b"abc", "/data/x.tar.gz")
    for part in (label.id, label.sha256, hashlib.sha256(b"abc").hexdigest(), "/data/x.tar.gz", "Delete"):
        assert part in str(caught.value)


def test_expected_digest_comes_before_the_label_files() -> None:
    digest = hashlib.sha256(b"abc").hexdigest()
    assert verified_digest(load_labels("dev")[0].id, b"abc", "x", digest) == digest


@pytest.mark.parametrize(("raw", "encoding"), [(b"Ng\xe0", "utf-8"), (b"\xff\xfea", "utf-16")])
def test_wrong_encoding_is_named(raw: bytes, encoding: str) -> None:
    with pytest.raises(ValueError, match=rf"baomoi2017/0 in x\.tar\.gz is not {encoding} text"):
        decoded("baomoi2017/0", raw, encoding, "x.tar.gz")
