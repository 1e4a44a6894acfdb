"""The green button in the running bot: weighed, advised, decided, asked about again, and forgotten."""

from sqlmodel import select

from storage.tables import Press
from tests.flow.company import Company
from tests.flow.fernhill import FRESH_PARTNER
from tests.flow.person import texts
from tests.flow.waiting import wait_for

ASK = "Could you lead the partner pilot?"
ANSWERS = {"asker": "above", "kind": "initiative", "growth": "grow", "effort": "days", "day_job": "met"}


def _presses(company: Company) -> list[Press]:
    with company.bot.storage() as session:
        return list(session.exec(select(Press).order_by(Press.id)).all())  # type: ignore[arg-type]  # a column


def _decides(company: Company, button: str) -> None:
    company.iris.types(f"/greenbutton {ASK}")
    company.iris.does("submit", values=ANSWERS)
    company.iris.does("submit", values={"decision": button, "chance": "70"})
    company.settle()


def test_from_the_command_to_the_journal(either_transport: Company) -> None:
    company = either_transport
    opened = company.iris.types(f"/greenbutton {ASK}")
    assert opened["view"]["callback_id"] == "green_button"
    assert opened["view"]["state"]["values"]["ask"]["ask"]["value"] == ASK
    advised = company.iris.does("submit", values=ANSWERS)["view"]
    assert advised["callback_id"] == "green_button.decide"
    decided = company.iris.does("submit", values={"decision": "green", "chance": "70"})["view"]
    assert decided["callback_id"] == "green_button.reply"
    assert "partner pilot" in "\n".join(texts(decided["blocks"]))
    company.settle()
    (press,) = _presses(company)
    assert (press.user_id, press.decision, press.chance) == ("UIRIS", "green", 70)
    assert press.answers == ANSWERS
    assert press.review_at is not None


def test_how_it_went_is_asked_by_message_and_one_tap_answers(either_transport: Company) -> None:
    company = either_transport
    _decides(company, "green")
    company.clock_moves(advance="32d")
    company.clock_moves(advance="next monday 10:00")
    asked = [each for each in company.iris.messages() if "About a month ago" in each["text"]]
    assert len(asked) == 1
    company.iris.clicks("green_review.worked")
    company.settle()
    (press,) = _presses(company)
    assert [each["answer"] for each in press.reviews] == ["worked"]
    assert "1 green" in company.iris.home()


def test_a_message_brings_its_words_its_author_and_its_link(either_transport: Company) -> None:
    company = either_transport
    company.follow_and_read("partners")
    ts = next(
        each["ts"] for each in company.iris.messages(channel="partners") if each["text"] == FRESH_PARTNER
    )
    opened = company.iris.does("shortcut", callback_id="greenbutton", channel="partners", ts=ts)["view"]
    assert opened["state"]["values"]["who"]["who"]["selected_user"] == "UPAUL"
    company.iris.does("submit", values=ANSWERS)
    drafts = company.iris.does("submit", values={"decision": "delegate"})["view"]
    assert f"/archives/CPARTNERS/p{ts.replace('.', '')}" in "\n".join(texts(drafts["blocks"]))


def test_votes_of_a_poll_are_counted_and_survive_a_restart(either_transport: Company) -> None:
    company = either_transport
    company.follow_and_read("partners")
    company.iris.does("command", text="/greenbutton poll", channel="partners", wait_s=0)
    company.settle()
    ts = company.iris.messages(channel="partners")[-1]["ts"]
    for person, button in ((company.iris, "green"), (company.oskar, "red"), (company.iris, "red")):
        person.clicks(f"green_poll.{button}", channel="partners", ts=ts)
    company.bot.stop()
    company.bot.start()
    company.paul.clicks("green_poll.green", channel="partners", ts=ts)

    def counted() -> bool:
        poll = next(each for each in company.iris.messages(channel="partners") if each["ts"] == ts)
        return any("🟢 1 · 🔴 2" in text for text in texts(poll["blocks"]))

    wait_for(counted)


def test_stop_forgets_every_press(either_transport: Company) -> None:
    company = either_transport
    _decides(company, "discover")
    assert _presses(company)
    company.iris.types("/earshot stop")
    company.settle()
    assert _presses(company) == []
