"""Which letters of Sarabun the portal sends to a reader, and how small they are made.

The results are committed, so this runs only when the set of letters changes:

    pip install "fonttools[woff]" fontpkg-sarabun
    python manage.py make_font
"""

import io
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

THAI = [*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)]
ASCII = list(range(0x20, 0x7F))
# No-break space, middle dot, dashes, curly quotes, ellipsis.
PUNCTUATION = [0xA0, 0xB7, 0x2013, 0x2014, 0x201C, 0x201D, 0x2026]

# Signs of manuscripts and Pali that no heading of a fund needs; the regular face has them.
RARE_IN_HEADINGS = {0x0E03, 0x0E05, 0x0E3A, 0x0E4E, 0x0E4F, *range(0x0E50, 0x0E5C)}
DIGITS = list(range(0x30, 0x3A))

# File name -> (weight in the package, letters). static/css/base.css names the same letters
# in `unicode-range`.
FACES = {
    "sarabun-regular.woff2": ("Regular", [*ASCII, *THAI, *PUNCTUATION]),
    "sarabun-bold.woff2": (
        "Bold",
        [0x20, 0xA0, *DIGITS, *(c for c in THAI if c not in RARE_IN_HEADINGS)],
    ),
}

# Marks above and below the line are placed by these tables; kerning and the rest are left out.
FEATURES = ["ccmp", "mark", "mkmk", "liga", "locl"]

# Points of the drawing per em. The package has 1000; on a telephone's 54 pixels per em the
# difference cannot be seen and the two files together stay under 20 kB.
UNITS_PER_EM = 450

# How far Thai reaches above and below the line, in em: a tone mark over a vowel to 1.27, a
# vowel below to 0.36. Sarabun itself says 1.07 and 0.23, and browsers cut marks off in boxes
# that go by the font's own figures (input fields).
ASCENT, DESCENT = 1.28, 0.38


class Command(BaseCommand):
    """Write the two WOFF2 files and Sarabun's licence to static/fonts/."""

    help = "Makes static/fonts/*.woff2 from the fontpkg-sarabun package."

    def handle(self, *args, **options):
        """Write one file per face and say how large each came out, in bytes."""
        try:
            import brotli  # noqa: F401  (fonttools needs it for WOFF2)
            import fontpkg_sarabun
            from fontTools import subset
            from fontTools.ttLib.scaleUpem import scale_upem
        except ImportError as missing:
            raise CommandError(
                _(
                    "The package “%(name)s” is missing. Install the font tools first: "
                    'pip install "fonttools[woff]" fontpkg-sarabun'
                )
                % {"name": missing.name}
            ) from missing

        source = Path(fontpkg_sarabun.ROOT)
        target = Path(settings.ROOT) / "static" / "fonts"
        target.mkdir(parents=True, exist_ok=True)
        # The Open Font License asks for its text beside every copy.
        shutil.copyfile(source / "LICENSE", target / "OFL.txt")

        for file_name, (weight, letters) in FACES.items():
            choice = subset.Options()
            choice.hinting = False
            choice.layout_features = FEATURES
            choice.glyph_names = False
            choice.notdef_outline = False
            choice.name_IDs = [1, 2]
            choice.drop_tables += ["DSIG"]
            font = subset.load_font(source / "files" / f"Sarabun-{weight}.ttf", choice)
            font.recalcTimestamp = False
            scale_upem(font, UNITS_PER_EM)
            font["hhea"].ascent = font["OS/2"].sTypoAscender = round(ASCENT * UNITS_PER_EM)
            font["hhea"].descent = font["OS/2"].sTypoDescender = -round(DESCENT * UNITS_PER_EM)
            font["hhea"].lineGap = font["OS/2"].sTypoLineGap = 0
            font["OS/2"].usWinAscent = font["hhea"].ascent
            font["OS/2"].usWinDescent = -font["hhea"].descent
            cut = subset.Subsetter(choice)
            cut.populate(unicodes=letters)
            cut.subset(font)
            font.flavor = "woff2"
            packed = io.BytesIO()
            font.save(packed)
            (target / file_name).write_bytes(packed.getvalue())
            self.stdout.write(f"{file_name}: {len(packed.getvalue())} bytes")
