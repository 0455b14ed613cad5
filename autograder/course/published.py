"""`release.toml`: the addresses where a course is published, which its notebooks then know.

```
release_url = "https://example.edu/ml/student.zip"  # or a GitHub repository that holds its files
browser_url = "https://example.edu/ml/lite/"        # the site that `autograder lite` has made
```
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import quote

from autograder.errors import AutograderError

PUBLISHED = "release.toml"
BUNDLE_NAME = "student.zip"
_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%-]+", re.A)
_GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/tree/([\w./-]+))?/?")


@dataclass(frozen=True)
class Published:
    """Where a course is published; "" stands for nowhere."""

    release_url: str = ""
    browser_url: str = ""

    @property
    def archive(self) -> str:
        """The address of the zip to fetch."""
        if found := _GITHUB.fullmatch(self.release_url):
            owner, name, branch = found.groups(default="main")
            return f"https://github.com/{owner}/{name}/archive/refs/heads/{branch}.zip"
        if not self.release_url or self.release_url.endswith(".zip"):
            return self.release_url
        return f"{self.release_url.rstrip('/')}/{BUNDLE_NAME}"

    def places(self, path: str) -> dict[str, str]:
        """Return the addresses at which the notebook `path`, seen from the course, can be opened.

        The keys say where that is.
        """
        found = {}
        if self.browser_url:
            page = f"{quote(Path(path).parent.name)}.html"
            found["your browser"] = f"{self.browser_url.rstrip('/')}/{page}"
        if github := _GITHUB.fullmatch(self.release_url):
            owner, name, branch = github.groups(default="main")
            blob = f"{owner}/{name}/blob/{branch}/{quote(path)}"
            found["Colab"] = f"https://colab.research.google.com/github/{blob}"
            found["Kaggle"] = (
                f"https://www.kaggle.com/kernels/welcome?src=https://github.com/{blob}"
            )
            here = f"{owner}/{name}/{quote(branch, safe='')}"
            found["Binder"] = f"https://mybinder.org/v2/gh/{here}?labpath={quote(path, safe='')}"
            found["a codespace"] = f"https://codespaces.new/{owner}/{name}"
        return found


def published(root: Path) -> Published:
    """Return the addresses that the course in `root` sets; `AutograderError` if invalid."""
    path = root / PUBLISHED
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Published()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AutograderError(f"{path}: {error}.") from None
    known = [one.name for one in fields(Published)]
    for name, value in found.items():
        if name not in known:
            raise AutograderError(f"{path}: {name!r} is none of {', '.join(known)}.")
        if value and not (isinstance(value, str) and _ADDRESS.fullmatch(value)):
            raise AutograderError(
                f"{path}: {name} is no address that begins with https:// or http://."
            )
    return Published(**found)
