"""A document of ours as accessible PDF (PDF/UA-1, tagged), typeset by a fixed template that gets the text as data."""

from sanitiser.formats.pdf.typeset.build import missing_glyphs, typeset

__all__ = ["missing_glyphs", "typeset"]
