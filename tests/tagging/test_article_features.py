import numpy as np

from tests.tagging.blending import bank
from vnnews.tagging._article_features import ArticleFeatures


def test_rows_are_those_of_articles_and_sentences() -> None:
    given = bank()
    features = given.features
    assert features.indptr[-1] == sum(map(len, given.spans)) == features.sentences.ngrams.shape[0]
    np.testing.assert_array_equal(features.ngrams.toarray(), given.vectorizer.transform(given.articles).toarray())
    first = given.articles[3].text[given.spans[3][0].start : given.spans[3][0].end]
    row = features.sentences.ngrams[[features.indptr[3]]].toarray()
    # The sentence is segmented by itself here and as part of the article there; that of a title is the same.
    np.testing.assert_allclose(row, given.vectorizer.transform([first]).toarray())
    assert sum(features.blocks) == features.dense.shape[1]


def test_some_articles() -> None:
    given = bank()
    rows = np.array([5, 70, 2])
    some = given.features.take(rows)
    again = ArticleFeatures.of(
        given.vectorizer.read([given.articles[i] for i in rows]), given.word_vectors, [given.spans[i] for i in rows]
    )
    np.testing.assert_allclose(some.dense, again.dense, atol=1e-6)
    np.testing.assert_array_equal(some.indptr, again.indptr)
    np.testing.assert_allclose(some.sentences.vectors, again.sentences.vectors, atol=1e-6)
    np.testing.assert_array_equal(some.sentences.ngrams.toarray(), again.sentences.ngrams.toarray())
    nothing = given.features.take(np.array([], np.int64))
    assert nothing.indptr.tolist() == [0]


def test_targets() -> None:
    labels = bank().labels
    targets = labels.targets()
    n = labels.issue_tones.shape[1]
    for i in range(len(labels.tones)):
        for issue in range(n):
            tone = labels.issue_tones[i, issue]
            expected = [tone >= 0, tone >= 0 and labels.good[tone], tone >= 0 and labels.bad[tone]]
            assert targets.flags[i, [issue, n + issue, 2 * n + issue]].tolist() == expected
    assert targets.flag_weights[0] == 1
    assert targets.flag_weights[n] < 1


def test_sentences_of_articles() -> None:
    labelled = bank().sentences
    some = labelled.of(np.array([4, 9]))
    assert some.article.tolist() == [4, 9]
    np.testing.assert_array_equal(some.features.vectors, labelled.features.vectors[[4, 9]])
    np.testing.assert_array_equal(some.tones, labelled.tones[[4, 9]])
