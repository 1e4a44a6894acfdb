"""Block Kit: which messages, modals and Home tabs Slack would refuse, and why."""

from sandbox.blocks.message import check_message
from sandbox.blocks.view import check_view

__all__ = ["check_message", "check_view"]
