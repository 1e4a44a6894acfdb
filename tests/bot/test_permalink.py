"""The address of a post."""

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.permalink import permalink


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
