"""What makes a question worth a leader's rare hour, by rules that can be read: a hint for its asker, never a bar.

Half an hour with a whole leadership team is rare. A question about where things are going, and why, uses it; one that a
search or a colleague answers in a minute doesn't. The rules look for words; they know nothing of the company, they are often
wrong, and so they only ever hint, and say what they saw. English words only: in other languages they stay silent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Quality = Literal["strategic", "practical", "several", "accusing", "statement", "fine"]

HINTS: dict[Quality, str] = {
    "strategic": "",
    "fine": "",
    "practical": "Somebody near you may answer this today ({words}). In this room, what is behind it may get you further: "
    "why it's like this, and where it's going.",
    "several": "These are {count} questions. One at a time gets votes, and a whole answer.",
    "accusing": "“{words}” may get a defence instead of an answer. What would you like to know?",
    "statement": "There's no question in it yet. What should they answer?",
}
REWRITES: dict[Quality, str] = {
    "practical": "What is the thinking behind {words}, and where is it going?",
    "statement": "{words} How do you see that?",
    "accusing": "What led to this: {words}",
}

_STRATEGIC = re.compile(
    r"\b(strateg\w*|priorit\w*|vision|mission|trade-?offs?|bets?|invest\w*|compet\w*|markets?|customers?|long[- ]term|"
    r"roadmap|direction|(?:next|this|coming) (?:year|quarter|two years|three years)|in (?:two|three|five) years|"
    r"regulat\w*|law|growth|grow|profit\w*|revenue|costs?|risks?|bottlenecks?|stop doing|not doing|give up|"
    r"what would (?:change|have to)|worr(?:y|ies|ied)|biggest|decid\w+|decision|why (?:are|did|do|is|have|has) (?:we|the company)|"
    r"learn(?:ed|t)?|success|measure\w*|goals?|acqui\w*|partner\w*|culture|reorgani[sz]\w*|structure)\b",
    re.IGNORECASE,
)
_PRACTICAL = re.compile(
    r"\b(parking|gym|coffee|snacks?|fruit|lunch\w*|canteen|desks?|chairs?|monitors?|laptops?|wi-?fi|vpn|printers?|passwords?|"
    r"log ?in|badges?|meeting rooms?|air ?con\w*|toilets?|bathrooms?|swag|hoodies?|t-?shirts?|expenses?|receipts?|"
    r"payslips?|vacation days|holiday days|days off|sick (?:note|leave)|benefits? card|multisport|bike racks?|showers?|"
    r"who do i (?:ask|contact|talk to)|where (?:do|can) i (?:find|get|book)|how do i (?:get|book|request|order|reset))\b",
    re.IGNORECASE,
)
_ACCUSING = re.compile(
    r"\b(why (?:do|does|don't|can't|won't) (?:you|they|management|leadership) (?:always|never|even|keep|still|just)|"
    r"when will you (?:finally|ever)|do you even|are you even|how can you (?:possibly(?: justify)?|justify)|incompeten\w*|ridiculous|"
    r"stupid|idiot\w*|a joke|waste of time|as usual|yet again)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|may|have|has|tell us|"
    r"explain|describe|talk about)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?+")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@dataclass(frozen=True)
class Hint:
    """What the rules saw. `text` is the hint, "" for none; `words` are those that caused it."""

    quality: Quality
    text: str
    words: str = ""


def hint(text: str) -> Hint:
    """A hint on a question. It is shown before sending, and sending works whatever it says."""
    words = text.strip()
    if found := _ACCUSING.search(words):
        return _hint("accusing", words=found[0])
    count = len(_QUESTION.findall(words))
    if count >= 3:
        return _hint("several", count=str(count))
    if _STRATEGIC.search(words):
        return _hint("strategic")
    if found := _PRACTICAL.search(words):
        return _hint("practical", words=found[0])
    return _hint("fine" if count or _asks(words) else "statement")


def is_worth_upvoting(text: str) -> bool:
    """Whether the rules would point a question out to others."""
    return hint(text).quality == "strategic"


def rewrite(text: str) -> str:
    """Another way to put it, made from its asker's own words and only when they ask for it; "" where there is none."""
    words, seen = text.strip(), hint(text)
    pattern = REWRITES.get(seen.quality)
    if pattern is None:
        return ""
    if seen.quality == "practical":
        topic = seen.words.lower()
        return "" if _ASKS.match(topic) else pattern.format(words=topic)
    if seen.quality == "accusing":
        words = f"{_ACCUSING.sub('', words).strip(' ,.!?')}?"
        if len(words) < len("?") + 10:
            return ""
    elif words[-1:] not in {".", "!"}:
        words += "."
    return pattern.format(words=words)


def _asks(words: str) -> bool:
    return any(_ASKS.match(sentence) for sentence in _SENTENCE.findall(words))


def _hint(quality: Quality, **given: str) -> Hint:
    values: Mapping[str, str] = {"words": "", "count": "", **given}
    return Hint(quality, HINTS[quality].format(**values), given.get("words", ""))
