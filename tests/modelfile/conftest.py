from pathlib import Path

import pytest

from tests.modelfile.small_models import tiny_tagger
from vnnews import ArticleTagger, save_tagger


@pytest.fixture(scope="session")
def tiny() -> ArticleTagger:
    return tiny_tagger()


@pytest.fixture
def folder(tiny: ArticleTagger, tmp_path: Path) -> Path:
    return save_tagger(tiny, tmp_path / "model", metrics={"f1": 0.5}, card="# Mô hình\n")
