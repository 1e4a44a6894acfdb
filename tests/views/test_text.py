"""The one place where text from people is made harmless."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views import text
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import objects

NAMES = {"U1": "Ana", "C1": "plans"}
CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@given(hostile)
def test_what_is_escaped_means_itself(written: str) -> None:
    escaped = text.escape(written)
    assert not re.search("[<>]", escaped)
    assert re.sub("&(amp|lt|gt);", "", escaped).count("&") == 0
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == written


@given(hostile, st.integers(1, 3000))
def test_a_cut_is_never_longer_than_asked_and_says_that_something_is_missing(written: str, most: int) -> None:
    short = text.cut(written, most)
    assert len(short) <= most
    if len(written) <= most:
        assert short == written
    else:
        assert short.endswith(text.ELLIPSIS)
        assert written.startswith(short.removesuffix(text.ELLIPSIS))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Shall <@U1> decide?", "Shall @Ana decide?"),
        ("Shall <@U1|ana.s> decide?", "Shall @Ana decide?"),
        ("Shall <@U2|ben> decide?", "Shall @ben decide?"),
        ("Shall <@U2> decide?", "Shall @somebody decide?"),
        ("In <#C1>", "In #plans"),
        ("In <#C1|plans-old>", "In #plans-old"),
        ("In <#C2>", "In #channel"),
        ("<!channel> and <!here|here>", "@channel and here"),
        ("<!subteam^S1> <!subteam^S1|@leads>", "@subteam @leads"),
        ("<!date^0^{date}|1 January>", "1 January"),
        ("<https://example.org>", "https://example.org"),
        ("<https://example.org|the plan>", "the plan"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("one\n\n two\tthree ", "one two three"),
        ("\u202eevil\u202c \x1b[31mred", "evil [31mred"),
        ("", ""),
        ("1 < 2", "1 < 2"),
    ],
)
def test_what_a_person_wrote_in_plain_words(written: str, words: str) -> None:
    assert text.plain(written, NAMES) == words


@given(hostile, st.dictionaries(st.sampled_from(["U1", "C1", ""]), hostile))
def test_plain_words_are_one_line_without_control_characters(written: str, names: dict[str, str]) -> None:
    words = text.plain(written, names)
    assert not CONTROL.search(words)
    assert words == words.strip()


@pytest.mark.parametrize("written", ENORMOUS.values(), ids=ENORMOUS)
def test_forty_thousand_characters_are_made_plain_too(written: str) -> None:
    assert not CONTROL.search(text.plain(written, NAMES))


@given(
    st.text(st.characters(blacklist_characters="<>&", blacklist_categories=["Cc", "Cf", "Z"]), max_size=80)
)
def test_plain_words_stay_as_they_are(written: str) -> None:
    assert text.plain(written, NAMES) == written


def test_whom_a_text_mentions() -> None:
    written = "<@U1> and <@W2|ben> in <#C1>, not <!here> nor &lt;@U3&gt; nor <https://x.example/@U4>"
    assert text.mentioned(written) == {"U1", "W2"}
    assert text.mentioned("nobody") == set()


@given(hostile)
def test_a_quotation_reads_no_markup(written: str) -> None:
    quoted = text.quote(written).to_dict()
    (part,) = [each for each in objects(quoted) if each["type"] == "text"]
    assert part["text"] == (written or " ")
    assert {each["type"] for each in objects(quoted)} == {"rich_text", "rich_text_quote", "text"}


@given(hostile)
def test_a_link_has_one_address_and_one_label_on_one_line(label: str) -> None:
    made = text.link("https://example.org/a", label)
    assert (made[0], made[-1]) == ("<", ">")
    address, separator, shown = made[1:-1].partition("|")
    assert (address, separator) == ("https://example.org/a", "|")
    assert not re.search("[<>|]", shown)
    assert not CONTROL.search(shown)


def test_the_label_of_a_link_stays_readable() -> None:
    assert text.link("https://example.org", "#a&b") == "<https://example.org|#a&amp;b>"


def test_people_channels_and_moments_are_named_by_slack() -> None:
    assert text.person("U1") == "<@U1>"
    assert text.channel("C1") == "<#C1>"
    assert text.when(at("2026-03-02 09:00")) == (
        "<!date^1772442000^{date_short_pretty} at {time}|2026-03-02 09:00 UTC>"
    )


@pytest.mark.parametrize(
    ("names", "listed"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_of_names(names: list[str], listed: str) -> None:
    assert text.listed(iter(names)) == listed
