"""Makes the fonts of web pages: `python packaging/web_fonts.py` writes resources/fonts/web/.

Only to be run when a font in resources/fonts changes: what it makes is kept, since a packer of
another version would give other bytes.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
FACES = {
    "SourceSans3-Regular": "Report Sans",
    "SourceSans3-Semibold": "Report Sans",
    "SourceSans3-Bold": "Report Sans",
    "SourceSerif4-Regular": "Report Serif",
    "SourceSerif4-Italic": "Report Serif",
    "SourceSerif4-Semibold": "Report Serif",
}
# The letters of the languages of Europe that are written in Latin script, Welsh among them.
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x1E80, 0x1E85), (0x1EF2, 0x1EF3), (0x2010, 0x2027))
OTHERS = "‹›⁄€™←→−≤≥≠■✓ \u2002\u2003\u2007\u2009\u202f\u2030\u2032\u2033"


def main() -> None:
    """Keep of each face the letters, kerning and marks that reports need."""
    options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False)
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    letters = {letter for first, last in RANGES for letter in range(first, last + 1)}
    (FONTS / "web").mkdir(exist_ok=True)
    for face, family in FACES.items():
        font = subset.load_font(str(FONTS / f"{face}.ttf"), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters | set(map(ord, OTHERS)))
        subsetter.subset(font)
        # The licence keeps the fonts' own name for what is unmodified.
        style = face.partition("-")[2]
        for number, name in ((1, family), (4, f"{family} {style}"), (6, f"{family}-{style}")):
            font["name"].setName(
                name.replace(" ", "-") if number == 6 else name, number, 3, 1, 0x409
            )
        subset.save_font(
            font, str(FONTS / "web" / f"{face.replace('Source', 'Report')}.woff2"), options
        )


if __name__ == "__main__":
    main()
