"""The colours of static/css/tokens.css: readable in light and in dark (WCAG 2.2 AA)."""

import re

import pytest
from django.conf import settings

TEXT, LARGE_OR_SHAPE = 4.5, 3.0

INKS_ON_GROUNDS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "press", "press-strong", "bad-ink")
        for ground in ("paper", "surface", "sunken")
    ],
    *[(ink, "tint", TEXT) for ink in ("ink", "ink-soft", "press", "press-strong")],
    *[(ink, "gold-tint", TEXT) for ink in ("ink", "ink-soft", "press", "gold-ink")],
    *[(ink, "ok-tint", TEXT) for ink in ("ink", "ok-ink")],
    *[(ink, "bad-tint", TEXT) for ink in ("ink", "bad-ink")],
    ("ink", "tint-line", TEXT),  # a coverage cell
    ("on-press", "press-fill", TEXT),
    ("on-press", "press-strong", TEXT),
    ("on-gold", "gold", TEXT),
    ("on-bad", "bad-fill", TEXT),
    ("on-deep", "deep", TEXT),
    ("on-deep-soft", "deep", TEXT),
    ("on-deep", "deep-raised", TEXT),
    # Edges of boxes, focus rings and plots are shapes: 3 : 1.
    *[("line-strong", ground, LARGE_OR_SHAPE) for ground in ("paper", "surface", "sunken", "tint")],
    *[
        ("focus", ground, LARGE_OR_SHAPE)
        for ground in ("paper", "surface", "sunken", "tint", "gold-tint", "bad-tint")
    ],
    ("gold", "deep", LARGE_OR_SHAPE),
    ("bad-fill", "paper", LARGE_OR_SHAPE),
    ("bad-fill", "surface", LARGE_OR_SHAPE),
    *[(f"plot-{n}", "surface", LARGE_OR_SHAPE) for n in (1, 2, 3, 4, 5)],
]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours() -> dict[str, dict[str, str]]:
    """The tokens by scheme; dark is light with the dark block's changes."""
    text = (settings.ROOT / "static/css/tokens.css").read_text()
    before, dark_block = text.split("prefers-color-scheme: dark", 1)
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    light = dict(pattern.findall(before))
    return {"light": light, "dark": {**light, **dict(pattern.findall(dark_block))}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), INKS_ON_GROUNDS)
def test_ink_is_readable_on_its_ground(scheme, ink, ground, least):
    tokens = colours()[scheme]
    found = contrast(tokens[ink], tokens[ground])
    assert found >= least, f"{ink} on {ground}, {scheme}: {found:.2f}"


def test_dark_changes_every_ground_and_ink_it_must():
    light, dark = colours().values()
    same = [name for name in light if light[name] == dark[name]]
    assert same == ["on-gold"]


def test_contrast_is_computed_as_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_the_tokens():
    """Only paper, which is black on white by definition, and the QR code may."""
    for name in ("base", "layout", "components"):
        text = (settings.ROOT / f"static/css/{name}.css").read_text()
        text = re.sub(r"url\(.*?\)", "", text)
        text = re.sub(r"\.qr \{.*?\}", "", text, flags=re.DOTALL)
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == [], name
