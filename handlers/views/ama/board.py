"""The board, which stands in the channel, and the message of each question in its thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    PlainTextObject,
)

from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import Question
from handlers.views import text
from handlers.views.ama import entry

ASK, VOTE, FLAG = "ama.ask", "ama.vote", "ama.flag"
LIST, MINE, LOG, TOOLS = "ama.list", "ama.mine", "ama.log", "ama.host.tools"
BACK = "off"  # the choice that takes a vote back

MOST_SHOWN = 5  # questions on the board itself
MOST_REASONS = 3

NOUNS = {"ama": ("question", "questions"), "topics": ("topic", "topics")}
ASK_BUTTON = {"ama": "Ask a question", "topics": "Propose a topic"}
STATES = {
    "set_up": "Opens {opens}. Asking and voting start then.",
    "open": "Open for {nouns} until {closes}.",
    "live": ":red_circle: *Live now.* You can still ask and vote until {closes}.",
    "closed": "Closed {closed}. Nothing more comes in; every {noun} has its outcome.",
}
ORPHAN = ":warning: Its host no longer has an account. Anybody can take over: type `/ama` here."
HOSTS = "Hosts: {hosts}"
RULES = "Rules of the house:"
MODERATED = "A host reads each {noun} before it appears. Declining one takes a reason, which stands here."
OPENLY = "Every {noun} appears at once. Declining one takes a reason, which stands here."
COUNTS = "{all} · {votes} · {answered} answered"
FIRST = "Nobody has asked yet. Yours can be the first."
TOP = "*Top now* (votes out of those who were here since it was asked, so that late ones have a chance)"
WE_DID = "*You said → we did*"
MORE = "{count} more declined; the log has all reasons."


@dataclass(frozen=True)
class Board:
    """All that the board shows. `top` are the questions, best first; `links` leads to their messages. An orphan has no host left."""

    ama: Ama
    top: Sequence[Question]
    all: Sequence[Question]
    links: Mapping[str, str]
    is_orphan: bool = False


def message(board: Board) -> dict[str, Any]:
    """The board as arguments of chat.postMessage or chat.update, without the channel."""
    ama = board.ama
    blocks: list[Block] = [HeaderBlock(text=PlainTextObject(text=entry.title(ama)))]
    if board.is_orphan and ama.state != "closed":
        blocks.append(entry.section(ORPHAN))
    blocks += [entry.section(_state(ama)), entry.note(_hosts(ama), _counts(board))]
    blocks += _schedule(ama) + _now(board) + _top(board) + _declined(board) + _rules(ama) + _we_did(ama)
    blocks += [DividerBlock(), _buttons(ama)]
    title = text.escape(entry.title(ama))
    return _message(f"{title}: {_counts(board)}", blocks)


def _message(said: str, blocks: Sequence[Block]) -> dict[str, Any]:
    shown = [block.to_dict() for block in blocks]
    return {"text": said, "blocks": shown, "unfurl_links": False, "unfurl_media": False}


def _state(ama: Ama) -> str:
    noun, nouns = NOUNS[ama.plan.kind]
    closed = text.when(ama.closed_at) if ama.closed_at else ""
    moments = {"opens": text.when(ama.plan.opens_at), "closes": text.when(ama.plan.closes_at)}
    return STATES[ama.state].format(noun=noun, nouns=nouns, closed=closed, **moments)


def _hosts(ama: Ama) -> str:
    return HOSTS.format(hosts=text.listed(text.person(host) for host in ama.plan.hosts))


def counted(count: int, nouns: tuple[str, str]) -> str:
    """1 question, 2 questions."""
    return f"{count} {nouns[0] if count == 1 else nouns[1]}"


def _counts(board: Board) -> str:
    shown = [each for each in board.all if each.state not in {"held", "withdrawn"}]
    answered = sum(each.state in {"answered", "written"} for each in shown)
    return COUNTS.format(
        all=counted(len(shown), NOUNS[board.ama.plan.kind]),
        votes=counted(sum(each.votes for each in shown if each.state != "merged"), ("vote", "votes")),
        answered=answered,
    )


def _schedule(ama: Ama) -> list[Block]:
    slots = [f"{text.when(slot.at)} · {text.escape(text.one_line(slot.what))}" for slot in ama.plan.schedule]
    return [entry.section(text.cut("\n".join(slots), 2900))] if slots else []


def _now(board: Board) -> list[Block]:
    now = [each for each in board.all if each.state == "answering"]
    return [
        block
        for each in now[:MOST_SHOWN]
        for block in (entry.section(f"{entry.OUTCOMES['answering']} {_line(board, each)}"), entry.words(each))
    ]


def _line(board: Board, question: Question) -> str:
    return entry.line(question, board.links.get(question.question_id, ""))


def _top(board: Board) -> list[Block]:
    top = [each for each in board.top if each.state == "open"][:MOST_SHOWN]
    if not top:
        return [entry.section(FIRST)] if board.ama.takes_questions and not board.all else []
    shown = [
        part for each in top for part in (entry.section(_line(board, each)), entry.words(each, entry.SHORT))
    ]
    return [DividerBlock(), entry.note(TOP), *shown]


def _declined(board: Board) -> list[Block]:
    declined = [each for each in board.all if each.state == "declined"]
    blocks: list[Block] = []
    for each in declined[-MOST_REASONS:]:
        blocks += entry.declined(each)
    if len(declined) > MOST_REASONS:
        blocks.append(entry.note(MORE.format(count=len(declined) - MOST_REASONS)))
    return blocks


def _rules(ama: Ama) -> list[Block]:
    noun = NOUNS[ama.plan.kind][0]
    how = entry.note((MODERATED if ama.plan.is_moderated else OPENLY).format(noun=noun))
    if not ama.plan.rules.strip():
        return [how]
    return [how, entry.note(RULES), text.quote(text.cut(text.one_line(ama.plan.rules), 1000))]


def _we_did(ama: Ama) -> list[Block]:
    if not ama.plan.we_did:
        return []
    lines = [f"{text.one_line(said)} → {text.one_line(did)}" for said, did in ama.plan.we_did]
    return [entry.section(WE_DID), text.quote(text.cut(" · ".join(lines), 1500))]


def _buttons(ama: Ama) -> ActionsBlock:
    here = Place(ama.ama_id).written()
    buttons = [
        ButtonElement(text="See all", action_id=LIST, value=Place(ama.ama_id, choice="top").written()),
        ButtonElement(text="Log", action_id=LOG, value=here),
        ButtonElement(text="For hosts", action_id=TOOLS, value=here),
    ]
    if ama.takes_questions:
        ask = ButtonElement(text=ASK_BUTTON[ama.plan.kind], action_id=ASK, value=here, style="primary")
        buttons = [ask, buttons[0], ButtonElement(text="Mine", action_id=MINE, value=here), *buttons[1:]]
    return ActionsBlock(block_id="ama.board", elements=buttons)


def question(ama: Ama, asked: Question) -> dict[str, Any]:
    """A question's own message: its words, its votes, what became of it, and the buttons while one may vote."""
    blocks = [entry.section(entry.line(asked)), entry.words(asked), *entry.outcome(asked)]
    if ama.takes_questions and asked.state in {"open", "answering", "parked"}:
        blocks.append(_voting(ama, asked))
    said = text.escape(text.cut(text.one_line(asked.text), entry.SHORT))
    return _message(f"#{asked.number}: {said}", blocks)


def _voting(ama: Ama, asked: Question) -> ActionsBlock:
    here = Place(ama.ama_id, asked.question_id).written()
    back = Place(ama.ama_id, asked.question_id, BACK).written()
    return ActionsBlock(
        block_id="ama.question",
        elements=[
            ButtonElement(text=f"▲ Vote · {asked.votes}", action_id=VOTE, value=here, style="primary"),
            ButtonElement(text="Take back", action_id=f"{VOTE}.back", value=back),
            ButtonElement(text="Flag", action_id=FLAG, value=here),
        ],
    )
