"""Entries of every kind: the sample, near copies, what can't be judged, and titles that try to get out of the page."""

import dataclasses
import datetime
from collections.abc import Iterator

from vnnews import Article
from vnnews.datasets import iter_sample
from vnnews.report import ReportEntry
from vnnews.tagging import ArticleTagger

HOSTILE = (
    "<img src=x onerror=\"document.title='out'\"> Nga và Mỹ đàm phán",
    "</script><script>document.title='out'</script> Iran bị trừng phạt",
    "\u2028*/ document.title='out' // {{ 7 * 7 }} ${7 * 7} & &amp; Syria",
    "Tiêu đề \ud800 lẻ nửa ký tự",
)
BODIES = (
    "Ngoại trưởng Nga và người đồng cấp Mỹ bắt tay nhau trước ống kính, rồi họp kín suốt ba giờ liền ở Vienna.",
    "Ngân hàng trung ương Iran nói các lệnh trừng phạt mới làm đồng nội tệ mất giá thêm một phần mười trong tuần.",
    "Quân đội Syria mở hai hành lang nhân đạo cho dân thường rời khỏi vùng giao tranh ở ngoại ô phía đông thủ đô.",
    "Một nhóm nhà khoa học đếm được ít băng hơn năm ngoái ở vịnh này và cho rằng biển đã ấm lên nhanh hơn dự báo.",
)
NOT_LINKED = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "//example.org/x",
)


def corpus(tagger: ArticleTagger) -> Iterator[ReportEntry]:
    documents = list(iter_sample())
    texts: list[str | bytes] = [document.text for document in documents]
    for document, tags in zip(documents, tagger.tag_many(texts), strict=True):
        yield ReportEntry(tags, f"https://example.org/{document.id}?a=1&b='2'", f"{document.id}.txt")
    for k in range(7):
        # Copies of the first two stories, shorter and by another outlet.
        whole = documents[k % 2].article
        copy = Article(title=f"Bản {k}: {whole.title}", body=(whole.lead, *whole.body[:-1]), outlet="Hãng Thông Tấn")
        yield ReportEntry(tagger.tag(copy), f"http://copy.example.org/{k}", published=datetime.date(2018, 5, 6 + k))
    for k, (title, url) in enumerate(zip(HOSTILE, NOT_LINKED, strict=True)):
        article = Article(title=title, body=(BODIES[k],), outlet="<i>Báo</i>")
        # The tagger refuses half a character, but whoever makes Tags by hand may not.
        tags = tagger.tag(dataclasses.replace(article, title=title.replace("\ud800", "?")))
        yield ReportEntry(dataclasses.replace(tags, article=article), url, published=datetime.date(2018, 7, 1))
    yield ReportEntry(
        tagger.tag("The quick brown fox jumps over the lazy dog, and the story goes on in English."), name="en.txt"
    )
    for number, tags in enumerate(tagger.tag_many([b"\xff\xfe\xff", "<html", 5])):  # type: ignore[list-item]  # the point
        yield ReportEntry(tags, name=f"<b>hỏng</b>-{number}.txt")
