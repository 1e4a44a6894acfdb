"""A promise in a thread, over either transport: offered, kept on request, named on its day, gone with its message."""

from handlers import promises
from tests.flow.company import Company
from tests.flow.person import Json, texts

SENTENCE = "I'll send the partner list by next Wednesday."


def _latest(company: Company, words: str) -> Json:
    """The last message from the bot that begins so."""
    return [each for each in company.iris.messages() if each["text"].startswith(words)][-1]


def _clicks(company: Company, action: str, words: str) -> str:
    """Iris presses a button below that message; what stands there then."""
    company.iris.clicks(action, dm="bot", ts=_latest(company, words)["ts"])
    company.settle()
    return "\n".join(texts(_latest(company, words)["blocks"]))


def test_a_promise_is_kept_on_request_and_goes_with_its_message(either_transport: Company) -> None:
    company = either_transport
    company.follow_and_read("partners")
    root = company.paul.says("partners", "Who has the partner list?")
    ts = company.iris.says("partners", SENTENCE, thread_ts=root)
    company.settle()
    company.clock_moves(advance="next monday 10:00", tz="Europe/Berlin")
    offered = "Shall I hold on to this for you?"
    assert "I'll remind you on Wednesday" in _clicks(company, "promise_made.keep", offered)
    company.clock_moves(advance="next wednesday 09:00", tz="Europe/Berlin")
    due = "For Wednesday, "
    assert promises.DONE in _clicks(company, "promise_due.done", due)
    assert "Tomorrow" in _clicks(company, "promise_due.undo", due)
    company.iris.does("delete", channel="partners", ts=ts)
    company.settle()
    for words in (offered, due):
        shown = "\n".join(texts(_latest(company, words)["blocks"]))
        assert promises.DELETED in shown
        assert SENTENCE not in shown
    assert SENTENCE not in company.iris.home()
