"""All text that comes from people or a model goes through here: made plain, cut, escaped."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from slack_sdk.models.blocks import RichTextBlock
from slack_sdk.models.blocks.block_elements import RichTextElementParts, RichTextQuoteElement

ELLIPSIS = "…"
EXCERPT = 280  # characters of a post in a digest; enough to know whether to open it
_MARKUP = re.compile(r"<([^<>\n]*)>")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """Text that means itself in mrkdwn: the three characters that Slack reads as control are escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """At most that many characters, with an ellipsis where something was left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def plain(text: str, names: Mapping[str, str]) -> str:
    """What a person wrote, as one line of plain words: no mention, link or control sequence stays active."""
    words = _MARKUP.sub(lambda found: _spoken(found.group(1), names), text)
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return one_line(words)


def one_line(text: str) -> str:
    """Without control characters, and without what turns the direction of the text that follows."""
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def _spoken(inner: str, names: Mapping[str, str]) -> str:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return "@" + names.get(target[1:], label.lstrip("@") or "somebody")
    if target.startswith("#"):
        return "#" + (label or names.get(target[1:], "channel"))
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return label or target


def mentioned(text: str) -> set[str]:
    """The ids of the people that a text mentions."""
    targets = (found.partition("|")[0] for found in _MARKUP.findall(text))
    return {target[1:] for target in targets if target.startswith("@")}


def quote(text: str) -> RichTextBlock:
    """Somebody's words as a quotation, in a block that reads no markup at all."""
    words = RichTextElementParts.Text(text=text or " ")
    return RichTextBlock(elements=[RichTextQuoteElement(elements=[words])])


def person(user_id: str) -> str:
    """A person's name as Slack shows it to the reader."""
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    """A channel's name as Slack shows it to the reader."""
    return f"<#{channel_id}>"


def link(url: str, label: str) -> str:
    """A link in mrkdwn; the label may come from anywhere."""
    return f"<{url}|{escape(one_line(label)).replace('|', '/')}>"


def when(at: datetime) -> str:
    """A moment in the reader's own zone."""
    fallback = f"{at:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def day(at: datetime) -> str:
    """A day in the reader's own zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}}|{at:%Y-%m-%d}>"


def listed(names: Iterable[str]) -> str:
    """A, B and C."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last
