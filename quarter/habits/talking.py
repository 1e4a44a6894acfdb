"""Colleagues ask, answer, promise and thank each other in shared channels: what relationships and promises are made of."""

from datetime import date, time, timedelta
from functools import partial

from quarter.run import Quarter
from sandbox.sample.days import into_working_hours

CHANNELS = ("customers", "product", "architecture-rfcs")
CIRCLE = (
    "wren",
    "birch",
    "oriole",
    "severn",
    "tern",
    "elm",
    "larch",
    "kestrel",
    "thrush",
    "gannet",
    "osprey",
)
A_DAY = 2  # conversations
TOPICS = (
    "the morning rounds in Porto", "the locker trial", "the invoice export", "the late deliveries of Tuesday",
    "the map licence", "the pilot with the harbour", "the handover of the night shift", "the courier survey",
    "the new pricing page", "the route cache", "the bakery's second depot", "the parcel labels",
)  # fmt: skip
ASKS = (
    "{other} do you have the numbers on {topic}?",
    "{other} what would you change about {topic}?",
    "{other} could you look at {topic} with me? I may be missing something.",
    "{other} who decides about {topic} these days?",
)
ANSWERS = (
    "Here is what I know about {topic}: two weeks of data, and one surprise on Mondays.",
    "We looked at {topic} last month; the notes are in the channel. Ask Nadia for the rest.",
    "Honestly, I would wait: {topic} changes with the next release.",
)
PROMISES = (
    "Good question. I'll send you the figures on {topic} by {day}.",
    "I'll get back to you on {topic} tomorrow.",
    "Let me check, I will write up {topic} by {day}.",
)
SHARE_OF_PROMISES, THANKED = 0.35, 0.6
BURSTS = (
    (2, "wren", "meadowlark"),
    (4, "tern", "plumeria"),
    (7, "kestrel", "booby"),
)  # week, and two who are new to each other: the second says nothing else
RARELY = (
    (3, "cormorant", "wren"),
    (5, "heron", "tern"),
    (9, "rowan", "oriole"),
)  # week, who, and whom they name


def plan(quarter: Quarter) -> None:
    """Conversations on every working day, some bursts of work together, and a few rare mentions."""
    for number in range(quarter.weeks * 7):
        day = quarter.first + timedelta(days=number)
        if day.weekday() < 5:
            for _ in range(A_DAY):
                one, other = quarter.rng.sample(CIRCLE, 2)
                _plan_one(quarter, day, one, other)
    for week, one, other in BURSTS:
        for number in range(5):
            _plan_one(quarter, quarter.first + timedelta(weeks=week, days=number), one, other, "product")
    for week, one, other in RARELY:
        _plan_one(quarter, quarter.first + timedelta(weeks=week, days=1), one, other, "product")


def _plan_one(quarter: Quarter, day: date, one: str, other: str, channel: str = "") -> None:
    rooms = [name for name in CHANNELS if {one, other} <= set(quarter.cast.rooms[name].members)]
    wall = time(quarter.rng.randint(9, 16), quarter.rng.randint(0, 59))
    where = channel or (quarter.rng.choice(rooms) if rooms else "")
    if where:
        quarter.plan(quarter.people[one].at(day, wall), partial(_ask, quarter, one, other, where))


def _ask(quarter: Quarter, one: str, other: str, channel: str) -> None:
    rng, topic = quarter.rng, quarter.rng.choice(TOPICS)
    ts = quarter.hand.posts(one, channel, rng.choice(ASKS).format(other=f"@{other}", topic=topic))
    zone = quarter.people[other].zone
    later = into_working_hours(quarter.now + timedelta(minutes=rng.randint(5, 200)), zone, 25)
    kind = PROMISES if rng.random() < SHARE_OF_PROMISES else ANSWERS
    day = (later + timedelta(days=rng.randint(2, 4))).astimezone(zone)
    said = rng.choice(kind).format(topic=topic, day=f"{day:%A}")
    quarter.plan(later, partial(_answer, quarter, one, other, channel, ts, said))


def _answer(quarter: Quarter, one: str, other: str, channel: str, ts: str, said: str) -> None:
    answered = quarter.hand.posts(other, channel, said, ts)
    if answered and quarter.rng.random() < THANKED:
        zone = quarter.people[one].zone
        later = into_working_hours(quarter.now + timedelta(minutes=quarter.rng.randint(3, 90)), zone, 15)
        quarter.plan(later, partial(quarter.hand.reacts, one, channel, answered, "pray"))
