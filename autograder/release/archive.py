"""Reproducible zip files: equal content gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping


def zipped(content: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """Return a zip of `content` (path to bytes) that does not depend on system or time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name in executable else 0o644) << 16
            entry.create_system = 3
            archive.writestr(entry, content[name])
    return out.getvalue()
