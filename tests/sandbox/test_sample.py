import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.export import Export
from sandbox.sample import GUIDES, TRY_FIRST, company, posts
from sandbox.sample.attention import _sheet, leaders
from sandbox.sample.cast import read_cast
from sandbox.sample.days import WorkingDays, into_working_hours
from sandbox.sample.markup import mrkdwn
from sandbox.sample.script import StoryError, _post, read_stories

END = datetime(2025, 5, 16, 16, 30, tzinfo=UTC)
CUT = (END - timedelta(days=14)).timestamp()
LEADERS = ["alder", "plover", "kestrel"]
JSON = dict[str, Any]


@pytest.fixture(scope="module")
def export() -> Export:
    return company(END)


@pytest.fixture(scope="module")
def everything(export: Export) -> list[JSON]:
    return [message for messages in export.messages.values() for message in messages]


def is_root(message: JSON) -> bool:
    return bool(message.get("thread_ts", message["ts"]) == message["ts"])


def people(export: Export) -> dict[str, JSON]:
    return {user["id"]: user for user in export.users}


def test_size(export: Export, everything: list[JSON]) -> None:
    roots = [message for message in everything if is_root(message)]
    replies = len(everything) - len(roots)
    reactions = sum(each["count"] for message in everything for each in message.get("reactions", []))
    assert 600 <= len(roots) <= 800
    assert 1000 <= replies + reactions <= 1500
    assert len(read_stories()) >= 250
    assert sum(len(post.replies) for post in read_stories()) >= 300
    unanswered = [root for root in roots if "reactions" not in root and "reply_count" not in root]
    assert len(unanswered) > len(roots) / 5
    assert max(root.get("reply_count", 0) for root in roots) >= 6


def test_people_and_channels(export: Export) -> None:
    users = export.users
    assert sum(not user["is_bot"] for user in users) >= 25
    assert [user["name"] for user in users if user["is_restricted"]] == ["cormorant"]
    assert [user["name"] for user in users if user["deleted"]] == ["sparrow"]
    assert [user["name"] for user in users if user["is_bot"]] == ["pigeon"]
    assert len({user["tz"] for user in users}) >= 7
    assert Counter(channel["is_private"] for channel in export.channels) == {False: 10, True: 1}
    assert len({frozenset(channel["members"]) for channel in export.channels}) >= 8


def test_ids_have_the_form_of_slack_ids(export: Export) -> None:
    assert all(re.fullmatch(r"U[A-Z0-9]{3,}", user["id"]) for user in export.users)
    assert all(re.fullmatch(r"C[A-Z0-9]{3,}", channel["id"]) for channel in export.channels)
    assert len({user["id"] for user in export.users}) == len(export.users)
    assert len({channel["id"] for channel in export.channels}) == len(export.channels)


def test_managers_form_one_tree_of_four_levels(export: Export) -> None:
    [field] = export.profile_fields
    assert (field["label"], field["type"]) == ("Manager", "user")
    above = {
        user["id"]: user["profile"]["fields"].get(field["id"], {}).get("value")
        for user in export.users
        if not (user["is_bot"] or user["is_restricted"])
    }

    def level(person: str) -> int:
        return 1 + level(above[person]) if above[person] else 1

    assert [person for person in above if not above[person]] == ["U0HERON"]
    assert {level(person) for person in above} == {1, 2, 3, 4}


def test_the_same_each_time(export: Export) -> None:
    assert company(END) == export


def test_only_dates_depend_on_the_end(export: Export) -> None:
    later = company(END + timedelta(days=7))
    for channel, messages in export.messages.items():
        assert [(m["user"], m.get("reactions")) for m in messages] == [
            (m["user"], m.get("reactions")) for m in later.messages[channel]
        ]


def test_loads_quickly() -> None:
    read_cast.cache_clear()
    read_stories.cache_clear()
    started = time.process_time()
    company(END)
    assert time.process_time() - started < 0.3


@pytest.mark.parametrize("hour", [0, 8, 23])
@pytest.mark.parametrize("day", range(7))
def test_nothing_after_the_end_and_all_within_six_weeks(day: int, hour: int) -> None:
    end = datetime(2025, 11, 3, hour, 17, tzinfo=UTC) + timedelta(days=day)
    moments = [float(message["ts"]) for messages in company(end).messages.values() for message in messages]
    assert max(moments) <= end.timestamp()
    assert max(moments) > (end - timedelta(days=3)).timestamp()
    assert (end - timedelta(days=44)).timestamp() < min(moments) < (end - timedelta(days=37)).timestamp()


def test_the_end_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        company(datetime(2025, 5, 16, 16, 30))  # noqa: DTZ001


def test_messages_are_in_order_and_every_ts_is_unique(export: Export) -> None:
    for messages in export.messages.values():
        stamps = [message["ts"] for message in messages]
        assert all(re.fullmatch(r"\d{10}\.\d{6}", ts) for ts in stamps)
        assert stamps == sorted(set(stamps))


def test_threads_are_whole(export: Export) -> None:
    for messages in export.messages.values():
        by_ts = {message["ts"]: message for message in messages}
        replies = defaultdict(list)
        for message in messages:
            if not is_root(message):
                assert message["parent_user_id"] == by_ts[message["thread_ts"]]["user"]
                replies[message["thread_ts"]].append(message)
        for ts, thread in replies.items():
            assert by_ts[ts]["reply_count"] == len(thread)
            assert by_ts[ts]["latest_reply"] == max(reply["ts"] for reply in thread)
        assert {ts for ts in by_ts if by_ts[ts].get("reply_count")} == set(replies)


def test_only_members_write_and_react(export: Export) -> None:
    gone = {user["id"] for user in export.users if user["deleted"]}
    for channel in export.channels:
        allowed = set(channel["members"]) | (set() if channel["is_private"] else gone)
        for message in export.messages[channel["id"]]:
            reacted = {user for reaction in message.get("reactions", []) for user in reaction["users"]}
            assert reacted | {message["user"]} <= allowed, message["text"]


def test_nobody_responds_before_joining_or_after_leaving(export: Export, everything: list[JSON]) -> None:
    first_day, last_day = WorkingDays(END).date(9), WorkingDays(END).date(8)
    written = [(m["user"], datetime.fromtimestamp(float(m["ts"]), UTC).date()) for m in everything]
    assert min(day for user, day in written if user == "U0AVOCET") == first_day
    assert max(day for user, day in written if user == "U0SPARROW") == last_day


def test_every_mention_and_channel_link_exists(export: Export, everything: list[JSON]) -> None:
    users, channels = people(export), {channel["id"]: channel["name"] for channel in export.channels}
    for message in everything:
        assert all(user in users for user in re.findall(r"<@(\w+)>", message["text"]))
        for found, name in re.findall(r"<#(\w+)\|([\w-]+)>", message["text"]):
            assert channels[found] == name


def test_links_lead_to_example_com_only(everything: list[JSON]) -> None:
    links = [link for message in everything for link in re.findall(r"https?://[^\s>|]+", message["text"])]
    assert len(links) > 40
    assert all(link.startswith("https://example.com/") for link in links)


def test_no_placeholder_is_left(everything: list[JSON]) -> None:
    for message in everything:
        assert message["text"].strip()
        assert len(message["text"]) < 3000
        assert not re.search(r"[{}]|(?<!<)@\w|\|(?![^<]*>)", message["text"]), message["text"]


def test_weekdays_in_stories_are_counted_not_written() -> None:
    days = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur)day\b")
    texts = [text for post in read_stories() for text in (post.text, *(reply.text for reply in post.replies))]
    assert not [text for text in texts if days.search(text)]


def test_every_post_is_a_different_one() -> None:
    assert max(Counter(post.text for post in posts(read_cast()) if not post.subtype).values()) == 1


def test_people_write_in_their_own_working_hours(export: Export, everything: list[JSON]) -> None:
    users = people(export)
    local = [
        datetime.fromtimestamp(float(message["ts"]), ZoneInfo(users[message["user"]]["tz"]))
        for message in everything
        if not users[message["user"]]["is_bot"]
    ]
    weekend = [at for at in local if at.weekday() >= 5]
    assert 1 <= len(weekend) < 0.03 * len(local)
    assert all(8 <= at.hour < 20 for at in local)


@pytest.mark.parametrize("handle", LEADERS)
def test_leaders_respond_to_their_taste_and_little_else(handle: str) -> None:
    cast, leader = read_cast(), leaders()[handle]
    responded: dict[bool, list[bool]] = {True: [], False: []}
    for post in posts(cast):
        if not post.subtype and post.author != handle and handle in cast.present(post.channel, post.day):
            named = {reply.author for reply in post.replies}.union(*post.reactions.values())
            responded[leader.wants(post, handle)].append(handle in named)
    share = {taste: sum(hits) / len(hits) for taste, hits in responded.items()}
    assert len(responded[True]) >= 50
    assert 0.6 <= share[True] <= 0.8
    assert 0.03 <= share[False] <= 0.1


@pytest.mark.parametrize("handle", LEADERS)
def test_leaders_answer_quickly(export: Export, handle: str) -> None:
    leader = f"U0{handle.upper()}"
    waits = [
        float(message["ts"]) - float(message["thread_ts"])
        for messages in export.messages.values()
        for message in messages
        if message["user"] == leader and not is_root(message)
    ]
    assert len(waits) >= 30
    assert median(waits) < 30 * 60


@pytest.mark.parametrize("handle", LEADERS)
def test_a_count_model_of_channel_and_author_learns_each_leader(export: Export, handle: str) -> None:
    """Counts of the first four weeks rank the last two at twice the base rate or better."""
    seen = visible_posts(export, f"U0{handle.upper()}")
    old = [row for row in seen if row[0] < CUT]
    new = [row for row in seen if row[0] >= CUT]
    channels = rates((channel, label) for _, channel, _, label in old)
    authors = rates((author, label) for _, _, author, label in old)
    scored = [(channels[channel] * authors[author], label) for _, channel, author, label in new]
    assert average_precision(scored) > 2 * sum(label for _, label in scored) / len(scored)


def rates(rows: Iterable[tuple[str, bool]]) -> defaultdict[str, float]:
    """The share of responses by key, drawn towards the share of all."""
    counted = list(rows)
    base = sum(label for _, label in counted) / len(counted)
    total, hits = Counter(key for key, _ in counted), Counter(key for key, label in counted if label)
    return defaultdict(lambda: base, {key: (hits[key] + 2 * base) / (total[key] + 2) for key in total})


def visible_posts(export: Export, leader: str) -> list[tuple[float, str, str, bool]]:
    """(when, channel, author, whether the leader responded) of the root posts that the leader can see."""
    rows = []
    for channel in export.channels:
        answered = {
            m["thread_ts"] for m in export.messages[channel["id"]] if m["user"] == leader and not is_root(m)
        }
        for message in export.messages[channel["id"]]:
            if leader in channel["members"] and is_root(message) and message["user"] != leader:
                reacted = any(leader in reaction["users"] for reaction in message.get("reactions", []))
                hit = reacted or message["ts"] in answered
                rows.append((float(message["ts"]), channel["id"], message["user"], hit))
    return rows


def average_precision(scored: list[tuple[float, bool]]) -> float:
    ranked = [label for _, label in sorted(scored, key=lambda row: -row[0])]
    found = [place for place, label in enumerate(ranked, 1) if label]
    return sum(number / place for number, place in enumerate(found, 1)) / len(found)


def test_guides_are_people_with_managers(export: Export) -> None:
    users = {user["name"]: user for user in export.users}
    assert set(GUIDES) == set(TRY_FIRST) == {"engineer", "manager", "team lead"}
    for role, handle in GUIDES.items():
        assert users[handle]["profile"]["fields"]
        assert users[handle]["real_name"] in TRY_FIRST[role]


def test_surnames_are_those_of_birds_and_trees(export: Export) -> None:
    for user in export.users:
        assert user["real_name"].split()[-1].lower() == user["name"]
        assert user["profile"].get("email", "@brambleway.example.com").endswith("@brambleway.example.com")


def test_working_days_run_without_a_gap() -> None:
    days = WorkingDays(datetime(2025, 5, 18, 12, tzinfo=UTC))
    dates = [days.date(day) for day in range(1, 41)]
    assert dates[29].isoformat() == "2025-05-16"
    assert all(date.weekday() < 5 for date in dates)
    assert {(later - earlier).days for earlier, later in pairwise(dates)} == {1, 3}
    assert days.fill_in("by {day31}, {date31}") == "by Monday, 19 May"


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        (datetime(2025, 5, 15, 21, tzinfo=UTC), datetime(2025, 5, 16, 6, 20, tzinfo=UTC)),
        (datetime(2025, 5, 16, 21, tzinfo=UTC), datetime(2025, 5, 19, 6, 20, tzinfo=UTC)),
        (datetime(2025, 5, 15, 3, tzinfo=UTC), datetime(2025, 5, 15, 6, 20, tzinfo=UTC)),
        (datetime(2025, 5, 15, 12, tzinfo=UTC), datetime(2025, 5, 15, 12, tzinfo=UTC)),
    ],
)
def test_answers_wait_for_the_morning(moment: datetime, morning: datetime) -> None:
    assert into_working_hours(moment, ZoneInfo("Europe/Berlin"), late_min=20) == morning


def test_markup() -> None:
    text = "@wren & @here: see #product, https://example.com/a|the plan| or https://example.com/b."
    assert mrkdwn(text, read_cast()) == (
        "<@U0WREN> &amp; <!here>: see <#C0PRODUCT|product>, <https://example.com/a|the plan> or <https://example.com/b>."
    )
    with pytest.raises(KeyError):
        mrkdwn("@nobody", read_cast())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("  soon wren: no such time", "neither a reply nor a reaction"),
        ("d2 9:00 #general wren", "first line"),
    ],
)
def test_an_odd_line_is_an_error(line: str, fault: str) -> None:
    with pytest.raises(StoryError, match=fault):
        _post("d1 09:00 #general wren", ["A text.", line])


def test_every_tag_is_one_that_somebody_cares_about() -> None:
    known = set(_sheet()["moods"]).union(*(leader.cares for leader in leaders().values()))
    assert {tag for post in posts(read_cast()) for tag in post.tags} <= known
