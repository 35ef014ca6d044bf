import hashlib
import json
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.modelfile import forge
from tests.modelfile.forge import Arrays, Config
from tests.modelfile.small_models import FORMATS, tiny_tagger
from vnnews import ArticleTagger, ToneClassifier, load_model, load_tagger, save_model, save_tagger
from vnnews.modelfile._load import shipped_model


def test_the_shipped_model_loads_and_is_small() -> None:
    folder = shipped_model()
    assert {path.suffix for path in folder.iterdir()} == {".md", ".json", ".safetensors"}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 17e6
    assert len(load_tagger().taxonomy_.issues) == 21


def test_the_shipped_model_takes_little_memory_and_time() -> None:
    """At most 60 MB and 50 ms of one processor, without the code that the first model brings in."""
    code = (
        "import resource, sys, time; from vnnews.modelfile import load_tagger\n"
        "load_tagger(sys.argv[1])\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "tagger = load_tagger()\n"
        "kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "seconds = []\n"
        "for _ in range(10):\n"
        "    start = time.process_time(); load_tagger(); seconds.append(time.process_time() - start)\n"
        "print(kilobytes, min(seconds))\n"
    )
    found = subprocess.run([sys.executable, "-c", code, str(FORMATS / "1")], capture_output=True, text=True, check=True)
    kilobytes, seconds = map(float, found.stdout.split())
    assert kilobytes < 60e3
    assert seconds < 0.05


def test_nothing_there(tmp_path: Path) -> None:
    for load in (load_tagger, load_model):
        with pytest.raises(FileNotFoundError, match="there is no model at"):
            load(tmp_path / "nowhere")


def test_weights_may_be_changed_and_the_file_stays(folder: Path) -> None:
    tagger = load_tagger(folder)
    tagger.issue_classifier_.thresholds_[0] = 0.9
    tagger.issue_classifier_.coef_[0, 0] = 7.0
    assert load_tagger(folder).issue_classifier_.thresholds_[0] == 0.42


def test_what_is_not_a_tagger_is_no_tagger(tmp_path: Path) -> None:
    X = np.eye(4)[[0, 1] * 10]
    path = save_model(ToneClassifier(random_state=0).fit(X, ["a", "b"] * 10), tmp_path / "tone")
    assert load_model(path).predict(X[:2]).tolist() == ["a", "b"]
    with pytest.raises(ValueError, match="holds a ToneClassifier, expected a ArticleTagger"):
        load_tagger(path)


def refused(path: Path, *messages: str) -> None:
    """Check that the model is not loaded, and that the error names path, file and reason."""
    with pytest.raises(ValueError, match="can't load the model") as caught:
        load_tagger(path)
    assert type(caught.value) is ValueError
    for message in (str(path), *messages):
        assert message in str(caught.value)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    refused(tmp_path, "config.json: there is no such file")


def test_damaged_weights(folder: Path) -> None:
    name = forge.weights_of(forge.read(folder))
    raw = (folder / name).read_bytes()
    for other, reason in [
        (raw[:-1], "bytes, and config.json says"),
        (raw + b"\0", "bytes, and config.json says"),
        (raw[:999] + bytes([raw[999] ^ 1]) + raw[1000:], "SHA-256"),
    ]:
        (folder / name).write_bytes(other)
        refused(folder, f"{name}: ", reason)
    (folder / name).unlink()
    refused(folder, f"{name}: there is no such file")


def test_files_of_two_models_do_not_mix(folder: Path, tmp_path: Path) -> None:
    other = save_tagger(tiny_tagger(mixed=True), tmp_path / "other")
    ours, theirs = forge.read(folder), forge.read(other)
    mine, yours = forge.weights_of(ours), forge.weights_of(theirs)
    assert mine != yours
    forge.write(folder, {**ours, mine: theirs[yours].ljust(len(ours[mine]), b" ")[: len(ours[mine])]})
    refused(folder, f"{mine}: its SHA-256")
    forge.write(folder, {**ours, "config.json": theirs["config.json"]})
    refused(folder, f"{yours}: there is no such file")
    config = json.loads(theirs["config.json"])
    config["files"][mine] = config["files"].pop(yours)
    forge.write(folder, forge.with_config(config, ours))
    refused(folder, "config.json: ", "a name that does not fit")


@pytest.mark.parametrize("number", [2, 99])
def test_a_newer_format(folder: Path, number: int) -> None:
    forge.change_config(folder, lambda config: config.update(format=number))
    refused(folder, f"its format is {number}", "install a newer version of vnnews")


@pytest.mark.parametrize("number", [0, -1, True, "1", 1.0, None, [1], {}])
def test_no_format_at_all(folder: Path, number: object) -> None:
    forge.change_config(folder, lambda config: config.update(format=number))
    refused(folder, "config.json: its format is")


def test_a_config_changed_by_hand(folder: Path) -> None:
    text = (folder / "config.json").read_text(encoding="utf-8")
    assert text.count('"n_evidence": 3') == 1
    (folder / "config.json").write_text(text.replace('"n_evidence": 3', '"n_evidence": 2'), encoding="utf-8")
    refused(folder, "config.json: its SHA-256")
    # Another layout of the same values is no change.
    (folder / "config.json").write_text(json.dumps(json.loads(text)), encoding="utf-8")
    load_tagger(folder)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda config: config.pop("model"), "keys"),
        (lambda config: config.update(more=1), "keys"),
        (lambda config: config.update(model=None), "the model = None"),
        (lambda config: config["model"].update({"class": "os.system"}), "'os.system'"),
        (lambda config: config["model"]["parameters"].update(n_evidence=-1), "n_evidence = -1"),
        (lambda config: config["model"]["learnt"]["taxonomy_"]["issues"][0].update(id="a/b"), "'a/b' is not usable"),
        (lambda config: config.update(files={}), "does not name one file of weights"),
        (lambda config: config.update(files=[]), "does not name one file of weights"),
        (lambda config: config["files"].update({"../../etc/passwd": {}}), "a model has none such"),
        (lambda config: config["files"].update({"README.md": 5}), "does not tell bytes and sha256"),
        (lambda config: next(iter(config["files"].values())).update(bytes=10 * 2**30), "10737418240 bytes, expected"),
        (lambda config: next(iter(config["files"].values())).update(bytes=1.5), "1.5 bytes"),
        (lambda config: next(iter(config["files"].values())).update(sha256="0"), "the SHA-256 of"),
    ],
)
def test_forged_config(folder: Path, change: Callable[[Config], object], message: str) -> None:
    refused(forge.change_config(folder, change), "config.json: ", message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda arrays: arrays.pop("tone_classifier_.coef_"), "the array tone_classifier_.coef_ is missing"),
        (lambda arrays: arrays.update(more=np.ones(2)), "the array more belongs to nothing"),
        (lambda arrays: arrays.update({"vectorizer_.idf_": arrays["vectorizer_.idf_"][:-1]}), "shape"),
        (lambda arrays: arrays.update({"vectorizer_.idf_": arrays["vectorizer_.idf_"].astype(np.int64)}), "type int64"),
        (lambda arrays: arrays["issue_classifier_.coef_"].__setitem__((0, 0), np.nan), "not finite"),
        (lambda arrays: arrays["issue_classifier_.mixing_"].__setitem__((0, 0), 1e300), "1e+09"),
        (lambda arrays: arrays["vectorizer_.vocabulary_.offsets"].__setitem__(-1, 10**9), "vocabulary_.offsets"),
        (lambda arrays: arrays["vectorizer_.vocabulary_"].__setitem__(0, 0xFF), "utf-8"),
    ],
)
def test_forged_weights(folder: Path, change: Callable[[Arrays], object], message: str) -> None:
    forge.change_arrays(folder, change)
    refused(folder, f"{forge.weights_of(forge.read(folder))}: ", message)


def test_a_header_that_claims_ten_gigabytes(folder: Path) -> None:
    forge.change_weights(folder, lambda raw: (10 * 2**30).to_bytes(8, "little") + raw[8:])
    refused(folder, ".safetensors: its header claims 10,737,418,240 bytes")


def test_a_file_of_ten_gigabytes(folder: Path) -> None:
    """It is a sparse file and takes no room on the disk; to read it would take long."""
    name = forge.weights_of(forge.read(folder))
    with (folder / name).open("r+b") as file:
        file.truncate(10 * 2**30)
    refused(folder, f"{name}: it has 10,737,418,240 bytes")


class Explosive:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return (pytest.fail, ("code from the model file ran",))


def test_a_pickle_is_not_run(folder: Path) -> None:
    raw = pickle.dumps(Explosive())
    files = forge.read(folder)
    forge.change_weights(folder, lambda _: raw)
    refused(folder, ".safetensors: its header claims")
    for name, text in (("config.json", "utf-8"), (forge.weights_of(files), "bytes")):
        forge.write(folder, {**files, name: raw})
        refused(folder, f"{name}: ", text)
    (folder.parent / "model.zip").write_bytes(raw)
    refused(folder.parent / "model.zip", "model.zip: it is no ZIP file")


def test_a_zip_that_was_damaged_inside(tiny: ArticleTagger, tmp_path: Path) -> None:
    path = save_tagger(tiny, tmp_path / "model.zip")
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b'"n_evidence": 3', b'"n_evidence": 2'))
    refused(path, "model.zip", "config.json: its entry in the archive is damaged")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("README.md", b"")
    refused(path, "config.json: there is no such file in the archive")


def test_a_device_is_no_model() -> None:
    refused(Path("/dev/zero"), "neither a folder nor a regular file")


@pytest.mark.parametrize("name", ["README.md", "metrics.json"])
def test_cards_of_other_models_load_with_a_warning(folder: Path, name: str) -> None:
    (folder / name).write_text("{}", encoding="utf-8")
    with pytest.warns(UserWarning, match=f"{name} of the model .* was not saved with the model") as caught:
        load_tagger(folder)
    assert caught[0].filename == __file__
    (folder / name).unlink()
    load_tagger(folder)


def test_a_card_that_was_not_saved_with_the_model(tiny: ArticleTagger, tmp_path: Path) -> None:
    path = save_tagger(tiny, tmp_path / "model")
    (path / "README.md").write_text("# The best of all models\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"README\.md"):
        load_tagger(path)


def test_links_in_the_folder_are_not_followed_but_the_folder_may_be_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder)
    load_tagger(tmp_path / "current")
    for path in list(folder.iterdir()):
        moved = path.rename(tmp_path / path.name)
        path.symlink_to(moved)
        refused(folder, f"{path.name}: it is a link")
        path.unlink()
        moved.rename(path)


def test_loading_is_deterministic(folder: Path) -> None:
    one, other = load_tagger(folder), load_tagger(folder)
    assert hashlib.sha256(pickle.dumps(one)).digest() == hashlib.sha256(pickle.dumps(other)).digest()
