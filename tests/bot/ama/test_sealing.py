"""What is left of a click or a submission once whoever did it is taken out."""

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.act import Act, Mine, acted, asked, is_named, owner_tag, slot_tags, voter_tag
from bot.ama.ama import Naming
from bot.ama.place import Place
from bot.ama.sealing import is_private, key_of, place_of, purpose_of, tag, words_of

KEY, OTHER = b"k" * 32, b"o" * 32
USER = "U0WREN"
IDS = st.text(alphabet=string.ascii_letters + string.digits, min_size=1, max_size=16)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(USER) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


def click(value: str = "a1/q1/", **more: Any) -> dict[str, Any]:
    """A press, with everything in it that Slack sends of its person."""
    return {
        "type": "block_actions", "user": {"id": USER, "name": USER}, "trigger_id": f"1.{USER}",
        "response_url": f"https://example.org/{USER}", "actions": [{"action_id": "ama.vote", "value": value}],
    } | more  # fmt: skip


def submission(naming: str = "anonymous", **more: Any) -> dict[str, Any]:
    """A submitted question."""
    values = {
        "words": {"x": {"type": "plain_text_input", "value": "What do we stop doing?"}},
        "as": {"y": {"type": "radio_buttons", "selected_option": {"value": naming}}},
    }
    view = {"id": f"V{USER}", "hash": USER, "private_metadata": "a1//", "state": {"values": values}}
    return {"type": "view_submission", "user": {"id": USER}, "view": view} | more


@pytest.mark.parametrize(
    ("kind", "private"),
    [
        ("command.ama", True),
        ("command.ama.topics", True),
        ("action.ama.vote", True),
        ("action.ama.anything.new", True),
        ("view.ama.ask", True),
        ("closed.ama.ask", True),
        ("shortcut.ama", True),
        ("action.ama.host.next", False),
        ("view.ama.host.setup", False),
        ("action.ama.hostage", True),
        ("action.ama.host.tools", True),
        ("action.amaze", False),
        ("command.amazing", False),
        ("event.message", False),
    ],
)
def test_what_participants_do_is_private_and_what_hosts_do_is_not(kind: str, private: bool) -> None:
    assert is_private(kind) == private


@given(IDS)
def test_what_is_new_in_a_session_is_private_and_never_written_until_somebody_decides(word: str) -> None:
    kind = f"action.ama.x{word}"
    assert is_private(kind)
    assert purpose_of(kind) is None


def test_longer_kinds_are_sealed_like_their_beginning() -> None:
    assert purpose_of("action.ama.vote.back") == "vote"
    assert key_of("action.ama.poll.2", Place("a1")) == "a1.poll"
    assert key_of("action.ama.vote.back", Place("a1")) == "a1"


@given(st.sampled_from(["action.ama.vote", "action.ama.flag", "action.ama.withdraw"]), JSON)
def test_nothing_of_the_person_is_left_of_a_click(kind: str, anything: Any) -> None:
    payload = click(more=anything, message=anything, container=anything, state=anything)
    act = acted(kind, payload, KEY, USER)
    assert USER not in json.dumps(act.payload())


@given(JSON)
def test_nothing_of_the_person_is_left_of_an_anonymous_question(anything: Any) -> None:
    payload = submission(more=anything, response_urls=anything)
    act = asked(payload, KEY, USER, naming="both", question_id="q9", slot="s")
    assert USER not in json.dumps(act.payload())
    assert (act.author, act.slot, act.words) == ("", "s", {"words": "What do we stop doing?"})
    assert act.place == Place("a1", "q9")


def test_a_name_is_kept_where_it_was_chosen_and_then_nothing_is_used_up() -> None:
    act = asked(submission("named"), KEY, USER, naming="both", question_id="q9", slot="s")
    assert (act.author, act.slot) == (USER, "")


@pytest.mark.parametrize(
    ("naming", "chosen", "named"),
    [
        ("both", "named", True),
        ("both", "anonymous", False),
        ("both", "", False),
        ("both", "Named", False),
        ("anonymous", "named", False),
        ("named", "", True),
        ("named", "anonymous", True),
    ],
)
def test_in_doubt_a_question_is_anonymous(naming: Naming, chosen: str, named: bool) -> None:
    assert is_named(naming, {"as": chosen}) == named


@given(IDS, IDS, IDS)
def test_what_is_sealed_reads_the_same_again(ama: str, question: str, choice: str) -> None:
    place = Place(ama, question, choice)
    assert Place.read(place.written()) == place
    act = Act(place, "t", "", "s", {"words": choice})
    assert Act.read(json.loads(json.dumps(act.payload()))) == act


def test_a_press_is_about_what_its_button_or_option_says() -> None:
    assert place_of(click("a1/q2/off")) == Place("a1", "q2", "off")
    option = {"actions": [{"action_id": "ama.vote", "selected_option": {"value": "a1/q3/"}}]}
    assert place_of(click() | option) == Place("a1", "q3")
    assert place_of(submission()) == Place("a1")
    assert words_of(submission())["as"] == "anonymous"
    assert words_of(click()) == {}


@given(IDS, IDS, IDS)
def test_tags_of_different_purposes_people_questions_and_keys_differ(
    user: str, other: str, question: str
) -> None:
    made = [voter_tag(KEY, user), owner_tag(KEY, user, question), *slot_tags(KEY, user, 3)]
    made += [tag(KEY, "flag", user, question), voter_tag(OTHER, user)]
    if other != user:
        made += [voter_tag(KEY, other), owner_tag(KEY, other, question)]
    assert len(set(made)) == len(made)
    assert all(len(each) == 32 and user not in each for each in made if len(user) > 3)


def test_parts_of_a_tag_do_not_run_into_each_other() -> None:
    assert tag(KEY, "own", "U1", "2") != tag(KEY, "own", "U12", "")


def test_somebody_finds_what_is_theirs_and_nothing_prints_their_key() -> None:
    mine = Mine(KEY, USER)
    assert mine.owner("q1") == owner_tag(KEY, USER, "q1")
    assert mine.voter == voter_tag(KEY, USER)
    slots = slot_tags(KEY, USER, 3)
    assert mine.free_slots({slots[1]}, 3) == [slots[0], slots[2]]
    assert "kkk" not in repr(mine)
    assert USER not in repr(mine)
