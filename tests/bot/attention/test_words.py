"""Words: cosines as anybody can compute them by hand, fading, and texts of any kind."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attention.decay import DAY, Matrix
from bot.attention.words import BUCKETS, INTERESTS, LATELY, POST_READ, Vector, Words, buckets

BEGIN = 1_767_600_000.0
MANY = 10_000


def interest(words: Words, text: str) -> dict[str, list[float]]:
    """How near a text is to each person's interests, by name."""
    read: Matrix = words.interest(words.read(text, MANY))
    return dict(zip(INTERESTS, read.tolist(), strict=True))


def test_words_of_one_text_are_counted_once_whatever_their_case() -> None:
    assert buckets("Turbine turbine TURBINE", MANY).tolist() == buckets("turbine", MANY).tolist()
    assert len(buckets("turbine gasket 42", MANY)) == 3
    assert buckets("", MANY).tolist() == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b c", 0),  # single letters are no words
        ("don't stop-gap", 2),
        ("会議", 2),  # each of its characters is one
        ("ひらがな", 4),
        ("서울", 2),
        ("🎉🎉👩‍👩‍👧", 0),
        ("https://example.org/a https://example.org/e", 1),
        ("会議room議", 3),
        ("<@U1> <@U2>", 2),
        ("Ärger über Öl", 3),
        ("مرحبا بالعالم", 2),
        ("((((((((", 0),
    ],
)
def test_what_counts_as_a_word(text: str, words: int) -> None:
    assert len(buckets(text, MANY)) == words


@given(st.text(max_size=500))
def test_every_text_has_a_vector_of_length_one_or_none(text: str) -> None:
    vector = Words(1).read(text, MANY)
    assert ((vector.buckets >= 0) & (vector.buckets < BUCKETS)).all()
    length = float(np.sqrt(vector.weights @ vector.weights))
    assert length == pytest.approx(1, abs=1e-5) or not len(vector.buckets)


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    long = "turbine " * 75 + "gasket " * 500
    assert buckets(long, POST_READ).tolist() == buckets("turbine", POST_READ).tolist()


def test_a_liked_text_is_near_by_its_cosine() -> None:
    """Two words that are equally rare, of which one is shared: half."""
    words = Words(2)
    words.liked(words.read("turbine gasket", MANY), 0, BEGIN)
    read = interest(words, "turbine meadow")
    assert read["liked"] == pytest.approx([0.5, 0], abs=1e-5)
    assert read["liked lately"] == pytest.approx([0.5, 0], abs=1e-5)
    assert interest(words, "gasket turbine")["liked"][0] == pytest.approx(1, abs=1e-5)
    assert interest(words, "lantern")["liked"][0] == 0


def test_a_text_that_was_left_speaks_against_as_much() -> None:
    words = Words(3)
    words.liked(words.read("turbine gasket", MANY), 1, BEGIN)
    words.left(words.read("turbine lantern harbour walnut", MANY), np.array([1, 2]), BEGIN)
    read = interest(words, "turbine")
    liked, left = math.sqrt(0.5), 0.5
    assert read["liked"] == pytest.approx(
        [0, liked - left, 0], abs=1e-5
    )  # the third has answered nothing yet


def test_words_that_everybody_says_weigh_less() -> None:
    words = Words(1)
    for _ in range(20):
        words.learn(words.read("turbine", MANY), BEGIN)
    rare, usual = (math.log(70 / 1), math.log(70 / 21))
    vector = words.read("turbine gasket", MANY)
    weights = dict(zip(vector.buckets.tolist(), vector.weights.tolist(), strict=True))
    turbine, gasket = (weights[int(buckets(word, MANY)[0])] for word in ("turbine", "gasket"))
    assert turbine / gasket == pytest.approx(usual / rare, rel=1e-4)


def test_what_is_usual_here_is_taken_off() -> None:
    words = Words(1)
    words.learn(words.read("turbine", MANY), BEGIN)
    words.wrote(words.read("turbine", MANY), 0)
    read = interest(words, "turbine")
    assert read["usual"] == read["usual lately"] == pytest.approx([1], abs=1e-5)
    assert read["wrote"] == pytest.approx([0], abs=1e-5)


TEXTS = ("turbine gasket", "turbine", "meadow lantern gasket", "harbour", "walnut harbour turbine")
events = st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(TEXTS), st.booleans()), max_size=12)


def near(vector: Vector, texts: list[tuple[Vector, float]]) -> float:
    """The cosine between a text and a weighted sum of texts, in plain arithmetic."""
    total = np.zeros(BUCKETS)
    for text, weight in texts:
        total[text.buckets] += weight * text.weights.astype(float)
    return float(vector.weights @ total[vector.buckets] / np.sqrt(total @ total))


@settings(max_examples=60)
@given(events)
def test_lately_fades_as_by_hand_however_long_it_takes(happened: list[tuple[int, str, bool]]) -> None:
    """Over years, in which weights are divided from time to time: nothing of that is seen."""
    words, ends = Words(1), [(2000, TEXTS[0], True), (2001, TEXTS[2], False)]
    sums: dict[str, list[tuple[Vector, float]]] = {"liked": [], "left": [], "usual": []}
    for days, text, is_liked in [*sorted(happened), *ends]:
        at, vector = BEGIN + days * DAY, words.read(text, MANY)
        words.learn(vector, at)
        if is_liked:
            words.liked(vector, 0, at)
        else:
            words.left(vector, np.array([0]), at)
        for which in ("usual", "liked" if is_liked else "left"):
            sums[which].append((vector, float(days)))
    for asked in ("turbine lantern", "harbour gasket", "walnut"):
        vector = words.read(asked, MANY)
        read = {name: values[0] for name, values in interest(words, asked).items()}
        by_hand = {name: near(vector, [(v, 1.0) for v, _ in texts]) for name, texts in sums.items()}
        lately = {name: near(vector, [(v, faded(days)) for v, days in texts]) for name, texts in sums.items()}
        assert read["liked"] == pytest.approx(by_hand["liked"] - by_hand["left"], abs=2e-3)
        assert read["liked lately"] == pytest.approx(lately["liked"] - lately["left"], abs=2e-3)
        assert read["usual lately"] == pytest.approx(lately["usual"], abs=2e-3)


def faded(days: float) -> float:
    """What a text of that day is worth at the end."""
    return float(2 ** (-(2001 - days) * DAY / LATELY))


def test_no_words_teach_nothing() -> None:
    words = Words(2)
    for text in ("", "((", "🎉"):
        vector = words.read(text, MANY)
        words.liked(vector, 0, BEGIN)
        words.left(vector, np.array([0, 1]), BEGIN)
        words.wrote(vector, 1)
    assert all(values == [0, 0] for values in interest(words, "turbine").values())


def test_a_text_from_before_the_first_one_counts_less_lately() -> None:
    words = Words(1)
    words.liked(words.read("turbine", MANY), 0, BEGIN)
    words.liked(words.read("gasket", MANY), 0, BEGIN - 2 * LATELY)
    assert interest(words, "turbine")["liked lately"][0] == pytest.approx(4 / math.sqrt(17), abs=1e-4)


def test_it_goes_on_from_its_state() -> None:
    one, two = Words(2), Words(2)
    one.learn(one.read("turbine gasket", MANY), BEGIN)
    one.liked(one.read("turbine", MANY), 1, BEGIN)
    two.restore(one.state())
    for words in (one, two):
        words.liked(words.read("gasket", MANY), 1, BEGIN + DAY)
    assert interest(one, "turbine meadow") == interest(two, "turbine meadow")
