"""What a page's markup can do: its scripts, handlers and pictures."""

from html.parser import HTMLParser


class Tags(HTMLParser):
    """Reads a page and keeps what could act."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.images: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs))
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag == "img":
            self.images.append(dict(attrs).get("src"))
