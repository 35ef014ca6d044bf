"""What kept machine code depends on: `_sources` finds it without importing, held by Python's own parser."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import vnnews
from vnnews._sources import digest, sources

ROOT = Path(vnnews.__file__).parents[1]
KERNELS = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for path in (ROOT / "vnnews").rglob("*.py")
    if "\nfrom vnnews._jit import" in path.read_text(encoding="utf-8")
)


def parsed(module: str) -> ast.Module:
    return ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Go through what a module takes from this package at its top: from where, what, and what it calls it."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "vnnews":
            yield from ((node.module, alias.name, alias.asname or alias.name) for alias in node.names)
        assert not isinstance(node, ast.Import) or not any(name.name.startswith("vnnews") for name in node.names)


def file_of(module: str) -> Path | None:
    place = ROOT / module.replace(".", "/")
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


@pytest.mark.parametrize("module", KERNELS)
def test_all_that_a_module_imports_is_found(module: str) -> None:
    found = sources(module)
    for path in found:
        if path.name != "__init__.py":
            for origin, name, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
                assert {file_of(origin), file_of(f"{origin}.{name}")} <= {*found, None}
    assert file_of(module) in found
    assert file_of("vnnews._jit") in found


@pytest.mark.parametrize("module", KERNELS)
def test_kernels_take_what_they_need_from_where_it_is(module: str) -> None:
    """What a package hands on is not followed."""
    tree = parsed(module)
    handed_on = {
        called
        for origin, name, called in imported(tree)
        if (ROOT / origin.replace(".", "/")).is_dir() and file_of(f"{origin}.{name}") is None
    }
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and {"kernel", "helper"} & {
            decorator.id for decorator in function.decorator_list if isinstance(decorator, ast.Name)
        }:
            used = {node.id for line in function.body for node in ast.walk(line) if isinstance(node, ast.Name)}
            assert not used & handed_on, f"{module}.{function.name}"


def test_what_is_not_imported_is_not_found() -> None:
    assert file_of("vnnews.text._split") not in sources("vnnews.articles._caption_search")
    assert digest("vnnews.text._split") != digest("vnnews.articles._caption_search")


def test_a_module_without_source_depends_on_nothing() -> None:
    assert sources("vnnews.there_is_none") == set()
