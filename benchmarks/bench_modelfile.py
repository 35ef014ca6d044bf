"""How fast a model loads and how large it is: vnnews, joblib and skops with the same tagger, in one run.

::

    python benchmarks/bench_modelfile.py

saves the shipped tagger in each way, and beside it the nearest pipeline of scikit-learn (TfidfVectorizer, one LinearSVC
per issue, LogisticRegression for tone) with the vocabulary and the weights of the tagger's linear models; it has no
word vectors and no networks. Every file is loaded many times in a process of its own that has imported all it needs and
has read the file before. The figures are the best time of these loads, on the clock and of the processor, and what the
first load adds to the resident memory of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib import metadata, util
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import LabelBinarizer
from sklearn.svm import LinearSVC

from vnnews import ArticleTagger, load_tagger, save_tagger

RESULT = Path(__file__).parent / "results" / "modelfile.json"

LOADERS = {
    "vnnews": "from vnnews import load_tagger as load",
    "joblib": "from joblib import load",
    "joblib, mapped": "import joblib\ndef load(path): return joblib.load(path, mmap_mode='r')",
    "skops": "import skops.io\ndef load(path): return skops.io.load(path, trusted=TRUSTED)\n"
    "TRUSTED = skops.io.get_untrusted_types(file=sys.argv[1])",
}

MEASURE = """
import json, sys, time, gc
import sklearn.multiclass, sklearn.feature_extraction.text, sklearn.svm, sklearn.linear_model, vnnews.tagging
{loader}

def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096

with open(sys.argv[1] if sys.argv[3] == "file" else sys.argv[3], "rb") as file:
    file.read()
gc.collect()
before = resident()
model = load(sys.argv[1])
memory = resident() - before
clock, processor = [], []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter(), time.process_time()
    model = load(sys.argv[1])
    clock.append(time.perf_counter() - start[0])
    processor.append(time.process_time() - start[1])
print(json.dumps({{"load_ms": 1e3 * min(clock), "load_cpu_ms": 1e3 * min(processor), "memory_mb": memory / 1e6}}))
"""


def sklearn_parts(tagger: ArticleTagger, dtype: type) -> dict[str, Any]:
    """Return scikit-learn's estimators with the words and weights of the tagger."""
    words = tagger.vectorizer_.get_feature_names_out().tolist()
    vectorizer = TfidfVectorizer(vocabulary=words, ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+")
    vectorizer.fit(words[:2])
    vectorizer.idf_ = tagger.vectorizer_.idf_.astype(dtype)
    issues = OneVsRestClassifier(LinearSVC(dual=False))
    members = tagger.blend_.members_
    rows = zip(members.issue_coef_, members.issue_intercept_, strict=True)
    issues.estimators_ = [
        with_learnt(LinearSVC(dual=False), coef_=coef[None].astype(dtype), intercept_=np.array([intercept]))
        for coef, intercept in rows
    ]
    issues.label_binarizer_ = LabelBinarizer().fit(np.eye(len(tagger.taxonomy_.issues), dtype=int))
    tones = with_learnt(
        LogisticRegression(), coef_=members.tone_coef_.astype(dtype), intercept_=members.tone_intercept_
    )
    return {"vectorizer": vectorizer, "issues": issues, "tones": tones}


def with_learnt(estimator: Any, **learnt: np.ndarray) -> Any:
    estimator.classes_ = np.arange(max(2, len(learnt["intercept_"])))
    vars(estimator).update(learnt)
    return estimator


def ways(tagger: ArticleTagger) -> dict[str, tuple[str, str, Callable[[Path], object]]]:
    """Return for every way its loader, the name of its file, and what saves it."""
    parts32, parts64 = sklearn_parts(tagger, np.float32), sklearn_parts(tagger, np.float64)
    found: dict[str, tuple[str, str, Callable[[Path], object]]] = {
        "vnnews, folder": ("vnnews", "model", lambda path: save_tagger(tagger, path)),
        "vnnews, ZIP": ("vnnews", "model.zip", lambda path: save_tagger(tagger, path)),
        "vnnews, ZIP, compress": ("vnnews", "small.zip", lambda path: save_tagger(tagger, path, compress=True)),
        "joblib": ("joblib", "a.joblib", lambda path: joblib.dump(tagger, path)),
        "joblib, mapped": ("joblib, mapped", "b.joblib", lambda path: joblib.dump(tagger, path)),
        "joblib, compress=3": ("joblib", "c.joblib", lambda path: joblib.dump(tagger, path, compress=3)),
        "scikit-learn's pipeline, joblib": ("joblib", "d.joblib", lambda path: joblib.dump(parts64, path)),
        "scikit-learn's pipeline in float32, joblib": ("joblib", "e.joblib", lambda path: joblib.dump(parts32, path)),
    }
    if util.find_spec("skops"):
        import skops.io

        deflated = {"compression": zipfile.ZIP_DEFLATED}
        found |= {
            "skops": ("skops", "a.skops", lambda path: skops.io.dump(tagger, path)),
            "skops, deflated": ("skops", "b.skops", lambda path: skops.io.dump(tagger, path, **deflated)),
            "scikit-learn's pipeline, skops": ("skops", "c.skops", lambda path: skops.io.dump(parts64, path)),
            "scikit-learn's pipeline in float32, skops": (
                "skops",
                "d.skops",
                lambda path: skops.io.dump(parts32, path),
            ),
        }
    return found


def measure(loader: str, path: Path, loads: int) -> dict[str, float]:
    """Load a model in a fresh process."""
    weights = next(path.glob("*.safetensors")) if path.is_dir() else "file"
    command = [sys.executable, "-c", MEASURE.format(loader=LOADERS[loader]), str(path), str(loads), str(weights)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loads", type=int, default=15)
    parser.add_argument("--out", type=Path, default=RESULT)
    arguments = parser.parse_args()
    rows, refused = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (loader, file, save) in ways(load_tagger()).items():
            path = Path(folder) / file
            save(path)
            try:
                rows[name] = measure(loader, path, arguments.loads) | {"size_mb": size(path) / 1e6}
            except subprocess.CalledProcessError as error:
                if loader != "skops":
                    raise
                # It may write what it can't read.
                refused[name] = error.stderr.strip().splitlines()[-1]
                print(f"{name:45}", refused[name], flush=True)
                continue
            print(f"{name:45}", "  ".join(f"{key} {value:8.2f}" for key, value in rows[name].items()), flush=True)
    packages = ("vnnews", "numpy", "scikit-learn", "joblib", "skops", "safetensors")
    versions = {name: version(name) for name in packages}
    result = {
        "command": f"python benchmarks/bench_modelfile.py --loads {arguments.loads}",
        "machine": {"cpu": cpu(), "cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), **versions},
        "measured": "best of the loads in one fresh process per row, file in the page cache, imports done; memory is "
        "what the first load adds to the resident set",
        "rows": rows,
        "not_read_back": refused,
    }
    arguments.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def version(package: str) -> str | None:
    if package == "vnnews":
        from vnnews import __version__

        return __version__
    return metadata.version(package) if util.find_spec(package.replace("scikit-learn", "sklearn")) else None


def cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


if __name__ == "__main__":
    main()
