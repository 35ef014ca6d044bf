from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.datasets._archive import locate, members
from vnnews.datasets._detokenize import detokenize
from vnnews.datasets._loaders import BAOMOI, VIETNEWS

CASES = [
    # syllables and punctuation
    ("thủ_đô , Hà_Nội .", "thủ đô, Hà Nội."),
    ("Ai nói ? Không ai ! Vậy ; thế : hết …", "Ai nói? Không ai! Vậy; thế: hết…"),
    ("đi ... rồi về ...", "đi... rồi về..."),
    ("bà V .. Ông đi", "bà V.. Ông đi"),
    ("TP. HCM và TP. Hải_Phòng", "TP. HCM và TP. Hải Phòng"),
    ("giá 1.000 đồng , 3,2 tỷ", "giá 1.000 đồng, 3,2 tỷ"),
    ("tăng 80-90 % , mặn 4 ‰", "tăng 80-90%, mặn 4‰"),
    ("ngày 3/2019. Sau đó", "ngày 3/2019. Sau đó"),
    # brackets
    ("Hồ_Xuân_H. ( SN 1994 ) , ngụ Huế ( Việt_Nam ) .", "Hồ Xuân H. (SN 1994), ngụ Huế (Việt Nam)."),
    ("[ đề_án - PV ] .", "[đề án - PV]."),
    # quotation marks
    ('" Sở Y_tế nói vậy " , ông kể', '"Sở Y tế nói vậy", ông kể'),
    ('ông nói : " Tôi tin . "', 'ông nói: "Tôi tin."'),
    ('gọi là " quả ngọt " và " lửa "', 'gọi là "quả ngọt" và "lửa"'),
    ('phim ( " Lửa " )', 'phim ("Lửa")'),
    ('từ tháng 1/2017" , ông nói', 'từ tháng 1/2017", ông nói'),
    ("Huy “ nổ ” là sĩ_quan , “ thật ” .", "Huy “nổ” là sĩ quan, “thật”."),
    ("vụ ‘ đất vàng ’ , xong", "vụ ‘đất vàng’, xong"),
    ("Tàu ' ma ' trôi dạt", "Tàu 'ma' trôi dạt"),
    # quotation marks over several lines
    ('Ông nói : " Tôi tin .\nChúng_ta sẽ thắng " , rồi đi .', 'Ông nói: "Tôi tin.\nChúng ta sẽ thắng", rồi đi.'),
    ('" Một .\nHai " ba " bốn .\nNăm " , ông kể .', '"Một.\nHai "ba" bốn.\nNăm", ông kể.'),
    ('Tôi tin .\n" , ông kể .', 'Tôi tin.\n", ông kể.'),
    # apostrophes
    ("Vietnam ' s Next", "Vietnam's Next"),
    ("Vietnam ’ s Next", "Vietnam’s Next"),
    ("ông O ' Neill và H ’ Hen Niê", "ông O'Neill và H’Hen Niê"),
    ("Al-Ta ’ manah", "Al-Ta’manah"),
    ("lúc 30 ’ sau", "lúc 30’ sau"),
    # slashes, ampersands, arrows, signs
    ("đón / trả khách , 5 đồng / kg", "đón/trả khách, 5 đồng/kg"),
    ("sở NN & PTNT và Ernst & Young", "sở NN&PTNT và Ernst & Young"),
    ("Xem thêm > > > Tin", "Xem thêm >>> Tin"),
    ("# MeToo của @ realDonaldTrump", "#MeToo của @realDonaldTrump"),
    # codes and numbers
    ("F -35 , S -400 và Su -30 SM", "F-35, S-400 và Su-30SM"),
    ("tên_lửa S -300 PMU -2", "tên lửa S-300PMU-2"),
    ("Ka_-52 và A_-50", "Ka-52 và A-50"),
    ("hội_nghị G 20 .", "hội nghị G20."),
    ("quốc_lộ QL 1", "quốc lộ QL1"),
    ("SN 1994 , Boeing 737", "SN 1994, Boeing 737"),
    ("xe BKS 51 A -55 ...", "xe BKS 51A-55..."),
    ("từ 70 -80 triệu , 7 h -9 h", "từ 70-80 triệu, 7 h-9 h"),
    ("lạnh -5 độ", "lạnh -5 độ"),
    # hyphens
    ("al - Assad và Kim Jong - nam ở Mar - a - Lago", "al-Assad và Kim Jong-nam ở Mar-a-Lago"),
    ("sở TN - MT , bộ LĐ - TB - XH", "sở TN-MT, bộ LĐ-TB-XH"),
    ("TP. HCM - Long_An , HCM - TP. Huế", "TP. HCM - Long An, HCM - TP. Huế"),
    ("Hà_Nội - Huế", "Hà Nội - Huế"),
    ("cháy - Ảnh : CTV", "cháy - Ảnh: CTV"),
    # lines
    ("ngụ TP.\nHuế , nói", "ngụ TP. Huế, nói"),
    ("ngụ ( TP .\nHCM ) .", "ngụ (TP. HCM)."),
    ("một .\n\nhai .", "một.\n\nhai."),
    ("", ""),
]


@pytest.mark.parametrize(("segmented", "text"), CASES)
def test_detokenize(segmented: str, text: str) -> None:
    assert detokenize(segmented) == text


def _printed(text: str) -> str:
    return re.sub(r"[\s_]", "", text)


MARKS = st.sampled_from([*",.;:!?…%()[]{}\"'“”‘’«»/&>#@-–_", "...", "..", '1"', "-5", "-35", "TP.", "_-", "__"])
WORDS = st.sampled_from(["thủ_đô", "Hà_Nội", "F", "G", "HCM", "TN", "MT", "al", "TP", "20", "A_", "51", "BKS", "km/h"])
TOKENS = st.one_of(MARKS, WORDS, st.text(max_size=4))


@given(st.lists(st.lists(TOKENS, max_size=12).map(" ".join), max_size=4).map("\n".join))
def test_only_white_space_and_joins_change(segmented: str) -> None:
    assert _printed(detokenize(segmented)) == _printed(segmented)


SYLLABLE = st.text("abcdeghiklmnopqrstuvxyàáảãạâêôơưđ", min_size=2, max_size=6)


@given(st.lists(st.lists(SYLLABLE, min_size=1, max_size=3).map("_".join), min_size=1, max_size=8))
def test_words_without_marks_stay_apart(words: list[str]) -> None:
    assert detokenize(" ".join(words)) == " ".join(words).replace("_", " ")


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("_", "")


def _space_places(text: str) -> set[int]:
    places, printed = set(), 0
    for character in text:
        if character == " ":
            places.add(printed)
        else:
            printed += 1
    return places


@pytest.mark.corpus
def test_sentences_found_untokenized_come_back_as_they_were(corpora: Path) -> None:
    segmented = {}
    for _, file in members(locate(VIETNEWS, corpora, download=False), VIETNEWS.member):
        for line in unicodedata.normalize("NFC", file.read().decode("utf-8")).split("\n"):
            if len(line) > 60:
                segmented[_squeezed(line)] = line
    wrong = spaces = exact = pairs = 0
    for _, file in members(locate(BAOMOI, corpora, download=False), BAOMOI.member):
        for sentence in re.split(r"\n|(?<=[.?!…]) ", file.read().decode("utf-8")):
            line = segmented.pop(_squeezed(sentence), None)
            if line is None:
                continue
            original, joined = " ".join(sentence.split()), detokenize(line)
            pairs += 1
            exact += original == joined
            spaces += original.count(" ")
            wrong += len(_space_places(original) ^ _space_places(joined))
    assert pairs > 1500
    assert exact > 0.97 * pairs
    assert wrong < 0.0025 * spaces
