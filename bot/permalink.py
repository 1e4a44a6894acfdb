"""The address of a post, made and read."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_LINK = re.compile(
    r"https?://[^\s<>|/]+/archives/(?P<channel>[A-Z0-9]+)/p(?P<digits>\d{7,17})(?:\?[^\s<>|]*)?"
)
_TS = re.compile(r"\d{1,11}\.\d{6}")


@dataclass(frozen=True)
class Place:
    """What a link points at: `host` is the workspace's, `root` the post that starts the conversation."""

    host: str
    channel: str
    ts: str
    root: str


def permalink(workspace_url: str, channel: str, ts: str, root: str = "") -> str:
    """Where a post is in Slack: the form that chat.getPermalink gives, without a call for it.

    With the `root` of its thread, a reply opens in the thread.
    """
    post = f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    return post if root in {"", ts} else f"{post}?thread_ts={root}&cid={channel}"


def place_in(text: str) -> Place | None:
    """What the first link to a post points at in what somebody typed; Slack wraps links in <...>, with & as &amp;."""
    found = _LINK.search(text)
    if found is None:
        return None
    address = urlsplit(found[0].replace("&amp;", "&"))
    ts = f"{found['digits'][:-6]}.{found['digits'][-6:]}"
    root = parse_qs(address.query).get("thread_ts", [""])[0]
    return Place(address.netloc.lower(), found["channel"], ts, root if _TS.fullmatch(root) else ts)


def host(workspace_url: str) -> str:
    """The host of a workspace's links."""
    return urlsplit(workspace_url).netloc.lower()
