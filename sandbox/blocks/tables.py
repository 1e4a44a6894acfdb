"""The table and data_table blocks."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.rich_text import rich_text
from sandbox.blocks.rules import Check, array, boolean, fault, integer, number, one_of, record, string, typed
from sandbox.blocks.text import identifier, type_name

MAX_CELLS = 20
MAX_CHARACTERS = 10_000

_RAW_CELLS: dict[str, Check] = {
    "raw_text": record("type text", type=type_name, text=string(MAX_CHARACTERS)),
    "raw_number": record("type value text", type=type_name, value=number, text=string(MAX_CHARACTERS)),
}
_CELLS = _RAW_CELLS | {"rich_text": rich_text}
_ROW = array(typed(_CELLS), MAX_CELLS)
_HEADER_ROW = array(typed(_RAW_CELLS), MAX_CELLS)
_COLUMN = record(align=one_of("left", "center", "right"), is_wrapped=boolean)


def _column(value: Any, pointer: str, faults: list[str]) -> None:
    # null stands for a column with the default settings.
    if value is not None:
        _COLUMN(value, pointer, faults)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        yield from _texts(value.get("elements"))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _few_characters(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    if sum(map(len, _texts(value["rows"]))) > MAX_CHARACTERS:
        fault(faults, f"must be less than {MAX_CHARACTERS + 1} characters over all cells", f"{pointer}/rows")


def _header_without_rich_text(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    _HEADER_ROW(value["rows"][0], f"{pointer}/rows/0", faults)


def _rows_of_one_length(value: dict[str, Any], pointer: str, faults: list[str]) -> None:
    width = len(value["rows"][0])
    for index, row in enumerate(value["rows"]):
        if len(row) != width:
            fault(faults, f"must have {width} cells like the first row", f"{pointer}/rows/{index}")


table = record(
    "type rows",
    _few_characters,
    type=type_name,
    block_id=identifier,
    rows=array(_ROW, most=100),
    column_settings=array(_column, MAX_CELLS, 0),
)

data_table = record(
    "type rows caption",
    _few_characters,
    _header_without_rich_text,
    _rows_of_one_length,
    type=type_name,
    block_id=identifier,
    rows=array(_ROW, most=101, least=2),
    caption=string(3000),
    page_size=integer(1, 100),
    row_header_column_index=integer(0, MAX_CELLS - 1),
)
