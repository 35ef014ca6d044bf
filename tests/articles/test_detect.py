import pytest

from tests.articles.encodings import encode
from vnnews.articles._decode import decode
from vnnews.articles._detect import best_reading
from vnnews.articles._legacy import LEGACY, decode_legacy
from vnnews.datasets import iter_sample


def test_readings_that_agree_share_their_probability() -> None:
    one = best_reading({"viscii": "là"}, {"viscii": 1.0})
    both = best_reading({"viscii": "là", "cp1258": "là"}, {"viscii": 1.0, "cp1258": 2.0})
    assert both.name == "cp1258"
    assert both.confidence == pytest.approx(one.confidence)


def test_nothing_to_go_by_is_no_certainty() -> None:
    assert best_reading({"tcvn3": "Łódź", "vni": "Łóđx"}, {"tcvn3": 1.0, "vni": 1.0}).confidence < 0.1


@pytest.mark.parametrize("name", LEGACY)
@pytest.mark.parametrize("length", [40, 200, 10_000])
def test_the_sample_in_each_encoding(name: str, length: int) -> None:
    n_found = n_given = 0
    for document in iter_sample():
        raw = encode(document.text[:length], name)
        n_given += 1
        try:
            decoding = decode(raw)
        except ValueError:
            assert length == 40  # four or five words may be too few to tell
            continue
        assert decoding.text == decode_legacy(raw, name)
        n_found += 1
    assert n_found >= (0.9 if length == 40 else 1.0) * n_given
