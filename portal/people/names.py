"""Decides what in a typed name is the name itself, and by which keys it is recognised and sorted.

People here write the title straight onto the first name ("นายสมชาย"), write it with a
space, or leave it out. None of this makes them another person.
"""

import re

from portal.thai.sorting import sort_key
from portal.thai.words import INVISIBLE, normalise

NAME_KEY_LENGTH = 200

#: Titles as they are written before a first name, the longer of two alike first.
TITLES = (
    *("นางสาว", "นาง", "นาย", "น.ส.", "ด.ช.", "ด.ญ.", "เด็กชาย", "เด็กหญิง", "คุณ"),
    *("ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่ ร.ต. หญิง", "ว่าที่ ร.ต.หญิง", "ว่าที่ ร.ต."),
    *("ดร.", "ผศ.", "รศ.", "ศ.", "พระ"),
    *("mr.", "mrs.", "ms.", "miss ", "mr ", "mrs ", "ms "),
)
#: A title ends where a consonant or a leading vowel begins; นายิกา is a name.
TITLE = re.compile(rf"^(?:{'|'.join(re.escape(title) for title in TITLES)})\s*(?=[ก-ฮเ-ไa-z])")


def bare_first_name(first_name: str) -> str:
    """The first name, normalised, without a title written onto it."""
    # The title goes first: normalising takes the points away by which ศ. is one and ศร is not.
    return normalise(TITLE.sub("", INVISIBLE.sub("", first_name).strip().lower()))


def name_key(first_name: str, last_name: str) -> str:
    """The key by which a name is recognised: title, spaces, case and Thai digits do not count."""
    whole = f"{bare_first_name(first_name)} {normalise(last_name)}"
    return whole.strip()[:NAME_KEY_LENGTH]


def name_sort_key(first_name: str, last_name: str) -> str:
    """The key by which lists of people stand in the order of the Thai alphabet."""
    return sort_key(f"{bare_first_name(first_name)} {last_name}")
