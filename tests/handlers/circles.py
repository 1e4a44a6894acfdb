"""People who talk with the reader of fernwood, written out day by day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.posts import Message, moment
from storage import posts, talks
from storage.tables import Nudge
from tests.handlers.company import Company
from tests.handlers.events import TEAM, click, submission
from tests.handlers.fernwood import BOARD, NINE, OTHER, PLANS, READER, quiet
from tests.handlers.stage import Stage
from tests.moments import stamp

DAY = timedelta(days=1)


def listening(stage: Stage, people: Iterable[str] = (NINE,)) -> Company:
    """The reader follows #plans and #board, which are read back; nothing was said there so far."""
    company = quiet()
    stage.settle(company, submission(READER, [PLANS, BOARD], list(people)))
    company.sent.clear()
    return company


def said(
    stage: Stage, user: str, at: datetime, text: str = "words", *, channel: str = PLANS, root: str = ""
) -> str:
    """Somebody wrote something back then; the ts of it."""
    ts = stamp(at, abs(hash((user, text, channel, root))) % 10**6)
    message = Message(channel, ts, root or ts, user, text, moment(ts), is_bot=False)
    with Session(stage.engine) as session, session.begin():
        if message.is_root:
            posts.keep_post(session, TEAM, message, with_text=True)
        else:
            row = {"channel_id": channel, "ts": root, "user_id": user, "kind": "reply", "name": ts}
            mentions = [READER] if f"<@{READER}>" in text else []
            posts.keep_engagements(session, TEAM, [row | {"at": moment(ts), "mentions": mentions}])
    return ts


def talked(stage: Stage, days: Iterable[int], person: str = OTHER, channel: str = PLANS) -> None:
    """So many days ago the person wrote something, and the reader answered."""
    for day in days:
        posted = stage.clock.now() - day * DAY
        root = said(stage, person, posted, f"words {day}", channel=channel)
        said(stage, READER, posted + timedelta(minutes=5), f"answer {day}", channel=channel, root=root)


def minute(stage: Stage, company: Company, at: datetime | None = None) -> list[str]:
    """A minute comes, and what follows from it is done; the messages that went out."""
    before = len(company.sent)
    if at is not None:
        stage.later(at)
    stage.minute()
    stage.settle(company)
    sent = company.sent[before:]
    return [arguments["text"] for method, arguments in sent if method == "chat.postMessage"]


def only_nudge(stage: Stage) -> Nudge:
    """The one that was said."""
    (row,) = stage.rows(Nudge)
    return row


def presses(stage: Stage, company: Company, action: str, user: str = READER) -> str:
    """A button below the latest nudge is pressed; what the message says then."""
    row = stage.rows(Nudge)[-1]
    place = {"type": "message", "channel_id": "D1", "message_ts": "1.1"}
    stage.settle(company, click(user, action, str(row.id)) | {"container": place})
    return company.said("chat.update") if company.count("chat.update") else ""


def stored(stage: Stage, channel: str = PLANS) -> list[object]:
    """The reader's conversations of the last year."""
    with Session(stage.engine) as session:
        since = stage.clock.now() - 365 * DAY
        return list(talks.involving(session, TEAM, READER, [channel], since))
