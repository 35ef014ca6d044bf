"""Options that several commands have, and what they make of their values."""

from collections.abc import Callable
from typing import Any

import click
import pytest

from vnnews.commands import _options as options

Decorator = Callable[..., Any]


def parsed(*arguments: str, option: Decorator) -> dict[str, Any]:
    command = click.command("c")(options.together(option)(lambda **given: given))
    found: dict[str, Any] = command.main(list(arguments), standalone_mode=False)
    return found


keep = click.option("--keep", callback=options.names)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("id", ("id",)),
        ("id,date", ("id", "date")),
        (" date , id ,", ("date", "id")),
        ("id,date,id", ("id", "date")),
        ("ngày đăng,tên", ("ngày đăng", "tên")),
    ],
)
def test_names_of_columns_in_order_and_once(given: str, found: tuple[str, ...]) -> None:
    assert parsed("--keep", given, option=keep) == {"keep": found}


@pytest.mark.parametrize("given", ["", ",", " , ,"])
def test_no_names(given: str) -> None:
    assert parsed(option=keep) == {"keep": None}
    with pytest.raises(click.BadParameter, match="expected names of columns such as id,date") as told:
        parsed("--keep", given, option=keep)
    assert told.value.message.startswith(repr(given))


def test_numbers_of_workers() -> None:
    assert [parsed(*given, option=options.jobs)["jobs"] for given in ([], ["-j", "4"], ["--jobs", "-1"])] == [1, 4, -1]
    with pytest.raises(click.BadParameter, match="0: expected a number such as 4, or -1 for one process per core"):
        parsed("-j", "0", option=options.jobs)
    with pytest.raises(click.BadParameter, match=r"'2\.5' is not a valid integer"):
        parsed("-j", "2.5", option=options.jobs)


@pytest.mark.parametrize(
    ("option", "default"),
    [
        (options.model, {"model": None}),
        (options.color, {"color": "auto"}),
        (options.language, {"language": "vi"}),
        (options.progress, {"progress": None}),
        (options.as_json, {"as_json": False}),
        (options.encoding, {"encoding": None}),
        (options.text_column, {"text_column": "text"}),
        (options.input_format, {"input_format": "auto"}),
    ],
)
def test_defaults(option: Decorator, default: dict[str, Any]) -> None:
    assert parsed(option=option) == default


@pytest.mark.parametrize(
    ("option", "arguments"),
    [
        (options.color, ("--color", "sometimes")),
        (options.language, ("--language", "fr")),
        (options.input_format, ("--input-format", "csv")),
        (options.inputs, ()),
    ],
)
def test_other_values_are_refused(option: Decorator, arguments: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError):
        parsed(*arguments, option=option)


def test_several_options_stand_in_their_order() -> None:
    command = click.command("c")(
        options.together(options.model, options.as_json, options.inputs)(lambda **given: given)
    )
    assert [parameter.name for parameter in command.params] == ["model", "as_json", "inputs"]
    found = command.main(["a", "-m", "m.zip", "b"], standalone_mode=False)
    assert found == {"model": "m.zip", "as_json": False, "inputs": ("a", "b")}
