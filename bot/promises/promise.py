"""What somebody took on in a message, found by its wording: rather one too few than one that was none.

A promise is a commitment as Lampert, Dale and Paris define it ("The Nature of Requests and Commitments in Email
Messages", AAAI workshop WS-08-04, 2008): the author takes on something to do, and a reader may wait for it. Hence only
the first person singular, only verbs of doing something for somebody, and nothing under a condition, in a question,
in a quotation, denied or hoped for. How well it does: tests/bot/promises.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.promises.dates import named_day
from bot.promises.verbs import DEED
from bot.promises.wording import sentences

MOST_READ = 4000  # characters of a message

_ADVERBS = r"(?:(?:also|then|definitely|certainly|gladly|happily|personally|just|still|now|quickly) )*"
_I_WILL = re.compile(rf"\b(?:i'll|i will|(?:i'm|i am) (?:going to|gonna)|i promise to) {_ADVERBS}{DEED}")
_YOU_WILL = re.compile(
    r"\byou(?:'ll| will) (?:have (?:it|my)\b|hear from me\b|(?:get|have|receive|hear)\b.* from me\b)"
)
_LET_ME = re.compile(
    r"\blet me (?:check|find out|get back|come back|ask(?! you)|look (?:into|at)|dig|try (?:that|it|this)"
    r"|(?:have|take) a (?:quick )?look|think about (?:it|that|this) and)\b"
)
_GREETING = r"(?:(?:sure|yes|yep|ok|okay|thanks|thank you|great|sounds good|hi|hey)\b[^.]{0,20}?,? ?)?"
_WILL_DO = r"will do(?=\W*$|,| (?:so|that|this|it|today|tomorrow|tonight|asap|now|thanks|thank)\b)"
_BARE = re.compile(rf"^{_GREETING}(?:{_WILL_DO}|(?:will|going to|gonna) {_ADVERBS}{DEED})")
_ON_IT = re.compile(r"^(?:i'm |i am |already )?on it(?=\W*$|[,!]| now\b| today\b)")
_PATTERNS = (_I_WILL, _YOU_WILL, _LET_ME, _BARE, _ON_IT)

_ILL = re.compile(r"(?:^|(?<=[,:] )|(?<=\band )|(?<=\bok )|(?<=\bsure ))ill (?=[a-z])")  # i'll, in a hurry
_CALLED_OFF = re.compile(
    r"\b(?:if|unless|otherwise|in case|in that case|maybe|perhaps|might|should (?:it|he|she|they|something)"
    r"|won't|not|never|no way|doubt|hardly|or do you|or shall|or should|wish|almost|instead of)\b"
)
_NOT_DENIED = re.compile(r"\b(?:whether or not|not only|if not sooner|why not)\b")
_REPORTED = re.compile(  # right before it: somebody's report, thought or hope
    r"\b(?:said|says|say|told|asked|asks|answered|wrote|writes|thinks?|believes?|hope[sd]?|hoping|guess|suppose|wonder|knows?|whether"
    r"|how|why|whoever|every time|whenever|sure when|until|before|because|that|pretend|imagine|or)[\s:]*$"
)


@dataclass(frozen=True)
class Promise:
    """A sentence in which its author took something on, and the day that it names, on the author's calendar."""

    sentence: str
    day: date | None


def promises(text: str, said_at: datetime) -> list[Promise]:
    """What the author of a message promises in it, in its order; `said_at` is in the author's own zone."""
    return [
        Promise(sentence, named_day(sentence, said_at))
        for sentence in sentences(text[:MOST_READ])
        if is_promise(sentence)
    ]


def foremost(found: Sequence[Promise], said_on: date) -> Promise | None:
    """The one of a message's promises to remind of: that of the earliest day, otherwise the first that names none.

    What is for the day itself is left to its author: a reminder would come too late to help.
    """
    later = [promise for promise in found if promise.day is None or promise.day > said_on]
    return min(later, key=lambda promise: promise.day or date.max, default=None)


def is_promise(sentence: str) -> bool:
    """Whether the author takes on something in this sentence, which holds no quotation."""
    if sentence.rstrip(" )*_~").endswith("?"):
        return False
    words = _ILL.sub("i'll ", re.sub(r"[*_~]", "", sentence).strip().lower())
    if _CALLED_OFF.search(_NOT_DENIED.sub(" ", words)):
        return False
    found = (match for pattern in _PATTERNS for match in pattern.finditer(words))
    return any(not _REPORTED.search(words[: match.start()]) for match in found)
