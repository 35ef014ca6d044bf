"""How the program starts and ends: help, exit codes, signals, pipes."""

import gc
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import vnnews
from tests.commands.conftest import Process, Run
from vnnews.commands import main
from vnnews.commands._errors import INTERRUPTED, PIPE_CLOSED
from vnnews.commands._help import Command
from vnnews.commands._main import commands

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def test_version(process: Process) -> None:
    assert process("--version").stdout.decode().strip() == f"vnnews {vnnews.__version__}"


def test_help_imports_nothing_heavy() -> None:
    heavy = {"numpy", "sklearn", "scipy", "numba", "rich", "pandas", "pyarrow"}
    code = (
        "import sys\nfrom vnnews.commands import main\nmain(['--help'])\nmain(['tag', '--help'])\n"
        f"sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=False, stdout=-3).returncode == 0


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_teaches_by_example(run: Run, name: str) -> None:
    command = commands.commands[name]
    assert isinstance(command, Command)
    shown = run(name, "--help").stdout
    assert len(command.examples) >= 3
    for what, example in command.examples:
        assert f"# {what}\n  {example}\n" in shown
        (own,) = (part.strip() for part in example.split("|") if part.strip().startswith("vnnews"))
        program, first, *arguments = shlex.split(own.partition(" > ")[0])
        assert (program, first) == ("vnnews", name)
        command.make_context(name, arguments)
    assert max(map(len, shown.splitlines())) <= 100


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    assert main(["--version"]) == 0
    assert gc.isenabled()


def test_exit_codes_of_main(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["tag", str(tmp_path / "no.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def start(*arguments: object, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "vnnews", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, cwd=cwd, env=ENVIRONMENT,
    )  # fmt: skip


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    with start("tag", "-", "--input-format", "jsonl", "-o", "t.jsonl", cwd=tmp_path) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        # Enough for the file to be begun; then it waits for more.
        process.stdin.write(b'{"text": "T\\u1ed5ng th\\u1ed1ng Nga"}\n' * 200)
        process.stdin.flush()
        deadline = time.monotonic() + 120
        while not list(tmp_path.glob(".t.jsonl.*.tmp")) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert list(tmp_path.glob(".t.jsonl.*.tmp"))
        process.send_signal(signal.SIGINT)
        told = process.stderr.read().decode()
        assert process.wait(timeout=30) == INTERRUPTED
    assert told == "vnnews: interrupted; no output file was written\n"
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_is_no_error(sample: Path, tmp_path: Path) -> None:
    with start("tag", *[sample] * 40, "--format", "jsonl", cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == PIPE_CLOSED
