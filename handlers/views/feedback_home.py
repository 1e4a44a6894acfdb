"""What of feedback is open, on the Home tab."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

from handlers.views import text
from handlers.views.feedback_letter import WRITE
from handlers.views.feedback_pick import OPEN, OPEN_ASK
from storage.feedback import Letter
from storage.feedback_wishes import Request

TAKE_BACK = "feedback.take_back"

ASKED = "{asker} asks you for feedback{topic}."
TOPIC = " on {topic}"
OWED = "You worked with {people} for the first time. Two sentences?"
DRAFTS = "Begun and not sent: {people}."
ON_THE_WAY = "What you wrote on {person} waits for calm hours."
_MOST_ASKED = 2
_NAMED = 5


@dataclass(frozen=True)
class State:
    """Who asks, who was begun with, to whom one could write, and what is on its way."""

    asked: Sequence[Request] = ()
    drafts: Sequence[str] = ()
    owed: Sequence[str] = ()
    on_the_way: Sequence[Letter] = ()


NOTHING = State()


def section(state: State) -> list[Block]:
    """At most six blocks; none where nothing is open."""
    blocks: list[Block] = [_asked(each) for each in state.asked[:_MOST_ASKED]]
    left = [person for person in state.owed if person not in state.drafts]
    lines = [DRAFTS.format(people=_people(state.drafts))] if state.drafts else []
    lines += [OWED.format(people=_people(left))] if left else []
    if lines:
        first = [*state.drafts, *left][0]
        blocks.append(SectionBlock(block_id="feedback.owed", text=MarkdownTextObject(text="\n".join(lines))))
        buttons = [
            ButtonElement(text="Write two sentences", action_id=OPEN, value=first),
            ButtonElement(text="Ask for some", action_id=OPEN_ASK),
        ]
        blocks.append(ActionsBlock(block_id="feedback.write", elements=buttons))
    if state.on_the_way:
        blocks.append(_on_the_way(state.on_the_way[0]))
    if len(state.on_the_way) > 1:
        blocks.append(
            ContextBlock(elements=[MarkdownTextObject(text=f"{len(state.on_the_way) - 1} more wait.")])
        )
    return blocks


def _asked(found: Request) -> SectionBlock:
    topic = TOPIC.format(topic=text.escape(text.cut(text.one_line(found.topic), 150))) if found.topic else ""
    words = ASKED.format(asker=text.person(found.asker), topic=topic)
    write = ButtonElement(text="Write", action_id=WRITE, value=found.id)
    return SectionBlock(
        block_id=f"feedback.asked.{found.id}", text=MarkdownTextObject(text=words), accessory=write
    )


def _on_the_way(found: Letter) -> SectionBlock:
    words = ON_THE_WAY.format(person=text.person(found.written.person))
    back = ButtonElement(text="Take it back", action_id=TAKE_BACK, value=found.id)
    return SectionBlock(
        block_id=f"feedback.waits.{found.id}", text=MarkdownTextObject(text=words), accessory=back
    )


def _people(people: Sequence[str]) -> str:
    named = [text.person(person) for person in people[:_NAMED]]
    return text.listed([*named, f"{len(people) - _NAMED} more"] if len(people) > _NAMED else named)
