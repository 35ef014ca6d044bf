"""What the README prints is what its reader gets."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from vnnews.commands._main import commands

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODEL = ROOT / "models" / "international-relations"


CONSOLE = re.compile(r"```console\n\$ (vnnews .*)\n((?:.*\n)*?)```")


def printed(command: str) -> str:
    """Return what a command prints where a line has 110 columns."""
    result = subprocess.run(
        [sys.executable, "-m", "vnnews", *shlex.split(command)[1:]],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "110", "PYTHONPATH": str(ROOT)},
        check=True,
    )
    return result.stdout


@pytest.mark.parametrize(("command", "shown"), CONSOLE.findall(README))
def test_commands_print_what_is_shown(command: str, shown: str) -> None:
    assert printed(command) == shown


def test_the_command_that_tags_is_one_that_runs() -> None:
    command = re.search(r"<!-- tag-command -->\n```sh\n.* && \.venv/bin/(vnnews .*)\n```\n<!-- end -->", README)
    assert command is not None
    assert len(printed(command[1]).splitlines()) == 62


def test_every_command_line_has_options_that_exist() -> None:
    lines = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
    own = [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("vnnews ")]
    assert len(own) >= 4
    for name, *arguments in own:
        commands.commands[name].make_context(name, arguments)


@pytest.mark.parametrize(
    "name", ["issues_micro_f1", "issues_macro_f1", "tone_accuracy", "tone_macro_f1", "tone_opposite"]
)
def test_figures_are_those_of_the_model(name: str) -> None:
    metrics = json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))
    low, high = metrics["dev_interval"][name]
    figure = f"{metrics['dev'][name]:.3f} [{low:.3f}, {high:.3f}]"
    assert figure in README
    assert f"{metrics['dev'][name]:.3f}" in (MODEL / "README.md").read_text(encoding="utf-8")


def test_figures_on_more_articles_are_those_of_the_model() -> None:
    found = json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))["more_test"]
    by_kind = [
        [f"{found[name]:.3f}" for name in names]
        for names in (
            ("issues_micro_f1", "issues_macro_f1", "tone_accuracy", "tone_macro_f1"),
            ("issues_calibration_error", "tone_calibration_error"),
        )
    ]
    text = " ".join(README.split())
    assert "issues {} and {}, tone {} and {};".format(*by_kind[0]) in text
    assert "off by {} for issues and {} for the tone".format(*by_kind[1]) in text


def test_speed_is_that_of_the_benchmark() -> None:
    results = json.loads((ROOT / "benchmarks" / "results" / "segmentation.json").read_text(encoding="utf-8"))
    assert f"{results['ratios']['pyvi / strings']:.0f} times as fast" in README


def test_the_table_of_speeds_is_that_of_the_benchmark() -> None:
    results = json.loads((ROOT / "benchmarks" / "results" / "transform.json").read_text(encoding="utf-8"))
    rows = {row["name"]: row for row in results["candidates"]}
    for shown, name, time in (
        ("vnnews", "vnnews", "1"),
        ("scikit-learn with pyvi", "pyvi + scikit-learn", "{:.0f}"),
        ("scikit-learn on text that is segmented already", "scikit-learn TfidfVectorizer", "{:.1f}"),
    ):
        row = rows[name]
        assert f"| {shown} | {row['articles_per_s']:,.0f} | {time.format(row['times_as_long'])} |" in README
    syllables = results["articles"]["syllables"] / results["articles"]["number"]
    assert f"{results['articles']['number']:,} articles of {syllables:.0f} syllables" in README


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_every_python_block_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        sample = "Nga và Mỹ nối lại đàm phán ở Geneva.\n\nHai bên ca ngợi cuộc gặp."
        exec(compile(block, "README.md", "exec"), {"raw_text": sample, "texts": [sample, sample.encode()]})


def test_the_table_of_model_files_is_that_of_the_benchmark() -> None:
    results = json.loads((ROOT / "benchmarks" / "results" / "modelfile.json").read_text(encoding="utf-8"))
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name, row in results["rows"].items():
        times = f"{row['load_cpu_ms']:.0f} ms | {row['load_ms']:.0f} ms"
        assert f"| {name} | {row['size_mb']:.1f} MB | {times} | {row['memory_mb']:.0f} MB |" in text


if __name__ == "__main__":
    # After a change of the model or of what a command prints: show what is printed now.
    fresh = CONSOLE.sub(lambda block: f"```console\n$ {block[1]}\n{printed(block[1])}```", README)
    (ROOT / "README.md").write_text(fresh, encoding="utf-8")
