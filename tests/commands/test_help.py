"""Help with examples at its end."""

import click
import pytest

from vnnews.commands._help import WIDTH, Command, write_examples


def formatted(command: click.Command) -> str:
    return command.get_help(click.Context(command, info_name="tag", max_content_width=WIDTH))


def test_examples_stand_at_the_end_as_they_are() -> None:
    long = "vnnews tag " + "a" * 200 + "  --keep  id"
    command = Command("tag", examples=(("một bài báo", "vnnews tag a.txt"), ("dài", long)), epilog="See also: explain.")
    shown = formatted(command)
    assert shown.endswith(f"Examples:\n  # một bài báo\n  vnnews tag a.txt\n  # dài\n  {long}")
    assert shown.index("See also") < shown.index("Examples:")


def test_without_examples_there_is_no_heading() -> None:
    assert formatted(Command("tag")) == formatted(click.Command("tag"))
    assert Command("tag").examples == ()


def test_all_else_is_a_command() -> None:
    @click.command(cls=Command, examples=(("x", "y"),))
    @click.argument("name")
    def tag(name: str) -> str:
        return name * 2

    assert isinstance(tag, Command)
    assert tag.main(["ab"], standalone_mode=False) == "abab"
    with pytest.raises(click.UsageError, match="name"):
        tag.main([], standalone_mode=False)


def test_examples_are_indented_as_what_is_around_them() -> None:
    formatter = click.HelpFormatter()
    with formatter.section("Outer"):
        write_examples(formatter, (("what", "vnnews"),))
    assert formatter.getvalue() == "Outer:\n\n  Examples:\n    # what\n    vnnews\n"
