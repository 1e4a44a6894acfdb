"""A session from the set-up to its end, with the running bot, over both ways of reaching it."""

from tests.flow.company import Company
from tests.flow.person import texts
from tests.flow.sessions import Sessions


def test_from_the_set_up_to_the_summary(either_transport: Company) -> None:
    company = either_transport
    ama = Sessions(company)
    ama.set_up(rules="Be kind.")
    assert "Ask the founders" in ama.says()
    assert "Nobody has asked yet" in ama.says()
    assert "Nothing of you went with it" in ama.asks(
        company.iris, "Why do we price per round and not per seat?"
    )
    ama.asks(company.paul, "What would have to change for us to open in the north?", "named")
    for person in (company.iris, company.vera, company.nell):
        ama.votes(person, "per seat")
    ama.votes(company.vera, "per seat")
    ama.votes(company.nell, "per seat", "ama.vote.back")
    company.settle()
    assert ama.count("per seat") == 2
    assert "2 questions · 2 votes · 0 answered" in ama.says()
    assert "<@UPAUL>" in ama.says()
    assert "UIRIS" not in ama.says()
    company.oskar.clicks("ama.host.tools", channel="partners", ts=ama.board()["ts"])
    company.oskar.does("click", action_id="ama.host.live")
    company.settle()
    company.oskar.does("click", action_id="ama.host.next")
    company.settle()
    assert "Being answered now" in ama.says()
    company.oskar.does("click", action_id="ama.host.end")
    company.oskar.does("submit", values={})
    company.settle()
    said = "\n".join(texts(ama.summary()["blocks"]))
    assert "2 asked: 0 answered, 2 to be answered by a date, 0 declined." in said
    (files,) = [each["files"] for each in ama.thread(ama.summary()["ts"]) if each.get("files")]
    assert [each["name"] for each in files] == ["ama-1.md", "ama-1.csv"]
