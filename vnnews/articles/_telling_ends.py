"""Lines whose end tells that they are captions: the day of the photo, who gave it, or who took it.

VOA and RFI print what a photo shows as a sentence, with the full date behind a comma, which sentences of an article
hardly ever have: of 18,780 pages of the archives two hold such a line, and both name the number of a document or the
place of a letter. ``REUTERS - Gonzalo Fuentes`` behind a sentence stands on none of them.
"""

from __future__ import annotations

import re

from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._sentences import offsets

_LONGEST, _FEWEST_WORDS = 300, 5
_DAY = re.compile(r", ngày \d{1,2}(?:[./-]\d{1,2}[./-]\d{4}| tháng \d{1,2}(?:,| năm|, năm)? \d{4})\.?$")
_DOCUMENT = re.compile(r"\bsố [\d.]")
_GIVEN = re.compile(
    r", (?:hình )?ảnh do [^,.;]{3,60} (?:công bố|cung cấp|phát hành|phát|đăng tải|chụp)(?: (?:ngày|hôm) [\d/.-]+)?\.?$"
)
_NAME = rf"{CAPITAL}[\w.'’-]*(?: {CAPITAL}[\w.'’-]*){{0,3}}"
_TAKEN = re.compile(
    rf"(?:(?:^|[\s.])(?:AP|AFP|REUTERS|Reuters) - {_NAME}"
    rf"|[\s.](?:©|\([cC]\)) ?{CAPITAL}[\w ,./&’'-]{{1,40}}"
    rf"|\((?:AP|AP Photo|AFP|Reuters|REUTERS|Getty|EPA|Xinhua|Tân Hoa xã|Tân Hoa Xã)/{_NAME}\)"
    r"| - Sputnik Việt Nam(?:, \d{3,4}, [\d.]+)?)\.?$"
)
_FIGURE = re.compile(
    r"(?:Hình|Ảnh|Biểu đồ|Đồ thị|Sơ đồ) \d{1,2}\s?[.:]\s|Video .{3,80}\((?:Bản quyền|Nguồn)|\(.{10,200} - nguồn: \w+\)$"
)
_LONGEST_TAKEN, _LONGEST_DAY = 60, 30
_FIGURE_BEGINS, _SHORTEST = frozenset("HẢBĐSV("), 20
_TAKEN_SIGN = re.compile(r" - |©|\([cC]\)|/")


def says_caption(text: str) -> bool:
    """Tell whether a line is the caption of a photo by its end.

    Parameters
    ----------
    text : str
        A line that is no title.
    """
    if not _SHORTEST <= len(text) <= _LONGEST or text[0] in '“"':
        return False
    if text[0] in _FIGURE_BEGINS and _FIGURE.match(text) is not None:
        return True
    if _TAKEN_SIGN.search(text, max(0, len(text) - _LONGEST_TAKEN)) is not None:
        taken = _TAKEN.search(text, max(0, len(text) - _LONGEST_TAKEN))
        if taken is not None and (taken.start() > _SHORTEST or "©" not in taken.group()):
            return True
    if "ngày" not in text[-_LONGEST_DAY:]:
        return False
    found = _GIVEN.search(text) or (_DAY.search(text) if _DOCUMENT.search(text) is None else None)
    return found is not None and len(text[: found.start()].split()) >= _FEWEST_WORDS and len(offsets(text)) == 1
