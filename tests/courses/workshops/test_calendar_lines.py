"""An entry written by us is, to the byte, what the icalendar package writes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Event

from courses.workshops.calendar_lines import entry, moment, text

ZONE = ZoneInfo("Asia/Bangkok")
LONG = "โครงการเพิ่มศักยภาพเครือข่ายสวัสดิการชุมชน"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a" * 66,  # a line of 74 bytes
        "a" * 67,
        "a" * 68,
        LONG,
        LONG * 9,
        "x" + LONG * 4,
        "xx" + LONG * 4,
        "a, b; c \\ d\ne\r\nf\rg \\N h",
        ",;" * 90,
        "^" * 200,
        "😀🏳️" * 40,
        "a" * 65 + "\\" * 9,
        "a" * 64 + "^" * 3 + ";" * 20,
    ],
)
def test_texts(words):
    event = Event()
    event.add("summary", words)
    event.add("description", words)
    event.add("location", words)
    assert entry(summary=text(words), description=text(words), location=text(words)) == (
        event.to_ical()
    )


@pytest.mark.parametrize("whole_day", [True, False])
def test_an_entry_with_everything(whole_day):
    begins, ends = date(2026, 3, 27), date(2026, 3, 28)
    if not whole_day:
        begins, ends = datetime(2026, 3, 27, 9), datetime(2026, 3, 27, 16, 30)
    at = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    event = Event()
    values = {
        "uid": "workshop-1-day-0@example.org",
        "dtstamp": at,
        "last-modified": at,
        "created": at,
        "sequence": 7,
        "summary": LONG,
        "location": LONG,
        "geo": (19.3, 97.96),
        "url": "https://example.org/workshops/1/?a=b;c,d" + "e" * 80,
        "description": LONG,
        "status": "CANCELLED",
        "transp": "TRANSPARENT",
        "dtstart": begins if whole_day else begins.replace(tzinfo=ZONE),
        "dtend": ends if whole_day else ends.replace(tzinfo=ZONE),
    }
    for name, value in values.items():
        event.add(name, value)
    ours = entry(
        uid=text(values["uid"]),
        dtstamp=moment(at),
        last_modified=moment(at),
        created=moment(at.astimezone(ZONE)),
        sequence="7",
        summary=text(LONG),
        location=text(LONG),
        geo="19.3;97.96",
        url=values["url"],
        description=text(LONG),
        status="CANCELLED",
        transp="TRANSPARENT",
        dtstart=begins,
        dtend=ends,
    )
    assert ours == event.to_ical()
