"""Messages: their text, blocks and attachments."""

from typing import Any

from sandbox.blocks.layout import BLOCKS
from sandbox.blocks.rules import array, fault
from sandbox.blocks.uniqueness import check_unique

MAX_BLOCKS = 50
MAX_ATTACHMENTS = 100
MAX_MARKDOWN = 12_000

_BLOCKS = array(BLOCKS["message"], MAX_BLOCKS, 0)


def check_message(text: Any, blocks: Any, attachments: Any) -> list[str]:
    """The faults for which Slack would refuse a message, each with the JSON pointer to its place; none if it is fine.

    Any JSON value may be given; None stands for a part that the message hasn't got.
    """
    faults: list[str] = []
    if text is not None and not isinstance(text, str):
        fault(faults, "must provide a string", "/text")
    if blocks is not None:
        _check_blocks(blocks, "/blocks", faults)
    if attachments is not None:
        array(_check_attachment, MAX_ATTACHMENTS, 0)(attachments, "/attachments", faults)
    return faults


def _check_attachment(attachment: Any, pointer: str, faults: list[str]) -> None:
    if not isinstance(attachment, dict):
        fault(faults, "must provide an object", pointer)
    elif attachment.get("blocks") is not None:
        _check_blocks(attachment["blocks"], f"{pointer}/blocks", faults)


def _check_blocks(blocks: Any, pointer: str, faults: list[str]) -> None:
    _BLOCKS(blocks, pointer, faults)
    if isinstance(blocks, list):
        known = blocks[:MAX_BLOCKS]
        check_unique(known, pointer, faults)
        _check_sums(known, pointer, faults)


def _check_sums(blocks: list[Any], pointer: str, faults: list[str]) -> None:
    """Limits that hold over all blocks of a message."""
    tables, markdown = 0, 0
    for index, block in enumerate(blocks):
        kind = block.get("type") if isinstance(block, dict) else None
        if kind == "table":
            tables += 1
            if tables > 1:
                fault(faults, "only one table block is allowed per message", f"{pointer}/{index}")
        if kind == "markdown" and isinstance(block.get("text"), str):
            before, markdown = markdown, markdown + len(block["text"])
            # A block that is too long by itself has been told already.
            if 0 < before <= MAX_MARKDOWN < markdown:
                wording = f"must be less than {MAX_MARKDOWN + 1} characters over all markdown blocks"
                fault(faults, wording, f"{pointer}/{index}/text")
