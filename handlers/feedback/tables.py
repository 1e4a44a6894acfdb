"""Every kind of event of feedback, its handler, and what is opened and answered at the door."""

from handlers.feedback import asking, letters, owed, own, writing
from handlers.modals import Modal, Respond

_PARTS = (writing, letters, asking, own, owed)

HANDLERS = {kind: handler for part in _PARTS for kind, handler in part.HANDLERS.items()}
MODALS: dict[str, Modal] = {kind: modal for part in _PARTS for kind, modal in part.MODALS.items()}
CHECKS = {**writing.CHECKS, **letters.CHECKS}
REPLIES: dict[str, Respond] = {**writing.REPLIES, **asking.REPLIES, **own.REPLIES}
