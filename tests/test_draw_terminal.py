"""The pictures of the terminal show what the commands print."""

import html
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def words(svg: str) -> str:
    """Return all that is written in a picture, without white space."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return "".join(html.unescape(text).replace("\xa0", "") for text in texts).replace(" ", "")


def test_pictures_are_up_to_date(tmp_path: Path) -> None:
    script = ROOT / "examples" / "draw_terminal.py"
    drawn = subprocess.run([sys.executable, script, "--out", tmp_path], check=True, capture_output=True)
    assert drawn.stdout.count(b".svg") == 2
    for path in tmp_path.iterdir():
        fresh = path.read_text(encoding="utf-8")
        assert "tích" in fresh
        assert "src:" not in fresh, "it would fetch a font"
        assert words(fresh) == words((ROOT / "examples" / "pictures" / path.name).read_text(encoding="utf-8"))
