"""Makes a failing input small: pieces are taken out, halves first, as long as it fails with the same class of error."""

from tests.fuzz.targets import attempt


def shrink(target: str, data: bytes) -> bytes:
    """The smallest input found that fails as `data` does; `data` itself when it does not fail."""
    wanted = _failure(target, data)
    if wanted is None:
        return data
    size = max(1, len(data) // 2)
    while size >= 1:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if _failure(target, shorter) is wanted:
                data = shorter
            else:
                at += size
        size //= 2
    return data


def _failure(target: str, data: bytes) -> type[BaseException] | None:
    try:
        attempt(target, data)
    except Exception as error:
        return type(error)
    return None
