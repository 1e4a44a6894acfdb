"""Private channels: heard only after an invitation, and shown only to those who are in them now."""

from bot import follow
from tests.flow.company import Company
from tests.flow.fernhill import FRESH_BOARD, FRESH_PARTNER
from tests.flow.person import Person, texts


def _confirmation(company: Company) -> str:
    return "\n".join(texts(company.iris.messages()[0]["blocks"]))


def _listens_in_board(company: Company) -> None:
    company.iris.does("invite", channel="board", invitee="earshot")
    company.follow_and_read("partners", "board")


def test_without_an_invitation_the_person_is_told_how_and_then_it_starts_by_itself(
    either_transport: Company,
) -> None:
    company = either_transport
    company.follow_and_read("board")
    assert follow.JOIN_FIRST.format(channels="<#CBOARD>") in _confirmation(company)
    assert "Nothing" in company.iris.reads("/earshot digest") or company.iris.digests() == []
    company.vera.does("invite", channel="board", invitee="earshot")
    company.settle()
    assert "/invite" not in _confirmation(company)
    assert follow.LEARNED.format(read=13) in _confirmation(company), "twelve papers and the draft"
    assert [item.words for item in company.iris.digest_now().items] == [FRESH_BOARD]


def test_where_the_bot_may_not_join_by_itself_the_person_is_told_and_an_invitation_helps(
    company: Company,
) -> None:
    company.control.post("faults", method="conversations.join", kind="error", error="restricted_action")
    company.follow_and_read("partners")
    assert follow.JOIN_FIRST.format(channels="<#CPARTNERS>") in _confirmation(company)
    company.vera.does("invite", channel="partners", invitee="earshot")
    company.settle()
    assert "/invite" not in _confirmation(company)
    assert company.iris.digest_now().about(FRESH_PARTNER)


def test_whoever_left_gets_nothing_more_of_it(company: Company) -> None:
    _listens_in_board(company)
    company.iris.does("leave", channel="board")
    company.settle()
    assert {item.channel for item in company.iris.digest_now().items} == {"CPARTNERS"}


def test_an_edit_in_a_channel_that_the_reader_has_left_does_not_reach_their_old_digest(
    company: Company,
) -> None:
    _listens_in_board(company)
    shown = company.iris.digest_now().about(FRESH_BOARD)
    company.iris.does("leave", channel="board")
    company.paul.does("edit", channel="board", ts=shown.ts, text="We cut the budget by half")
    company.settle()
    assert "by half" not in company.iris.digest_words()
    partner = company.iris.digests()[0].about(FRESH_PARTNER)
    company.iris.clicks("digest.useful", dm="bot", block_id=f"digest.answers.{partner.id}")
    company.settle()
    assert "by half" not in company.iris.digest_words()
    assert "Noted" in company.iris.digests()[0].about(FRESH_PARTNER).noted


def test_an_outsider_who_names_the_channel_hears_nothing(company: Company) -> None:
    _listens_in_board(company)
    company.control.post("add_person", name="sue", real_name="Sue")
    company.iris.does("invite", channel="partners", invitee="sue")
    company.settle()
    sue = Person(company.control, "sue")
    sue.follows(["partners"], "oskar")
    company.settle()
    assert {item.channel for item in sue.digest_now().items} == {"CPARTNERS"}


def test_what_was_read_is_forgotten_when_the_bot_is_removed(company: Company) -> None:
    _listens_in_board(company)
    company.vera.does("kick", channel="board", member="earshot")
    company.settle()
    assert {item.channel for item in company.iris.digest_now().items} == {"CPARTNERS"}
