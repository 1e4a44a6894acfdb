"""The patterns by which people say of themselves that they have no room, and what to say instead of each.

Pieces are put together: who (I, we, my team), how much (pretty, way too), what (busy, swamped); or nobody at all where
a sentence is as short as "Swamped, sorry". In a piece a space stands for any spacing.
"""

import re
from functools import cache

DEFAULT_REWRITE = "Not this one for me. Do ask me again."
PROMISED = "I've promised something else first, so not this one. Do ask me again."
LESS = "I can't take all of it. I can look over a draft, if that helps."
LATER = "I couldn't do it well by then. When do you need it at the latest?"

# Each is a piece of a pattern, with what to say instead, flagged where people say it of themselves.
_STATES = {
    r"busy(?![- ]?(?:wait|loop|path|poll|spin))": DEFAULT_REWRITE,
    r"swamped|slammed|rammed|running on empty|overloaded|overworked|overbooked|overcommitted|over capacity": PROMISED,
    r"at capacity(?! (?:on|of)\b)": PROMISED,
    r"underwater|under water|flat out|tied up|maxed out|booked (?:solid|up|out)|fully booked": PROMISED,
    r"(?:stretched|spread)(?: too| very| so)? thin|stretched(?! to)|drowning|buried|up against it|under the gun": PROMISED,
    r"overwhelmed(?! by (?!work|everything))": DEFAULT_REWRITE,
    r"struggling(?! (?:with|to) (?!my|work|everything|keep up|find))": DEFAULT_REWRITE,
}
_LACKING = {
    r"bandwidth(?! (?:limit|cap|test))|capacity(?! plan)|cycles(?! in)|headspace|head space|room(?! (?:for|in) (?:the|doubt|error))": LESS,
    r"time(?!(?: |-)(?:zones?|limits?|series|stamps?|pressure|outs?|to lose))": LATER,
}
_PILES = r"(?:going )?on(?: (?:my|our) (?:roadmap|list|backlog|desk))?"
_CHORES = r"to do|to deal with|to juggle|to get through"

_VERY = (  # how much
    r"(?:(?:pretty|so|too|really|very|quite|super|crazy|insanely|extremely|rather|totally|completely|absolutely|"
    r"still|currently|just|also|already|always|all|way|far|fairly|unfortunately|afraid|honestly|incredibly|"
    r"terribly|now|a bit|a little|kind of|kinda|bit|little|simply|both|been|right now|at the moment|sorry) ){0,4}"
)
_SELF = (
    r"\b(?:(?:i|we)(?:'m| am|'re| are|'ve been| have been|'ll be| will be| feel| got| get)|im|"
    r"my (?:team|week|day|calendar|schedule|month|quarter)(?:'s| is)|(?:my|our) (?:team and i|days|weeks) are|"
    r"things(?:'re| are) (?:a bit |just |all |pretty |so |really |too )?) ?"
)
_BARE = r"(?:(?<=[.!?;,\n(])|(?<=[-\u2013\u2014])|^|\bsorry,?|\bbut|\bbecause|\bsince) ?"
_STOP = (
    r"(?= ?(?:$|[.,!?;:)\n\u2013\u2014-]|(?:right now|now|at the moment|atm|today|until|till|lately|already|"
    r"currently|here|but|so|and|with|sorry|just|for me|for us|in my|in our|on my|on our|next|at work|"
    r"th(?:is|ese) (?:days|weeks?|months?|quarter|sprint|morning|afternoon)|for the next)\b))"
)
_FOR_IT = r"(?: for (?:this|that|it|more|another)(?: one)?)?"
_HAVE = r"\b(?:i|we)(?:'ve got|'ve| have| have got| got|'ll have)"
_HAVE_NO = (
    r"(?:\b(?:i|we)(?: just| really| simply| currently| honestly)?"
    r"(?: have| have got|'ve got|'ve| got)(?: just| really| simply| currently| absolutely)? "
    r"(?:no|zero|(?:very )?little|not much|not enough)|"
    r"\b(?:i|we)(?: just| really| simply)? (?:don't|do not|won't|dont|haven't got|have not got|can't spare)(?: really| currently| even| quite)?(?: have)?"
    r"(?: the| any| much| enough)?|\b(?:i|we) (?:lack|can't find)(?: the| any)?|\b(?:i'm|we're|i am|we are|all) out of|"
    r"\b(?:short on|short of|struggling for|not got)(?: the| any)?)"
)
_MUCH = (
    r"(?:(?:just|so|quite|really|already) )?"
    r"(?:a lot|lots|so much|(?:way |far )?too much|too many things|a million things|loads|tons|enough|plenty|a ton|so many things)"
)
_BUSY_TIME = (
    r"\b(?:i|we|it|this|things)(?:'s|'re|'m|'ve| is| are| am| have| had|'ve had)(?: been| having| got| in)? "
    rf"(?:such )?a {_VERY}(?:busy|hectic|crazy|full|packed) "
    r"(?:week|day|time|month|quarter|period|season|patch|few \w+|couple of \w+)"
)
_FULL = (
    r"\bmy (?:week|day|calendar|schedule|month|quarter|roadmap|backlog)(?:'s| is) "
    r"(?:very |already |pretty |so |just |too )?(?:full|packed|jam-packed|booked)"
)


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Everything that people say of themselves."""
    states = {rf"{_SELF}{_VERY}(?:{state})\b": rewrite for state, rewrite in _STATES.items()}
    bare = {rf"{_BARE}{_VERY}\b(?:{state})\b{_STOP}": rewrite for state, rewrite in _STATES.items()}
    lacking = {
        rf"{_HAVE_NO} (?:spare |free |more |extra )?(?:{what})\b": rewrite
        for what, rewrite in _LACKING.items()
    }
    without = {
        rf"{_BARE}{_VERY}(?:no|zero|not enough) (?:spare |free )?(?:{what})\b{_FOR_IT}{_STOP}": rewrite
        for what, rewrite in _LACKING.items()
    }
    piles = (
        rf"(?:{_HAVE}|\bthere(?:'s| is)) {_MUCH} (?:{_PILES})\b{_STOP}",
        rf"{_BARE}{_MUCH} (?:{_PILES})\b{_STOP}",
        rf"{_HAVE} {_MUCH} (?:{_CHORES})\b{_STOP}",
        rf"{_BARE}(?:my |our )?(?:time|bandwidth|capacity) is {_VERY}(?:tight|limited|short)\b{_STOP}",
        _BUSY_TIME,
        _FULL,
    )
    every = {**states, **bare, **lacking, **without, **dict.fromkeys(piles, PROMISED)}
    return tuple((_loosely(pattern), rewrite) for pattern, rewrite in every.items())


def _loosely(pattern: str) -> re.Pattern[str]:
    """Any spacing where the pattern has a space."""
    return re.compile(
        re.sub(r" (\?)?", lambda found: r"[ \t]*" if found[1] else r"[ \t]+", pattern), re.IGNORECASE
    )
