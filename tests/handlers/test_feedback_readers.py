"""What readers of feedback can do, what its author hears, asking for some, and what is one's own."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from sqlmodel import Session

from bot.feedback.answering import ANSWERED, FIRST_CONTACT, NOBODY_LEFT, REFUSING, THANKED, refused_line
from bot.feedback.writing import GONE
from bot.picked import YOURSELF
from handlers.feedback import asking, letters, own
from handlers.views import feedback as form
from handlers.views import feedback_letter as view
from storage import feedback_wishes, posts
from storage.feedback import PURPOSE
from storage.tables import Feedback, FeedbackChoice, FeedbackNote, FeedbackRequest, Outbox
from tests.handlers import fernwood
from tests.handlers.company import Company
from tests.handlers.events import TEAM, command
from tests.handlers.pen import Office, Pen
from tests.handlers.stage import NOW, Stage
from tests.handlers.test_feedback import SAID, read
from tests.moments import at

WREN, LARCH, BANYAN, ALDER = "U1", "U2", "U3", "U9"
MESSAGE = {"container": {"type": "message", "channel_id": "D1", "message_ts": "1.2"}}


@dataclass
class Case:
    """Wren has written to Larch; each of them has Earshot before them."""

    stage: Stage
    company: Company
    office: Office

    def __post_init__(self) -> None:
        self.wren, self.larch, self.alder = (
            Pen(self.stage, self.company, user, self.office) for user in (WREN, LARCH, ALDER)
        )
        self.writes()

    def writes(self, **more: Any) -> None:
        """Wren writes to Larch."""
        self.wren.types(f"feedback <@{LARCH}>")
        self.wren.sends(**SAID, **more)
        self.wren.sends()

    @property
    def id(self) -> str:
        """Of the letter."""
        return self.stage.rows(Feedback)[-1].feedback_id

    def told(self, user: str) -> list[str]:
        """The purposes of the messages to somebody."""
        rows = [row for row in self.stage.rows(Outbox) if row.method == "chat.postMessage"]
        return [row.purpose for row in rows if row.recipient == user]


@pytest.fixture
def case(stage: Stage) -> Case:
    """The letter has arrived."""
    company = fernwood.quiet()
    office = Office(company)
    office.managers = {LARCH: ALDER}
    return Case(stage, company, office)


def test_thanks_reach_the_author_once_and_are_shown(case: Case) -> None:
    case.larch.presses(view.THANK, case.id, **MESSAGE)
    case.larch.presses(view.THANK, case.id, **MESSAGE)
    assert case.told(WREN) == ["feedback.thanks"]
    assert THANKED.format(person=f"<@{LARCH}>") in read(case.company.last("chat.postMessage"))
    shown = case.company.last("chat.update")
    assert view.YOU_THANKED.format(author=f"<@{WREN}>") in read(shown)
    assert SAID["behaviour"] in read(shown)
    assert view.THANK not in str(shown)


def test_an_answer_reaches_the_author_alone(case: Case) -> None:
    assert f"<@{WREN}>" in read(case.larch.presses(view.ANSWER, case.id, **MESSAGE))
    assert case.larch.sends(answer="Thank you, <!channel>; I'll ask earlier") == {}
    got = case.company.last("chat.postMessage")
    assert ANSWERED.format(person=f"<@{LARCH}>") in read(got)
    assert "Thank you, <!channel>; I'll ask earlier" in read(got)
    assert "<!channel>" not in got["text"]
    assert case.told(WREN) == ["feedback.answer"]
    assert view.YOU_ANSWERED.format(author=f"<@{WREN}>") in read(case.company.last("chat.update"))


def test_nobody_but_its_readers_can_press_on_it(case: Case) -> None:
    banyan = Pen(case.stage, case.company, BANYAN, case.office)
    banyan.presses(view.THANK, case.id, **MESSAGE)
    assert case.told(WREN) == []
    assert letters.GONE in read(case.company.last("chat.postMessage"))
    assert letters.GONE in read(banyan.presses(view.ANSWER, case.id, **MESSAGE))
    assert letters.GONE in read(banyan.presses(view.BACK, case.id, **MESSAGE))


def test_two_sentences_back_begin_with_the_author(case: Case) -> None:
    assert f"*For <@{WREN}>.*" in read(case.larch.presses(view.BACK, case.id))
    case.larch.sends(**SAID)
    case.larch.sends()
    assert case.told(WREN) == ["feedback.letter"]
    assert FIRST_CONTACT not in read(case.company.last("chat.postMessage"))  # Wren uses Earshot


def test_whoever_takes_no_more_gets_no_more_and_can_change_that(case: Case) -> None:
    case.larch.presses(view.REFUSE, case.id, **MESSAGE)
    assert REFUSING in read(case.company.last("chat.update"))
    refused = case.wren.types(f"feedback <@{LARCH}>")
    assert refused_line([LARCH], NOBODY_LEFT) in read(refused)
    both = case.wren.types(f"feedback <@{LARCH}> <@{BANYAN}>")
    assert refused_line([LARCH]) in read(both)
    assert f"*For <@{BANYAN}>.*" in read(both)
    case.larch.presses(view.ACCEPT, case.id, **MESSAGE)
    assert f"*For <@{LARCH}>.*" in read(case.wren.types(f"feedback <@{LARCH}>"))


def test_a_refusal_while_it_was_written_holds(case: Case) -> None:
    case.wren.types(f"feedback <@{LARCH}>")
    case.wren.sends(**SAID)
    case.larch.presses(view.REFUSE, case.id)
    case.wren.sends()
    assert len(case.stage.rows(Feedback)) == 1
    assert case.told(LARCH) == ["feedback.letter"]
    assert refused_line([LARCH]) in read(case.company.last("chat.postMessage"))


def test_a_manager_who_refused_is_no_choice_and_gets_nothing(case: Case) -> None:
    case.wren.types(f"feedback <@{LARCH}>")
    case.wren.sends(**SAID, visibility="them_and_manager")
    case.alder.types("feedback settings")
    case.alder.sends(takes=False)
    case.wren.sends()
    assert "feedback.letter" not in case.told(ALDER)
    assert sorted(row.visibility for row in case.stage.rows(Feedback)) == ["them", "them"]
    assert "visibility" not in str(case.wren.types(f"feedback <@{LARCH}>"))


def test_words_go_after_thirty_days_and_the_buttons_still_work(case: Case) -> None:
    case.stage.later(at("2026-04-06 10:00"))
    case.stage.minute()
    (row,) = case.stage.rows(Feedback)
    assert (row.words, row.words_gone) == ({}, True)
    case.larch.presses(view.THANK, case.id, **MESSAGE)
    assert view.GONE in read(case.company.last("chat.update"))
    assert case.told(WREN) == ["feedback.thanks"]


def test_stopping_takes_what_one_wrote_and_leaves_a_refusal(case: Case) -> None:
    case.wren.types(f"note <@{BANYAN}> asked well")
    case.alder.types("feedback settings")
    case.alder.sends(takes=False, manager=BANYAN)
    for user in (WREN, ALDER):
        case.stage.settle(case.company, command(user, "stop"))
    assert [*case.stage.rows(Feedback), *case.stage.rows(FeedbackNote)] == []
    assert [(row.user_id, row.takes_none, row.manager) for row in case.stage.rows(FeedbackChoice)] == [
        (ALDER, True, "")
    ]
    case.larch.presses(view.THANK, "gone")
    assert letters.GONE in read(case.company.last("chat.postMessage"))


def test_what_is_on_its_way_goes_with_its_author(case: Case) -> None:
    case.stage.later(at("2026-03-06 22:00"))
    case.wren.is_answered = False
    case.writes()
    waiting = [row for row in case.stage.promised("chat.postMessage") if row.recipient == LARCH]
    assert len(waiting) == 1
    case.stage.takes(command(WREN, "stop"))
    assert [row for row in case.stage.promised("chat.postMessage") if row.recipient == LARCH] == []


def test_asking_reaches_who_uses_earshot_and_gives_words_for_the_others(case: Case) -> None:
    case.larch.types(f"note <@{WREN}> hello")  # so Larch has started
    assert case.larch.view == {}
    case.wren.types("feedback ask")
    shown = case.wren.sends(people=[LARCH, BANYAN], topic="the <!channel> review")
    assert asking.ASKED.format(people=f"<@{LARCH}>") in read(shown)
    assert asking.NO_STRANGERS.format(people=f"<@{BANYAN}>") in read(shown)
    assert case.told(BANYAN) == []
    got = case.company.last("chat.postMessage")
    assert f"<@{WREN}> asks you for feedback on the &lt;!channel&gt; review" in got["text"]
    (request,) = case.stage.rows(FeedbackRequest)
    assert "the &lt;!channel&gt; review" in read(
        case.larch.presses(view.WRITE, request.request_id, **MESSAGE)
    )
    case.larch.sends(**SAID)
    case.larch.sends()
    assert case.stage.rows(FeedbackRequest)[0].settled_at == NOW
    again = case.wren
    again.types("feedback ask")
    assert asking.LATELY.format(people=f"<@{LARCH}>") in read(again.sends(people=[LARCH]))


def test_not_now_is_a_fine_answer_that_nobody_is_told(case: Case) -> None:
    case.larch.types(f"note <@{WREN}> hello")
    case.wren.types("feedback ask")
    case.wren.sends(people=[LARCH])
    (request,) = case.stage.rows(FeedbackRequest)
    before = case.told(WREN)
    case.larch.presses(view.DECLINE, request.request_id, **MESSAGE)
    assert view.DECLINED.format(author=f"<@{WREN}>") in read(case.company.last("chat.update"))
    assert case.told(WREN) == before


def test_notes_stand_in_the_form_and_go_once_it_is_sent(case: Case) -> None:
    case.wren.types(f"note <@{BANYAN}> <@{WREN}> kept calm in the outage")
    assert own.NOTED.format(people=f"<@{BANYAN}>") in case.company.last("response_url")["text"]
    assert "kept calm" in str(case.wren.types("note"))
    form_shown = case.wren.types(f"feedback <@{BANYAN}>")
    assert form.FILLED in read(form_shown)
    assert "kept calm in the outage" in str(form_shown)
    case.wren.sends(**SAID)
    case.wren.sends()
    assert case.stage.rows(FeedbackNote) == []


def test_a_note_can_be_deleted(case: Case) -> None:
    case.wren.types(f"note <@{BANYAN}> first")
    case.wren.types(f"note <@{BANYAN}> second")
    case.wren.types("note")
    first, second = case.stage.rows(FeedbackNote)
    kept = first if first.text == "first" else second
    left = case.wren.presses_here("feedback.drop_note", kept.note_id)
    assert "first" not in str(left)
    assert [row.text for row in case.stage.rows(FeedbackNote)] == ["second"]


def test_ones_own_word_on_the_manager_comes_before_the_profile(case: Case) -> None:
    case.larch.types("feedback settings")
    case.larch.sends(manager=BANYAN)
    assert own.MANAGED.format(person=f"<@{BANYAN}>") in read(case.company.last("chat.postMessage"))
    assert f"({BANYAN.lower()})" in read(case.wren.types(f"feedback <@{LARCH}>"))
    case.larch.types("feedback settings")
    assert case.larch.sends(manager=LARCH) == {"errors": {"manager": own.NO_MANAGER}}
    case.larch.sends(manager="")
    assert f"({ALDER.lower()})" in read(case.wren.types(f"feedback <@{LARCH}>"))


def chosen(trigger: str, **more: str) -> dict[str, Any]:
    """Wren chooses it in the menu of a post of Banyan's."""
    said = {"type": "message", "ts": "1772442000.000100", "user": BANYAN, "text": "words", **more}
    return {
        "type": "message_action",
        "callback_id": "feedback",
        "team": {"id": "T1"},
        "user": {"id": WREN},
        "channel": {"id": fernwood.PLANS},
        "message": said,
        "trigger_id": trigger,
    }


def test_a_post_in_the_menu_writes_to_its_author(case: Case) -> None:
    shown = case.wren.does(chosen("9.t"))
    assert f"*For <@{BANYAN}>.*" in read(shown)
    assert "In what you wrote on 2 March" in str(shown)
    assert "<https://b.example/archives/CPLANS/p1772442000000100|their post>" in read(shown)
    assert case.wren.does(chosen("10.t", bot_id="B7"))["callback_id"] == "feedback.pick"
    assert YOURSELF in read(case.wren.does(chosen("11.t", user=WREN)))


def test_a_post_that_is_gone_is_said_to_be_gone(case: Case) -> None:
    ts = "1772442000.000100"
    with Session(case.stage.engine) as session, session.begin():
        posts.mark_deleted(session, TEAM, fernwood.PLANS, ts, NOW)
    shown = case.wren.does(chosen("12.t"))
    assert GONE in read(shown)
    assert ts.replace(".", "") not in read(shown)


@pytest.mark.parametrize("visibility", ["them", "them_and_manager", "manager"])
def test_nobody_gets_it_who_was_not_named_or_said_no_and_nobody_at_night(case: Case, visibility: str) -> None:
    named = {"them": {LARCH}, "them_and_manager": {LARCH, ALDER}, "manager": {ALDER}}[visibility]
    case.wren.is_answered = False
    for number, refusing in enumerate(combinations_of([LARCH, ALDER])):
        before = {row.id for row in case.stage.rows(Outbox)}
        case.stage.later(at("2026-03-07 12:00") + number * timedelta(days=7))  # a Saturday
        case.wren.types(f"feedback <@{LARCH}>")
        case.wren.sends(**SAID, visibility=visibility)
        _say_no(case, refusing)
        case.wren.sends()
        sent = [row for row in case.stage.rows(Outbox) if row.id not in before and row.purpose == PURPOSE]
        assert {row.recipient for row in sent} == named - set(refusing)
        assert all(row.not_before.weekday() == 0 and row.not_before.hour == 8 for row in sent)
        _say_no(case, refusing, takes_none=False)


def combinations_of(people: list[str]) -> list[tuple[str, ...]]:
    """Every subset of them."""
    return [chosen for count in range(len(people) + 1) for chosen in combinations(people, count)]


def _say_no(case: Case, people: tuple[str, ...], *, takes_none: bool = True) -> None:
    with Session(case.stage.engine) as session, session.begin():
        for user in people:
            feedback_wishes.refuse(session, TEAM, user, takes_none=takes_none)
