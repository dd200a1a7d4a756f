"""Layout mode: the pages as they were, drawn anew without what was removed.

Nothing of the source's objects or operators is copied. Glyphs are drawn again from their outlines in fonts that hold
no others, shapes from their points, pictures as a grey box; a paragraph that holds a label is set again without its
old line breaks and spacing.
"""
