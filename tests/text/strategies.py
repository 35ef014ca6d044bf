"""Strings that hurt a segmenter."""

from __future__ import annotations

from hypothesis import strategies as st

SYLLABLES = [
    *("thủ", "tướng", "chính", "phủ", "họp", "báo", "về", "kinh", "tế", "xã", "hội", "việt", "nam", "hà"),
    *("nội", "đại", "học", "bách", "khoa", "công", "an", "thành", "phố", "hồ", "chí", "minh", "giá"),
    *("xăng", "dầu", "tăng", "và", "của", "các", "những", "một", "đã", "được", "tại", "trong", "ông"),
    *("bà", "xe", "ô", "tô", "máy", "bay", "hợp", "tác", "xã", "bất", "động", "sản", "quốc", "tế"),
]

AWKWARD = [
    *("http://", "https://báo.vn/a?b=1,", "x://", "://", "a://b\x00c", "ftp://\x00"),
    *("a@b.c", "x.y+z@q-r.com.vn", "a@b", "a@b.", "@", "a.b+", "+a@b.c.", "é.a@b.cà", "TP.HCM@x.vn"),
    *("...", "..", "....", "->", "-", "==>", "==", "=>", ">>", ">>>", "_", "__", "abc_\n", "\n", "\n\n", "\n_"),
    *("1.2", "1,2,3", "1_2", "1_2a", "1.a", "12/11/2020", "7-8", "2.000", "٣", "٣.٤", "½", "²", "①", "10%", "1.\n2"),
    *("Tp.", "TP.", "Mr.", "Mrs.", "Ms.", "Dr.", "ThS.", "Th.", "Đ.", "ĐH.", "A", "AB.", "Mrs", "aMr."),
    *("\x00", "\x1c", "\x1f", "\x85", "\xa0", "\u2028", "\u200b", "\ufeff", "\xad", "\t", "\r", " ", " ", " "),
    *("e\u0302\u0323", "\u0301", "a\u0316\u0301", "\u0344", "\u0f73", "\u212b", "\u0958", "\u1100\u1161\u11a8"),
    *("İ", "I\u0307", "Σ", "ΑΣ", "ΑΣ.", "ΣΑ", "ς", "x://ΑΣ.Α", "x://ΑΣ.", "ǅ", "ǆ", "Ⓐ", "ß", "ŉ", "\u0345", "ſ", "𝐀"),
    *("😀", "👨\u200d👩\u200d👧", "🇻🇳", "漢字", "“", "”", "–", "…", '"', "'", "%", "$", "(.", "?", "№"),
]

pieces = st.one_of(
    st.sampled_from(SYLLABLES),
    st.sampled_from(AWKWARD),
    st.builds(
        lambda syllable, change: change(syllable),
        st.sampled_from([*SYLLABLES, *AWKWARD]),
        st.sampled_from([str.upper, str.title, str.capitalize]),
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)

texts = st.lists(st.tuples(pieces, st.sampled_from([" ", " ", " ", "", "_", ".", "\n"])), max_size=14).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
