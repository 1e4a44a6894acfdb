"""Things that one does for somebody, as they are said in a thread: what follows "I'll" in a promise.

Bare verbs ("take", "keep", "get") say nothing by themselves: "I'll take the train". They count with what makes them a
promise, and others stop counting with what makes them small talk ("I'll call it a day").
"""

_MAKE = (
    "(?:re)?send", "forward", "(?:re)?write", "draft", "prepare", "(?:re)?publish", "post", "upload", "update", "attach",
    "provide", "deliver", "submit", "create", "build", "document", "summari[sz]e", "translate", "circulate", "complete",
    "finish", "implement", "refactor", "propose", "compare", "collect", "measure", "(?:re-?)?run (?:it|the|a|this)",
    "rerun", "test", "drop", "file", "open", "raise", "bring (?:it|the|my|up)", "put together",
    "put .{0,30}\\b(?:into?|on|together)\\b", "set up", "set .{1,30} up", "get (?:it|that|this) in writing",
    "keep the (?:log|notes|minutes)",
)  # fmt: skip
_MEND = (
    "review", "fix", "repair", "redo", "ship", "deploy", "push", "merge", "restore", "migrate", "revert", "rebase",
    "resolve", "correct", "adjust", "rename", "revise", "extend", "change", "remove", "delete", "close", "clean up",
    "reproduce", "investigate", "verify", "validate", "double-check", "check(?! out\\b| in\\b|-)", "dig (?:into|up|out)",
    "look (?:into|at|through|this|that|it)", "(?:have|take) (?:a|another) (?:quick |closer |proper )?look", "find out",
    "roll (?:it |this |that )?back", "sort (?:it|this|that) out", "pick (?:it|this|that) up", "work on", "start on",
    "do (?:it|that|this)", "read(?! that as\\b)", "add(?! one thing| that)", "move (?:it|this|that)",
)  # fmt: skip
_TELL = (
    "invite", "introduce", "connect", "schedule", "book", "arrange", "organi[sz]e", "confirm", "comment", "respond",
    "reply", "contact", "e?mail", "ping", "message", "notify", "remind", "escalate", "reach out", "follow up",
    "talk (?:to|with)", "speak (?:to|with)", "call(?! it\\b| that\\b)", "ask(?! a\\b)", "answer(?! for\\b)",
    "share(?! my view| a taxi)", "tell(?! you what\\b| you a\\b)", "(?:report|write|call) back",
    "get back to (?:you|them|this|that|it|everyone|everybody|all)", "come back (?:to (?:you|this|that|it)|with)",
    "let (?:you(?: all)?|them|everyone|everybody|him|her) know", "keep (?:you|this thread|everyone|everybody|them)",
    "be in touch", "be back with", "be sending",
)  # fmt: skip
_OWN = (
    "own", "handle", "make sure", "try to", "do my best", "take (?:it|this|that|care)(?: one)?",
    "(?:get|have) (?:it|this|that|the|you|my|a|an|something)\\b.*\\b(?:done|ready|to you|for you|to show)",
    "(?:get|have) (?:the|you|my|a|an)\\b.*\\b(?:numbers|figures|answer|draft|list|proposal|plan|fix|summary|version)",
)  # fmt: skip
_SMALL_TALK = (
    "let (?:you|them|him|her) know that i", "take it (?:easy|from|back|slow|personally|or)", "take care!?$",
    "take (?:it|that|this) as\\b", "drop (?:out|off|by)\\b", "open the window", "try to (?:stay|be|relax|sleep)",
)  # fmt: skip

DEED = rf"(?!{'|'.join(_SMALL_TALK)})(?:{'|'.join((*_MAKE, *_MEND, *_TELL, *_OWN))})(?![\w-])"
