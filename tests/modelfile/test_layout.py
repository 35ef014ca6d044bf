"""Names of the files of a model, and the file that is blamed."""

import hashlib

import pytest

from vnnews.modelfile._layout import UNFINISHED, WEIGHTS, DamageError, blame, weights_name


def test_weights_are_named_by_what_they_hold() -> None:
    first, second = (hashlib.sha256(raw).hexdigest() for raw in (b"a", b"b"))
    assert weights_name(first) == "weights-ca978112ca1bbdca.safetensors"
    assert weights_name(first) != weights_name(second)
    assert WEIGHTS.fullmatch(weights_name(first))


@pytest.mark.parametrize(
    "name",
    [
        "weights-ca978112ca1bbdc.safetensors",
        "weights-CA978112CA1BBDCA.safetensors",
        "weights-ca978112ca1bbdca.safetensors\n",
        "weights-ca978112ca1bbdcaxsafetensors",
        "../weights-ca978112ca1bbdca.safetensors",
        "weights-ca978112ca1bbdcaca.safetensors",
    ],
)
def test_other_names_are_those_of_no_weights(name: str) -> None:
    assert WEIGHTS.fullmatch(name) is None


def test_what_is_unfinished_is_hidden_and_no_model() -> None:
    assert UNFINISHED.fullmatch(".vnnews-0123456789abcdef.tmp")
    assert UNFINISHED.fullmatch("x.vnnews-0123456789abcdef.tmp") is None
    assert UNFINISHED.fullmatch(".vnnews-0123456789abcdef.tmp.zip") is None


def damage(error: Exception, *files: str) -> DamageError:
    """Raise an error while some files are read, the last one innermost, and return what comes out."""

    def inner(names: tuple[str, ...]) -> None:
        if not names:
            raise error
        with blame(names[0]):
            inner(names[1:])

    with pytest.raises(DamageError) as told:
        inner(files)
    return told.value


def test_the_innermost_file_is_blamed_once() -> None:
    told = damage(ValueError("it is short"), "model.zip", "config.json")
    assert str(told) == "config.json: it is short"
    assert str(told.__cause__) == "it is short"
    named = DamageError("metrics.json: it is none")
    assert damage(named, "model.zip", "config.json") is named


def test_a_long_message_is_cut_behind_the_name() -> None:
    assert str(damage(ValueError("x" * 1_000_000), "config.json")) == "config.json: " + "x" * 500


def test_bytes_that_are_no_text_are_damage() -> None:
    with pytest.raises(DamageError, match=r"^config\.json: 'utf-8' codec can't decode byte 0xff"), blame("config.json"):
        b"\xff".decode("utf-8")


def test_other_errors_and_none_pass() -> None:
    for error in (OSError(28, "No space left on device"), TypeError("no"), KeyboardInterrupt()):
        with pytest.raises(type(error)) as told, blame("config.json"):
            raise error
        assert told.value is error
    with blame("config.json"):
        found = 1
    assert found == 1
