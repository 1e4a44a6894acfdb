"""Where time passes and things fail: threads, sockets, the clock. Everything else is told `now`.

Two things are done at the door and not by a worker, because Slack gives them three seconds and no second
chance: opening a modal, and refusing a submitted modal that is filled in wrong.
"""
