"""Makes what the demonstration shows and plays: a drawing, a table and a recording, all made up."""

import math
import struct
import wave
from io import BytesIO

from PIL import Image, ImageDraw

PAPER, TEAL, MARIGOLD, INK = "#fdf9f0", "#0c5f57", "#e3a020", "#5c5648"


def three_books_drawing() -> bytes:
    """Three books side by side, the amounts of all leading to one line: a PNG."""
    drawn = Image.new("RGB", (960, 540), PAPER)
    pen = ImageDraw.Draw(drawn)
    for number, colour in enumerate((TEAL, MARIGOLD, INK)):
        left = 90 + number * 280
        pen.rounded_rectangle((left, 90, left + 220, 370), 14, fill=colour)
        pen.rectangle((left + 24, 120, left + 196, 340), fill=PAPER)
        for line in range(6):
            top = 145 + line * 32
            pen.line((left + 40, top, left + 180 - 22 * (line % 3), top), fill=colour, width=5)
        pen.line((left + 110, 370, 480, 450), fill=INK, width=4)
    pen.rounded_rectangle((330, 445, 630, 505), 12, outline=TEAL, width=6)
    pen.line((360, 475, 600, 475), fill=TEAL, width=6)
    return _png(drawn)


def savings_table() -> bytes:
    """An empty table for the savings of a month: a CSV that opens in a spreadsheet."""
    rows = ["วันที่,บ้าน,จำนวนคน,เงินออม (บาท),ผู้รับเงิน,ผู้ตรวจ", *[",,,,,"] * 12]
    return "\r\n".join(rows).encode("utf-8-sig")


def bell(seconds: float = 1.5, rate: int = 8000) -> bytes:
    """A soft bell in place of a voice, because nobody was recorded for this: a WAV."""
    samples = (
        int(9000 * math.exp(-3 * at / rate) * math.sin(2 * math.pi * 660 * at / rate))
        for at in range(int(seconds * rate))
    )
    made = BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join(struct.pack("<h", one) for one in samples))
    return made.getvalue()


def _png(drawn: Image.Image) -> bytes:
    made = BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()
