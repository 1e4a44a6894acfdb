"""What must hold in every quarter, told from what people got alone: the rules are written down here once more, on purpose.

Nothing here asks Earshot's own decisions, so that a mistake in them is found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from quarter.heard import Heard, words
from quarter.persona import Persona

WEEK = timedelta(days=7)
MOST_IN_A_WEEK = 3
PASSED_AFTER = timedelta(days=3)  # a nudge without a press for so long was let pass
MORNING, EVENING = time(8), time(20)
DIGEST_AT = time(9)
PAUSED_BY = time(9)  # whoever leaves says so on their first day, after eight
FOR_ANYONE = (
    "feedback",
    "ama",
)  # what comes to receivers of feedback and to hosts, by how its purpose begins
_REST = {
    "Africa/Cairo": {4, 5},
    "Asia/Jerusalem": {4, 5},
    "Asia/Kabul": {3, 4},
    "Asia/Tehran": {3, 4},
}


@dataclass(frozen=True)
class Check:
    """One rule, how many messages it was held against, and the lines of those that break it."""

    name: str
    looked_at: int
    broken: tuple[str, ...]


def all_checks(
    heard: Sequence[Heard], people: dict[str, Persona], begin: date, troubles: Sequence[str]
) -> list[Check]:
    """Every rule; `people` are by id, `troubles` is what failed on the way."""
    by_person = defaultdict(list)
    for each in heard:
        by_person[each.user].append(each)
    unasked = [each for each in heard if not each.is_asked]
    nudges = [each for each in heard if each.is_nudge]
    lines = {user: people[user] for user in by_person}
    return [
        _check("No more than three nudges in any seven days", nudges, _over_budget(nudges, people)),
        _check("Fewer nudges for whoever lets them pass", nudges, _too_eager(nudges, people)),
        _check(
            "No more than one nudge a day, besides what cannot wait", nudges, _twice_a_day(nudges, people)
        ),
        _check("Nothing by night, on days of rest or days off", unasked, _at_night(unasked, people)),
        _check("Nothing while somebody is away", unasked, _while_away(unasked, people)),
        _check("Nothing twice", heard, [*_doubles(heard, people), *_same_words(unasked, people)]),
        _check("One digest for each person and day or week", heard, _two_digests(heard, people)),
        _check("Digests on the minute", unasked, _not_on_time(unasked, people)),
        _check(
            "Nothing to whoever has not started Earshot, or has stopped it", heard, _strangers(heard, people)
        ),
        Check("Nothing failed", len(heard), tuple(troubles)),
        Check(
            "Somebody heard something", len(lines), () if heard else (f"no message since {begin:%Y-%m-%d}",)
        ),
    ]


def _check(name: str, looked_at: Sequence[Heard], broken: Iterator[str] | Sequence[str]) -> Check:
    return Check(name, len(looked_at), tuple(broken))


def told(heard: Heard, people: dict[str, Persona], why: str = "") -> str:
    """One message in one line, with the person's own time."""
    persona = people[heard.user]
    at = heard.at.astimezone(persona.zone)
    said = heard.text.splitlines()[0][:70] if heard.text else ""
    return f"{persona.handle}, {at:%a %Y-%m-%d %H:%M} ({persona.zone.key}), {heard.purpose}: {said}{why}"


def _of(heard: Sequence[Heard]) -> list[list[Heard]]:
    by_person = defaultdict(list)
    for each in sorted(heard, key=lambda one: one.at):
        by_person[each.user].append(each)
    return list(by_person.values())


def _over_budget(nudges: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for own in _of(nudges):
        for number, each in enumerate(own):
            recent = [one for one in own[: number + 1] if one.at > each.at - WEEK]
            if len(recent) > MOST_IN_A_WEEK:
                yield told(each, people, f" - number {len(recent)} in seven days")


def _too_eager(nudges: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for own in _of(nudges):
        for number, each in enumerate(own):
            passed = 0
            for one in reversed(own[:number]):
                if one.pressed_at is not None and one.pressed_at <= each.at:
                    break
                passed += one.at <= each.at - PASSED_AFTER
            quiet = timedelta(weeks=4) if passed >= 4 else WEEK if passed >= 2 else timedelta(0)
            if number and each.at - own[number - 1].at < quiet:
                yield told(each, people, f" - after {passed} that were let pass")


def _twice_a_day(nudges: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for own in _of(nudges):
        last: dict[date, Heard] = {}
        for each in own:
            day = each.at.astimezone(people[each.user].zone).date()
            if day in last and each.purpose not in {"nudge.answer_first", "nudge.promise_due"}:
                yield told(each, people, " - the second of that day")
            last[day] = each


def _at_night(unasked: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for each in unasked:
        persona = people[each.user]
        local = each.at.astimezone(persona.zone)
        rest = _REST.get(persona.zone.key, {5, 6})
        if not MORNING <= local.time() < EVENING or local.weekday() in rest or local.date() == persona.off:
            yield told(each, people)


def _while_away(unasked: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for each in unasked:
        persona = people[each.user]
        local = each.at.astimezone(persona.zone)
        if persona.away is None or not persona.away[0] <= local.date() <= persona.away[1]:
            continue
        if local.date() > persona.away[0] or local.time() >= PAUSED_BY:
            yield told(each, people)


def _doubles(heard: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    seen = Counter((each.user, each.delivery or each.ts) for each in heard)
    for each in heard:
        if seen[each.user, each.delivery or each.ts] > 1:
            yield told(each, people, " - delivered twice")


def _same_words(unasked: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    """What was answered by a button may come again, since that is what the button is for."""
    seen: dict[tuple[str, ...], Heard] = {}
    for each in unasked:
        said = each.user, each.text, "\n".join(words(each.blocks))
        if said in seen and not seen[said].pressed:
            yield told(each, people, " - in the same words as before")
        seen[said] = each


def _two_digests(heard: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for purpose in ("digest", "week"):
        seen = set()
        for each in heard:
            if each.purpose == purpose and not each.is_asked:
                key = each.user, _period(each, people[each.user], purpose)
                if key in seen:
                    yield told(each, people, f" - the second for {key[1]}")
                seen.add(key)


def _period(each: Heard, persona: Persona, purpose: str) -> str:
    day = each.at.astimezone(persona.zone).date()
    is_daily = purpose == "digest" and persona.cadence == "daily"
    return day.isoformat() if is_daily else "-W".join(str(part) for part in day.isocalendar()[:2])


def _not_on_time(unasked: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for each in unasked:
        local = each.at.astimezone(people[each.user].zone)
        if each.purpose in {"digest", "week"} and (local.hour, local.minute) != (
            DIGEST_AT.hour,
            DIGEST_AT.minute,
        ):
            yield told(each, people, " - not at 9:00")


def _strangers(heard: Sequence[Heard], people: dict[str, Persona]) -> Iterator[str]:
    for each in heard:
        persona = people[each.user]
        day = each.at.astimezone(persona.zone).date()
        has_started = persona.starts is not None and persona.starts <= day
        is_over = persona.stops is not None and day > persona.stops
        if (not has_started or is_over) and not each.purpose.startswith(FOR_ANYONE):
            yield told(each, people)
