"""Every method that this workspace answers."""

from sandbox.api import auth, conversations, files, history, messages, reactions, users, views
from sandbox.api.method import Method

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **messages.METHODS,
    **conversations.METHODS,
    **history.METHODS,
    **users.METHODS,
    **reactions.METHODS,
    **files.METHODS,
    **views.METHODS,
}
