"""Where somebody is who writes feedback to one person after another, as the modal carries it along."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from bot.feedback import Field, Round, Visibility, faults
from bot.feedback.writing import PROMPTS
from handlers.views import text
from storage.feedback import Written


@dataclass(frozen=True)
class Turn:
    """Where a writer is: whom they write to one after another, who had theirs, and what is known of the next.

    `manager` is that of whose turn it is, "" for unknown. `post` is the channel and ts of the post that it began at.
    """

    round: Round
    sent: tuple[str, ...] = ()
    manager: str = ""
    post: tuple[str, str] = ("", "")
    topic: str = ""

    @property
    def person(self) -> str:
        """Whose turn it is; "" when everybody had theirs."""
        return self.round.current or ""

    @property
    def skipped(self) -> tuple[str, ...]:
        """Who had their turn without being written to."""
        return tuple(person for person in self.round.done if person not in self.sent)

    def after(self, *, is_sent: bool) -> "Turn":
        """Once the one whose turn it is was written to, or left out."""
        sent = (*self.sent, self.person) if is_sent else self.sent
        return Turn(self.round.after(self.person), sent)

    def before(self) -> "Turn":
        """Back at the last one who was left out."""
        if not self.skipped:
            return self
        done = tuple(person for person in self.round.done if person != self.skipped[-1])
        return Turn(replace(self.round, done=done), self.sent)


def packed(turn: Turn, **more: object) -> str:
    """Where a writer is, as a modal carries it along."""
    told = {
        "people": turn.round.people,
        "done": turn.round.done,
        "sent": turn.sent,
        "manager": turn.manager,
        "post": turn.post,
        "topic": text.cut(turn.topic, 200),
    }
    return json.dumps({**told, **more}, ensure_ascii=False)


def turn_from(view: Mapping[str, Any]) -> Turn:
    """Where a writer is, from the modal they act in; one with nobody in it where that is none of ours."""
    told = _carried(view)

    def names(key: str) -> tuple[str, ...]:
        found = told.get(key)
        return tuple(str(each) for each in found) if isinstance(found, list) else ()

    post = names("post")
    return Turn(
        Round(names("people"), names("done")),
        names("sent"),
        str(told.get("manager") or ""),
        (post[0], post[1]) if len(post) == 2 else ("", ""),
        str(told.get("topic") or ""),
    )


def _carried(view: Mapping[str, Any]) -> dict[str, Any]:
    try:
        found = json.loads(str(view.get("private_metadata") or ""))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def typed_from(view: Mapping[str, Any]) -> Written:
    """What was typed in a form, sent or not."""
    person = turn_from(view).person
    values = (view.get("state") or {}).get("values") or {}

    def entered(name: str) -> dict[str, Any]:
        return (values.get(f"{name}.{person}") or {}).get(name) or {}

    words = {field: str(entered(field).get("value") or "").strip() for field in PROMPTS}
    chosen = str((entered("visibility").get("selected_option") or {}).get("value") or "")
    return Written(
        person, words, _visibility_from(chosen), asks_back=bool(entered("asks_back").get("selected_options"))
    )


def is_touched(view: Mapping[str, Any]) -> bool:
    """Whether somebody typed anything else in a form than what it began with."""
    elements = [block.get("element") or {} for block in view.get("blocks") or ()]
    begun = {str(each.get("action_id")): str(each.get("initial_value") or "").strip() for each in elements}
    return any(words != begun.get(field, "") for field, words in typed_from(view).words.items())


def shown_in(view: Mapping[str, Any]) -> Written:
    """What a preview shows, read back from it."""
    told, words = _carried(view), dict[Field, str]()
    blocks = {str(block.get("block_id")): block for block in view.get("blocks") or ()}
    for field in PROMPTS:
        words[field] = _quoted(blocks.get(f"said.{field}") or {})
    visibility = _visibility_from(str(told.get("visibility")))
    return Written(turn_from(view).person, words, visibility, asks_back=told.get("asks_back") is True)


def _quoted(block: Mapping[str, Any]) -> str:
    parts = [part for quote in block.get("elements") or () for part in quote.get("elements") or ()]
    return "".join(str(part.get("text") or "") for part in parts).strip()


def _visibility_from(chosen: str) -> Visibility:
    return cast("Visibility", chosen) if chosen in get_args(Visibility) else "them"


def faults_in(view: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with what was typed, by block id."""
    typed = typed_from(view)
    return {f"{field}.{typed.person}": fault for field, fault in faults(typed.words).items()}
