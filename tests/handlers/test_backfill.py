from datetime import timedelta

import pytest

from storage.tables import Backfill, Engagement, Inbox, Outbox, Post
from tests.handlers import events
from tests.handlers.company import Company, Room, Said
from tests.handlers.events import BOT_USER, submission
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def _stamps(*days_ago: float) -> list[str]:
    return [stamp(NOW - timedelta(days=days)) for days in days_ago]


@pytest.fixture
def company() -> Company:
    """Nine posts in one channel; the middle one with three replies and two kinds of emoji."""
    company = Company({"C1": Room({"U1", BOT_USER}, is_private=True)}, page=2)
    for number, ts in enumerate(_stamps(89, 70, 50, 40, 20, 9, 5, 3, 1)):
        said = company.post("C1", Said(ts, f"U{number % 3 + 2}", f"words {number}"))
        if number == 4:
            said.replies = [("U9", stamp(NOW - timedelta(days=19) + n * HOUR)) for n in range(3)]
            said.reactions = {"eyes": ["U9", "U8"], "+1": ["U9"]}
    return company


def _follow(stage: Stage, company: Company) -> None:
    stage.settle(company, submission("U1", ["C1"], ["U9"]))


def _backfill(stage: Stage) -> Backfill:
    (row,) = stage.rows(Backfill)
    return row


def _known(stage: Stage) -> set[tuple[str, str]]:
    return {(row.ts, row.user_id) for row in stage.rows(Post) if not row.is_deleted}


def _engaged(stage: Stage) -> set[tuple[str, str, str, str]]:
    return {(row.ts, row.user_id, row.kind, row.name) for row in stage.rows(Engagement) if not row.is_gone}


def _really_engaged(company: Company) -> set[tuple[str, str, str, str]]:
    told = set()
    for post in company.rooms["C1"].posts:
        told |= {(post.ts, user, "reply", ts) for user, ts in post.replies}
        told |= {
            (post.ts, user, "reaction", name) for name, users in post.reactions.items() for user in users
        }
    return told


def test_all_pages_and_threads_of_ninety_days_are_read(stage: Stage, company: Company) -> None:
    company.post("C1", Said(_stamps(91)[0], "U2"))
    _follow(stage, company)
    assert _known(stage) == {(post.ts, post.user) for post in company.rooms["C1"].posts[:-1]}
    assert _engaged(stage) == _really_engaged(company)
    row = _backfill(stage)
    assert (row.posts_read, row.threads_open, row.is_listed, row.done_at, row.problem) == (
        9,
        0,
        True,
        NOW,
        "",
    )
    assert company.count("conversations.history") == 5
    assert company.count("conversations.replies") == 2


def test_words_older_than_thirty_days_are_never_stored(stage: Stage, company: Company) -> None:
    _follow(stage, company)
    words = [row.text for row in stage.rows(Post)]
    assert words == [None] * 4 + [f"words {number}" for number in range(4, 9)]


def test_pages_go_back_in_time_from_the_earliest_post_of_the_one_before(
    stage: Stage, company: Company
) -> None:
    _follow(stage, company)
    asked = [arguments for name, arguments in company.sent if name == "conversations.history"]
    posts = [post.ts for post in company.rooms["C1"].posts]
    assert [each["latest"] for each in asked[1:]] == [posts[7], posts[5], posts[3], posts[1]]
    assert len({each["oldest"] for each in asked}) == 1


def test_an_answer_that_comes_twice_changes_nothing(stage: Stage, company: Company) -> None:
    stage.takes(submission("U1", ["C1"], ["U9"]))
    for _ in range(50):
        for call in stage.promised():
            answer = company.answer(call.method, call.arguments)
            stage.answer(call, answer)
            stage.answer(call, answer)
        stage.work()
    assert _engaged(stage) == _really_engaged(company)
    assert (_backfill(stage).posts_read, _backfill(stage).threads_open) == (9, 0)
    assert len([row for row in stage.rows(Inbox) if row.kind == "backfill.done"]) == 1


def test_pages_that_overlap_count_each_post_and_thread_once(stage: Stage, company: Company) -> None:
    """As if `latest` were inclusive: the last post of each page is also the first of the next."""
    for post in company.rooms["C1"].posts:
        post.replies = post.replies or [("U9", post.ts + "1")]
    stage.takes(submission("U1", ["C1"], ["U9"]))
    for _ in range(20):
        for call in stage.promised():
            if call.method != "conversations.replies":
                stage.answer(call, _with_edge(company, call))
        stage.work()
    assert (_backfill(stage).posts_read, _backfill(stage).threads_open) == (9, 9)
    stage.settle(company)
    assert (_backfill(stage).threads_open, _backfill(stage).done_at) == (0, NOW)


def _with_edge(company: Company, call: Outbox) -> dict[str, object]:
    answer = company.answer(call.method, call.arguments)
    latest = call.arguments.get("latest")
    edge = [post.message() for post in company.rooms["C1"].posts if post.ts == latest]
    return answer | ({"messages": edge + answer["messages"]} if edge else {})


def test_threads_may_be_answered_after_the_last_page(stage: Stage, company: Company) -> None:
    stage.takes(submission("U1", ["C1"], ["U9"]))
    held: dict[int | None, Outbox] = {}
    for _ in range(50):
        for call in stage.promised():
            if call.method == "conversations.replies":
                held[call.id] = call
            else:
                stage.answer(call, company.answer(call.method, call.arguments))
        stage.work()
    row = _backfill(stage)
    assert (row.is_listed, row.threads_open, row.done_at) == (True, 1, None)
    stage.settle(company)
    assert _backfill(stage).done_at == NOW
    assert _engaged(stage) == _really_engaged(company)


def test_an_error_for_a_page_ends_the_reading_with_its_cause_and_another_try_goes_on(
    stage: Stage, company: Company
) -> None:
    company.refused["conversations.history"] = "channel_not_found"
    _follow(stage, company)
    assert _backfill(stage).problem == "channel_not_found"
    company.refused.clear()
    stage.later(NOW + HOUR)
    _follow(stage, company)
    assert _backfill(stage).problem == ""
    assert _known(stage) == {(post.ts, post.user) for post in company.rooms["C1"].posts if post.ts > stamp(NOW + HOUR - timedelta(days=90))}  # fmt: skip


def test_a_thread_that_is_gone_holds_nothing_up(stage: Stage, company: Company) -> None:
    company.refused["conversations.replies"] = "thread_not_found"
    _follow(stage, company)
    row = _backfill(stage)
    assert (row.threads_open, row.done_at, row.problem) == (0, NOW, "")


@pytest.mark.parametrize("on_its_way", ["conversations.history", "conversations.replies"])
def test_a_post_that_is_deleted_while_its_page_is_on_its_way_does_not_come_back(
    stage: Stage, company: Company, on_its_way: str
) -> None:
    middle = company.rooms["C1"].posts[4]
    stage.takes(submission("U1", ["C1"], ["U9"]))
    for _ in range(50):
        for call in stage.promised():
            answer = company.answer(call.method, call.arguments)
            if call.method == on_its_way and middle.ts in str(answer):
                stage.takes(events.deleted("C1", middle.ts, stamp(NOW)))
                on_its_way = ""
            stage.answer(call, answer)
        stage.work()
    (row,) = [row for row in stage.rows(Post) if row.ts == middle.ts]
    assert (row.is_deleted, row.text, row.user_id) == (True, None, "")
    assert stage.rows(Engagement) == []
    assert _backfill(stage).done_at == NOW


def test_a_reply_and_a_reaction_taken_back_while_their_page_is_on_its_way_do_not_come_back(
    stage: Stage, company: Company
) -> None:
    stage.takes(submission("U1", ["C1"], ["U9"]))
    middle, now = company.rooms["C1"].posts[4], stamp(NOW)
    user, reply = middle.replies[0]
    stage.takes(
        events.deleted("C1", reply, now, thread_ts=middle.ts, user=user),
        events.reaction("C1", middle.ts, "U9", now, kind="removed", name="+1"),
    )
    stage.settle(company)
    gone = {(middle.ts, user, "reply", reply), (middle.ts, "U9", "reaction", "+1")}
    assert _engaged(stage) == _really_engaged(company) - gone


def test_a_reaction_that_was_seen_live_keeps_its_time_when_it_is_read_back(
    stage: Stage, company: Company
) -> None:
    middle, moment = company.rooms["C1"].posts[4], NOW - timedelta(days=19)
    stage.takes(submission("U1", ["C1"], ["U9"]), events.reaction("C1", middle.ts, "U9", stamp(moment)))
    stage.settle(company)
    times = {(row.user_id, row.name): row.at for row in stage.rows(Engagement) if row.kind == "reaction"}
    assert times == {("U9", "eyes"): moment, ("U8", "eyes"): None, ("U9", "+1"): None}


def test_a_page_for_a_channel_that_earshot_has_left_is_not_kept(stage: Stage, company: Company) -> None:
    stage.takes(submission("U1", ["C1"], ["U9"]))
    for _ in range(3):
        for call in stage.promised():
            answer = company.answer(call.method, call.arguments)
            if call.method == "conversations.history":
                stage.takes(events.membership("left", "C1", BOT_USER))
            stage.answer(call, answer)
        stage.work()
    assert company.count("conversations.history") == 1
    assert stage.rows(Post) == []
    assert stage.rows(Backfill) == []


def test_what_was_said_while_earshot_did_not_run_is_read_at_the_next_start(
    stage: Stage, company: Company
) -> None:
    stage.starts()
    _follow(stage, company)
    stage.minute()
    missed = stamp(NOW + 5 * HOUR)
    company.post("C1", Said(missed, "U2", replies=[("U9", stamp(NOW + 6 * HOUR))]))
    stage.later(NOW + 7 * HOUR)
    stage.starts()
    stage.settle(company)
    assert (missed, "U2") in _known(stage)
    assert _engaged(stage) == _really_engaged(company)
    assert float(company.last("conversations.history")["oldest"]) == (NOW - 7 * DAY).timestamp()
    assert _backfill(stage).done_at == NOW + 7 * HOUR


def test_a_stop_while_reading_goes_on_where_it_was_and_reads_the_gap(stage: Stage, company: Company) -> None:
    stage.starts()
    stage.takes(submission("U1", ["C1"], ["U9"]))
    for _ in range(3):
        for call in stage.promised():
            stage.answer(call, company.answer(call.method, call.arguments))
        stage.work()
    assert _backfill(stage).done_at is None
    missed = stamp(NOW + 2 * HOUR)
    company.post("C1", Said(missed, "U2"))
    stage.later(NOW + 3 * HOUR)
    stage.starts()
    stage.settle(company)
    assert _known(stage) == {(post.ts, post.user) for post in company.rooms["C1"].posts}
    assert _engaged(stage) == _really_engaged(company)
    assert (_backfill(stage).posts_read, _backfill(stage).threads_open) == (10, 0)
    assert _backfill(stage).done_at is not None


def test_a_reading_that_failed_is_made_up_for_at_the_next_start_with_all_its_ninety_days(
    stage: Stage, company: Company
) -> None:
    stage.starts()
    company.refused["conversations.history"] = "unknown: TimeoutError"
    _follow(stage, company)
    company.refused.clear()
    stage.later(NOW + HOUR)
    stage.starts()
    stage.settle(company)
    assert _known(stage) == {(post.ts, post.user) for post in company.rooms["C1"].posts}
    assert _backfill(stage).problem == ""


def test_the_first_start_of_all_has_nothing_to_catch_up(stage: Stage) -> None:
    stage.starts()
    assert stage.promised() == []


def test_apps_and_notices_are_read_but_never_offered(stage: Stage, company: Company) -> None:
    stage.takes(submission("U1", ["C1"], ["U9"]))
    notice, app = _stamps(2.5, 2.4)
    for call in stage.promised("users.conversations"):
        stage.answer(call, company.answer(call.method, call.arguments))
    stage.work()
    (page,) = stage.promised("conversations.history")
    messages = [
        {"ts": notice, "user": "U2", "subtype": "channel_join", "text": "joined"},
        {"ts": app, "bot_id": "B7", "subtype": "bot_message", "text": "deployed", "reply_count": 1},
    ]
    stage.answer(page, {"messages": messages})
    stage.work()
    assert [(row.ts, row.is_bot, row.text) for row in stage.rows(Post)] == [(app, True, None)]
    assert stage.promised("conversations.replies") == []
