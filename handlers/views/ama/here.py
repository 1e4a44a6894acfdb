"""What one can do in a channel where a session has not closed: the answer to `/ama`."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.ama.ama import Ama
from bot.ama.place import Place
from handlers.views import form, text
from handlers.views.ama import entry
from handlers.views.ama.board import ASK, ASK_BUTTON, LIST, LOG, MINE, TOOLS

WHAT = {
    "set_up": "*{title}* opens {opens}. Its board stands {where}.",
    "open": "*{title}* takes {nouns} until {closes}. Its board stands {where}.",
    "live": "*{title}* is live, and takes {nouns} until {closes}. Its board stands {where}.",
    "closed": "*{title}* has closed.",
}
HERE = "in this channel"
HOW = (
    "Ask with your name or without, vote for what you want to hear about, and take either back. Each {noun} "
    "has its place in the board's thread. At the end every one has an outcome."
)
ORPHAN = "Its host no longer has an account. Somebody has to take over:"
TAKE_OVER = "ama.host.take_over"


def modal(ama: Ama, link: str, *, is_host: bool, is_orphan: bool = False) -> dict[str, Any]:
    """The modal; `link` is the board's address, or ""."""
    noun, nouns = ("topic", "topics") if ama.plan.kind == "topics" else ("question", "questions")
    what = WHAT[ama.state].format(
        title=text.escape(entry.title(ama)),
        nouns=nouns,
        opens=text.when(ama.plan.opens_at),
        closes=text.when(ama.plan.closes_at),
        where=text.link(link, HERE) if link else HERE,
    )
    blocks = [entry.section(what), entry.section(HOW.format(noun=noun)), _buttons(ama, is_host=is_host)]
    if is_orphan:
        value = Place(ama.ama_id).written()
        take = ButtonElement(text="I'll be the host", action_id=TAKE_OVER, value=value)
        blocks += [entry.section(ORPHAN), ActionsBlock(block_id="ama.orphan", elements=[take])]
    return form.modal(
        "ama.here",
        "AMA" if ama.plan.kind == "ama" else "Open space",
        blocks,
        ("", "Close"),
        Place(ama.ama_id).written(),
    )


def _buttons(ama: Ama, *, is_host: bool) -> ActionsBlock:
    here = Place(ama.ama_id).written()
    buttons = []
    if ama.takes_questions:
        buttons.append(
            ButtonElement(text=ASK_BUTTON[ama.plan.kind], action_id=ASK, value=here, style="primary")
        )
        buttons.append(ButtonElement(text="Mine", action_id=MINE, value=here))
    buttons.append(
        ButtonElement(text="See all", action_id=LIST, value=Place(ama.ama_id, choice="top").written())
    )
    buttons.append(ButtonElement(text="Log", action_id=LOG, value=here))
    if is_host:
        buttons.append(ButtonElement(text="For hosts", action_id=TOOLS, value=here))
    return ActionsBlock(block_id="ama.here", elements=buttons)
