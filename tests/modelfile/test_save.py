import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from tests.modelfile.forge import weights_of
from tests.modelfile.small_models import tiny_tagger
from vnnews import ArticleTagger, VietnameseTfidfVectorizer, load_tagger, save_model, save_tagger
from vnnews.datasets import load_sample


def test_round_trip_to_the_bit(small: ArticleTagger, tmp_path: Path) -> None:
    for tagger in (small, small.compact()):
        again = load_tagger(save_tagger(tagger, tmp_path / "model"))
        assert again.issue_classifier_.coef_.dtype == tagger.issue_classifier_.coef_.dtype
        for article in load_sample().articles:
            assert again.tag(article) == tagger.tag(article)


def test_another_process_says_the_same_to_the_bit(tiny: ArticleTagger, folder: Path) -> None:
    code = (
        "import sys; from vnnews import load_tagger; from vnnews.datasets import load_sample\n"
        "tagger = load_tagger(sys.argv[1])\n"
        "for article in load_sample().articles: print(repr(tagger.tag(article).probabilities))\n"
    )
    found = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == [repr(tiny.tag(article).probabilities) for article in load_sample().articles]


@pytest.mark.parametrize("end", ["", ".zip"])
def test_two_saves_give_the_same_bytes(tiny: ArticleTagger, tmp_path: Path, end: str) -> None:
    def content(path: Path) -> dict[str, bytes]:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return {file.name: file.read_bytes() for file in files}

    paths = [tmp_path / str(i) / f"model{end}" for i in range(3)]
    for path, tagger in zip(paths, (tiny, tiny, None), strict=True):
        save_tagger(tagger or load_tagger(paths[0]), path, metrics={"f1": 0.5}, card="# Mô hình\n")
    assert content(paths[0]) == content(paths[1]) == content(paths[2])


def test_the_config_tells_size_and_sha256_of_every_file(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    names = {path.name for path in folder.iterdir()}
    assert names == {"config.json", "README.md", "metrics.json", weights_of(config["files"])}
    assert set(config["files"]) == names - {"config.json"}
    for name, entry in config["files"].items():
        raw = (folder / name).read_bytes()
        assert entry == {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def test_without_tones_of_issues(tmp_path: Path) -> None:
    sample = load_sample()
    tagger = ArticleTagger().fit(sample.articles, sample.issues, sample.tones)
    again = load_tagger(save_tagger(tagger, tmp_path / "model"))
    assert again.issue_tone_classifier_ is None
    assert again.tag(sample.articles[0]) == tagger.tag(sample.articles[0])


def test_an_older_model_is_replaced_whole(tiny: ArticleTagger, folder: Path) -> None:
    save_tagger(tiny_tagger(100), folder, card="new")
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".md", ".safetensors"]
    assert [path.name for path in folder.parent.iterdir()] == ["model"]
    assert len(load_tagger(folder).vectorizer_.idf_) == 100


def test_a_model_may_replace_the_file_that_it_is_read_from(folder: Path) -> None:
    tagger = load_tagger(folder)
    tagger.issue_classifier_.thresholds_[:] = 0.3
    save_tagger(tagger, folder)
    assert load_tagger(folder).issue_classifier_.thresholds_.tolist() == [0.3] * 21


@pytest.mark.parametrize("end", ["", ".zip"])
def test_a_failed_save_leaves_the_old_model(tiny: ArticleTagger, tmp_path: Path, end: str) -> None:
    path = save_tagger(tiny, tmp_path / f"model{end}")
    broken = tiny.compact()
    broken.issue_classifier_.coef_[0, 0] = np.nan
    for tagger, metrics, message in ((tiny, {"f1": float("nan")}, "JSON"), (broken, None, "not finite")):
        with pytest.raises(ValueError, match=message):
            save_tagger(tagger, path, metrics=metrics)
    article = load_sample().articles[0]
    assert load_tagger(path).tag(article) == tiny.tag(article)
    assert list(tmp_path.iterdir()) == [path]


def test_other_things_are_not_overwritten(tiny: ArticleTagger, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("…", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "config.json").write_text('{"theme": "dark"}', encoding="utf-8")
    (tmp_path / "data.zip").write_bytes(b"PK")
    (tmp_path / "notes").write_text("…", encoding="utf-8")
    folder.rename(tmp_path / "model.zip")
    for name in ("thesis", "site", "data.zip", "notes", "model.zip"):
        with pytest.raises(FileExistsError, match="is no model"):
            save_tagger(tiny, tmp_path / name)
    assert (tmp_path / "thesis" / "chapter.txt").exists()
    assert (tmp_path / "data.zip").read_bytes() == b"PK"


def test_an_empty_folder_is_free_and_so_is_what_a_first_save_left_there(tiny: ArticleTagger, tmp_path: Path) -> None:
    save_tagger(tiny, tmp_path)
    (tmp_path / "config.json").unlink()
    (tmp_path / f".vnnews-{'0' * 16}.tmp").touch()
    save_tagger(tiny, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_no_fitted_tagger(tmp_path: Path) -> None:
    with pytest.raises(NotFittedError):
        save_tagger(ArticleTagger(), tmp_path / "new")
    with pytest.raises(TypeError, match="save_model saves other estimators"):
        save_tagger(VietnameseTfidfVectorizer().fit(["Nga"]), tmp_path / "new")
    with pytest.raises(TypeError, match="no classes of other make"):
        save_model(object(), tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_who_reads_while_another_saves_gets_one_model_or_the_other(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from vnnews import load_tagger, save_tagger\n"
        "models = [load_tagger(path) for path in sys.argv[2:]]\n"
        "for i in range(40): save_tagger(models[i % 2], sys.argv[1])\n"
    )
    other = save_tagger(tiny_tagger(100), tmp_path / "other")
    first = save_tagger(load_tagger(folder), tmp_path / "first")
    n_features = set()
    with subprocess.Popen([sys.executable, "-c", code, *map(str, (folder, other, first))]) as process:
        while process.poll() is None:
            n_features.add(len(load_tagger(folder).vectorizer_.idf_))
    assert process.returncode == 0
    assert n_features <= {100, 200}


# An audit hook sees every step that changes the disk just before it is done; it can't be taken off again.
_LOADS_AT_EVERY_STEP = """
import sys
from vnnews import load_tagger, save_tagger

path, old, new = sys.argv[1], load_tagger(sys.argv[2]), load_tagger(sys.argv[3])
save_tagger(old, path, card="# Old", metrics={"f1": 0.5})
found, busy = [], []

def load(event, arguments):
    if event in ("open", "os.rename", "os.remove") and busy == ["saving"]:
        busy.append("loading")
        found.append(len(load_tagger(path).vectorizer_.idf_))
        busy.pop()

sys.addaudithook(load)
for card, metrics in ((None, None), ("# New", None), ("# New", {"f1": 0.6}), (None, {"f1": 0.7})):
    for model in (new, old):
        busy.append("saving")
        save_tagger(model, path, card=card and f"{card} {len(model.vectorizer_.idf_)}", metrics=metrics)
        busy.pop()
print(*found)
"""


def test_at_every_step_of_a_save_there_is_a_whole_model_with_no_card_of_another(folder: Path, tmp_path: Path) -> None:
    other = save_tagger(tiny_tagger(100), tmp_path / "other")
    command = [sys.executable, "-W", "error", "-c", _LOADS_AT_EVERY_STEP, *map(str, (tmp_path / "at", folder, other))]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    n_features = found.stdout.split()
    assert set(n_features) == {"100", "200"}
    assert len(n_features) > 8 * 5


def test_a_deflated_zip_is_smaller_and_the_same_model(tiny: ArticleTagger, tmp_path: Path) -> None:
    small, stored = tmp_path / "small.zip", save_tagger(tiny, tmp_path / "model.zip")
    save_tagger(tiny, small, compress=True)
    assert small.stat().st_size < 0.8 * stored.stat().st_size
    article = load_sample().articles[0]
    assert load_tagger(small).tag(article) == tiny.tag(article)
    with pytest.raises(ValueError, match="let the name end in"):
        save_tagger(tiny, tmp_path / "model", compress=True)
