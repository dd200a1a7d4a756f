"""Spans of a model's pieces widened to whole words."""


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) widened to the words it touches ('Fu' of 'Fulham' becomes the whole), hyphens and apostrophes inside
    included, a possessive left out."""
    while start > 0 and _inside(text, start):
        start -= 1
    while end < len(text) and _inside(text, end):
        end += 1
    if text[start:end].casefold().endswith(("'s", "’s")):
        end -= 2
    return start, end


def _inside(text: str, at: int) -> bool:
    """Whether the boundary before character `at` lies within a word."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if after in "'’-" and before.isalnum():
        return at + 1 < len(text) and text[at + 1].isalnum()
    return before in "'’-" and after.isalnum() and at >= 2 and text[at - 2].isalnum()
