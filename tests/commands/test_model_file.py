"""What a model file says of itself."""

import json
from pathlib import Path

import pytest

from tests.modelfile.small_models import tiny_tagger
from vnnews import ArticleTagger, save_tagger
from vnnews.commands._model_file import read_model_file
from vnnews.modelfile._layout import FORMAT
from vnnews.modelfile._load import shipped_model

CARD = "# Thẻ mô hình\n"
METRICS = {"dev": {"f1": 0.5}}


@pytest.fixture(scope="module")
def tiny() -> ArticleTagger:
    return tiny_tagger()


@pytest.mark.parametrize("name", ["model", "model.zip"])
def test_a_folder_and_a_zip_file_say_the_same(tiny: ArticleTagger, tmp_path: Path, name: str) -> None:
    path = save_tagger(tiny, tmp_path / name, card=CARD, metrics=METRICS)
    found = read_model_file(str(path))
    assert (found.path, found.format, found.card, found.metrics) == (str(path), FORMAT, CARD, METRICS)
    assert found.taxonomy == tiny.taxonomy_
    assert set(found.versions) == {"python", "vnnews", "numpy", "scikit-learn"}
    folder = path if path.is_dir() else save_tagger(tiny, tmp_path / "folder", card=CARD, metrics=METRICS)
    assert found.sizes == {file.name: file.stat().st_size for file in folder.iterdir()}


def test_card_and_metrics_need_not_be_there(tiny: ArticleTagger, tmp_path: Path) -> None:
    found = read_model_file(str(save_tagger(tiny, tmp_path / "model")))
    assert found.card is None
    assert found.metrics == {}
    assert sorted(name[:7] for name in found.sizes) == ["config.", "weights"]


def test_everything_is_ready_for_json(tiny: ArticleTagger, tmp_path: Path) -> None:
    path = save_tagger(tiny, tmp_path / "model", card=CARD, metrics=METRICS)
    told = json.loads(json.dumps(read_model_file(str(path)).to_dict(), allow_nan=False))
    assert told["card"] == CARD
    assert [issue["id"] for issue in told["taxonomy"]["issues"]] == list(tiny.taxonomy_.issue_ids)


def test_the_shipped_model_is_the_default() -> None:
    assert read_model_file(None) == read_model_file(str(shipped_model()))


@pytest.mark.filterwarnings("ignore:.*was not saved with the model:UserWarning")
@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("README.md", b"\xff\xfe", r"README\.md: 'utf-8' codec can't decode byte 0xff"),
        ("metrics.json", b"{", r"metrics\.json: Expecting"),
        ("metrics.json", b"[1]", r"metrics\.json: expected a JSON object, got list"),
        ("config.json", b"{", r"can't load the model .*: config\.json: "),
    ],
)
def test_what_is_damaged_is_named(tiny: ArticleTagger, tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    path = save_tagger(tiny, tmp_path / "model", card=CARD, metrics=METRICS)
    (path / name).write_bytes(raw)
    with pytest.raises(ValueError, match=message):
        read_model_file(str(path))


def test_there_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no model at"):
        read_model_file(str(tmp_path / "no"))
    with pytest.raises(ValueError, match=r"config\.json: there is no such file"):
        read_model_file(str(tmp_path))
