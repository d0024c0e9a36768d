"""Two small programmes of a test's own: the later one says what went by other keys before."""

from __future__ import annotations

from pathlib import Path

from desktop.core.programme import Programme
from desktop.core.programme_reader import PROGRAMME_FILE, read_programme

_HEAD = """\
id = "{id}"
version = 1
title = "{title}"
short_title = "{title}"
strapline = "Inspecting"
publisher = "HMIC"
website = "www.example.org"
published = "{published}"
previous_inspection = 2010
previous_report = "Before"
review_period = {{ first = "2010-01", last = "2010-12" }}
"""

# Leaks were disclosures, second jobs were outside work; nothing was asked of social media.
THEN = """
[[sections]]
key = "press"
title = "Press"

[[sections.items]]
key = "disclosures"
title = "Disclosures"
fields = [
    { key = "looked_into", type = "count", label = "Looked into" },
    { key = "continuing", type = "count", label = "Still going on" },
    { key = "plan", type = "yes_no", label = "Plan" },
    { key = "reported", type = "yes_no", label = "Reported" },
]

[[sections]]
key = "conduct"
title = "Conduct"

[[sections.items]]
key = "outside_work"
title = "Outside work"
fields = [{ key = "applications", type = "count", label = "Applications" }]

[[sections.items]]
key = "training"
title = "Training"
fields = [{ key = "channels", type = "choices", label = "Channels", options = [
    { key = "email", label = "Email" }, { key = "posters", label = "Posters" },
    { key = "courses", label = "Courses" } ] }]
"""

LINKS = """
[[earlier]]
programme = "inspection-2010"

[earlier.items]
"press.leaks" = "press.disclosures"
"conduct.second_jobs" = "conduct.outside_work"

[earlier.fields]
"press.leaks.investigated" = "press.disclosures.looked_into"
"""

NOW = """
[[sections]]
key = "press"
title = "Press"

[[sections.items]]
key = "leaks"
title = "Leaks"
fields = [
    { key = "investigated", type = "count", label = "Investigated" },
    { key = "continuing", type = "count", label = "Continuing" },
    { key = "plan", type = "text", label = "Plan" },
]

[[sections.items]]
key = "social_media"
title = "Social media"
fields = [{ key = "cases", type = "count", label = "Cases" }]

[[sections]]
key = "conduct"
title = "Conduct"

[[sections.items]]
key = "second_jobs"
title = "Second jobs"
fields = [{ key = "applications", type = "count", label = "Applications" }]

[[sections.items]]
key = "training"
title = "Training"
fields = [{ key = "channels", type = "choices", label = "Channels", options = [
    { key = "email", label = "Email" }, { key = "posters", label = "Posters" },
    { key = "courses", label = "Courses" } ] }]
"""


def write_inspection(parent: Path, year: int, rest: str) -> Path:
    """Write the folder of a programme of a year: links and sections as TOML."""
    folder = parent / f"inspection-{year}"
    folder.mkdir(parents=True, exist_ok=True)
    title = f"The inspection of {year}"
    head = _HEAD.format(id=folder.name, title=title, published=f"{year}-06")
    (folder / PROGRAMME_FILE).write_text(head + rest, encoding="utf-8")
    return folder


def then_and_now(parent: Path) -> tuple[Programme, Programme]:
    """Give the inspection of 2010, and that of 2012, which links back to it."""
    then = read_programme(write_inspection(parent, 2010, THEN))
    now = read_programme(write_inspection(parent, 2012, LINKS + NOW))
    return then, now
