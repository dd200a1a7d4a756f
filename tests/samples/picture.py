"""Makes the README's picture: `python -m tests.samples.picture`. The first page of a record beside its copy's."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

_SAMPLE = Path("sample_docs/first/Quarry Mount safeguarding file.pdf")
_CASE = Path("sample_docs/case.toml")
_PICTURE = Path("sanitiser/docs/before-and-after.png")
_WIDTH, _GAP, _HEAD = 1400, 24, 48
_SHOWN = 0.78  # of the page's height: what is below is empty
_GREY, _INK = "#d9dee2", "#1d2b36"


def first_page(path: Path, width: int) -> Image.Image:
    """The first page of a PDF file, in pixels."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        image: Any = page.render(scale=width / page.get_width()).to_pil()
        return image.convert("RGB").resize((width, round(width * page.get_height() / page.get_width())))
    finally:
        document.close()


def side_by_side(before: Path, after: Path) -> Image.Image:
    """Both first pages, each under its heading."""
    width = (_WIDTH - 3 * _GAP) // 2
    pages = [first_page(path, width) for path in (before, after)]
    shown = round(_SHOWN * min(page.height for page in pages))
    picture = Image.new("RGB", (_WIDTH, _HEAD + shown + _GAP), _GREY)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(22)
    for n, (page, heading) in enumerate(zip(pages, ("Before", "After"), strict=True)):
        left = _GAP + n * (width + _GAP)
        draw.text((left, _HEAD // 2), heading, fill=_INK, font=font, anchor="lm")
        picture.paste(page.crop((0, 0, width, shown)), (left, _HEAD))
    return picture


def main(sample: Path = _SAMPLE, picture: Path = _PICTURE) -> None:
    """Sanitise one sample and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "sanitiser", "run", str(sample), "--case", str(_CASE), "--out", str(out)]
        subprocess.run(command, check=True)
        image = side_by_side(sample, out / "sanitised" / "0001.pdf")
    picture.parent.mkdir(parents=True, exist_ok=True)
    # few colours: the pages are text, and the file stays small
    image.quantize(64, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    main()
