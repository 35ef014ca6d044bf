"""Write ``golden.json``: what pyvi makes of strings of ours. Needs pyvi::

python -m tests.text.golden
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

from .strategies import AWKWARD

FILE = Path(__file__).with_name("golden.json")
COMMAND = "python -m tests.text.golden"

SENTENCES = [
    "",
    "   ",
    "\u2000",
    "Thủ tướng Chính phủ họp báo tại Hà Nội.",
    "Sáng 20/11/2020, TP.HCM ghi nhận 1.234,5 tỷ đồng (tăng 7-8%).",
    "Giá xăng dầu tăng mạnh từ 15h00 ngày 1.7, theo ThS. Nguyễn Văn A và Mr.Smith.",
    "Liên hệ: bandoc@baochi.vn hoặc https://baochi.vn/lien-he?x=1.",
    "ĐẠI HỌC BÁCH KHOA HÀ NỘI TUYỂN SINH 5.000 CHỈ TIÊU",
    "Trường đại học bách khoa\nhợp tác xã nông nghiệp\n\nbất động sản",
    "ông Trump - bà Clinton: 'cuộc đua' vào Nhà Trắng...",
    "Vie\u0323\u0302t Nam va\u0300 Hoa Ky\u0300",
    "ô tô, xe máy; máy bay... ->tàu hoả ==> xe đạp >>đi bộ",
    "công_nghệ thông_tin đã_được tách_từ",
    "từ\u200bghép và\xa0khoảng trắng\x1clạ",
    "hoà bình hòa bình HOÀ BÌNH Hòa Bình",
    "xã hội chủ nghĩa Việt Nam độc lập tự do hạnh phúc",
    "khoa học kỹ thuật công nghệ sinh học phân tử",
]


def build() -> dict[str, object]:
    from pyvi import ViTokenizer

    texts = [*SENTENCES, *AWKWARD, *(f"thủ tướng {awkward} chính phủ {awkward}họp báo" for awkward in AWKWARD)]
    return {
        "command": COMMAND,
        "pyvi": metadata.version("pyvi"),
        "cases": [[text, ViTokenizer.tokenize(text)] for text in dict.fromkeys(texts)],
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(build(), indent=0) + "\n", encoding="utf-8")
