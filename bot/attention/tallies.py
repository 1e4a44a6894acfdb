"""What is counted, and how fast it fades: the rows of all counts per person, and of those of anybody."""

from bot.attention.decay import DAY, FOREVER

_HOUR = 3600.0

# Per person: posts they could have seen, posts they met (responded to within a week), also lately.
SEEN, SEEN_14, SEEN_2, MET, MET_14, MET_2, REPLIED = range(7)
# Per person: messages and posts they wrote; dealings with an author, in either direction.
WROTE_1H, WROTE_1D, WROTE_14, POSTED_14, DEALT, DEALT_14, GOT_60 = range(7, 14)
PERSON = (
    *(FOREVER, 14 * DAY, 2 * DAY),
    *(FOREVER, 14 * DAY, 2 * DAY),
    FOREVER,
    *(_HOUR, DAY, 14 * DAY),
    14 * DAY,
    *(FOREVER, 14 * DAY),
    60 * DAY,
)

# Of anybody: posts, the people who responded to them, messages, and posts of apps too.
POSTS, PEOPLE, POSTS_60, PEOPLE_60, POSTS_14, PEOPLE_14, SAID_1H, SAID_1D, ROOTS_14, ROOTS_1D = range(10)
ANYBODY = (
    *(FOREVER, FOREVER),
    *(60 * DAY, 60 * DAY),
    *(14 * DAY, 14 * DAY),
    *(_HOUR, DAY),
    *(14 * DAY, DAY),
)
