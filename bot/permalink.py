"""The address of a post."""


def permalink(workspace_url: str, channel: str, ts: str) -> str:
    """Where a post is in Slack: the form that chat.getPermalink gives, without a call for it."""
    return f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
