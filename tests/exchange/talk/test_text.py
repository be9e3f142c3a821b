"""Markdown becomes safe HTML; what people type in a chat looks as they typed it."""

from html.parser import HTMLParser

import pytest

from exchange.talk.text import ATTRIBUTES, TAGS, excerpt, tidy, to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](//example.org)",
    "[x](\\\\example.org)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://example.org/a.png)",
    '![x](https://example.org/a.png "onerror=alert(1)")',
    '[x](https://example.org" onmouseover="alert(1))',
    '[x](https://example.org "\\" onmouseover=\\"alert(1)")',
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>alert(1)</script>",
    "https://example.org/'><img src=x onerror=alert(1)>",
    "`<img src=x onerror=alert(1)>`",
    "```<script>\n<script>alert(1)</script>\n```",
    "```html onload=alert(1)\nx\n```",
    "> <iframe src=//example.org></iframe>",
    "<style>body{display:none}</style>",
    "<form action=//example.org><input name=password></form>",
    "<base href=//example.org>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "[a]: javascript:alert(1)\n\n[a]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a\x00 href=javascript:alert(1)>",
]


class Elements(HTMLParser):
    """The tags and attributes a browser would find."""

    def __init__(self, html: str):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("typed", ATTACKS)
def test_attacks_become_text(typed):
    for tag, attributes in Elements(to_html(typed)).found:
        assert tag in TAGS
        assert set(attributes) <= {*ATTRIBUTES.get(tag, ()), "rel"}
        assert attributes.get("href", "https://").startswith(("https://", "http://"))


@pytest.mark.parametrize("way", ["/funds/1/", "#post-2", "tel:0812345678", "mailto:a@example.org"])
def test_ways_within_the_site_and_to_people_are_kept(way):
    assert f'href="{way}"' in to_html(f"[x]({way})")


def test_links_vouch_for_nobody():
    assert to_html("[ดูที่นี่](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow noopener">ดูที่นี่</a></p>'
    )


def test_a_new_line_stays_a_new_line():
    assert to_html("บรรทัดแรก\r\nบรรทัดสอง\n\nย่อหน้าใหม่") == (
        "<p>บรรทัดแรก<br>\nบรรทัดสอง</p>\n<p>ย่อหน้าใหม่</p>"
    )


@pytest.mark.parametrize(
    ("typed", "address", "after"),
    [
        ("ดูที่ https://example.org/a_b_c นะ", "https://example.org/a_b_c", " นะ"),
        ("ดูhttps://example.orgครับ", "https://example.org", "ครับ"),
        ("(https://example.org/x_(y))", "https://example.org/x_(y)", ")"),
        ("อยู่ที่ https://example.org/x.", "https://example.org/x", "."),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2", ""),
        ("HTTP://Example.org:8000/ทาง", "HTTP://Example.org:8000/ทาง", ""),
    ],
)
def test_an_address_in_running_text_is_a_link(typed, address, after):
    link = f'<a href="{address}" rel="nofollow noopener">{address}</a>'
    assert f"{link}{after}</p>" in to_html(typed)


def test_an_address_in_a_link_or_in_code_stays_one():
    assert to_html("[https://a.example.org](https://b.example.org)").count("<a ") == 1
    assert "<a " not in to_html("`https://example.org`")


def test_a_picture_becomes_a_link_to_it():
    assert to_html("![สมุด](https://example.org/a.png)") == (
        '<p><a href="https://example.org/a.png" rel="nofollow noopener">สมุด</a></p>'
    )
    inside = to_html("[![สมุด](https://example.org/a.png)](https://example.org)")
    assert inside == '<p><a href="https://example.org" rel="nofollow noopener">สมุด</a></p>'


def test_markdown_of_everyday():
    html = to_html("**หนา** และ *เอน*\n\n- หนึ่ง\n- สอง\n\n1. ก\n2. ข\n\n> ยกมา")
    for part in ("<strong>หนา</strong>", "<em>เอน</em>", "<ul>", "<ol>", "<blockquote>"):
        assert part in html


def test_headings_stand_below_those_of_the_page():
    assert to_html("# หนึ่ง\n\n## สอง\n\n### สาม") == "<h3>หนึ่ง</h3>\n<h3>สอง</h3>\n<h4>สาม</h4>"


def test_what_would_surprise_a_writer_on_paper_is_left_out():
    assert to_html("    ย่อหน้าเยื้อง") == "<p>ย่อหน้าเยื้อง</p>"
    assert "<h" not in to_html("เรื่องแรก\n---\nเรื่องสอง").replace("<hr>", "")


def test_tidy_takes_out_what_turns_or_hides_text():
    assert tidy("ก\u202eข\u2066ค\ufeff\x00\x1b") == "กขค"
    assert tidy("ตัด\u200bคำ ซ้าย\u200eขวา\u200f") == "ตัด\u200bคำ ซ้าย\u200eขวา\u200f"
    assert tidy("  ก\r\n\r\n\r\n \n\nข\r\t ") == "ก\n\nข"
    assert tidy(" \u00a0\n\t") == ""


def test_excerpt_is_plain_and_ends_with_a_whole_word():
    assert excerpt("<p>ก &amp; ข<br>\nค</p>\n<p>&lt;b&gt;</p>") == "ก & ข ค <b>"
    cut = excerpt("<p>กองทุนสวัสดิการชุมชนเรียนรู้จากกัน</p>", 20)
    assert cut == "กองทุนสวัสดิการ…"


@pytest.mark.parametrize(
    "typed", ["[" * 20_000, ">" * 20_000, "*ก" * 10_000, "`ก" * 10_000, "![[" * 6_000, "- " * 9_000]
)
def test_odd_texts_of_full_length_come_out_safe(typed):
    assert all(tag in TAGS for tag, _ in Elements(to_html(typed)).found)
