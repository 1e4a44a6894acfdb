"""Who may ask: pages of this machine alone. A page from elsewhere in the same browser cannot fake the host it asks."""

from starlette.requests import Request

_HOSTS = ("127.0.0.1", "localhost", "::1")


def is_local(request: Request) -> bool:
    """Whether a request names this machine as its host."""
    return request.url.hostname in _HOSTS
