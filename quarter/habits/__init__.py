"""What people do in the quarter: one file for each part of Earshot, with `plan(quarter)` that plans all of it."""

from quarter.habits import (
    answering,
    chatter,
    deciding,
    following,
    giving,
    hosting,
    leading,
    talking,
    tending,
)

HABITS = (following, chatter, talking, answering, deciding, tending, giving, leading, hosting)
