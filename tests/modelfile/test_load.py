import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from vnnews import load_tagger, save_tagger
from vnnews.modelfile._load import _shipped_model
from vnnews.tagging import ArticleTagger


@pytest.fixture
def folder(small: ArticleTagger, tmp_path: Path) -> Path:
    return save_tagger(small, tmp_path / "model")


def change_config(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    change(config)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def change_weights(folder: Path, change: Callable[[dict[str, np.ndarray]], object]) -> None:
    """Change the arrays, and the checksum with them, as a careful forger would."""
    import hashlib

    arrays = safetensors.numpy.load_file(folder / "weights.safetensors")
    change(arrays)
    raw = safetensors.numpy.save(arrays)
    (folder / "weights.safetensors").write_bytes(raw)
    change_config(folder, lambda config: config.update(weights_sha256=hashlib.sha256(raw).hexdigest()))


def test_the_shipped_model_loads_and_is_small() -> None:
    files = list(_shipped_model().iterdir())
    assert {path.name for path in files} == {"README.md", "config.json", "metrics.json", "weights.safetensors"}
    assert sum(path.stat().st_size for path in files) < 10e6
    assert len(load_tagger().taxonomy_.issues) == 21


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"config\.json"):
        load_tagger(tmp_path / "nowhere")


def test_a_flipped_byte_is_found(folder: Path) -> None:
    raw = bytearray((folder / "weights.safetensors").read_bytes())
    raw[len(raw) // 2] ^= 1
    (folder / "weights.safetensors").write_bytes(raw)
    with pytest.raises(ValueError, match="SHA-256"):
        load_tagger(folder)


def test_a_newer_format(folder: Path) -> None:
    change_config(folder, lambda config: config.update(format=2))
    with pytest.raises(ValueError, match="its format is 2"):
        load_tagger(folder)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda arrays: arrays.pop("tone.coef"), "'tone.coef' is missing"),
        (lambda arrays: arrays.update({"tone.coef": arrays["tone.coef"][:, :-1]}), "shape"),
        (lambda arrays: arrays.update({"tone.coef": arrays["tone.coef"].astype(np.int64)}), "type int64"),
        (lambda arrays: arrays["issues.coef"].__setitem__((0, 0), np.nan), "not finite"),
        (lambda arrays: arrays["vectorizer.vocabulary_offsets"].__setitem__(-1, 10**9), "offsets"),
    ],
)
def test_forged_weights(folder: Path, change: Callable[[dict[str, np.ndarray]], object], message: str) -> None:
    change_weights(folder, change)
    with pytest.raises(ValueError, match=message) as caught:
        load_tagger(folder)
    assert str(folder) in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda config: config.pop("taxonomy"),
        lambda config: config["tone_classifier"].update(classes=["angry"] * 4),
        lambda config: config["vectorizer"].update(surprise=1),
        lambda config: config.update(vectorizer=None),
    ],
)
def test_forged_config(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    change_config(folder, change)
    with pytest.raises(ValueError, match="can't load the model folder"):
        load_tagger(folder)


class Explosive:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return (pytest.fail, ("code from the model file ran",))


@pytest.mark.parametrize("name", ["config.json", "weights.safetensors"])
def test_a_pickle_is_not_run(folder: Path, name: str) -> None:
    import hashlib

    raw = pickle.dumps(Explosive())
    (folder / name).write_bytes(raw)
    if name == "weights.safetensors":
        change_config(folder, lambda config: config.update(weights_sha256=hashlib.sha256(raw).hexdigest()))
    with pytest.raises(ValueError, match="can't load"):
        load_tagger(folder)
