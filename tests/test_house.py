"""The house: rooms import one way only, and importing vnnews brings in neither pyvi nor anything else it need not."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import vnnews
from tests.text import processes

PACKAGE = Path(vnnews.__file__).parent
ROOMS = [
    "taxonomy",
    "articles",
    "text",
    "features",
    "tagging",
    "modelfile",
    "streams",
    "datasets",
    "evaluation",
    "report",
    "commands",
]
BELOW = ("vnnews._version", "vnnews._jit", "vnnews._sources", "vnnews._postponed", "vnnews._frozen")
"""What stands below all rooms, and imports none."""
TAGGING = {"vnnews", "numba", "llvmlite", "safetensors", "tqdm"}
"""What tagging with a saved model imports beside `sklearn.base` and what that imports."""
MODULES = sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))


def imported_rooms(path: Path) -> set[str]:
    modules = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            modules.append(node.module or "")
    return {module.split(".")[1] for module in modules if module.startswith("vnnews.") and module not in BELOW}


def test_every_room_is_here() -> None:
    found = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert found == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    for other in imported_rooms(path):
        assert ROOMS.index(other) <= ROOMS.index(room), f"{path} imports the later room {other}"


@pytest.mark.parametrize("module", BELOW)
def test_what_stands_below_imports_no_room(module: str) -> None:
    assert not imported_rooms(PACKAGE.parent / f"{module.replace('.', '/')}.py")


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_name_what_is_public(room: str) -> None:
    module = __import__(f"vnnews.{room}", fromlist=["__all__"])
    assert module.__all__ == sorted(module.__all__)
    for name in module.__all__:
        assert getattr(module, name).__doc__, f"vnnews.{room}.{name} has no docstring"


def test_importing_loads_neither_pyvi_nor_the_command_line() -> None:
    unwanted = ("pyvi", "pycrfsuite", "click", "rich")
    code = f"import sys, vnnews; sys.exit(any(name.split('.')[0] in {unwanted} for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _imported_beside(code: str, needed: set[str]) -> set[str]:
    """Return what code imports: nothing of the standard library, of what is needed, or that estimators need anyway."""
    listing = "import sys; print(*sys.modules)"
    bare = set(processes.run("import sklearn.base, vnnews._jit; " + listing).split())
    found = set(processes.run(code + listing).split())
    return {name for name in found - bare if name.partition(".")[0] not in sys.stdlib_module_names | needed}


def test_tagging_imports_nothing_that_only_training_needs() -> None:
    code = "import vnnews\nvnnews.load_tagger().tag('Nga và Mỹ đàm phán về Ukraine')\n"
    assert not _imported_beside(code, TAGGING)


def test_the_command_line_imports_little_to_tag_a_file(tmp_path: Path) -> None:
    article, output = tmp_path / "article.txt", tmp_path / "tags.jsonl"
    article.write_text("Nga và Mỹ đàm phán về Ukraine\nHai bên gặp nhau sáng nay tại Geneva.", encoding="utf-8")
    imports, arguments = "import sys\nfrom vnnews.commands import main\n", ["tag", str(article)]
    to_file = f"{imports}main({[*arguments, '-o', str(output)]})\n"
    assert not _imported_beside(to_file, TAGGING | {"click"})
    # The table goes to standard output, and so do the names of modules.
    table = f"{imports}sys.stdout = sys.stderr\nmain({arguments})\nsys.stdout = sys.__stdout__\n"
    assert not _imported_beside(table, TAGGING | {"click", "rich"})
