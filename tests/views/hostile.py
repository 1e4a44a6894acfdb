"""Text as nobody should write it, for whatever comes from people."""

from hypothesis import strategies as st

FRAGMENTS = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^S1|@team>",
    "<!date^0^{date}|never>",
    "<@U1>",
    "<@U1|ana>",
    "<@>",
    "<#C1|plans>",
    "<#C1>",
    "<http://x|y>",
    "<https://evil.example/a?b=<@U1>|<!channel>>",
    "<mailto:a@b.example|write>",
    "<<!channel>>",
    "<\n!channel>",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "<",
    ">",
    "|",
    "&",
    "`",
    "```",
    "*bold*",
    "_",
    "~",
    ">>> quote",
    "@channel",
    "#plans",
    "http://x",
    ":tada:",
    "{channel}",
    "%s",
    "\u202e",
    "\u2066",
    "\u200b",
    "\x00",
    "\x1b[31m",
    "\r\n",
    "\n",
    "\t",
    " ",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "e\u0301",
)
LONG = "".join(FRAGMENTS) * 150
ENORMOUS = {
    "of everything": LONG[:40_000],
    "of brackets": "<" * 40_000,
    "of broadcasts": "<!channel>" * 4_000,
    "of one letter": "a" * 40_000,
    "of turns": "\u202e" * 40_000,
    "of families": "👩\u200d👩\u200d👧\u200d👦" * 5_000,
}

hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=12).map("".join)
hostile |= st.text(max_size=400)
