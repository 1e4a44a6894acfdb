"""Make docs/messages.md and its pictures anew: one of every kind of message that came up in a simulated quarter.

    python docs/pictures/messages.py [--weeks 13]

The pictures are of the local workspace in a real browser, each as the receiver sees it. Needs Chromium.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser

from quarter.command import Outcome, live
from quarter.heard import Heard, buttons
from sandbox.server import LocalWorkspaceServer
from sandbox.site import Site
from sandbox.workspace import Workspace
from tests.e2e.chromium import NAMES, installed, launched
from tests.e2e.tab import Tab

HERE = Path(__file__).parent
PAGE = HERE.parent / "messages.md"
FOLDER = HERE / "messages"
HEAD = """\
# Every message that Earshot writes

One picture of each kind, taken by `docs/pictures/messages.py` from a simulated quarter (`python app.py quarter`). What each kind is
for, and when it comes, stands above it. Everything that comes unasked waits for the reader's day; the nudges among them share
one budget (`bot/nudges/budget.py`), and Pause and *Why this?* are on each.
"""
KINDS: dict[str, tuple[str, str]] = {
    "hello": (
        "The first conversation",
        "When somebody who has not started writes to Earshot, or presses Start.",
    ),
    "follow.confirm": (
        "You follow",
        "Right after `/earshot follow`; edited in place once everything is read.",
    ),
    "digest": (
        "The digest",
        "At 9:00 on the reader's clock, daily or weekly, where there is something. Five posts at most.",
    ),
    "week": (
        "The week of those who lead",
        "Once a week at the day and time they chose. Five things at most, or nothing.",
    ),
    "nudge.answer_first": (
        "Answer this one first",
        "A nudge, within the minute, when somebody writes who hardly ever does.",
    ),
    "nudge.going_cold": (
        "A word with somebody",
        "A nudge: longer silence than is usual for the two, with something to give.",
    ),
    "nudge.promise_made": (
        "Shall I hold on to this?",
        "A nudge, offered once. Nothing is kept before a yes.",
    ),
    "nudge.promise_due": (
        "The day you named",
        "A nudge, on the day of a promise that the reader asked to be reminded of.",
    ),
    "nudge.join_channel": (
        "A channel to join",
        "A nudge: the people one follows are active where one isn't.",
    ),
    "nudge.feedback_owed": ("Two sentences", "A nudge, after working together with somebody new."),
    "nudge.green_review": ("How did it go?", "A nudge, 30 and 90 days after a green button."),
    "nudge.green_loop": ("Still finding out?", "A nudge, once, for a discovery that is still open."),
    "feedback.letter": (
        "Feedback",
        "What a colleague wrote. It also comes to people who never started Earshot.",
    ),
    "feedback.thanks": ("Thanks for feedback", "To its author, when the receiver pressed Thank."),
    "feedback.answer": ("An answer to feedback", "To its author."),
    "ama.tell": (
        "Word to a host",
        "To hosts of a session, who need not have started Earshot: what was asked of them.",
    ),
    "feedback.request": ("Somebody would like feedback", "To whoever was asked, once; no is a fine answer."),
    "ama.board": (
        "The board of a session",
        "In the channel; edited in place, at most once a second. Here it is closed.",
    ),
    "ama.summary": ("How a session ended", "In the channel, once, with two taps on how it was."),
    "green_poll": ("The thought experiment", "In the channel where somebody typed `/greenbutton poll`."),
}
IN_CHANNELS = {"ama.list": "ama.board", "ama.poll": "ama.summary", "green_poll.": "green_poll"}
"""By how the action of one of its buttons begins, what a message in a channel is."""
READER = "wren"  # through whose eyes channels are shown


def main() -> int:
    """Take every picture; the exit code is 1 without a browser."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--weeks", type=int, default=13, help="how long the quarter is that is looked at (13)"
    )
    weeks = parser.parse_args().weeks
    if installed() is None:
        print(f"There is no Chromium here (looked for {', '.join(NAMES)}): install one, then try again.")
        return 1
    draw(*live(weeks, part="stay"))
    return 0


def draw(outcome: Outcome, site: Site) -> None:
    """Take one picture of each kind, and write the page that shows them."""
    FOLDER.mkdir(exist_ok=True)
    chosen = dict(_one_of_each([*outcome.heard, *_in_channels(site.workspace)]))
    with LocalWorkspaceServer(site) as server, launched(str(installed())) as browser:
        for kind, heard in chosen.items():
            _take(browser, server.url, site.workspace, kind, heard)
    PAGE.write_text("\n".join(_page(chosen)), encoding="utf-8")
    print(f"{PAGE.name}: {len(chosen)} of {len(KINDS)} kinds")


def _in_channels(workspace: Workspace) -> Iterator[Heard]:
    reader = workspace.find_person(READER)
    for channel in workspace.channels.values():
        if channel.kind == "im" or reader.id not in channel.members:
            continue
        for message in channel.messages.values():
            for action, _block in buttons(message.blocks or []):
                kind = next((kind for begin, kind in IN_CHANNELS.items() if action.startswith(begin)), "")
                if kind and message.user == workspace.bot_user_id:
                    at = datetime.fromtimestamp(float(message.ts), UTC)
                    yield Heard(
                        reader.id, at, channel.id, message.ts, "", [], "", is_asked=True, purpose=kind
                    )
                    break


def _one_of_each(heard: list[Heard]) -> Iterator[tuple[str, Heard]]:
    """The last message of each kind that stands as it came, and where all were edited the last one."""
    for kind in KINDS:
        found = [each for each in heard if each.purpose == kind or each.purpose.startswith(f"{kind}:")]
        untouched = [each for each in found if not each.edits]
        if found:
            yield kind, (untouched or found)[-1]


def _take(browser: Browser, url: str, workspace: Workspace, kind: str, heard: Heard) -> None:
    context = browser.new_context(
        viewport={"width": 900, "height": 1100}, reduced_motion="reduce", locale="en-GB", color_scheme="light"
    )
    tab = Tab(context, url)
    tab.page.clock.set_fixed_time(datetime.fromtimestamp(workspace.clock.now(), UTC))
    tab.opens(f"/#/{workspace.person(heard.user).name}/{heard.channel}/p{heard.ts.replace('.', '')}")
    article = tab.page.locator(f'.conversation:not([hidden]) article[data-ts="{heard.ts}"]')
    article.wait_for()
    tab.page.mouse.move(0, 0)
    article.evaluate("one => { one.blur(); one.classList.remove('found', 'marked', 'target'); }")
    article.locator(".tools, .message-tools").evaluate_all(
        "all => all.forEach(each => { each.hidden = true; })"
    )
    place = _place(kind)
    article.screenshot(path=place, animations="disabled", caret="hide")
    print(f"{place.relative_to(HERE.parent)}: {place.stat().st_size // 1000} kB")
    context.close()


def _place(kind: str) -> Path:
    return FOLDER / f"{kind.replace('.', '-')}.png"


def _page(chosen: dict[str, Heard]) -> Iterator[str]:
    yield HEAD
    for kind, (title, words) in KINDS.items():
        if (
            kind in chosen or _place(kind).exists()
        ):  # where it did not come up, the picture of last time stays
            yield f"## {title}"
            yield ""
            yield f"`{kind}` {words}"
            yield ""
            yield f"![{title}](pictures/messages/{kind.replace('.', '-')}.png)"
            yield ""


if __name__ == "__main__":
    sys.exit(main())
