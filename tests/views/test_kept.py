"""What is kept for somebody, in counts."""

from syrupy.assertion import SnapshotAssertion

from handlers.views import kept
from storage.follows import OWN
from tests.views.rendered import faults, markup, pressed


def test_the_list_of_what_is_kept(snapshot: SnapshotAssertion) -> None:
    shown = kept.modal({"follow": 1_240, "follower": 1, "press": 3, "busyword": 0})
    assert markup(shown) == snapshot
    assert faults(shown) == []
    assert pressed(shown) == [kept.FORGET]


def test_nothing_kept_leaves_nothing_to_forget() -> None:
    shown = kept.modal({"follow": 0})
    assert kept.NOTHING in str(shown)
    assert pressed(shown) == []
    assert faults(shown) == faults(kept.forgotten()) == []


def test_everything_that_goes_with_a_person_is_named() -> None:
    assert {str(table.__tablename__) for table in OWN} - set(kept.WORDS) == set()


def test_all_of_it_at_once_fits() -> None:
    assert faults(kept.modal(dict.fromkeys(kept.WORDS, 10**9))) == []
