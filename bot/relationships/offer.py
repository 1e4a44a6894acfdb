"""Something to give, with where it comes from and a draft: nobody is asked for half an hour of somebody's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

GIVES = {
    "answer": "They asked something that nobody has answered yet.",
    "thanks": "They helped in a conversation of yours. A word of thanks, and what it changed, takes a minute.",
    "feedback": "You worked together lately; two sentences on what went well are a gift.",
    "post": "A post they may want to see: it is about {topic}, as is what they wrote.",
    "introduction": "They and {other} both write about {topic}, and I haven't seen them talk.",
    "hello": "A line on something you learned lately, that may be of use to them, is enough.",
}
_DRAFTS = {
    "answer": "Hi {name}, I saw your question ({link}). Here is what I know: ",
    "thanks": "Hi {name}, thank you for your help here: {link}. It saved me ",
    "feedback": "Hi {name}, I liked working with you on this: {link}. What stayed with me: ",
    "post": "Hi {name}, this made me think of what you wrote about {topic}: {link}",
    "introduction": "Hi {name}, do you know {other_name}? You both work on {topic}: {link}. Shall I bring you two together?",
    "hello": "Hi {name}, I learned something lately that may be of use to you: ",
}

OfferKind = Literal["answer", "thanks", "feedback", "post", "introduction", "hello"]
_BEST: tuple[OfferKind, ...] = ("answer", "thanks", "feedback", "post", "introduction", "hello")


@dataclass(frozen=True)
class Gift:
    """Something that could be given to a person, and the post that says so; "hello" has none.

    `topic` are words that both sides used; `other` is whom they could be introduced to.
    """

    kind: OfferKind
    person: str
    channel: str = ""
    ts: str = ""
    topic: str = ""
    other: str = ""


def best(gifts: Sequence[Gift], person: str) -> Gift:
    """What to offer: what helps them most first, of the same kind the newest; a plain hello where there is nothing."""
    found = [gift for gift in gifts if gift.person == person]
    return min(found, key=lambda gift: (_BEST.index(gift.kind), -_age(gift)), default=Gift("hello", person))


def _age(gift: Gift) -> float:
    return float(gift.ts or 0)


def words(gift: Gift) -> str:
    """What could be given and why, in Slack's markup but for the topic, which is people's words."""
    return GIVES[gift.kind].format(topic=gift.topic, other=f"<@{gift.other}>")


def draft(gift: Gift, name: str, link: str, other_name: str = "") -> str:
    """Plain words that the reader may send, change or drop; `link` is that of the post it rests on."""
    return _DRAFTS[gift.kind].format(
        name=_given(name, "there"), link=link, topic=gift.topic, other_name=_given(other_name, "each other")
    )


def _given(name: str, otherwise: str) -> str:
    """The given name, as colleagues write it."""
    return next(iter(name.split()), otherwise)
