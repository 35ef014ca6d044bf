"""The options that say where texts and labels stand."""

import click
from click.testing import CliRunner

from vnnews.commands._labels import Columns, columns


def test_options_become_one_argument() -> None:
    seen = []

    @click.command()
    @columns
    @click.argument("labels")
    def command(*, columns: Columns, labels: str) -> None:
        seen.append((columns, labels))

    assert CliRunner().invoke(command, ["a.csv"]).exit_code == 0
    given = ["a.csv", "--path-column", "file", "--issues-column", "a", "--issues-column", "b", "--separator", ","]
    assert CliRunner().invoke(command, given).exit_code == 0
    assert seen == [
        (Columns("text", None, ("issues",), None, ";"), "a.csv"),
        (Columns("text", "file", ("a", "b"), None, ","), "a.csv"),
    ]
