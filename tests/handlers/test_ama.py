"""A session step by step: what people and hosts do, and what becomes of it, on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from handlers.ama import setup
from handlers.edges.seal import NONE_LEFT
from handlers.views.ama import ask as ask_view
from handlers.views.ama.board import ASK, LIST, MINE, TOOLS
from storage.tables import AmaVote, Inbox, Outbox
from tests.handlers.events import click, command
from tests.handlers.sessions import CHANNEL, HOST, PEOPLE, SECOND, Town, form
from tests.handlers.stage import NOW, Stage

WHY, WHAT = "Why do we price per round and not per seat?", "What would we stop doing with half of us?"


@pytest.fixture
def town(stage: Stage, tmp_path: Path) -> Town:
    """A channel in which a session was just opened."""
    found = Town(stage, tmp_path)
    assert found.set_up(hosts=(HOST, SECOND)) is None
    return found


@pytest.fixture
def two(town: Town) -> Town:
    """With two questions, the first with two votes."""
    town.asks(PEOPLE[0], WHY)
    town.asks(PEOPLE[1], WHAT, "named")
    town.votes(PEOPLE[2], WHY)
    town.votes(PEOPLE[3], WHY)
    return town


def test_a_set_up_makes_a_key_joins_posts_the_board_and_tells_the_hosts(town: Town) -> None:
    assert town.ama.state == "open"
    assert (town.folder / "keys" / f"{town.ama.ama_id}.key").stat().st_mode & 0o777 == 0o600
    assert town.company.count("conversations.join") == 1
    assert town.ama.board_ts
    assert "Nobody has asked yet" in town.board()
    assert town.told() == {"set up": {HOST, SECOND}}
    assert "You are a host of *Ask the founders*" in town.said_alone()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", {"title": " "}),
        ("hosts", {"hosts": ()}),
        ("channel", {"channel": ""}),
        ("closes", {"closes": NOW - timedelta(hours=1), "opens": NOW - timedelta(days=1)}),
        ("schedule", {"schedule": "half past seven"}),
        ("schedule", {"schedule": "25:00 Late"}),
    ],
)
def test_a_set_up_that_lacks_something_is_refused_where_it_is_written(
    stage: Stage, tmp_path: Path, field: str, values: dict[str, object]
) -> None:
    town = Town(stage, tmp_path)
    reply = town.set_up(**values)
    assert reply is not None
    assert list(reply.answer["errors"]) == [field]
    assert town.company.sent == []


def test_there_is_one_at_a_time_in_a_channel(town: Town) -> None:
    reply = town.set_up(title="Another")
    assert reply is not None
    assert reply.answer["errors"] == {"channel": setup.ONE_ALREADY.format(title="Ask the founders")}
    assert town.company.count("keys.make") == 0
    assert town.ama.plan.title == "Ask the founders"


def test_two_hosts_who_set_up_at_once_get_one_board(stage: Stage, tmp_path: Path) -> None:
    town = Town(stage, tmp_path)
    first = town.submission(HOST, "ama.host.setup", "ama", form())
    second = town.submission(SECOND, "ama.host.setup", "ama", form())
    town.stage.arrives(first, second)
    town.settle()
    boards = [sent for name, sent in town.company.sent if name == "chat.postMessage" and sent.get("channel")]
    assert len(boards) == 1


def test_the_command_opens_the_set_up_or_says_what_to_do_here(stage: Stage, tmp_path: Path) -> None:
    town = Town(stage, tmp_path)
    typed = {**command(PEOPLE[0], ""), "command": "/ama", "channel_id": CHANNEL}
    assert town.modal(typed)["callback_id"] == "ama.host.setup"
    assert town.modal({**typed, "text": "anything else"})["callback_id"] == "ama.host.setup"
    assert town.modal({**typed, "text": "topics"})["private_metadata"] == "topics"
    town.set_up()
    shown = town.modal(typed)
    assert shown["callback_id"] == "ama.here"
    assert "*Ask the founders* takes questions until" in str(shown)
    assert TOOLS not in str(shown)
    assert TOOLS in str(town.modal({**typed, "user_id": HOST}))


def test_a_question_appears_with_a_number_and_a_message_in_the_thread(two: Town) -> None:
    first, second = two.about("per round"), two.about("half of us")
    assert {first.number, second.number} == {1, 2}
    assert (first.author, second.author) == ("", PEOPLE[1])
    posted = [sent for name, sent in two.company.sent if name == "chat.postMessage" and sent.get("thread_ts")]
    assert {sent["thread_ts"] for sent in posted} == {two.ama.board_ts}
    assert "2 questions · 2 votes · 0 answered" in two.board()
    assert "*▲ 2* · #1 · anonymous" in two.message("per round")


def test_a_vote_counts_once_however_often_it_is_pressed_and_can_be_taken_back(two: Town) -> None:
    two.votes(PEOPLE[2], WHY)
    two.votes(PEOPLE[2], WHY)
    assert two.about("per round").votes == 2
    two.votes(PEOPLE[2], WHY, "off")
    two.votes(PEOPLE[2], WHY, "off")
    assert two.about("per round").votes == 1
    assert "*▲ 1*" in two.message("per round")


def test_a_board_is_edited_once_a_second_however_many_act(two: Town) -> None:
    before = two.company.count("chat.update")
    drawn = len([row for row in two.stage.rows(Inbox) if row.kind == "ama.draw"])
    two.arrives(*(click(user, "ama.vote", two.place("half of us")) for user in PEOPLE))
    assert len([row for row in two.stage.rows(Inbox) if row.kind == "ama.draw"]) == drawn + 1
    assert two.about("half of us").votes == 6
    assert two.company.count("chat.update") - before == 2  # the board, and the question
    assert "*▲ 6*" in two.message("half of us")


def test_nothing_that_did_not_change_is_edited(two: Town) -> None:
    before = two.company.count("chat.update")
    two.stage.minute()
    two.settle()
    assert two.company.count("chat.update") == before


def test_every_question_that_is_out_of_date_has_its_turn(two: Town) -> None:
    for number in range(6):
        two.asks(PEOPLE[number], f"Where will we be in {number} years with the lockers?", "named")
    wanted = [each.question_id for each in two.asked]
    two.arrives(*(click("U6", "ama.vote", two.place(each.text)) for each in two.asked))
    assert [each.question_id for each in two.asked] == wanted
    for each in two.asked:
        assert f"*▲ {each.votes}*" in two.message(each.text)


@pytest.mark.parametrize("words", ["too short", "x" * 501, "   ok    "])
def test_a_question_of_the_wrong_length_is_refused_at_the_door(town: Town, words: str) -> None:
    reply = town.asks(PEOPLE[0], words)
    assert reply is not None
    assert list(reply.answer["errors"]) == ["words"]
    assert town.asked == []


def test_each_person_has_three_anonymous_questions_and_any_number_with_a_name(town: Town) -> None:
    for number in range(3):
        town.asks(PEOPLE[0], f"What about the lockers in town {number}?")
    reply = town.asks(PEOPLE[0], "And what about the lockers in a fourth?")
    assert reply is not None
    assert reply.answer["errors"] == {"words": NONE_LEFT.format(most=3)}
    town.asks(PEOPLE[0], "And what about the lockers in a fourth?", "named")
    town.asks(PEOPLE[1], "What about the lockers in a fifth town?")
    assert len(town.asked) == 5


def test_similar_questions_and_a_hint_come_once_before_sending_and_nothing_is_written(two: Town) -> None:
    first = two.asking(PEOPLE[4], "Why do we price per round rather than per seat?")
    first["view"]["private_metadata"] = two.place()
    reply = two.arrives(first)
    assert reply is not None
    assert not reply.is_written
    shown = str(reply.answer["view"])
    assert ask_view.SIMILAR in shown
    assert two.about("per round").question_id in shown
    assert len(two.asked) == 2
    two.presses(PEOPLE[4], ask_view.VOTE_HERE, "per round")
    assert two.about("per round").votes == 3
    two.asks(PEOPLE[4], "Why do we price per round rather than per seat?")
    assert len(two.asked) == 3


def test_a_small_circle_is_warned_until_five_have_taken_part(two: Town) -> None:
    assert ask_view.FEW in two.opens(PEOPLE[0], ASK)
    for user in PEOPLE[:5]:
        two.votes(user, "half of us")
    assert ask_view.FEW not in two.opens(PEOPLE[0], ASK)


def test_ones_own_can_be_changed_and_withdrawn_also_anonymous_ones_and_by_nobody_else(two: Town) -> None:
    assert WHY in two.opens(PEOPLE[0], MINE)
    assert WHY not in two.opens(PEOPLE[1], MINE)
    changed = {"words": {"words": {"value": "Why do we price per round at all?"}}}
    two.arrives(two.submission(PEOPLE[1], "ama.edit", two.place("per round"), changed))
    assert two.about("per round").text == WHY
    two.arrives(two.submission(PEOPLE[0], "ama.edit", two.place("per round"), changed))
    assert "Why do we price per round at all?" in two.message("per round")
    two.presses(PEOPLE[1], ask_view.WITHDRAW, "per round")
    assert two.about("per round").state == "open"
    ts = two.about("per round").ts
    two.presses(PEOPLE[0], ask_view.WITHDRAW, "per round")
    gone = next(each for each in two.asked if each.ts == ts)
    assert (gone.state, gone.text) == ("withdrawn", "")
    assert "Withdrawn by whoever asked it" in str(two._message(ts))
    assert "per round" not in two.board()


def test_the_lists_are_in_four_orders_and_show_ones_own_votes(two: Town) -> None:
    assert "✓ Voted" in two.opens(PEOPLE[2], LIST, choice="top")
    assert "✓ Voted" not in two.opens(PEOPLE[5], LIST, choice="top")
    newest, most = (two.opens(PEOPLE[5], LIST, choice=order) for order in ("newest", "most"))
    assert newest.index("half of us") < newest.index("per round")
    assert most.index("per round") < most.index("half of us")
    two.decides(HOST, "per round", "answered")
    assert "per round" not in two.opens(PEOPLE[5], LIST, choice="unanswered")


def test_a_vote_in_the_list_shows_at_once(two: Town) -> None:
    body = two.pressing(PEOPLE[5], "ama.vote.list", "per round")
    body["view"]["private_metadata"] = two.place(choice="most:0")
    shown = str(two.modal(body))
    assert "*▲ 3* · #1" in shown
    assert "✓ Voted" in shown
    two.arrives(body)
    assert two.about("per round").votes == 3


def test_no_promise_and_no_row_of_a_participant_names_them(two: Town) -> None:
    named = {row.recipient for row in two.stage.rows(Outbox)}
    assert named & set(PEOPLE) == set()
    assert all(user not in str(vote) for vote in two.stage.rows(AmaVote) for user in PEOPLE)
