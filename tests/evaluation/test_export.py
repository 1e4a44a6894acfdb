"""What of an export counts."""

from datetime import timedelta
from pathlib import Path

from bot.attention.log import Engagement
from evaluation.export import read_history
from tests.evaluation.lighthouse import BEGIN, KEEPERS, Row, export, history, keepers, message

LAMP, FOGG, GULL = "U0LAMP", "U0FOGG", "U0GULL"


def _day(*rows: Row, channel: str = "the-light") -> dict[str, list[Row]]:
    return {f"{channel}/2026-01-01": list(rows)}


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    written = keepers(40)
    read = read_history(export(tmp_path, written))
    assert [(each.channel, each.ts, each.author, each.at) for each in read.posts] == [
        (each.channel, each.ts, each.author, each.at) for each in written.posts
    ]
    assert {_without_text(each) for each in read.engagements} == set(written.engagements)
    assert read.responses() == written.responses()
    assert (read.names, read.handles, read.bots) == (KEEPERS, written.handles, frozenset())


def _without_text(each: Engagement) -> Engagement:
    return Engagement(each.channel, each.ts, each.user, each.kind, each.at)


def test_joins_topics_and_what_is_left_of_deleted_posts_are_no_posts(tmp_path: Path) -> None:
    kinds = ("channel_join", "channel_topic", "tombstone", "pinned_item", None, "file_share", "me_message")
    rows = [
        message(LAMP, BEGIN + timedelta(minutes=n), **({"subtype": kind} if kind else {}))
        for n, kind in enumerate(kinds)
    ]
    found = read_history(export(tmp_path, history([]), **_day(*rows)))
    assert [each.at - BEGIN for each in found.candidates] == [timedelta(minutes=n) for n in (4, 5, 6)]


def test_posts_of_bots_are_there_but_no_candidates_and_their_replies_are_no_responses(tmp_path: Path) -> None:
    by_machine = message("U0FOGG", BEGIN, bot_id="B0FOGHORN", subtype="bot_message")
    by_lamp = message(LAMP, BEGIN + timedelta(hours=1))
    answer = message("U0FOGG", BEGIN + timedelta(hours=2), bot_id="B0FOGHORN", thread_ts=by_lamp["ts"])
    found = read_history(export(tmp_path, history([]), **_day(by_machine, by_lamp, answer)))
    assert [(each.author, each.is_bot) for each in found.posts] == [(FOGG, True), (LAMP, False)]
    assert (len(found.candidates), found.engagements, found.bots) == (1, (), frozenset({FOGG}))


def test_replies_belong_to_their_root_also_when_they_are_sent_to_the_channel_too(tmp_path: Path) -> None:
    root = message(LAMP, BEGIN, files=[{"id": "F0CHART"}, {"id": "F0MAP"}])
    answers = [
        message(GULL, BEGIN + timedelta(hours=n), thread_ts=root["ts"], **parts)
        for n, parts in enumerate(({}, {"subtype": "thread_broadcast"}), start=1)
    ]
    orphan = message(GULL, BEGIN + timedelta(hours=3), thread_ts="1700000000.000100")
    found = read_history(export(tmp_path, history([]), **_day(root, *answers, orphan)))
    assert [each.files for each in found.posts] == [2]
    assert [(each.ts, each.kind, each.text) for each in found.engagements] == [
        (root["ts"], "reply", "The lamp is lit.")
    ] * 2


def test_private_channels_are_marked_and_direct_messages_left_out(tmp_path: Path) -> None:
    folders = {"C0LIGHT": "the-light", "G0ROOF": "roof", "D0TWO": "D0TWO", "G0FEW": "mpdm-few-1"}
    found = read_history(
        export(
            tmp_path,
            history([]),
            groups=[{"id": "G0ROOF", "name": "roof", "members": [LAMP]}],
            dms=[{"id": "D0TWO", "members": [LAMP, GULL]}],
            mpims=[{"id": "G0FEW", "name": "mpdm-few-1", "members": [LAMP, GULL, FOGG]}],
            **{f"{folder}/2026-01-01": [message(LAMP, BEGIN)] for folder in folders.values()},
        )
    )
    assert {(each.channel, each.is_private) for each in found.posts} == {("C0LIGHT", False), ("G0ROOF", True)}
    assert found.oddities == ("direct messages, left out: 2 conversations",)
