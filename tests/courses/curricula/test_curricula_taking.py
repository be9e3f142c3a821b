"""Taking a curriculum along: as one ZIP for a memory card, one session of it, and on paper."""

import re
import tracemalloc
from pathlib import Path

import pytest

from courses.models.reading import NoSuchSession, read
from tests import factories
from tests.courses import teaching
from tests.courses.teaching import PRIVATE, fetched, full, page_in, unpacked

pytestmark = pytest.mark.django_db


# What lies in it


def test_one_press_gives_everything_as_one_file(client):
    package = unpacked(fetched(client, full()))
    names = package.namelist()
    assert names[0] == "index.html"
    assert len([name for name in names if name.startswith("files/")]) == 2
    assert len([name for name in names if name.startswith("pictures/")]) == 1
    assert all(re.fullmatch(r"[a-z0-9./_-]+", name) for name in names)
    html = page_in(package)
    for text in (
        "หมวดแรก",
        "ปิดบัญชีได้",
        "คาบในหมวด",
        "คาบอิสระ",
        "สวัสดีทุกคน",
        "CC BY",
        "ชมรมตัวอย่าง",
        "กะเหรี่ยง",
    ):
        assert text in html


def test_a_file_used_twice_lies_in_it_once(client):
    package = unpacked(fetched(client, full()))
    assert page_in(package).count('href="files/01-') == 2
    assert sum(name.startswith("files/01-") for name in package.namelist()) == 1


def test_the_page_asks_nothing_of_the_network(client):
    html = page_in(unpacked(fetched(client, full())))
    assert "<script" not in html
    assert "<link" not in html
    assert "@font-face" in html
    assert "data:font/woff2;base64," in html
    sources = re.findall(r'src="([^"]*)"', html)
    assert sources
    assert all(source.startswith(("files/", "pictures/")) for source in sources)


def test_every_file_the_page_links_to_is_there(client):
    package = unpacked(fetched(client, full()))
    links = re.findall(r'(?:href|src)="([^"#]+)"', page_in(package))
    inside = {link for link in links if "://" not in link}
    assert inside
    assert inside <= set(package.namelist())


def test_what_is_a_link_only_is_listed_and_leads_out_in_full(client):
    html = page_in(unpacked(fetched(client, full())))
    assert 'id="online"' in html
    assert html.index('id="online"') < html.rindex("https://video.example.org/1")
    assert 'href="http://testserver/funds/"' in html


def test_the_size_is_shown_before_the_press(client):
    heavy = teaching.material("หนัก", document=teaching.document(size=12_330_000))
    page = factories.curriculum(sessions=[teaching.session(materials=[heavy])])
    html = client.get(page.url).content.decode()
    assert html.count("12.4 MB") == 2  # of the whole, and of the only session


def test_the_size_shown_is_near_the_truth(client):
    page = full()
    shown = read(page).megabytes
    real = int(fetched(client, page)["Content-Length"]) / 1_000_000
    assert abs(shown - real) < 0.1


def test_the_same_text_makes_the_same_bytes_and_is_not_fetched_twice(client):
    page = full()
    first, second = fetched(client, page), fetched(client, page)
    assert first["ETag"] == second["ETag"]
    assert b"".join(first.streaming_content) == b"".join(second.streaming_content)
    again = client.get(f"/curricula/{page.pk}/zip/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    page.summary = "เขียนใหม่"
    page.save_revision().publish()
    assert fetched(client, page)["ETag"] != first["ETag"]


def test_it_is_not_packed_once_more_on_the_way(client):
    response = client.get(f"/curricula/{full().pk}/zip/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "identity"
    unpacked(response)


def test_asking_for_the_head_alone_reads_no_file(client):
    response = client.head(f"/curricula/{full().pk}/zip/")
    assert response.status_code == 200
    assert int(response["Content-Length"]) > 1000


def test_a_lost_file_leaves_its_name(client):
    page = full()
    lost = page.parts[0].sessions[0].value["materials"][0]["document"]
    Path(lost.file.path).unlink()
    package = unpacked(fetched(client, page))
    assert not any("01-" in name for name in package.namelist() if name.startswith("files/"))
    assert "ใบงาน" in page_in(package)


def test_english_readers_get_english_words(client):
    page = full()
    html = page_in(unpacked(client.get(f"/en/curricula/{page.pk}/zip/")))
    assert '<html lang="en">' in html
    assert "What you can do afterwards" in html


def test_a_one_page_talk_is_packed_too(client):
    page = factories.curriculum("คุยหน้าเดียว", text="<p>เนื้อความสั้น</p>", typed_hours=1)
    html = page_in(unpacked(fetched(client, page)))
    assert "เนื้อความสั้น" in html


# One session


def test_one_session_by_itself(client):
    page = full()
    key = page.parts[1].sessions[0].key
    package = unpacked(fetched(client, page, session=key))
    assert "คาบอิสระ" in page_in(package)
    assert "คาบในหมวด" not in page_in(package)
    assert package.namelist() == ["index.html"]
    inside = page.parts[0].sessions[0].key
    assert len(unpacked(fetched(client, page, session=inside)).namelist()) == 4


def test_the_link_to_a_session_outlives_what_is_put_before_it(client):
    page = full()
    key = page.parts[1].sessions[0].key
    page.sessions.insert(0, teaching.session("คาบใหม่"))
    page.save_revision().publish()
    assert "คาบอิสระ" in page_in(unpacked(fetched(client, page, session=key)))


@pytest.mark.parametrize("key", ["x", "1", "<b>", "๙" * 200])
def test_an_unknown_session_is_not_there(client, key):
    page = full()
    assert client.get(f"/curricula/{page.pk}/zip/", {"session": key}).status_code == 404
    assert client.get(f"/curricula/{page.pk}/print/", {"session": key}).status_code == 404
    with pytest.raises(NoSuchSession):
        read(page, key=key)


# Weight


def test_sixty_megabytes_are_sent_without_being_in_memory(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = [
        teaching.material(f"หนัก {n}", document=teaching.document(name=f"{n}.zip", content=b"x"))
        for n in range(6)
    ]
    for one in files:
        Path(one["document"].file.path).write_bytes(bytes([ord("a")]) * 10_000_000)
    page = factories.curriculum(sessions=[teaching.session(materials=files)])
    tracemalloc.start()
    response = fetched(client, page)
    sent = sum(len(chunk) for chunk in response.streaming_content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent == int(response["Content-Length"]) > 60_000_000
    assert most < 8_000_000


def test_more_sessions_and_materials_cost_no_more_queries(client, same_queries):
    page = factories.curriculum()
    count = iter(range(100))

    def more():
        for child in full(slug=f"full-{next(count)}").sessions:
            page.sessions.append((child.block_type, child.value))
        page.save_revision().publish()
        client.get(page.url)  # makes the smaller pictures

    class Answer:
        def __init__(self, response):
            self.status_code = response.status_code
            self.content = b"".join(response.streaming_content)

    asked = same_queries(more, lambda: Answer(client.get(f"/curricula/{page.pk}/zip/")))
    assert asked <= 20
    assert same_queries(more, lambda: client.get(page.url)) <= 20


# On paper


def test_it_is_printed_on_one_sheet_after_the_other(client):
    page = full()
    html = fetched(client, page, "print").content.decode()
    for text in ("คาบในหมวด", "คาบอิสระ", "สวัสดีทุกคน", "ปิดบัญชีได้"):
        assert text in html
    assert 'class="paper"' in html
    assert 'class="qr"' in html
    assert PRIVATE not in html


def test_one_session_on_paper(client):
    page = full()
    key = page.parts[1].sessions[0].key
    html = fetched(client, page, "print", session=key).content.decode()
    assert "คาบอิสระ" in html
    assert "คาบในหมวด" not in html


def test_the_page_leads_to_all_of_it(client):
    page = full()
    html = client.get(page.url).content.decode()
    assert f"/curricula/{page.pk}/zip/" in html
    assert f"/curricula/{page.pk}/print/" in html
    assert f"/curricula/{page.pk}/guide/" not in html
    client.force_login(factories.trainer())
    assert f"/curricula/{page.pk}/guide/" in client.get(page.url).content.decode()
