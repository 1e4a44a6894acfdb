"""A post that asks for a person: an opportunity that a manager could hand on to somebody in the team.

Found by its wording, and rather one too few: an errand, a fault to look at, or a question about people is none. It asks
for somebody, and for a part that lasts: to lead, own, represent, join a group. How well it does: tests/bot/hand_on.
"""

import re

from bot.promises.wording import sentences

MOST_READ = 4000  # characters of a post

_SOMEBODY = r"(?:some(?:body|one)|any(?:body|one))"
_FEW = r"(?:[\w'-]+ ){0,4}?"  # words between
_ROLE = (
    r"(?:volunteers?|representatives?|members?|(?:technical |project |team )?leads?|speakers?|mentors?|hosts?"
    r"|partner)(?= (?:for|of|from|in|to|who|by)\b|[,.!?]|$)"
)
_PEOPLE = (
    rf"(?:{_SOMEBODY}|(?:a|one|two|three|the right) (?:person|people|engineers?|colleagues?)|people|{_ROLE})"
)
_DEED = (
    r"(?:(?:co-?)?(?:lead|own|represent|host|shape|shadow|write|found)|speak|present|moderate|hold a|mentor|organi[sz]e|join"
    r"|take (?:over|on|the lead)|sit (?:in|with)|be (?:part of|in)|try a|learn about|help (?:lead|shape|organi[sz]e)"
    r"|(?:a|the) lead|(?:co-?)?(?:leading|owning|representing|hosting|shaping|shadowing|writing|presenting|joining)"
    r"|speaking|taking (?:over|on))\b"
)
_LASTING = (
    r"(?:group|council|panel|pilot|guild|board|circle|rotation|tour|meetup|workshop|initiative|committee|role|visit"
    r"|mentoring|launch|planning|talk|shift|trial|story)\b"
)
_PART = rf"(?:{_DEED}|{_LASTING})"
_WISHES = r"(?:would(?: like| want| love)? to|'d (?:like|love) to|wants? to|likes? to|(?:would be |is |are )?up for|is interested in|'s interested in)"

_SEEKS = rf"\b(?:looking|searching) for {_FEW}{_PEOPLE}\b.*\b{_PART}"
_ERRANDS = r"(?:know|help|fix|review|look|check|approve|unblock|tell|explain|read|restart|test|confirm|merge)"
_SEEKS_LONGER = (
    rf"\b(?:looking|searching) for {_FEW}{_PEOPLE}(?: a (?:day|week|month))?"
    rf" (?:to|who'd|who would|who wants to|willing to) (?!{_ERRANDS})"
)
_SHOULD = rf"^{_SOMEBODY} (?:from|in) {_FEW}[\w-]+ should (?:come along|join|{_DEED})"
_NEEDS = rf"\b(?:we|i)(?:'ll| will)?(?: still| also)? need {_FEW}{_PEOPLE}\b.*\b{_PART}"
_NEEDS_ROLE = rf"\b(?:we|i)(?:'ll| will)?(?: still| also)? need {_FEW}{_ROLE}"
_ASKS_FOR = rf"\basks? (?:us |you )?for {_FEW}{_PEOPLE} who\b.*\b{_PART}"
_WHO = rf"^who(?: (?:in|on|from) {_FEW}[\w-]+)?(?: else)? ?(?:{_WISHES}|could|can) .*?\b{_PART}"
_WHOM = r"\bwhom? (?:should we|would you|could we) (?:ask|invite|send|pick|choose)\b.*\b(?:to|for)\b"
_ANYONE = rf"\b{_SOMEBODY}\b(?: (?:in|on|from) {_FEW}[\w-]+)?(?: who)? ?(?:{_WISHES}|interested in|like to|want to) ?.*\b{_PART}"
_COULD = rf"^(?:could|can|would) {_SOMEBODY} {_FEW}(?:join|take the lead|take over|own|represent|lead|speak (?:at|for))\b"
_VOLUNTEERS = r"(?:^|\bany |\bcall for |\bcollecting )volunteers?\b(?= (?:for|to)\b|:|$)"
_NAME_DOWN = rf"\bput (?:your|their) names? down (?:if|for)\b.*\b{_PART}"
_OPEN = rf"\b(?:(?:open|free) (?:seat|spot|place|role)|(?:seat|spot|place|role)s? (?:is |are )?(?:open|free|left))\b.*\b{_PART}"
_NOMINATE = rf"\b(?:nominate|suggest|name|names of) {_FEW}{_PEOPLE}\b.*\b(?:{_PART}|circle)"
_IF_YOU = rf"\bif you (?:want to|would like to|know {_SOMEBODY} who (?:would like|wants) to)\b.*\b{_PART}"
_FORMS = (
    _SEEKS, _SEEKS_LONGER, _SHOULD, _NEEDS, _NEEDS_ROLE, _ASKS_FOR, _WHO, _WHOM, _ANYONE, _COULD, _VOLUNTEERS,
    _NAME_DOWN, _OPEN, _NOMINATE, _IF_YOU,
)  # fmt: skip
_CALLS = re.compile("|".join(_FORMS))
_CALLED_OFF = re.compile(
    r"\b(?:if we|maybe|perhaps|no longer|not|nobody|no need|don't need|doesn't need|were looking|was looking|needed"
    r"|(?:is|are)(?: now| already)? (?:taken|full)|found|solved|asked|said|says|wrote|thanks|used to"
    r"|lunch|coffee|beers?|drinks|dinner|pull request|review (?:my|this|the))\b"
    r"|^(?:should|do|did|shall) we\b"
)


def asks_for_somebody(text: str) -> bool:
    """Whether a post asks for a person for something that lasts, in its author's own words."""
    return any(_is_call(sentence) for sentence in sentences(text[:MOST_READ]))


def _is_call(sentence: str) -> bool:
    words = re.sub(r"[*_~]", "", sentence).strip().lower()
    return _CALLED_OFF.search(words) is None and _CALLS.search(words) is not None
