"""Something a participant did, without who did it: what the door writes down and handlers read."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.ama.ama import Naming
from bot.ama.place import Place
from bot.ama.sealing import place_of, purpose_of, tag, words_of

NAMING_BLOCK, NAMED = "as", "named"  # the block of the ask modal, and the one choice that keeps a name


@dataclass(frozen=True)
class Act:
    """All that is kept of a click or a submission.

    `tag` stands for the person, for this purpose only. `author` is their id where they chose to ask with their name.
    `slot` is the tag of the anonymous question that this uses up. `words` are a modal's values by block id.
    """

    place: Place
    tag: str
    author: str = ""
    slot: str = ""
    words: dict[str, str] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """As the payload of an event."""
        return {"act": asdict(self)}

    @staticmethod
    def read(payload: dict[str, Any]) -> "Act":
        """From the payload of a sealed event."""
        act = payload["act"]
        return Act(Place(**act["place"]), act["tag"], act["author"], act["slot"], dict(act["words"]))


def is_named(naming: Naming, words: dict[str, str]) -> bool:
    """Whether a question gets its asker's name: only where that is the rule, or was chosen."""
    return naming == "named" or (naming == "both" and words.get(NAMING_BLOCK) == NAMED)


def slot_tags(key: bytes, user: str, most: int) -> list[str]:
    """The tags of all the anonymous questions that somebody may ask."""
    return [tag(key, "slot", user, str(number)) for number in range(most)]


def owner_tag(key: bytes, user: str, question_id: str) -> str:
    """What shows that somebody asked this question."""
    return tag(key, "own", user, question_id)


def voter_tag(key: bytes, user: str) -> str:
    """What stands for somebody in all the votes of a session, so that merged questions count each person once."""
    return tag(key, "vote", user)


def acted(kind: str, payload: dict[str, Any], key: bytes, user: str) -> Act:
    """What is kept of anything but asking."""
    place, purpose = place_of(payload), purpose_of(kind)
    assert purpose is not None
    about = (place.question,) if purpose in {"own", "flag"} else ()
    return Act(place, tag(key, purpose, user, *about), words=words_of(payload))


def asked(
    payload: dict[str, Any], key: bytes, user: str, *, naming: Naming, question_id: str, slot: str
) -> Act:
    """What is kept of asking: a new question with a random id. `slot` is left out of a named one."""
    place, words = Place(place_of(payload).ama, question_id), words_of(payload)
    named = is_named(naming, words)
    return Act(
        place, owner_tag(key, user, question_id), user if named else "", "" if named else slot,
        {block: said for block, said in words.items() if block != NAMING_BLOCK},
    )  # fmt: skip


@dataclass(frozen=True)
class Mine:
    """What somebody did in a session, for them alone to see, at the door, where it is known who they are."""

    key: bytes = field(repr=False)
    user: str = field(repr=False)

    @property
    def voter(self) -> str:
        """The tag of their votes."""
        return voter_tag(self.key, self.user)

    def owner(self, question_id: str) -> str:
        """The tag that a question has if it is theirs."""
        return owner_tag(self.key, self.user, question_id)

    def flagger(self, question_id: str) -> str:
        """The tag that their flag of a question has."""
        return tag(self.key, "flag", self.user, question_id)

    def free_slots(self, used: Collection[str], most: int) -> list[str]:
        """The anonymous questions that they may still ask."""
        return [each for each in slot_tags(self.key, self.user, most) if each not in used]
