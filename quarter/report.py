"""The quarter as a page to read: the checks, then what each person got, in their own time."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from quarter.checks import Check
from quarter.heard import Heard, words
from quarter.persona import Persona

_PERSON = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
_ROOM = re.compile(r"<#(\w+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<https?://[^|>]+\|([^>]+)>")
_DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")


def markdown(
    checks: Sequence[Check],
    heard: Sequence[Heard],
    people: dict[str, Persona],
    names: dict[str, str],
    first: date,
    weeks: int,
) -> str:
    """The whole report. `people` are by id, and so are `names`, those of channels among them."""
    lines = [
        f"# {weeks} weeks of Earshot, from {first:%A} {first.day} {first:%B %Y}",
        "",
        _size(people, heard),
        "",
        *_table(checks),
        "",
        *_kinds(heard),
        "",
    ]
    for user, persona in sorted(people.items(), key=lambda pair: (not pair[1].is_core, pair[1].handle)):
        lines += _person(persona, names, [each for each in heard if each.user == user])
    return "\n".join(lines)


def _size(people: dict[str, Persona], heard: Sequence[Heard]) -> str:
    zones = len({each.zone.key for each in people.values()})
    starting = sum(each.starts is not None for each in people.values())
    return f"{len(people)} people in {zones} time zones, {starting} of whom start Earshot; {len(heard)} messages."


def _table(checks: Sequence[Check]) -> Iterator[str]:
    yield "| What must hold | Looked at | Broken |"
    yield "|---|---:|---:|"
    for check in checks:
        yield f"| {check.name} | {check.looked_at} | {len(check.broken)} |"
    for check in checks:
        if check.broken:
            yield ""
            yield f"**{check.name}: broken by**"
            yield ""
            yield from (f"- {line}" for line in check.broken)


def _kinds(heard: Sequence[Heard]) -> Iterator[str]:
    yield "| Kind of message | Asked for | Unasked | Pressed | People |"
    yield "|---|---:|---:|---:|---:|"
    kinds = Counter(each.purpose.partition(":")[0] for each in heard)
    for kind in sorted(kinds):
        of_kind = [each for each in heard if each.purpose.partition(":")[0] == kind]
        asked, pressed = sum(each.is_asked for each in of_kind), sum(bool(each.pressed) for each in of_kind)
        yield f"| {kind} | {asked} | {kinds[kind] - asked} | {pressed} | {len({each.user for each in of_kind})} |"


def _person(persona: Persona, names: dict[str, str], heard: Sequence[Heard]) -> Iterator[str]:
    yield f"## {names[persona.user]} ({persona.zone.key})"
    yield ""
    yield _manner(persona, len(heard))
    yield ""
    for each in sorted(heard, key=lambda one: one.at):
        local = each.at.astimezone(persona.zone)
        how = "asked for" if each.is_asked else "unasked"
        noted = [how, *(["edited later"] if each.edits else []), *(f"pressed {one}" for one in each.pressed)]
        yield f"**{local:%a} {local.day} {local:%b %H:%M}** {each.purpose} ({', '.join(noted)})"
        yield ""
        said = "\n".join(words(each.blocks)) or each.text
        yield from (f"> {line}" for line in _readable(said, names).splitlines() if line.strip())
        yield ""


def _manner(persona: Persona, count: int) -> str:
    if persona.starts is None:
        return f"Never starts Earshot. {count} messages."
    parts = [f"Starts on {persona.starts:%d %b}", f"a {persona.cadence} digest"]
    parts += [f"stops on {persona.stops:%d %b}"] if persona.stops else []
    parts += [f"away from {persona.away[0]:%d %b} to {persona.away[1]:%d %b}"] if persona.away else []
    parts += [f"a day off on {persona.off:%d %b}"] if persona.off else []
    parts += [f"presses {persona.answers:.0%} of what can be pressed"]
    return f"{', '.join(parts)}. {count} messages."


def _readable(said: str, names: dict[str, str]) -> str:
    said = _PERSON.sub(lambda found: f"@{names.get(found[1], found[1])}", said)
    said = _ROOM.sub(lambda found: f"#{names.get(found[1], found[1])}", said)
    said = _DATE.sub(r"\1", _LINK.sub(r"\1", said))
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("<!", "&lt;!")
