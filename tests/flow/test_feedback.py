"""Feedback in the running bot: written to two people, read by them and a manager, thanked, and forgotten."""

from sqlmodel import select

from storage.tables import Feedback, FeedbackDraft
from tests.flow.company import Company
from tests.flow.person import Json, Person, texts
from tests.flow.waiting import wait_for

SAID = {"behaviour": "You asked the partners first & <b>twice</b>", "impact": "We kept\nthe contract"}


def _letters(person: Person) -> list[Json]:
    return [each for each in person.messages() if "wrote down some feedback" in each["text"]]


def _words(message: Json) -> str:
    return "\n".join(texts(message["blocks"]))


def _callback(answer: Json) -> str:
    return str(answer["view"]["callback_id"])


def test_two_people_one_after_another_with_ones_manager(either_transport: Company) -> None:
    company = either_transport
    company.clock_moves(advance="next monday 10:00")
    opened = company.paul.types("/earshot feedback <@UIRIS> <@UNELL>")
    assert _callback(opened) == "feedback.write"
    preview = company.paul.does("submit", values={**SAID, "visibility": "them_and_manager"})["view"]
    assert "<@UIRIS> and their manager <@UOSKAR> will see this" in _words(preview)
    changed = company.paul.does("click", action_id="feedback.change")["view"]
    values = changed["state"]["values"]
    assert {values[f"{field}.UIRIS"][field]["value"] for field in SAID} == set(SAID.values())
    company.paul.does("submit", values={})
    following = company.paul.does("submit", values={})["view"]
    assert "For <@UNELL>" in _words(following)
    assert following["state"]["values"]["behaviour.UNELL"]["behaviour"]["value"] is None
    company.paul.does("click", action_id="feedback.skip")
    company.settle()
    (to_iris,) = wait_for(lambda: _letters(company.iris))
    (to_oskar,) = wait_for(lambda: _letters(company.oskar))
    for letter in (to_iris, to_oskar):
        assert set(SAID.values()) <= set(texts(letter["blocks"]))
    assert _letters(company.nell) == []
    assert "Your manager <@UOSKAR> sees this too." in _words(to_iris)


def test_thanks_an_answer_and_no_more(either_transport: Company) -> None:
    company = either_transport
    company.clock_moves(advance="next monday 10:00")
    company.paul.types("/earshot feedback <@UIRIS>")
    company.paul.does("submit", values=SAID)
    company.paul.does("submit", values={})
    wait_for(lambda: _letters(company.iris))
    company.iris.clicks("feedback.thank")
    company.iris.clicks("feedback.answer")
    company.iris.does("submit", values={"answer": "Glad it helped"})
    company.iris.clicks("feedback.refuse")
    company.settle()
    heard = [each["text"] for each in company.paul.messages()]
    assert heard == ["<@UIRIS> thanks you for your feedback.", "<@UIRIS> answered your feedback:"]
    (letter,) = _letters(company.iris)
    assert "You thanked <@UPAUL>." in _words(letter)
    refused = company.paul.types("/earshot feedback <@UIRIS>")
    assert _callback(refused) == "feedback.pick"
    assert "<@UIRIS> prefers not to get feedback through me" in _words(refused["view"])


def _kept(company: Company) -> int:
    with company.bot.storage() as session:
        return len(session.exec(select(Feedback)).all()) + len(session.exec(select(FeedbackDraft)).all())


def test_at_night_it_waits_and_stopping_takes_it_back(company: Company) -> None:
    company.clock_moves(advance="next friday 23:00")
    company.paul.types("/earshot feedback <@UIRIS>")
    company.paul.does("submit", values=SAID)
    company.paul.does("submit", values={})
    wait_for(lambda: _kept(company))  # the letter waits, so the bot has not nothing left to do
    assert _letters(company.iris) == []
    company.paul.types("/earshot stop")
    company.settle()
    assert _kept(company) == 0
    company.clock_moves(advance="next monday 12:00")
    assert _letters(company.iris) == []
