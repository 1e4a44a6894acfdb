"""The scripts' plain `@wren`, `#product` and links, in Slack's mrkdwn."""

import re

from sandbox.sample.cast import Cast

_REFERENCE = re.compile(
    r"(?P<link>https://[^\s|)]*[^\s|).,;:?!])(?:\|(?P<label>[^|]+)\|)?|@(?P<person>\w+)|#(?P<room>[a-z][a-z-]*[a-z])"
)


def mrkdwn(text: str, cast: Cast) -> str:
    """The text as Slack stores it: references in angle brackets, and `&`, `<`, `>` of the prose escaped.

    `https://example.com/a|the plan|` is a link with a label. An unknown person or channel is a KeyError.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _REFERENCE.sub(lambda found: _reference(found, cast), escaped)


def _reference(found: re.Match[str], cast: Cast) -> str:
    if found["link"]:
        return f"<{found['link']}|{found['label']}>" if found["label"] else f"<{found['link']}>"
    if found["person"] in {"here", "channel", "everyone"}:
        return f"<!{found['person']}>"
    if found["person"]:
        return f"<@{cast.people[found['person']].id}>"
    room = cast.rooms[found["room"]]
    return f"<#{room.id}|{room.name}>"
