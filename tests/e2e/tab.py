"""A tab of a browser in which somebody uses the page."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, expect

PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


class Tab:
    """The page at `url`. Whatever must never happen in it is noted in `troubles`."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.troubles: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._note_console)
        context.on("weberror", lambda problem: self.troubles.append(f"uncaught: {problem.error}"))
        context.on("request", self._note_request)
        context.on("dialog", self._note_dialog)
        self.page: Page = context.new_page()

    def opens(self, path: str = "/") -> None:
        """Go to an address of the workspace."""
        self.page.goto(f"{self.url}{path}")

    def acts_as(self, person: str, place: str) -> None:
        """Open the page as somebody, at a conversation's id or "home"."""
        self.opens(f"/#/{person}/{place}")
        expect(self.page.locator("#strip .person")).to_be_visible()

    def goes_to(self, name: str) -> None:
        """Click a conversation in the sidebar."""
        self.row(name).click()
        expect(self.page.locator(".conversation:not([hidden]) h1")).to_have_text(name)

    def row(self, name: str) -> Locator:
        """The row of a conversation in the sidebar."""
        rows = self.page.locator(".side-row")
        return rows.filter(has=self.page.locator(".side-name", has_text=re.compile(f"^{re.escape(name)}$")))

    def hears(self, words: str) -> Locator:
        """Go to what Earshot wrote; its last message with these words."""
        self._to_earshot("Messages")
        found = self.message(words)
        expect(found).to_be_visible()
        return found

    def looks_home(self) -> Locator:
        """Go to Earshot's Home tab."""
        self._to_earshot("Home")
        found = self.page.locator(".home")
        expect(found).to_be_visible()
        return found

    def _to_earshot(self, part: str) -> None:
        tabs = self.page.locator("button.tab:visible")
        if not tabs.count():  # the row leads to either of the two
            self.row("Earshot").click()
        tabs.filter(has_text=part).click()

    @property
    def box(self) -> Locator:
        """The message box of the conversation."""
        return self.page.locator("#composer")

    def sends(self, text: str) -> None:
        """Type into the message box and send it."""
        self.box.fill(text)
        self.box.press("Enter")

    def says(self, text: str) -> Locator:
        """Post something in the conversation that is open; the message as it then stands there."""
        self.sends(text)
        found = self.message(text)
        expect(found).to_be_visible()
        return found

    def message(self, words: str) -> Locator:
        """The last message in the conversation with these words."""
        return self.messages(words).last

    def messages(self, words: str = "") -> Locator:
        """The messages in the conversation that have these words."""
        return self.page.locator(".conversation:not([hidden]) article").filter(has_text=words)

    @property
    def modal(self) -> Locator:
        """The app's modal."""
        return self.page.locator("dialog.modal")

    def picks(self, label: str, *names: str) -> None:
        """Choose in a searchable field of the modal: type a name, take the first that fits."""
        field = self.modal.get_by_role("combobox", name=label)
        for name in names:
            field.fill(name)
            self.page.locator(".listbox:popover-open .option", has_text=name).first.click()
        field.press("Escape")

    def presses(self, name: str, within: Locator | None = None) -> None:
        """Click a button by its name."""
        (within or self.page.locator("body")).get_by_role("button", name=name, exact=True).first.click()

    def runs_over(self) -> list[str]:
        """What is wider than the place it has, so that one would have to scroll sideways."""
        found: list[str] = self.page.evaluate(_RUNS_OVER)
        return found

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console: {message.text} {message.location.get('url', '')}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")) and urlsplit(request.url).netloc != self._here:
            self.troubles.append(f"request to another host: {request.url}")

    def _note_dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @property
    def _here(self) -> str:
        return urlsplit(self.url).netloc


# Code and tables may be wider: they have a bar of their own.
_RUNS_OVER = """() => {
  const shown = (one) => one.getClientRects().length > 0;
  const frames = [document.documentElement, ...document.querySelectorAll("article, .scroller, .sidebar, .strip, .pane, .modal, .modal-body, .dialog, .home, .sample-body, .people-list, .listbox")];
  return frames.filter((one) => shown(one) && one.scrollWidth > one.clientWidth + 1).map((one) => `${one.tagName}.${one.className}: ${one.scrollWidth} > ${one.clientWidth}`);
}"""
