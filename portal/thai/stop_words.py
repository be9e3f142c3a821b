"""Decides which words of a question say nothing of what is looked for.

They are left out as long as another word remains: ทำบัญชีอย่างไรคะ asks for ทำบัญชี.
"""

from collections.abc import Iterable

from portal.thai.words import normalise

LISTED = """
    ของ ที่ ใน และ กับ หรือ ก็ จะ ว่า นี้ นั้น โน้น ซึ่ง อัน คือ เป็น แก่ แด่ โดย จาก ด้วย เพื่อ การ ความ เกี่ยวกับ
    อย่างไร ยังไง อย่าง ไร ทำไม อะไร ไหน ไหม มั้ย หรือไม่ บ้าง หน่อย ครับ คับ ค่ะ คะ นะ จ้ะ จ๊ะ เลย
    the a an of in on at to for and or is are was were be how what with by from
"""
STOP_WORDS = frozenset(map(normalise, LISTED.split()))


def without_stop_words(words: Iterable[str], *, alone: bool = True) -> list[str]:
    """The words of a question that matter; with ``alone`` all of them where none does."""
    words = list(words)
    telling = [word for word in words if word not in STOP_WORDS]
    return telling or (words if alone else [])


def only_stop_words(words: Iterable[str]) -> bool:
    """Whether a question consists of words that stand nearly everywhere."""
    words = list(words)
    return bool(words) and all(word in STOP_WORDS for word in words)
