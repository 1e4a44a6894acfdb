"""The green button from the command to the kept words: what is filled in, advised, stored, and said of bad input."""

from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.green_button.replies import TITLES
from handlers import earshot, green_button, green_journal
from handlers.edges.slack import Outcome
from handlers.posts import WORDS_GONE
from handlers.views import green_button as view
from handlers.views import green_verdict
from storage.tables import BusyWord, DigestItem, Listener, Nudge, Press
from tests.handlers import events, fernwood
from tests.handlers.company import Company
from tests.handlers.events import click, command, submission
from tests.handlers.fernwood import NINE, OTHER, PLANS, READER, says
from tests.handlers.green import ANSWERS, Desk
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp
from tests.views.rendered import markup, objects

FITTING = {"green": "yes", "discover": "discover", "delegate": "delegate", "red": "no"}


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine as their manager in #plans."""
    return fernwood.followed(stage, submission(READER, [PLANS], [NINE]))


@pytest.fixture
def desk(stage: Stage, company: Company) -> Desk:
    """The reader's."""
    return Desk(stage, company, READER)


def began(shown: dict[str, Any], block: str) -> object:
    """What a field begins with."""
    (element,) = [each["element"] for each in objects(shown) if each.get("block_id") == block]
    option = element.get("initial_option") or {}
    return element.get("initial_value") or element.get("initial_user") or option.get("value")


def read(shown: dict[str, Any]) -> str:
    """All that can be read in a modal."""
    return "\n".join(str(each["text"]) for each in objects(shown) if isinstance(each.get("text"), str))


def menu(
    ts: str, author: str = NINE, text: str = "Could you lead the pilot?", reader: str = READER
) -> dict[str, Any]:
    """Somebody chose "Green or red?" in the menu of a message."""
    body = events.shortcut(reader, PLANS, ts)
    message = body["message"] | {"user": author, "text": text}
    return body | {"callback_id": "greenbutton", "message": message}


def test_what_is_weighed_is_advised_and_kept_in_one_modal(stage: Stage, desk: Desk) -> None:
    assert began(desk.types("Could you lead the pilot?"), "ask") == "Could you lead the pilot?"
    advised = desk.submits(ANSWERS)
    assert advised["callback_id"] == green_verdict.DECIDE
    (press,) = stage.rows(Press)
    assert (press.user_id, press.ask, press.answers) == (READER, "Could you lead the pilot?", ANSWERS)
    assert (press.verdict, press.decision, press.decided_at) == ("green", "", None)
    kit = desk.submits({"decision": "green", "chance": "70"})
    assert kit["callback_id"] == green_verdict.REPLY
    (press,) = stage.rows(Press)
    assert (press.decision, press.chance, press.decided_at) == ("green", 70, NOW)
    assert press.review_round == "30 days"


@pytest.mark.parametrize("button", list(green_verdict.CHOICES))
def test_the_person_decides_and_the_words_for_that_come_first(desk: Desk, button: str) -> None:
    desk.types("Could you lead the pilot?")
    desk.submits(ANSWERS)
    kit = desk.submits({"decision": button})
    titles = [each["text"] for each in objects(kit) if str(each.get("text")).startswith("*")]
    drafts = {f"*{title}*": kind for kind, title in TITLES.items()}
    assert next(drafts[title] for title in titles if title in drafts) == FITTING[button]


def test_a_message_fills_in_who_asks_what_and_the_link(stage: Stage, company: Company, desk: Desk) -> None:
    said = says(stage, company, PLANS, NINE, "Could you lead the pilot, <@U3>?")
    shown = desk.does(menu(said.ts, text="Could you lead the pilot, <@U3>? <!everyone>"))
    assert began(shown, "who") == NINE
    assert began(shown, "ask") == "Could you lead the pilot, @u3? @everyone"
    assert began(shown, "asker") == "above"
    assert "you follow them as your manager" in read(shown)
    desk.submits({})
    kit = desk.submits({"decision": "green"})
    assert f"https://b.example/archives/{PLANS}/p{said.ts.replace('.', '')}" in read(kit)
    assert "<!everyone>" not in str(kit)
    (press,) = stage.rows(Press)
    assert (press.asker, press.channel_id, press.ts, press.is_quoted) == (NINE, PLANS, said.ts, True)


def test_somebody_never_met_in_a_thread_is_filled_in_as_new(desk: Desk) -> None:
    shown = desk.does(menu(stamp(NOW), OTHER))
    assert began(shown, "relationship") == "new"
    assert began(shown, "asker") == "unknown"


def test_presses_of_ones_own_in_a_channel_say_where_one_is_strong(desk: Desk) -> None:
    for micros in (1, 2):
        desk.does(menu(stamp(NOW, micros)))
        desk.submits({"growth": "strong"})
    assert began(desk.does(menu(stamp(NOW, 3))), "growth") == "strong"
    other = Desk(desk.stage, desk.company, OTHER)
    assert began(other.does(menu(stamp(NOW, 3), reader=OTHER)), "growth") == "unknown"


def test_the_shortcut_everywhere_and_the_button_on_home_begin_empty(desk: Desk) -> None:
    everywhere = {
        "type": "shortcut", "callback_id": view.ANYTIME, "trigger_id": "7.7",
        "team": {"id": "T1"}, "user": {"id": READER},
    }  # fmt: skip
    assert began(desk.does(everywhere), "ask") is None
    home = {"id": "VH", "type": "home", "hash": "1.h"}
    assert began(desk.presses(view.OPEN, view=home), "ask") is None
    assert [method for method, _ in desk.slack.calls] == ["views.open", "views.open"]


def picked(stage: Stage, desk: Desk, *channels: str, item: int | None = None) -> dict[str, Any]:
    """The reader chose "Green or red?" in the menu of the first post of their digest, being in these channels."""
    number = stage.rows(DigestItem)[0].id if item is None else item
    found = [{"id": channel} for channel in channels]
    desk.slack.will("users.conversations", Outcome("ok", {"channels": found}))
    action = {"type": "overflow", "action_id": "digest.more", "action_ts": f"{len(desk.slack.calls)}.1"}
    body = click(desk.user, "digest.more") | {
        "actions": [action | {"selected_option": {"value": f"green:{number}"}}]
    }
    return desk.does(body)


def test_a_post_of_the_digest_fills_in_who_asks_and_what(stage: Stage, company: Company, desk: Desk) -> None:
    said = says(stage, company, PLANS, OTHER, "Who leads the pilot?")
    fernwood.now(stage, company)
    shown = picked(stage, desk, PLANS)
    assert (began(shown, "ask"), began(shown, "who")) == ("Who leads the pilot?", OTHER)
    desk.submits(ANSWERS)
    (press,) = stage.rows(Press)
    assert (press.channel_id, press.ts, press.is_quoted) == (PLANS, said.ts, True)


def test_a_post_that_its_reader_may_not_see_now_fills_in_nothing(
    stage: Stage, company: Company, desk: Desk
) -> None:
    said = says(stage, company, PLANS, OTHER, "Who leads the pilot?")
    fernwood.now(stage, company)
    other = Desk(stage, company, OTHER)
    for shown in (picked(stage, desk), picked(stage, other, PLANS), picked(stage, desk, PLANS, item=99)):
        assert (began(shown, "ask"), began(shown, "who")) == (None, None)
        assert view.GONE in read(shown)
    stage.settle(company, events.deleted(PLANS, said.ts, stamp(NOW, 99)))
    shown = picked(stage, desk, PLANS)
    assert began(shown, "ask") is None
    assert view.GONE in read(shown)


def test_an_empty_ask_is_told_in_our_words_and_nothing_is_stored(stage: Stage, desk: Desk) -> None:
    desk.types("")
    assert desk.submits({"ask": "  \n "}) == {"errors": {"ask": green_button.EMPTY}}
    assert stage.rows(Press) == []
    assert desk.submits({"ask": "the pilot"})["callback_id"] == green_verdict.DECIDE


@pytest.mark.parametrize(
    "ask",
    [
        "a" * 3000,
        "👩‍👩‍👧‍👦" * 272,
        "\U0001f7e2" * 1500,
        "\x07" * 2999 + "a",
        '"\\\n' * 1000,
        "<!channel> @everyone <@U3> " * 100,
    ],
    ids=["3,000 letters", "families", "emoji", "bells", "quotes", "mentions of everyone"],
)
def test_whatever_is_asked_is_kept_whole_and_fits_in_every_modal(stage: Stage, desk: Desk, ask: str) -> None:
    desk.types("")
    desk.submits({"ask": ask} | ANSWERS)
    kit = desk.submits({"decision": "discover", "chance": "30"})
    assert desk.submits({"reply": ask[:3000]})["callback_id"] == green_verdict.REPLY
    (press,) = stage.rows(Press)
    assert press.ask == ask.strip()
    assert not any("<!channel>" in part for part in markup(kit))
    assert desk.presses("green_journal.entry", str(press.id))["callback_id"] == "green_journal.save"
    desk.presses("green_journal.open", "0")


def test_a_longer_command_is_cut_to_what_slack_lets_one_type(desk: Desk) -> None:
    assert len(str(began(desk.types("pilot " * 900), "ask"))) <= view.MOST


def test_an_asker_without_an_account_is_left_out_and_said(stage: Stage, company: Company, desk: Desk) -> None:
    gone = {"id": OTHER, "name": "larch", "deleted": True, "tz": "UTC", "profile": {"real_name": "Larch"}}
    stage.settle(company, events.callback({"type": "user_change", "user": gone}))
    shown = desk.does(menu(stamp(NOW), OTHER))
    assert began(shown, "who") is None
    assert "has no account any more" in read(shown)
    assert began(shown, "ask") == "Could you lead the pilot?"


def test_the_words_of_a_message_that_is_deleted_go_from_the_journal(
    stage: Stage, company: Company, desk: Desk
) -> None:
    said = says(stage, company, PLANS, NINE, "Could you lead the pilot?")
    desk.does(menu(said.ts))
    desk.submits(ANSWERS)
    stage.settle(company, events.deleted(PLANS, said.ts, stamp(NOW, 99)))
    (press,) = stage.rows(Press)
    assert (press.ask, press.verdict) == (WORDS_GONE, "green")


def test_words_deleted_while_the_modal_was_open_are_not_kept(
    stage: Stage, company: Company, desk: Desk
) -> None:
    said = says(stage, company, PLANS, NINE, "Could you lead the pilot?")
    desk.does(menu(said.ts))
    stage.settle(company, events.deleted(PLANS, said.ts, stamp(NOW, 99)))
    desk.submits(ANSWERS)
    (press,) = stage.rows(Press)
    assert (press.ask, press.answers["growth"]) == (WORDS_GONE, "grow")


def test_a_submission_that_comes_twice_is_one_press(stage: Stage, desk: Desk) -> None:
    desk.types("the pilot")
    weighed = desk.submission(ANSWERS)
    desk.sends(weighed)
    desk.sends(weighed)
    again = desk.submission({"decision": "green", "chance": "90"})
    desk.sends(again)
    desk.sends(again)
    (press,) = stage.rows(Press)
    assert (press.decision, press.chance) == ("green", 90)


def test_two_devices_are_two_presses_and_neither_is_lost(stage: Stage, company: Company, desk: Desk) -> None:
    phone = Desk(stage, company, READER)
    desk.types("the pilot")
    phone.types("the pilot")
    for each, button in ((desk, "green"), (phone, "red")):
        each.submits(ANSWERS)
        each.submits({"decision": button})
    assert sorted(press.decision for press in stage.rows(Press)) == ["green", "red"]


def test_a_decision_on_what_was_deleted_elsewhere_is_kept(stage: Stage, company: Company, desk: Desk) -> None:
    desk.types("the pilot")
    desk.submits(ANSWERS)
    (press,) = stage.rows(Press)
    Desk(stage, company, READER).presses("green_journal.delete", str(press.id))
    assert stage.rows(Press) == []
    desk.submits({"decision": "green"})
    (press,) = stage.rows(Press)
    assert (press.ask, press.answers, press.decision) == ("the pilot", ANSWERS, "green")


def test_a_trigger_that_expired_gives_the_typed_words_back(
    stage: Stage, company: Company, desk: Desk
) -> None:
    desk.slack.will("views.open", Outcome("refused", problem="expired_trigger_id"))
    desk.types("lead the <pilot>")
    (missed,) = desk.missed
    stage.happens(missed)
    stage.work()
    stage.settle(company)
    told = str(company.last("response_url")["text"])
    assert told == earshot.MISSED + earshot.TYPED.format(typed="/greenbutton lead the &lt;pilot&gt;")


def test_words_after_which_people_stop_asking_are_flagged_with_others(stage: Stage, desk: Desk) -> None:
    desk.decides()
    checked = desk.submits({"reply": "Sorry, I'm swamped. The busy path of the code is fine."})
    assert "swamped" in read(checked)
    assert "busy path" not in "".join(
        str(each["text"]) for each in objects(checked) if "after that, people" in str(each.get("text"))
    )
    fine = desk.submits({"reply": "Not now; ask me again in May?"})
    assert green_verdict.FINE in read(fine)
    (press,) = stage.rows(Press)
    assert press.reply == "Not now; ask me again in May?"
    assert desk.submits({"reply": ""}) == {}


def test_words_of_ones_own_are_flagged_with_a_rewrite(stage: Stage, company: Company, desk: Desk) -> None:
    desk.presses("green_words.open")
    assert desk.submits({"words": "Land unter, up to here"}) == {}
    assert {row.words for row in stage.rows(BusyWord)} == {"Land unter", "up to here"}
    desk.decides()
    checked = read(desk.submits({"reply": "Tut mir leid, land  unter hier."}))
    assert "*“land unter”*" in checked
    assert "You could say: “”" not in checked
    other = Desk(stage, company, OTHER)
    other.decides()
    assert green_verdict.FINE in read(other.submits({"reply": "Land unter."}))


@pytest.mark.parametrize("text", ["help", " HELP "])
def test_help_is_answered_and_opens_nothing(company: Company, desk: Desk, text: str) -> None:
    assert desk.types(text) == {}
    assert company.last("response_url")["text"] == green_button.HELP


def test_stopping_forgets_all_that_is_ones_own(stage: Stage, company: Company, desk: Desk) -> None:
    other = Desk(stage, company, OTHER)
    for each in (desk, other):
        each.decides()
        each.presses("green_words.open")
        each.submits({"words": "land unter"})
    stage.settle(company, command(READER, "pause"), command(READER, "stop"))
    tables: tuple[type[SQLModel], ...] = (Press, BusyWord, Nudge, Listener)
    assert {row.model_dump()["user_id"] for table in tables for row in stage.rows(table)} == {OTHER}
    assert "Lead the pilot?" not in str([row.arguments for row in stage.promised()])


def test_nobody_sees_what_another_weighed(stage: Stage, company: Company, desk: Desk) -> None:
    desk.decides("A very private ask")
    (press,) = stage.rows(Press)
    other = Desk(stage, company, OTHER)
    assert "private" not in str(other.presses("green_journal.entry", str(press.id)))
    assert "private" not in str(other.types("journal"))
    other.presses("green_journal.delete", str(press.id))
    other.presses("green_journal.not", f"{press.id}:30 days")
    stage.settle(company, click(OTHER, "green_journal.close", str(press.id)))
    assert green_journal.GONE in company.said()
    assert [(row.reviews, row.loop_closed_at) for row in stage.rows(Press)] == [([], None)]
    told = [arguments for _, arguments in company.sent if "private" in str(arguments)]
    assert {arguments.get("user_id") or arguments.get("channel") for arguments in told} == {READER}
