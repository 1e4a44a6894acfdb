"""Make the pictures in this folder anew: the walk of docs/walkthrough.md in a real browser, always at the same moment.

    python docs/pictures/make.py [--only digest]

Every place is taken wide and narrow, light and dark; digest.png is the one in README.md. Needs Chromium.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, FloatRect, expect

from tests.e2e.brambleway import Brambleway, brambleway
from tests.e2e.chromium import NAMES, installed, launched
from tests.e2e.tab import Tab

HERE = Path(__file__).parent
SIZES = {1280: 800, 390: 844}
SCHEMES = ("light", "dark")
Take = Callable[[str], None]


def main() -> int:
    """Take every picture, or those whose name begins with a word; the exit code is 1 without a browser."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="pictures whose name begins so")
    only = parser.parse_args().only
    path = installed()
    if path is None:
        print(f"There is no Chromium here (looked for {', '.join(NAMES)}): install one, then try again.")
        return 1
    with launched(path) as browser:
        for width, scheme in product(SIZES, SCHEMES):
            with tempfile.TemporaryDirectory() as folder, brambleway(Path(folder)) as company:
                walk(company, browser, width, scheme, only)
    return 0


def walk(company: Brambleway, browser: Browser, width: int, scheme: str, only: str) -> None:
    """From the first visit to a digest, with a picture at every place."""
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        has_touch=width < 500,
    )
    tab = Tab(context, company.url)

    def take(name: str) -> None:
        if name.startswith(only):
            _settle(tab)
            _save(tab, f"{name}-{width}-{scheme}.png")

    _arrive(company, tab, take)
    _follow(tab, take)
    _home(company, tab, take)
    _digest(company, tab, take)
    if (width, scheme) == (1280, "light") and "digest".startswith(only):
        _digest_alone(tab)
    _green_or_red(company, tab, take)
    tab.presses("Inspector")
    tab.page.locator(".log summary").first.wait_for()
    take("inspector")
    context.close()
    assert tab.troubles == [], tab.troubles


def _arrive(company: Brambleway, tab: Tab, take: Take) -> None:
    _at_its_time(company, tab, "/")
    tab.page.locator(".guide").first.wait_for()
    take("first-visit")
    tab.page.get_by_role("button", name="Femi Wren").click()
    tab.messages().last.wait_for()
    _at_its_time(company, tab, f"/#/wren/{company.channel('architecture-rfcs')}")
    tab.page.locator(".thread-link").last.wait_for()
    take("channel")
    tab.page.locator(".thread-link").last.click()
    tab.page.get_by_role("complementary", name="Thread").locator("article").nth(1).wait_for()
    take("thread")
    tab.presses("Close thread")


def _follow(tab: Tab, take: Take) -> None:
    tab.sends("/earshot follow")
    tab.modal.wait_for()
    tab.picks("Channels to listen in", "architecture-rfcs", "customers", "incidents")
    tab.picks("Their manager", "Tomas")
    tab.picks("Other voices", "Nadia")
    tab.modal.locator(".modal-body").evaluate("body => body.scrollTo(0, 0)")
    take("follow")
    tab.presses("Follow", tab.modal)
    expect(tab.modal).to_have_count(0)
    tab.presses("Close the tip")


def _home(company: Brambleway, tab: Tab, take: Take) -> None:
    company.settle()
    _at_its_time(company, tab, "/#/wren/home")
    tab.page.get_by_role("heading", name="What you follow").wait_for()
    take("home")


def _digest(company: Brambleway, tab: Tab, take: Take) -> None:
    tab.presses("Messages")
    tab.message("You're within earshot").wait_for()
    company.person("wren").clicks("digest.now", view="home", wait_s=0)
    digest = tab.message("Conversations you may want to be in")
    digest.wait_for()
    company.settle()
    digest.evaluate("one => one.scrollIntoView({ block: 'start' })")
    take("digest")
    tab.presses("Why?", digest.locator("[data-block-id^='digest.answers']").nth(2))
    tab.modal.wait_for()
    take("why")
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)


def _green_or_red(company: Brambleway, tab: Tab, take: Take) -> None:
    _at_its_time(company, tab, f"/#/wren/{company.channel('customers')}")
    tab.sends("/greenbutton Could you look after the pilot with the harbour until autumn?")
    tab.modal.wait_for()
    take("green-or-red")
    for answer in (
        "My manager, theirs, or an executive",
        "Yes, I want to learn this",
        "A few days",
        "It's tight",
    ):
        tab.modal.get_by_label(answer).check()
    tab.presses("Weigh it", tab.modal)
    tab.modal.get_by_label("Green: I say yes").wait_for()
    tab.modal.locator(".modal-body").evaluate("body => body.scrollTo(0, 0)")
    take("verdict")
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)


def _digest_alone(tab: Tab) -> None:
    """The conversation without what stands beside it, down to the third post."""
    tab.page.set_viewport_size({"width": 1280, "height": 1200})
    tab.message("Conversations you may want to be in").evaluate("one => one.scrollIntoView()")
    head = tab.page.locator(".conversation:not([hidden])").bounding_box()
    words = tab.page.locator("[data-block-id^='digest.item']").first.bounding_box()
    answers = tab.page.locator("[data-block-id^='digest.answers']").nth(2).bounding_box()
    assert head
    assert words
    assert answers
    width = words["x"] + words["width"] + 28 - head["x"]
    height = answers["y"] + answers["height"] + 14 - head["y"]
    _save(tab, "digest.png", clip={"x": head["x"], "y": head["y"], "width": width, "height": height})
    tab.page.set_viewport_size({"width": 1280, "height": SIZES[1280]})


def _at_its_time(company: Brambleway, tab: Tab, path: str) -> None:
    """Open an address, in a browser whose clock says what the company's says."""
    tab.page.clock.set_fixed_time(datetime.fromtimestamp(company.workspace.clock.now(), UTC))
    tab.opens(path)


def _settle(tab: Tab) -> None:
    tab.page.mouse.move(0, 0)
    tab.page.evaluate("document.activeElement?.blur()")
    tab.page.locator("#notices").evaluate("place => place.replaceChildren()")


def _save(tab: Tab, name: str, clip: FloatRect | None = None) -> None:
    tab.page.screenshot(path=HERE / name, clip=clip, animations="disabled", caret="hide")
    print(f"{HERE.name}/{name}: {(HERE / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
