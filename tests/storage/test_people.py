from dataclasses import replace

from sqlmodel import Session

from bot.people import Person
from storage import channels, people
from tests.storage.samples import NOW


def _person(user: str, name: str = "Ana", **kind: bool) -> Person:
    known = Person(user, name, "Europe/Berlin", is_bot=False, is_guest=False, is_deleted=False)
    return replace(known, **kind)  # type: ignore[arg-type]  # the kinds are all of them booleans


def _meet(session: Session, name: str = "Brambleway") -> None:
    people.meet(session, "T1", url="https://b.example/", name=name, bot_user_id="UBOT", bot_id="BBOT")


def test_a_workspace_that_is_met_again_is_brought_up_to_date(session: Session) -> None:
    assert people.workspace(session, "T1") is None
    _meet(session)
    people.people_were_read(session, "T1", NOW)
    _meet(session, "New name")
    met = people.workspace(session, "T1")
    assert met is not None
    assert (met.name, met.people_read_at) == ("New name", NOW)


def test_earshot_knows_itself_by_user_and_by_bot_id(session: Session) -> None:
    assert not people.is_ourselves(session, "T1", "UBOT")
    _meet(session)
    assert people.is_ourselves(session, "T1", "UBOT")
    assert people.is_ourselves(session, "T1", "BBOT")
    assert not people.is_ourselves(session, "T1", "U1")


def test_an_installation_without_a_bot_id_is_not_everybody_without_one(session: Session) -> None:
    people.meet(session, "T1", url="", name="", bot_user_id="UBOT", bot_id="")
    assert not people.is_ourselves(session, "T1", "U1")


def test_a_person_comes_back_as_remembered(session: Session) -> None:
    people.remember(session, "T1", [_person("U1", is_guest=True)])
    assert people.who_is(session, "T1", "U1") == _person("U1", is_guest=True)
    assert people.who_is(session, "T1", "U2") is None


def test_the_conversation_with_a_person_outlives_what_is_learned_about_them(session: Session) -> None:
    assert people.dm_channel(session, "T1", "U1") == ""
    people.dm_is(session, "T1", "U1", "D1")
    people.remember(session, "T1", [_person("U1")])
    assert people.dm_channel(session, "T1", "U1") == "D1"
    assert people.names(session, "T1", ["U1"]) == {"U1": "Ana"}


def test_only_known_names_are_told(session: Session) -> None:
    people.remember(session, "T1", [_person("U1"), _person("U2", ""), _person("U3", "Cy")])
    session.flush()
    assert people.names(session, "T1", ["U1", "U2", "U4"]) == {"U1": "Ana"}


def test_apps_and_former_colleagues_do_not_react(session: Session) -> None:
    known = [
        _person("U1"),
        _person("U2", is_bot=True),
        _person("U3", is_deleted=True),
        _person("U4", is_guest=True),
    ]
    people.remember(session, "T1", known)
    session.flush()
    assert sorted(people.unable_to_react(session, "T1", ["U1", "U2", "U3", "U4", "U5"])) == ["U2", "U3"]


def test_channel_names_are_those_that_are_known(session: Session) -> None:
    channels.channel(session, "T1", "C1").name = "general"
    channels.channel(session, "T1", "C2")
    session.flush()
    assert people.channel_names(session, "T1") == {"C1": "general"}
