"""Text from people and from the app, in every field, runs no script and breaks no layout."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from sandbox.export import Export
from tests.e2e.attacks import ATTACKS, HARM, harm
from tests.e2e.brambleway import Brambleway
from tests.e2e.conftest import NewTab
from tests.e2e.tab import Tab

Json = dict[str, Any]
LAST = len(ATTACKS) - 1
PHONE = {"viewport": {"width": 390, "height": 844}}


def people() -> list[Json]:
    """Somebody for each attack, who has it for a name."""
    return [
        {
            "id": f"U0EVIL{number}",
            "name": attack,
            "real_name": attack,
            "tz": attack,
            "profile": {"display_name": attack, "real_name": attack, "title": attack, "email": attack},
        }
        for number, attack in enumerate(ATTACKS)
    ]


def channels() -> list[Json]:
    """A channel for each attack, named and described by it."""
    members = ["U0WREN", *(person["id"] for person in people())]
    about = [{"topic": {"value": attack}, "purpose": {"value": attack}, "name": attack} for attack in ATTACKS]
    return [{"id": f"C0EVIL{at}", "members": members, **each} for at, each in enumerate(about)]


def posts(now: float) -> list[Json]:
    """Everybody says what they are called, and names somebody else."""
    return [
        {
            "ts": f"{now - 900 + number:.6f}",
            "user": f"U0EVIL{number}",
            "text": f"{attack} <@U0EVIL{number}> in <#C0EVIL{number}>, and then",
            "reactions": [{"name": attack, "users": ["U0WREN", f"U0EVIL{number}"], "count": 2}],
        }
        for number, attack in enumerate(ATTACKS)
    ]


@pytest.fixture
def crowd(company: Brambleway) -> Brambleway:
    """The company, and people who mean harm."""
    messages = {f"C0EVIL{LAST}": posts(company.workspace.clock.now())}
    company.server.call(lambda: company.workspace.load(Export(people(), channels(), messages)))
    return company


def test_names_topics_and_posts_do_no_harm(crowd: Brambleway, new_tab: NewTab) -> None:
    tab = new_tab(crowd.url)
    tab.opens("/#/%3Cscript%3E/%22%3E%3Csvg%2Fonload%3D/p1")
    tab.page.get_by_role("searchbox", name="Find a person to act as").fill("script")
    assert harm(tab) == []
    tab.acts_as("wren", f"C0EVIL{LAST}")
    expect(tab.message(f"<script>{HARM}</script>")).to_be_visible()
    assert harm(tab) == []
    _sidebar_and_details(tab)
    _lists_to_choose_from(tab)
    first = next(iter(crowd.workspace.channels[f"C0EVIL{LAST}"].messages))
    tab.opens(f"/archives/C0EVIL{LAST}/p{first.replace('.', '')}")
    expect(tab.page.locator("article.pointed-at")).to_contain_text(ATTACKS[0])
    assert harm(tab) == []


def _sidebar_and_details(tab: Tab) -> None:
    for number in range(0, len(ATTACKS), 4):
        tab.page.locator(f".side-row[data-channel=C0EVIL{number}]").click()
        expect(tab.page.locator(".start")).to_be_visible()
        assert harm(tab) == []
    tab.page.get_by_role("button", name="Show the details").click()
    members = tab.page.get_by_role("dialog").locator(".person-row")
    expect(members).to_have_count(len(ATTACKS) + 1)
    assert harm(tab) == []
    members.first.click()
    expect(tab.page.get_by_role("dialog").last.get_by_role("button", name="Write a message")).to_be_visible()
    assert harm(tab) == []
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("Escape")


def _lists_to_choose_from(tab: Tab) -> None:
    for sign in ("@scr", "#scr", "@W", ":const"):
        tab.box.fill("")
        tab.box.press_sequentially(sign)
        assert harm(tab) == []
    tab.says(ATTACKS[0])
    tab.sends("/earshot follow")
    for label in ("Channels to listen in", "Other voices"):
        tab.modal.get_by_role("combobox", name=label).click()
        expect(tab.page.locator(".listbox:popover-open .option").first).to_be_visible()
        assert harm(tab) == []
        tab.page.keyboard.press("Enter")
        tab.page.keyboard.press("Escape")
    assert harm(tab) == []
    tab.presses("Follow", tab.modal)
    expect(tab.modal).to_have_count(0)


def blocks(attack: str) -> list[Json]:
    """Every kind of block, with an attack in each of its fields; the workspace is not asked whether it may be."""
    plain, marked = {"type": "plain_text", "text": attack}, {"type": "mrkdwn", "text": attack}
    options = [{"text": plain, "value": "a", "description": plain, "url": attack}]
    picture = {"type": "image", "image_url": attack, "alt_text": attack, "title": plain}
    asked = {"title": plain, "text": plain, "confirm": plain, "deny": plain}
    menus = [
        {"type": kind, "action_id": kind, "options": options, "placeholder": plain, "confirm": asked}
        for kind in ("static_select", "multi_static_select", "overflow", "checkboxes", "radio_buttons")
    ]
    button = {"type": "button", "action_id": "press", "text": plain, "url": attack, "confirm": asked}
    words = [
        {"type": "text", "text": attack},
        {"type": "link", "url": attack, "text": attack},
        {"type": "emoji", "name": attack},
        {"type": "user", "user_id": attack},
        {"type": "channel", "channel_id": attack},
        {"type": "date", "timestamp": 1, "format": attack, "url": attack, "fallback": attack},
        {"type": "color", "value": attack},
    ]
    spans = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
    return [
        {"type": "header", "text": plain},
        {"type": "section", "text": marked, "fields": [plain, marked], "accessory": picture},
        {"type": "context", "elements": [plain, marked, picture]},
        {"type": "actions", "elements": [button, *menus]},
        {"type": "rich_text", "elements": [{"type": kind, "elements": words} for kind in spans]},
        {"type": "markdown", "text": attack},
        {"type": "markdown", "text": f"# {attack}\n| {attack} |\n|-|\n| [x]({attack}) ![y]({attack}) |"},
        {**picture, "block_id": attack},
        {"type": "table", "rows": [[{"type": "raw_text", "text": attack}]]},
        {"type": "video", "title": plain, "title_url": attack, "thumbnail_url": attack, "alt_text": attack},
        {"type": attack, "text": plain},
        {"type": "section", "text": {"type": attack, "text": attack}, "accessory": {"type": attack}},
    ]


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
def test_what_the_app_sends_does_no_harm(company: Brambleway, new_tab: NewTab, screen: Json) -> None:
    channel = company.channel("random")
    _the_app_posts(company, channel)
    tab = new_tab(company.url, **screen)
    tab.acts_as("wren", channel)
    expect(tab.message(f"<script>{HARM}</script>")).to_be_visible()
    for article in tab.messages().all()[-len(ATTACKS) :]:
        article.scroll_into_view_if_needed()
    assert harm(tab) == []
    more = tab.messages().last.get_by_role("button", name="More actions").first
    more.click()
    assert harm(tab) == []
    tab.page.keyboard.press("Escape")
    _files(company, tab, channel)
    _home(company, tab)
    tab.presses("Inspector")
    tab.page.locator(".log summary").first.click()
    assert harm(tab) == []


def _the_app_posts(company: Brambleway, channel: str) -> None:
    here = company.workspace

    def post() -> None:
        for attack in ATTACKS:
            attached = [{"title": attack, "text": attack, "fallback": attack, "blocks": blocks(attack)}]
            bot = here.bot_user_id
            here.post(
                bot, channel, attack, blocks(attack), attachments=attached, extra={"username": attack},
                must_be_member=False,
            )  # fmt: skip

    company.server.call(post)


def _files(company: Brambleway, tab: Tab, channel: str) -> None:
    installed = company.workspace.config
    company.workspace.config = replace(installed, bot_scopes=installed.bot_scopes | {"files:write"})
    bot = WebClient(installed.bot_token, base_url=company.server.api_url)
    bot.conversations_join(channel=channel)
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{HARM}"><script>{HARM}</script></svg>'
    for name in (f"<img src=x onerror={HARM}>.svg", f'"><script>{HARM}</script>.html', "\u202egpj.exe"):
        bot.files_upload_v2(channel=channel, filename=name, title=name, content=picture, alt_txt=name)
    expect(tab.messages().last.locator("[data-file-id]")).to_be_visible()
    assert harm(tab) == []


def _home(company: Brambleway, tab: Tab) -> None:
    bot = WebClient(company.workspace.config.bot_token, base_url=company.server.api_url)
    tab.acts_as("wren", "home")
    expect(tab.page.locator(".home")).to_contain_text("Stay within earshot")
    sections = [{"type": "section", "text": {"type": "mrkdwn", "text": attack}} for attack in ATTACKS]
    bot.views_publish(user_id="U0WREN", view={"type": "home", "blocks": sections})
    expect(tab.page.locator(".home")).to_contain_text(f"<script>{HARM}</script>")
    assert harm(tab) == []


def test_the_gallery_holds_against_harm(company: Brambleway, tab: Tab) -> None:
    tab.opens("/page/gallery#hostile")
    tab.page.locator("html[data-ready=true]").wait_for()
    assert harm(tab) == []
    for label in ("Open a form", "Open a view", "Open a stack"):
        tab.presses(label)
        expect(tab.modal).to_be_visible()
        assert harm(tab) == []
        tab.modal.get_by_role("button", name="Close", exact=True).click()
        expect(tab.modal).to_have_count(0)
