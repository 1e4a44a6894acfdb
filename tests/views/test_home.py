"""The Home tab as a page: its order, and that it fits whatever there is to say."""

from syrupy.assertion import SnapshotAssertion

from handlers.views import following, green_journal, home
from handlers.views.home import ORDER, ROOM, Page, view
from tests.views.rendered import faults, objects, pressed

MOST_BLOCKS = 100


def headings(shown: dict[str, object]) -> list[str]:
    """The headings of the tab, from top to bottom."""
    return [each["text"]["text"] for each in objects(shown) if each.get("type") == "header"]


def test_the_welcome_of_somebody_new(snapshot: SnapshotAssertion) -> None:
    shown = view(Page({home.GREEN: green_journal.section(green_journal.NOTHING)}, is_new=True))
    assert shown == snapshot
    assert faults(shown) == []


def test_once_the_questions_are_on_their_way_it_says_where() -> None:
    assert home.ASKED in str(view(Page({}, is_new=True, has_asked=True)))
    assert home.ASKED not in str(view(Page({}, is_new=True)))


def test_parts_stand_in_their_order_and_what_has_nothing_to_say_has_no_heading() -> None:
    line = following.section(following.State(None))[:1]
    assert headings(view(Page(dict.fromkeys(reversed(ORDER), line)))) == list(ORDER)
    assert headings(view(Page({home.GREEN: line, home.PEOPLE: line, home.LOOPS: ()}))) == [
        home.PEOPLE,
        home.GREEN,
    ]
    assert set(ROOM) == set(ORDER)


def test_the_fullest_page_fits_and_keeps_its_end() -> None:
    line = following.section(following.State(None))[:1]
    shown = view(Page(dict.fromkeys(ORDER, line * 200), is_new=True, has_asked=True))
    assert len(shown["blocks"]) <= MOST_BLOCKS
    assert pressed(shown)[-2:] == [home.KEPT, home.HELP]
