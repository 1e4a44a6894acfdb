"""The address of a post, made and read."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.permalink import Place, host, permalink, place_in

HOST, TS, ROOT = "example.slack.com", "1358546515.000008", "1358540000.000100"
POST = "https://example.slack.com/archives/C1H9RESGA/p1358546515000008"
IN_THREAD = f"{POST}?thread_ts={ROOT}&cid=C1H9RESGA"


def test_it_is_the_address_that_slack_gives() -> None:
    expected = "https://example.slack.com/archives/C1H9RESGA/p1358546515000008"
    assert permalink("https://example.slack.com/", "C1H9RESGA", "1358546515.000008") == expected


@given(
    st.sampled_from(["https://example.slack.com", "https://example.slack.com/", "http://127.0.0.1:3000/"]),
    st.from_regex(r"[CG][A-Z0-9]{8,10}", fullmatch=True),
    st.from_regex(r"[0-9]{10}\.[0-9]{6}", fullmatch=True),
)
def test_channel_and_timestamp_can_be_read_from_it(url: str, channel: str, ts: str) -> None:
    link = permalink(url, channel, ts)
    assert link.startswith(url.rstrip("/") + "/archives/")
    _, _, in_link, moment = urlsplit(link).path.split("/")
    assert (in_link, moment.removeprefix("p")) == (channel, ts.replace(".", ""))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (POST, Place(HOST, "C1H9RESGA", TS, TS)),
        (f"why <{POST}>", Place(HOST, "C1H9RESGA", TS, TS)),
        (f"why <{POST}|this one> please", Place(HOST, "C1H9RESGA", TS, TS)),
        (f"why <{IN_THREAD}>", Place(HOST, "C1H9RESGA", TS, ROOT)),
        (f"why <{IN_THREAD.replace('&', '&amp;')}>", Place(HOST, "C1H9RESGA", TS, ROOT)),
        (f"<{POST}?cid=C1H9RESGA&amp;thread_ts={ROOT}>", Place(HOST, "C1H9RESGA", TS, ROOT)),
        (f"{POST}?thread_ts=nonsense", Place(HOST, "C1H9RESGA", TS, TS)),
        (f"{POST}?thread_ts=", Place(HOST, "C1H9RESGA", TS, TS)),
        (f"{POST} and {IN_THREAD}", Place(HOST, "C1H9RESGA", TS, TS)),
        (POST.replace("example", "Example"), Place(HOST, "C1H9RESGA", TS, TS)),
        ("http://127.0.0.1:3000/archives/C0A/p1358546515000008", Place("127.0.0.1:3000", "C0A", TS, TS)),
        ("", None),
        ("why", None),
        ("why not", None),
        ("https://example.slack.com/archives/C1H9RESGA", None),
        ("https://example.slack.com/archives/C1H9RESGA/p12", None),
        ("https://example.slack.com/team/U1H9RESGA", None),
        ("https://example.slack.com/archives/../p1358546515000008", None),
        ("file:///archives/C1H9RESGA/p1358546515000008", None),
        ("http://" * 500, None),
        ("x" * 3000, None),
    ],
)
def test_a_link_is_found_in_what_people_paste(typed: str, place: Place | None) -> None:
    assert place_in(typed) == place


@given(
    st.from_regex(r"[CG][A-Z0-9]{8,10}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{9}\.[0-9]{6}", fullmatch=True),
)
def test_what_was_made_can_be_read(channel: str, ts: str) -> None:
    url = "https://example.slack.com/"
    assert place_in(f"why <{permalink(url, channel, ts)}>") == Place(host(url), channel, ts, ts)


@given(st.text(max_size=300))
def test_no_text_at_all_is_too_odd_to_be_read(typed: str) -> None:
    assert place_in(typed) is None or "/archives/" in typed
