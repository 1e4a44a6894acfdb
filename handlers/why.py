"""Why a post is in a digest (a modal at the item), and why another is not (asked with its link, or in its menu)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import digest
from bot.attention import Ranked, Weighed, reasons
from bot.attention.balance import chances
from bot.attention.why import ELSEWHERE, NO_LINK, NOT_TOLD, REPLY, SAID, Answer, Facts, why
from bot.event import Event
from bot.permalink import host, permalink, place_in
from handlers.answers import answer_privately, response_url, who_asked
from handlers.attention import weigh
from handlers.modals import Ask
from handlers.views import text
from handlers.views import why as view
from handlers.visible import ask_channels
from storage import digests, follows, people, posts
from storage.follows import Following
from storage.why import Fate, fate

_EXAMPLE = ("C0123ABCDEF", "1700000000.000000")


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What led to one item of a digest, as it was decided then; only to its reader, and where they are now."""
    value, reader = str(event.payload["actions"][0].get("value", "")), who_asked(event)
    found = digests.of_item(session, event.team_id, int(value), reader) if value.isdecimal() else None
    if found is None:
        return view.only(view.GONE)
    _, item = found
    visible = ask.channels(reader)
    if visible is None:
        return view.only(view.NOT_ASKED)
    if item.channel not in visible or posts.is_gone(session, event.team_id, item.channel, item.ts):
        return view.only(view.GONE)
    return view.modal(item, _link(session, event.team_id, item.channel, item.ts))


def on_asked(event: Event, session: Session, now: datetime) -> None:
    """Somebody typed /earshot why with a link to a post."""
    url = _url(session, event.team_id)
    place = place_in(str(event.payload.get("text") or ""))
    if place is None or place.host != host(url):
        copy = NO_LINK if place is None else ELSEWHERE
        answer_privately(session, event, copy.format(example=permalink(url, *_EXAMPLE)), now)
        return
    _ask(session, event, place.channel, place.ts, place.root, now)


def on_shortcut(event: Event, session: Session, now: datetime) -> None:
    """Somebody chose it in the menu of a message."""
    said = event.payload["message"]
    ts = str(said["ts"])
    _ask(session, event, str(event.payload["channel"]["id"]), ts, str(said.get("thread_ts") or ts), now)


def _ask(session: Session, event: Event, channel: str, ts: str, root: str, now: datetime) -> None:
    context = {"channel": channel, "ts": root, "is_reply": ts != root, "response_url": response_url(event)}
    ask_channels(session, event, who_asked(event), "why", context, now)


def on_channels(event: Event, session: Session, now: datetime) -> None:
    """Answer from what the reader can see right now."""
    said = NOT_TOLD if event.payload["error"] else _answer(session, event, now)
    answer_privately(session, event, said, now)


@dataclass(frozen=True)
class _Case:
    """A post that somebody asks about, and all that is known of it."""

    facts: Facts
    following: Following | None
    known: Fate | None
    days: int  # how far back a digest reaches
    weighed: Weighed | None = None
    ranked: Ranked | None = None


def _answer(session: Session, event: Event, now: datetime) -> str:
    case = _judged(session, event, _case(session, event, now), now)
    answer = why(case.facts)
    said = SAID[answer].format(**_words(session, event, case))
    if event.payload["context"]["is_reply"] and case.known is not None and case.facts.is_in_channel:
        said = REPLY + said
    if case.ranked is None:
        return said
    if case.facts.is_likely:
        said = f"{said}\n{reasons(case.ranked, text.person, text.channel)}"
    return view.answer(said, case.ranked.guess)


def _case(session: Session, event: Event, now: datetime) -> _Case:
    context = event.payload["context"]
    reader, channel = context["user"], context["channel"]
    following = follows.following(session, event.team_id, reader)
    facts = Facts(
        follows_somebody=following is not None and bool(following.watched),
        is_in_channel=channel in event.payload["channels"],
        is_followed=following is not None and channel in following.channels,
        is_muted=channel in {muted for _, muted in digests.muted(session, event.team_id, reader)},
        is_paused=following is not None and following.is_paused,
    )
    known = fate(session, event.team_id, reader, channel, context["ts"])
    since = digest.since(now, digests.last(session, event.team_id, reader))
    return _Case(_with_fate(facts, known, reader, since), following, known, (now - since).days)


def _with_fate(facts: Facts, known: Fate | None, reader: str, since: datetime) -> Facts:
    if known is None:
        return replace(facts, is_known=False)
    return replace(
        facts,
        is_deleted=known.is_deleted,
        is_by_app=known.is_by_app,
        is_own=known.author == reader,
        is_shown=known.shown_at is not None,
        is_answered=known.is_answered,
        is_old=known.posted_at < since,
    )


def _judged(session: Session, event: Event, case: _Case, now: datetime) -> _Case:
    """With what the ranking says, which takes a while: asked only where nothing simpler decides."""
    answer: Answer = why(case.facts)
    if case.following is None or answer not in {"paused", "next"}:
        return case
    visible = [channel for channel in case.following.channels if channel in event.payload["channels"]]
    weighed = weigh(session, event.team_id, case.following, visible, now)
    wanted = event.payload["context"]["channel"], event.payload["context"]["ts"]
    ranked = next((each for each in weighed.judged if (each.post.channel, each.post.ts) == wanted), None)
    facts = replace(
        case.facts,
        is_judged=ranked is not None,
        is_likely=ranked is not None and (bool(ranked.already) or ranked.score >= weighed.threshold),
        is_chosen=wanted in {(each.post.channel, each.post.ts) for each in weighed.chosen},
    )
    return replace(case, facts=facts, weighed=weighed, ranked=ranked)


def _words(session: Session, event: Event, case: _Case) -> dict[str, object]:
    words: dict[str, object] = {
        "channel": text.channel(event.payload["context"]["channel"]),
        "days": case.days,
        "due": text.when(case.following.next_digest_at) if case.following else "",
    }
    if case.known is not None:
        shown = case.known.shown_at
        words |= {
            "author": text.person(case.known.author),
            "posted": text.when(case.known.posted_at),
            "shown": text.when(shown) if shown else "",
        }
    if case.weighed is not None and case.ranked is not None:
        words |= _judgement(session, event.team_id, case.weighed, case.ranked)
    return words


def _judgement(session: Session, team_id: str, weighed: Weighed, ranked: Ranked) -> dict[str, object]:
    chance, starts = chances(ranked.score, weighed.threshold)
    others = [_link(session, team_id, each.post.channel, each.post.ts) for each in weighed.chosen]
    return {
        "who": text.person(ranked.guess.watched),
        "chance": chance,
        "starts": starts,
        "most": len(others),
        "others": text.listed(others),
    }


def _link(session: Session, team_id: str, channel: str, ts: str) -> str:
    name = text.one_line(people.channel_names(session, team_id).get(channel, "the channel"))
    return text.link(permalink(_url(session, team_id), channel, ts), f"#{name}")


def _url(session: Session, team_id: str) -> str:
    met = people.workspace(session, team_id)
    return met.url if met else "https://your-workspace.slack.com/"


HANDLERS = {
    "command.earshot.why": on_asked,
    "shortcut.why": on_shortcut,
    "visible.why": on_channels,
}
MODALS = {"action.why.open": open_modal}
