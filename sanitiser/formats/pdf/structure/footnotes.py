"""Footnotes: small print at the foot of a page under a short rule. They go to the end of the body, for the page
on which they stand follows from where the text broke.
"""

from sanitiser.formats.pdf.page import Page
from sanitiser.formats.pdf.structure.model import Line


def cut_footnotes(page: Page, lines: list[Line], body: float) -> list[Line]:
    """Take the footnotes out of a page's lines and return them."""
    upright = [line for line in lines if not line.angle]
    if not upright:
        return []
    left, right = min(line.x0 for line in upright), max(line.x1 for line in upright)
    for rule in sorted(page.rules, key=lambda r: -r.y0):
        short = 20 < rule.x1 - rule.x0 < 0.5 * max(right - left, 0.6 * page.width)
        if rule.kind != "h" or not short or abs(rule.x0 - left) > 6 or rule.y0 < 0.3 * page.height:
            continue
        below = [line for line in upright if line.y > rule.y0]
        if below and all(line.size < body - 0.4 for line in below) and below[0].text[0].isdigit():
            gone = {id(line) for line in below}
            lines[:] = [line for line in lines if id(line) not in gone]
            for line in below:
                line.region += 400_000
            return below
    return []
