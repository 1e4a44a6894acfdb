import pytest
from sqlmodel import Session

from bot import digest
from bot.attention import THRESHOLD, Weighed
from bot.attention.guess import logit
from handlers.attention import weigh
from handlers.views import digest as view
from handlers.views import following as following_view
from handlers.views import home as home_view
from storage import follows
from storage.tables import Digest, DigestItem
from tests.handlers import events, fernwood
from tests.handlers.company import Company, Said
from tests.handlers.events import TEAM, click, command, submission
from tests.handlers.fernwood import AUTHOR, BOARD, MINUTE, NINE, OTHER, PLANS, READER
from tests.handlers.stage import NOW, Stage
from tests.moments import stamp


@pytest.fixture
def company(stage: Stage) -> Company:
    """The reader follows Nine in #plans and #board, and has had a digest with a post of each."""
    company = fernwood.followed(stage, submission(READER, [PLANS, BOARD], [NINE]))
    for channel, user in ((PLANS, AUTHOR), (BOARD, OTHER)):
        _says(stage, company, channel, user)
    stage.settle(company, command(READER, "digest"))
    company.sent.clear()
    return company


def _says(stage: Stage, company: Company, channel: str, user: str) -> str:
    said = company.post(channel, Said(stamp(stage.clock.now(), len(company.rooms[channel].posts)), user))
    stage.settle(company, events.message(channel, said.ts, user))
    return said.ts


def _item(stage: Stage, channel: str) -> DigestItem:
    return next(item for item in stage.rows(DigestItem) if item.channel_id == channel)


def _press(stage: Stage, company: Company, action: str, channel: str, reader: str = READER) -> None:
    stage.settle(company, click(reader, action, str(_item(stage, channel).id)))


def _next(stage: Stage, company: Company) -> dict[str, DigestItem]:
    """The next digest after one more post in each channel, by channel."""
    before = {item.id for item in stage.rows(DigestItem)}
    _more(stage, company)
    stage.settle(company, command(READER, "digest"))
    return {item.channel_id: item for item in stage.rows(DigestItem) if item.id not in before}


def _more(stage: Stage, company: Company) -> None:
    stage.later(stage.clock.now() + MINUTE)
    for channel, user in ((PLANS, AUTHOR), (BOARD, OTHER)):
        _says(stage, company, channel, user)


def _weighed(stage: Stage) -> Weighed:
    """What a digest made now would be made of."""
    with Session(stage.engine) as session:
        following = follows.following(session, TEAM, READER)
        assert following is not None
        return weigh(session, TEAM, following, following.channels, stage.clock.now())


def _lift(item: DigestItem) -> float:
    """What the reader's presses add to the log-odds."""
    return logit(item.score) - logit(item.probability)


def test_a_press_is_noted_in_place_and_nothing_new_is_posted(stage: Stage, company: Company) -> None:
    _press(stage, company, view.USEFUL, PLANS)
    assert _item(stage, PLANS).verdict == "useful"
    assert view.NOTED["useful"] in company.said("chat.update")
    assert company.last("chat.update")["ts"] == stage.rows(Digest)[0].ts
    assert company.count("chat.postMessage") == 0


def test_useful_brings_more_like_it_and_the_next_digest_says_so(stage: Stage, company: Company) -> None:
    _press(stage, company, view.USEFUL, PLANS)
    shown = _next(stage, company)
    assert _lift(shown[PLANS]) > _lift(shown[BOARD]) > 0  # Nine's attention is worth more in general
    assert shown[PLANS].threshold < THRESHOLD
    assert f"more by <@{AUTHOR}> in <#{PLANS}> and a bit more in general" in company.said()


def test_not_for_me_brings_less_like_it_and_the_next_digest_says_so(stage: Stage, company: Company) -> None:
    _press(stage, company, view.NOT_FOR_ME, PLANS)
    shown = _next(stage, company)
    assert _lift(shown[PLANS]) < _lift(shown[BOARD]) < 0
    assert shown[PLANS].threshold > THRESHOLD
    assert f"less by <@{AUTHOR}> in <#{PLANS}> and I'm pickier in general" in company.said()


def test_a_muted_channel_stays_out_and_the_next_digest_says_so(stage: Stage, company: Company) -> None:
    _press(stage, company, view.MUTE, PLANS)
    assert set(_next(stage, company)) == {BOARD}
    assert f"nothing from <#{PLANS}>" in company.said()


@pytest.mark.parametrize("pressed", [view.USEFUL, view.NOT_FOR_ME, view.MUTE])
def test_undo_leaves_the_next_digest_as_if_nothing_had_been_pressed(
    stage: Stage, company: Company, pressed: str
) -> None:
    _more(stage, company)
    untouched = _weighed(stage)
    _press(stage, company, pressed, PLANS)
    assert _weighed(stage) != untouched
    _press(stage, company, view.UNDO, PLANS)
    assert _weighed(stage) == untouched
    stage.settle(company, command(READER, "digest"))
    assert "After what you pressed" not in company.said()


def test_undo_gives_the_buttons_back(stage: Stage, company: Company) -> None:
    _press(stage, company, view.USEFUL, PLANS)
    _press(stage, company, view.UNDO, PLANS)
    buttons = str(company.last("chat.update")["blocks"])
    assert buttons.count(view.USEFUL) == 2
    assert view.UNDO not in buttons


def test_a_second_press_replaces_the_first(stage: Stage, company: Company) -> None:
    _press(stage, company, view.USEFUL, PLANS)
    _press(stage, company, view.NOT_FOR_ME, PLANS)
    assert _item(stage, PLANS).verdict == "not_for_me"
    assert _lift(_next(stage, company)[PLANS]) < 0


def test_what_changed_is_said_in_the_next_digest_only(stage: Stage, company: Company) -> None:
    _press(stage, company, view.USEFUL, PLANS)
    _next(stage, company)
    assert stage.rows(Digest)[-1].changed_by == digest.CHANGED.format(
        changes=f"more by <@{AUTHOR}> in <#{PLANS}> and a bit more in general"
    )
    _next(stage, company)
    assert stage.rows(Digest)[-1].changed_by == ""


def test_nobody_presses_for_somebody_else(stage: Stage, company: Company) -> None:
    _press(stage, company, view.MUTE, PLANS, reader=OTHER)
    assert _item(stage, PLANS).verdict == ""
    assert company.sent == []


@pytest.mark.parametrize("value", ["", "0", "999999", "-1", "1; drop", "¹"])
def test_a_button_of_no_item_does_nothing(stage: Stage, company: Company, value: str) -> None:
    stage.settle(company, click(READER, view.USEFUL, value))
    assert {item.verdict for item in stage.rows(DigestItem)} == {""}
    assert company.sent == []


def test_home_lists_what_is_muted_and_lets_it_back_in(stage: Stage, company: Company) -> None:
    _press(stage, company, view.MUTE, PLANS)
    stage.settle(company, events.callback({"type": "app_home_opened", "user": READER, "tab": "home"}))
    assert f"<#{PLANS}> is muted" in company.said("views.publish")
    stage.settle(company, click(READER, following_view.UNMUTE, PLANS))
    assert "is muted" not in company.said("views.publish")
    assert set(_next(stage, company)) == {PLANS, BOARD}


def test_the_messages_tab_of_home_is_left_alone(stage: Stage, company: Company) -> None:
    stage.settle(company, events.callback({"type": "app_home_opened", "user": READER, "tab": "messages"}))
    assert company.sent == []


def test_home_says_when_the_last_and_the_next_digest_are(stage: Stage, company: Company) -> None:
    stage.settle(company, events.callback({"type": "app_home_opened", "user": READER, "tab": "home"}))
    shown = company.said("views.publish")
    assert f"<!date^{int(NOW.timestamp())}^" in shown
    assert "Learned from" in shown
    stage.settle(company, events.callback({"type": "app_home_opened", "user": OTHER, "tab": "home"}))
    assert home_view.WELCOME in company.said("views.publish")
