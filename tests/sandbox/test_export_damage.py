import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.export import ExportError, read_export
from tests.sandbox.export_samples import CHANNELS, DAY, FILES, USERS, assert_sound, packed, post, read

REAL_EXPORTS = sorted((Path(__file__).parents[3] / "shared" / "data").glob("*.zip"))


@pytest.fixture
def zip_path(tmp_path: Path) -> Path:
    return tmp_path / "bakery.zip"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def rows_like(*examples: dict[str, Any]) -> st.SearchStrategy[list[Any]]:
    """Rows in which any value may be of any type."""

    def row(example: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
        odd = {key: st.just(value) | json_values for key, value in example.items()}
        return st.fixed_dictionaries({}, optional=odd)

    return st.lists(st.one_of(json_values, *map(row, examples)), max_size=4)


@settings(deadline=None)
@given(
    users=rows_like(*USERS),
    channels=rows_like(*CHANNELS),
    day=rows_like(
        *DAY,
        post(thread_ts="1767500000.1", edited={"user": "U0BEN", "ts": 5}, metadata={}, blocks=[], files=[{}]),
        post(subtype="thread_broadcast", bot_id="B1", username="x", inviter="U0BEN", comment={"user": "U9"}),
    ),
)
def test_any_rows_give_a_sound_export(
    users: list[Any], channels: list[Any], day: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    assert_sound(
        read(path, {"users.json": users, "channels.json": CHANNELS + channels, "ovens/2026-01-05.json": day})
    )


def survives(path: Path, raw: bytes) -> None:
    """Reading gives a sound export, or one line that says what is wrong."""
    path.write_bytes(raw)
    try:
        export = read_export(path)
    except ExportError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017
    else:
        assert_sound(export)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_export_cut_off_anywhere(compression: int, zip_path: Path) -> None:
    whole = packed(FILES, compression)
    for length in range(0, len(whole), 7):
        zip_path.write_bytes(whole[:length])
        with pytest.raises(ExportError):
            read_export(zip_path)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_export_with_any_byte_flipped(compression: int, zip_path: Path) -> None:
    whole = packed(FILES, compression)
    chance = random.Random(7)
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << chance.randrange(8)
        survives(zip_path, bytes(damaged))


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 60))
def test_an_export_with_a_stretch_overwritten(
    seed: int, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    damaged = bytearray(packed(FILES))
    start = chance.randrange(len(damaged))
    damaged[start : start + size] = chance.randbytes(size)
    survives(tmp_path_factory.getbasetemp() / "stretch.zip", bytes(damaged))


@settings(deadline=None)
@given(noise=st.binary(max_size=300))
def test_noise_is_refused(noise: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.zip"
    survives(path, noise)
    survives(path, b"PK\x03\x04" + noise)
    survives(path, noise + packed(FILES))


@pytest.mark.skipif(not REAL_EXPORTS, reason="no real exports lie beside the repository")
@pytest.mark.parametrize("path", REAL_EXPORTS, ids=[path.stem for path in REAL_EXPORTS])
def test_real_exports_are_read_whole(path: Path) -> None:
    export = read_export(path)
    assert_sound(export)
    assert sum(map(len, export.messages.values())) > 10_000
