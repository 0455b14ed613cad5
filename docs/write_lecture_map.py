"""Write docs/lecture_map.md from the assignments: python -m docs.write_lecture_map."""

from pathlib import Path

from autograder.course.catalog import Catalog
from reference.experiments import lecture_map

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path("docs", "lecture_map.md")


def main() -> None:
    """Write the page."""
    text = lecture_map.page(Catalog(ROOT).assignments)
    (ROOT / PAGE).write_text(text, encoding="utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
