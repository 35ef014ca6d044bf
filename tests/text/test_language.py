import pytest

from vnnews.datasets import iter_sample
from vnnews.text import judge_language


@pytest.mark.parametrize(
    "text",
    [
        "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva",
        "Con trai Trump ám chỉ khủng hoảng Ukraine do con trai Biden",
        "Mỹ rút quân",
        "Taliban đánh bom ở Kabul, Afghanistan",
        "Kim Jong-un 'giảm 5 kg trong hai tháng'",
        "Nga nói EU thao túng Ukraine",
    ],
)
def test_vietnamese(text: str) -> None:
    judged = judge_language(text)
    assert judged.is_vietnamese
    assert not judged.is_unaccented


def test_the_sample_is_vietnamese() -> None:
    assert all(judge_language(document.text).is_vietnamese for document in iter_sample())


@pytest.mark.parametrize(
    "text",
    [
        "The presidents of Russia and the United States met in Geneva on Wednesday",
        "Les présidents russe et américain se sont entretenus à Genève après une année difficile",
        "O presidente da Rússia não irá à reunião, segundo a imprensa do país",
        "Президент России встретился с президентом США",
        "俄罗斯总统与美国总统在日内瓦会晤",
        "",
        "123 456",
    ],
)
def test_other_languages(text: str) -> None:
    judged = judge_language(text)
    assert not judged.is_vietnamese
    assert not judged.is_unaccented


def test_vietnamese_without_its_marks() -> None:
    judged = judge_language("Tong thong Nga va Tong thong My hoi dam tai Thuy Si trong ngay hom nay")
    assert judged.is_unaccented
    assert not judged.is_vietnamese
