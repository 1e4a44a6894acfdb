"""Every kind of event of a session, its handler, and what is opened and answered at the door."""

from handlers.ama import asking, board, channel, closing, hosts, lists, polls, promises, setup, votes
from handlers.modals import Modal, Respond

_PARTS = (setup, board, asking, votes, lists, hosts, closing, polls, promises, channel)

HANDLERS = {kind: handler for part in _PARTS for kind, handler in part.HANDLERS.items()}
MODALS: dict[str, Modal] = {
    **setup.MODALS,
    **asking.MODALS,
    **votes.MODALS,
    **lists.MODALS,
    **hosts.MODALS,
    **closing.MODALS,
    **promises.MODALS,
    **channel.MODALS,
}
CHECKS = asking.CHECKS
REPLIES: dict[str, Respond] = {
    **setup.REPLIES,
    **asking.REPLIES,
    **hosts.REPLIES,
    **closing.REPLIES,
    **promises.REPLIES,
}
