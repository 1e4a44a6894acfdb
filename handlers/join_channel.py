"""A channel where the people somebody follows are active: found by counting, once it is sure that they aren't there."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot import nudges
from bot.event import Event
from bot.nudges import join_channel
from bot.schedule import zone_of
from handlers.nudges import answered, settle, show_again
from handlers.views import text
from handlers.visible import ask_channels
from storage import follows
from storage import join_channel as hints
from storage.follows import Following
from storage.join_channel import Written

HOUR = 7  # on their clock: before their day, so that what is found is fresh in it

JOIN = (
    "It is {channel}: open it, and press *Join Channel* there. "
    "`/earshot follow` adds it to what I listen to for you."
)
REFUSED = "Noted. I won't bring up {channel} again."


def on_hour(session: Session, team_id: str, now: datetime) -> None:
    """Once a day for each follower, see whether there is a channel to suggest; Slack is asked only if there may be."""
    due = [
        user for user, zone in hints.followers(session, team_id) if now.astimezone(zone_of(zone)).hour == HOUR
    ]
    found = [each for user in due if (each := follows.following(session, team_id, user)) is not None]
    if not found:
        return
    everybody = sorted({each.user for following in found for each in following.watched})
    written = hints.written(session, team_id, everybody, now - join_channel.WITHIN)
    for following in found:
        _look(session, team_id, following, written, now)


def _look(session: Session, team_id: str, following: Following, written: Written, now: datetime) -> None:
    user = following.user_id
    if _best(session, team_id, following, written, following.channels, now) is None:
        hints.undecided(session, team_id, user)
        return
    event = Event(team_id, f"join_channel:{user}:{now:%Y-%m-%d}", "join_channel.due", user, {}, now)
    ask_channels(session, event, user, "join_channel", {}, now)


def _best(
    session: Session,
    team_id: str,
    following: Following,
    written: Written,
    channels: Collection[str],
    now: datetime,
) -> nudges.Nudge | None:
    """The suggestion for somebody who is in these channels at least."""
    watched = {each.user for each in following.watched}
    theirs = {
        channel: {user: count for user, count in counts.items() if user in watched}
        for channel, counts in written.items()
    }
    settled = {*channels, *hints.settled(session, team_id, following.user_id)}
    return join_channel.nudge(theirs, settled, hints.last(session, team_id, following.user_id), now)


def on_channels(event: Event, session: Session, now: datetime) -> None:
    """It is known where they are: keep the best channel where they are not, until it may be said."""
    user, found = event.payload["context"]["user"], event.payload["channels"]
    following = follows.following(session, event.team_id, user)
    if following is None or event.payload["error"]:
        return
    written = _written(session, event.team_id, following, now)
    best = _best(session, event.team_id, following, written, [*found, *following.channels], now)
    if best is None:
        hints.undecided(session, event.team_id, user)
    else:
        hints.found(session, event.team_id, user, best.about, now)


def _written(session: Session, team_id: str, following: Following, now: datetime) -> Written:
    watched = [each.user for each in following.watched]
    return hints.written(session, team_id, watched, now - join_channel.WITHIN)


def candidates(session: Session, team_id: str, user: str, now: datetime) -> list[nudges.Nudge]:
    """The channel that was found lately, with the counts as they are now."""
    suggested = hints.suggestion(session, team_id, user)
    if suggested is None or now - suggested[1] >= join_channel.KEPT_FOR:
        return []
    following = follows.following(session, team_id, user)
    if following is None:
        return []
    written = _written(session, team_id, following, now)
    here = {channel: counts for channel, counts in written.items() if channel == suggested[0]}
    nudge = join_channel.nudge(here, (), hints.last(session, team_id, user), now)
    return [nudge] if nudge is not None else []


def on_join(event: Event, session: Session, now: datetime) -> None:
    """They want to be there: Slack lets nobody but themselves join, so they are told how."""
    row = answered(session, event, now)
    if row is not None:
        hints.decided(session, event.team_id, row.user_id, row.about, "joined", now)
        settle(session, row, JOIN.format(channel=text.channel(row.about)), now, event=event)


def on_refused(event: Event, session: Session, now: datetime) -> None:
    """It is not for them."""
    row = answered(session, event, now)
    if row is not None:
        hints.decided(session, event.team_id, row.user_id, row.about, "refused", now)
        words = REFUSED.format(channel=text.channel(row.about))
        settle(session, row, words, now, event=event, undo=("Undo", "join_channel.undo"))


def on_undone(event: Event, session: Session, now: datetime) -> None:
    """Perhaps it is for them: the message has its buttons back."""
    row = answered(session, event, now)
    if row is not None:
        hints.found(session, event.team_id, row.user_id, row.about, now)
        show_again(session, row, now, event=event)


def on_someone_joined(session: Session, team_id: str, user: str, channel: str) -> None:
    """Somebody is in a channel now: it need not be suggested to them."""
    hints.undecided(session, team_id, user, channel)


HANDLERS = {
    "visible.join_channel": on_channels,
    "action.join_channel.join": on_join,
    "action.join_channel.let_go": on_refused,
    "action.join_channel.undo": on_undone,
}
