"""Encrypted streams: whole, in order, and of the right blob, or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.store.envelope import FRAME, TAG, Sealer, open_stream, place
from sanitiser.store.keys import KeyFault

KEY = bytes(range(32))
HERE = place("blob", "case", 1)


def sealed(plain: bytes, step: int = FRAME) -> bytes:
    sealer = Sealer(KEY, HERE)
    out = b"".join(sealer.feed(plain[at : at + step]) for at in range(0, len(plain), step))
    return out + sealer.finish()


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 17]),
    st.integers(1, 3),
    st.integers(1, 9),
)
def test_what_goes_in_comes_out_however_it_is_cut(size: int, feed: int, read: int) -> None:
    """Sizes around the frame; the pieces fed and read never line up with it."""
    plain = bytes(at % 251 for at in range(size))
    data = sealed(plain, FRAME * feed // 3 + 1)
    step = FRAME * read // 7 + 1
    pieces = (data[at : at + step] for at in range(0, len(data), step))
    assert b"".join(open_stream(KEY, HERE, pieces)) == plain


def test_cutting_swapping_or_changing_frames_is_noticed() -> None:
    """Truncation at a frame's edge, an exchange of frames, a flipped bit, another place, an empty object."""
    data = sealed(b"a" * FRAME + b"b" * FRAME + b"c")
    head, one, two = data[:6], data[6 : 6 + FRAME + TAG], data[6 + FRAME + TAG : 6 + 2 * (FRAME + TAG)]
    last = data[6 + 2 * (FRAME + TAG) :]
    flipped = bytearray(data)
    flipped[100] ^= 1
    for wrong in (
        head + one,
        head + one + two,
        head + two + one + last,
        bytes(flipped),
        data + b"x",
        b"",
        head,
        data[:3],
    ):
        with pytest.raises(KeyFault):
            list(open_stream(KEY, HERE, [wrong]))
    for other in (place("blob2", "case", 1), place("blob", "case2", 1), place("blob", "case", 2)):
        with pytest.raises(KeyFault):
            list(open_stream(KEY, other, [data]))
