"""Words that judge a person instead of telling what happened; the writer is asked, never stopped.

Sources. Labels: Snyder, "The abrasiveness trap" (Fortune, 2014), and Correll and Simard, "Vague feedback is holding
women back" (Harvard Business Review, 2016): criticism of character instead of work, mostly of women. Praise of
talent: Mueller and Dweck, "Praise for intelligence can undermine children's motivation and performance" (Journal of
Personality and Social Psychology 75, 1998). "Always" and "never" invite the one example to the contrary.
"""

import re
from dataclasses import dataclass

LABEL = "\u201c{word}\u201d is about who they are. What did you see or hear that made you think so?"
TALENT = "\u201c{word}\u201d is kind, and hard to do again. What did they do that worked?"
ALWAYS = "\u201c{word}\u201d is easy to disagree with. Which time do you have in mind?"
MIND = "\u201c{word}\u201d guesses at their reasons. What did they do, and what did it lead to?"

_LABELS = (
    "lazy", "abrasive", "bossy", "emotional", "aggressive", "difficult", "careless", "unprofessional", "arrogant", "rude",
    "sloppy", "incompetent", "stupid", "shrill", "hysterical", "moody", "stubborn", "selfish", "immature", "negative",
    "passive-aggressive", "condescending", "judgmental", "intimidating", "bubbly", "feisty", "pushy", "clueless", "weak",
    "disorganized", "disorganised", "irresponsible", "unreliable", "a pain", "a know-it-all", "dramatic", "too sensitive",
    "oversensitive", "toxic", "hostile", "cold", "not a team player", "a bad person", "entitled", "naive",
)  # fmt: skip
_TALENTS = (
    "a natural", "a genius", "genius", "a rock star", "a rockstar", "a ninja", "a wizard", "gifted", "talented", "brilliant",
    "so smart", "very smart", "incredibly smart", "a superstar", "a star", "a born leader", "amazing", "awesome",
)  # fmt: skip
_PERSON = r"(?:you|they|he|she|<@\w+(?:\|[^>]*)?>)"
_IS = r"(?:'re|'s| are| is| was| were| can be| seem(?:s|ed)?| sound(?:s|ed)?| came across as| come(?:s)? across as| being)"
_VERY = r"(?: (?:so|very|really|quite|rather|pretty|just|simply|often|sometimes|a bit|a little|too|such|being|kind of))*"
_SOMEBODY = r"(?: (?:person|engineer|developer|colleague|manager|lead|guy|woman|man|teammate|human))"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# What follows keeps an adjective from belonging to a thing: "you were difficult questions away" is no such thing,
# but "your tests are lazy" and "they were aggressive timeouts" are.
_ENDS = r"(?=\s*(?:[.,;:!?)]|$|and\b|but\b|or\b|in\b|with\b|to\b|at\b|when\b|about\b|during\b|because\b|as\b|toward|on\b))"
_PATTERNS = tuple(
    (copy, re.compile(pattern, re.IGNORECASE))
    for copy, pattern in (
        (LABEL, rf"(?<!\w){_PERSON}{_IS}{_VERY} (?P<word>{_any(_LABELS)}){_ENDS}"),
        (LABEL, rf"\b(?:a|an|the|such a|most){_VERY} (?P<word>{_any(_LABELS)}){_SOMEBODY}\b"),
        (LABEL, rf"\b(?:be|being|been|less|more) (?P<word>{_any(_LABELS)}){_ENDS}"),
        (TALENT, rf"(?<!\w){_PERSON}{_IS}{_VERY} (?P<word>{_any(_TALENTS)}){_ENDS}"),
        (
            TALENT,
            rf"\b(?:a|an|the|such a|most) (?P<word>gifted|talented|brilliant|amazing|awesome){_SOMEBODY}\b",
        ),
        (
            ALWAYS,
            rf"(?<!\w){_PERSON}(?:'re|'s|'ve| are| is| have| has| will| would)? (?P<word>always|never|constantly|every time)\b(?![-\u2019'])",
        ),
        (
            MIND,
            rf"(?<!\w){_PERSON} (?P<word>(?:clearly |obviously )?(?:don't|doesn't|didn't) (?:really )?care)\b",
        ),
        (
            MIND,
            rf"(?<!\w){_PERSON} (?P<word>(?:just |only |clearly |obviously )*(?:want|wants|wanted) (?:to look good|attention|the credit))",
        ),
    )
)
_QUOTED = re.compile(r"```.*?(?:```|$)|`[^`]*`|[\"\u201c][^\"\u201c\u201d\n]*[\"\u201d]", re.DOTALL)


@dataclass(frozen=True)
class Flag:
    """A word that judges, where it was found, and a question instead."""

    word: str
    advice: str


def flags(text: str) -> list[Flag]:
    """Words about traits in feedback, each once, in their order; what is quoted or code is left alone."""
    plain = _QUOTED.sub(lambda match: " " * len(match[0]), text.replace("\u2019", "'"))
    found: dict[str, tuple[int, Flag]] = {}
    for copy, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            word = match["word"].lower()
            found.setdefault(word, (match.start("word"), Flag(word, copy.format(word=word))))
    return [flag for _, flag in sorted(found.values(), key=lambda each: each[0])]
