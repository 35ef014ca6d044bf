"""A save that is killed leaves a whole model, at whatever moment it is killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.modelfile.small_models import tiny_tagger
from vnnews import ArticleTagger, load_tagger, save_tagger

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes, as POSIX has them")

# The process that forks is a fresh one, without the threads that pytest or other tests have started.
_KILLS = """
import json, os, random, signal, sys, time
from vnnews import load_tagger, save_tagger

path, old, new = sys.argv[1], load_tagger(sys.argv[2]), load_tagger(sys.argv[3])
names = {len(model.vectorizer_.idf_): name for model, name in ((old, "old"), (new, "new"))}

def save_and_die(before_event):
    if before_event is not None:
        def count(event, arguments, left=[before_event]):
            if event in ("open", "os.rename", "os.remove", "os.mkdir"):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
    save_tagger(new, path, card="# New")
    os._exit(0)

def killed(before_event, after_seconds):
    save_tagger(old, path, card="# Old")
    child = os.fork()
    if not child:
        save_and_die(before_event)
    if after_seconds is not None:
        time.sleep(after_seconds)
        os.kill(child, signal.SIGKILL)
    finished = os.waitpid(child, 0)[1] == 0
    found = load_tagger(path)
    left = sorted(os.listdir(path)) if os.path.isdir(path) else []
    left_beside = len(os.listdir(os.path.dirname(path)))
    return names[len(found.vectorizer_.idf_)], finished, len(left), left_beside

by_event = []
while not by_event or not by_event[-1][1]:
    by_event.append(killed(len(by_event), None))
draw = random.Random(0)
by_time = [killed(None, draw.uniform(0, 0.03)) for _ in range(int(sys.argv[4]))]
save_tagger(old, path, card="# Old")
left = sorted(os.listdir(path)) if os.path.isdir(path) else []
print(json.dumps({"by_event": by_event, "by_time": by_time, "left": left}))
"""


def kill_saves(path: Path, old: Path, new: Path, n_random: int) -> dict[str, list]:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _KILLS, *map(str, (path, old, new, n_random))],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("end", ["", ".zip"])
@pytest.mark.parametrize("n_random", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_killed_saves_leave_the_old_model_or_the_new_one(
    tiny: ArticleTagger, tmp_path: Path, end: str, n_random: int
) -> None:
    old, new = save_tagger(tiny, tmp_path / "old"), save_tagger(tiny_tagger(100), tmp_path / "new")
    (tmp_path / "place").mkdir()
    path = tmp_path / "place" / f"model{end}"
    found = kill_saves(path, old, new, n_random)
    # Killed before every single step that changes the disk: first the old model, from some step on the new one.
    names = [name for name, *_ in found["by_event"]]
    assert names == sorted(names, reverse=True)
    assert set(names) == {"old", "new"}
    assert len(names) >= (8 if not end else 3)
    assert len(found["by_time"]) == n_random
    assert [Path(name).suffix for name in found["left"]] == ([] if end else [".md", ".json", ".safetensors"])
    assert load_tagger(path).tag("Nga và Mỹ đàm phán") == tiny.tag("Nga và Mỹ đàm phán")
