"""The green button in the running bot: weighed, advised, decided, and kept."""

from sqlmodel import select

from storage.tables import Press
from tests.flow.company import Company
from tests.flow.person import texts

ANSWERS = {"asker": "above", "kind": "initiative", "growth": "grow", "effort": "days", "day_job": "met"}


def test_from_the_command_to_the_journal(either_transport: Company) -> None:
    company = either_transport
    opened = company.iris.types("/greenbutton Could you lead the partner pilot?")
    assert opened["view"]["callback_id"] == "green_button"
    assert opened["view"]["state"]["values"]["ask"]["ask"]["value"] == "Could you lead the partner pilot?"
    advised = company.iris.does("submit", values=ANSWERS)["view"]
    assert advised["callback_id"] == "green_button.decide"
    decided = company.iris.does("submit", values={"decision": "green", "chance": "70"})["view"]
    assert decided["callback_id"] == "green_button.reply"
    assert "partner pilot" in "\n".join(texts(decided["blocks"]))
    company.settle()
    with company.bot.storage() as session:
        (press,) = session.exec(select(Press)).all()
    assert (press.user_id, press.decision, press.chance) == ("UIRIS", "green", 70)
    assert press.answers == ANSWERS
    assert press.review_at is not None
