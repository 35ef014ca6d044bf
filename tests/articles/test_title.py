"""Title and lead: what stands above the title, and the caption below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article
from vnnews.articles._title import _has_at_most


@given(st.text(st.sampled_from("ab \t\n\x1c\x1f\u00a0\u2003\u3000\u200b"), max_size=20), st.integers(1, 8))
def test_words_are_counted_only_where_blanks_do_not_tell(text: str, n: int) -> None:
    assert _has_at_most(n, text) == (len(text.split()) <= n)


@pytest.mark.parametrize("site", ["Bến Sông", "Tin Tức / Bờ Bắc", "Trang tin của những người yêu sông"])
def test_the_name_of_a_site_is_no_title(site: str) -> None:
    article = parse_article(page(site, TITLE, LEAD, PROSE, MORE))
    assert (article.title, article.lead) == (TITLE, LEAD)
    assert site not in article.text


def test_a_caption_below_the_title_is_no_lead() -> None:
    caption = "Người dân chờ tin bên bờ sông ở cực bắc sáng 4/10"
    article = parse_article(page(TITLE, caption, LEAD, PROSE, MORE))
    assert (article.title, article.lead, article.captions) == (TITLE, LEAD, (caption,))


def test_a_lead_needs_no_stop() -> None:
    article = parse_article(page(TITLE, LEAD.rstrip("."), PROSE, MORE))
    assert (article.lead, article.captions) == (LEAD.rstrip("."), ())
