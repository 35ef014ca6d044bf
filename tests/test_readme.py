"""What the README prints is what its reader gets."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODEL = ROOT / "models" / "international-relations"


def quickstart(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / "quickstart.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "110", "PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_quickstart_prints_what_the_readme_shows() -> None:
    result = quickstart()
    assert result.returncode == 0, result.stderr
    shown = re.search(r"```text\n(.*?)\n```", README, re.DOTALL)
    assert shown is not None
    blocks = shown.group(1).split("\n\n")
    assert len(blocks) >= 3
    for block in blocks:
        assert block in result.stdout


def test_quickstart_tags_files_and_names_the_one_it_cannot_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "bài.txt", tmp_path / "xấu.txt"
    good.write_text(
        "Nga và Mỹ nối lại đàm phán\nHai bên gặp nhau ở Geneva. Cuộc gặp kết thúc tốt đẹp.", encoding="utf-8"
    )
    bad.write_bytes(b"\xff\xfe\xfa")
    result = quickstart(str(bad), str(tmp_path / "không có.txt"), str(good))
    assert result.returncode == 1
    assert "Quan hệ Nga–Mỹ" in result.stdout
    assert result.stderr.count("not tagged") == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "name", ["issues_micro_f1", "issues_macro_f1", "tone_accuracy", "tone_macro_f1", "tone_opposite"]
)
def test_figures_are_those_of_the_model(name: str) -> None:
    metrics = json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))
    low, high = metrics["dev_interval"][name]
    figure = f"{metrics['dev'][name]:.3f} [{low:.3f}, {high:.3f}]"
    assert figure in README
    assert f"{metrics['dev'][name]:.3f}" in (MODEL / "README.md").read_text(encoding="utf-8")


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
