"""What a browser would find in a page, and whether a text can act where it is shown."""

from __future__ import annotations

from html.parser import HTMLParser


class Elements(HTMLParser):
    """The elements of a page by name, with their attributes, and the texts between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def tags(self) -> list[str]:
        return [name for name, _ in self.found]

    @property
    def values(self) -> list[str | None]:
        """The values of all attributes."""
        return [value for _, attributes in self.found for value in attributes.values()]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of that name."""
        return [attributes for name, attributes in self.found if name == tag]


def is_safe(text: str) -> bool:
    """Whether nothing in `text` is invisible, half a character, or an order to a terminal."""
    return all(c == "\n" or c.isprintable() for c in text)
