import os
import subprocess
import sys
import tomllib
from importlib import resources

from vnnews.articles import parse_article
from vnnews.articles._load_rules import compile_rules, load_rules
from vnnews.articles._rule_data import packaged_rules

RULES = load_rules()


def test_an_outlet_is_added_as_data() -> None:
    data = tomllib.loads((resources.files("vnnews.articles") / "rules.toml").read_text(encoding="utf-8"))
    assert RULES.dateline.match("Sao Mai - Nga và Mỹ đàm phán") is None
    data["sources"]["outlets"].append("Sao Mai")
    rules = compile_rules(data)
    assert rules.dateline.match("Sao Mai - Nga và Mỹ đàm phán")
    assert rules.outlet_in("Theo Tô Lan/Sao Mai") == "Sao Mai"


def test_the_rules_are_the_same_in_every_process() -> None:
    # Sets are ordered by hashes, which differ from process to process.
    code = (
        "import re\n"
        "from vnnews.articles import load_rules\n"
        "for name, value in sorted(vars(load_rules()).items()):\n"
        "    if isinstance(value, (tuple, re.Pattern, dict)):\n"
        "        print(name, value)\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def test_large_expressions_are_compiled_when_they_are_needed() -> None:
    rules = compile_rules(tomllib.loads(packaged_rules()))
    assert len(rules.expressions) == 14
    article = parse_article("Nga và Mỹ đàm phán\nHai bên gặp nhau sáng nay tại Geneva.", rules=rules)
    assert len(article.body) == 1
    assert not rules.expressions.keys() & vars(rules).keys()
    for name, pattern in rules.expressions.items():
        assert getattr(rules, name) is getattr(rules, name)
        assert getattr(rules, name).pattern == pattern
