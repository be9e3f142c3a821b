"""What is kept of pictures and files: nothing that tells where, by whom, or of whom."""

from io import BytesIO
from zipfile import ZipFile

import pillow_heif
import pytest
from django.utils import translation
from openpyxl import Workbook
from PIL import ExifTags, Image

from exchange.lessons.pictures import RENDITIONS, keep_file, keep_picture, shown_pictures
from exchange.uploads import (
    LARGEST_FILE,
    LARGEST_PICTURE,
    UploadRefused,
    clean_file,
    clean_picture,
)
from tests import factories

ID_NUMBER = "1101700230708"
COMMENT = b"taken at home"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def picture(kind="JPEG", size=(40, 20), mode="RGB", turned=0, **kwargs) -> bytes:
    """A picture that tells where it was taken, and how the phone was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned or 1
    exif[ExifTags.Base.Make] = "Phone of somebody"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (19.0, 18.0, 3.0)
    target = BytesIO()
    Image.new(mode, size, "teal").save(target, kind, exif=exif, **kwargs)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


class TestPictures:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
    def test_nothing_hidden_stays(self, kind):
        sent = picture(kind)
        assert b"Phone of somebody" in sent
        kept = clean_picture(sent)
        assert b"Phone of somebody" not in kept.content
        assert not opened(kept.content).getexif()
        assert opened(kept.content).info.keys() <= {"jfif", "jfif_version", "jfif_unit"} | {
            *("jfif_density", "progressive", "progression")
        }

    def test_heic_as_phones_write_it_becomes_a_jpeg(self):
        target = BytesIO()
        pillow_heif.from_pillow(Image.new("RGB", (64, 48), "teal")).save(target)
        kept = clean_picture(target.getvalue())
        assert (kept.ending, opened(kept.content).size) == ("jpg", (64, 48))

    def test_a_comment_in_a_jpeg_goes_too(self):
        assert COMMENT not in clean_picture(picture(comment=COMMENT)).content

    def test_a_picture_held_sideways_is_turned_upright(self):
        assert opened(clean_picture(picture(turned=6)).content).size == (20, 40)

    def test_a_large_one_is_made_as_large_as_a_screen_needs(self):
        assert opened(clean_picture(picture(size=(4000, 3000))).content).size == (1920, 1440)

    def test_a_see_through_one_stays_so(self):
        kept = clean_picture(picture("PNG", mode="RGBA"))
        assert (kept.ending, opened(kept.content).mode) == ("png", "RGBA")

    @pytest.mark.parametrize(
        "content",
        [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:200]],
        ids=["empty", "text", "svg", "cut off"],
    )
    def test_what_is_no_picture_is_refused_with_a_sentence(self, content):
        with pytest.raises(UploadRefused, match="JPG, PNG or HEIC"):
            clean_picture(content)

    def test_too_many_bytes_or_points_are_refused(self):
        with pytest.raises(UploadRefused, match="20 MB"):
            clean_picture(b"x" * (LARGEST_PICTURE + 1))
        with pytest.raises(UploadRefused, match="too large"):
            clean_picture(picture("PNG", size=(9000, 7000), mode="1"))


def table(*cells) -> bytes:
    book = Workbook()
    book.active.append(cells)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


class TestFiles:
    def test_files_of_allowed_kinds_are_kept_as_they_are(self):
        for content, name in (
            (b"%PDF-1.7 x", "ระเบียบ.PDF"),
            (table("ยอด", 120), "บัญชี.xlsx"),
            ("สวัสดี".encode("cp874"), "อ่าน.txt"),
        ):
            assert clean_file(content, name).content == content

    @pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "pdf", "a.docm"])
    def test_other_kinds_are_refused(self, name):
        with pytest.raises(UploadRefused, match="one of these"):
            clean_file(b"%PDF-", name)

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"MZ", "a.pdf"),
            (b"%PDF-", "a.docx"),
            (b"PK\x03\x04 no zip", "a.xlsx"),
            (b"\0", "a.txt"),
        ],
    )
    def test_what_is_not_what_its_name_says_is_refused(self, content, name):
        with pytest.raises(UploadRefused, match="not what its name says"):
            clean_file(content, name)

    def test_a_zip_in_the_dress_of_a_document_is_refused(self):
        target = BytesIO()
        with ZipFile(target, "w") as packed:
            packed.writestr("run.exe", b"MZ")
        with pytest.raises(UploadRefused):
            clean_file(target.getvalue(), "a.docx")

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (ID_NUMBER.encode(), "a.txt"),
            (f"ชื่อ,{ID_NUMBER}".encode("cp874"), "a.csv"),
            (table("ชื่อ", ID_NUMBER), "a.xlsx"),
            (table("ชื่อ", int(ID_NUMBER)), "a.xlsx"),
        ],
    )
    def test_id_numbers_in_tables_and_texts_are_refused(self, content, name):
        with pytest.raises(UploadRefused, match="national ID number"):
            clean_file(content, name)

    def test_empty_and_too_large_ones_are_refused(self):
        with pytest.raises(UploadRefused, match="empty"):
            clean_file(b"", "a.pdf")
        with pytest.raises(UploadRefused, match="10 MB"):
            clean_file(b"%PDF-" + b"x" * LARGEST_FILE, "a.pdf")


@pytest.mark.django_db
class TestKeeping:
    @pytest.fixture(autouse=True)
    def _media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def test_a_picture_is_kept_in_all_sizes_as_webp(self):
        kept = keep_picture(content=picture(size=(1600, 900)), by=factories.user())
        assert set(kept.image.renditions.values_list("filter_spec", flat=True)) == set(RENDITIONS)
        kept.alt = "หมู่บ้าน"
        (shown,) = shown_pictures([kept])
        assert [part.split()[1] for part in shown.srcset.split(", ")] == ["320w", "640w", "960w"]
        assert all(".webp" in part for part in shown.srcset.split(", "))
        assert (shown.width, shown.height, shown.alt) == (320, 180, "หมู่บ้าน")

    def test_names_of_files_give_nothing_away(self):
        by = factories.user()
        image = keep_picture(content=picture(), by=by).image
        paper = keep_file(content=b"%PDF-1", name="สมศรี.pdf", title="ใบสมัคร", by=by)
        assert "lesson-" in image.file.name
        assert "สมศรี" not in paper.document.filename
        assert (paper.title, paper.ending) == ("ใบสมัคร", "PDF")

    def test_one_picture_and_three_cost_the_same_queries(self, django_assert_num_queries):
        by = factories.user()
        for number in (1, 3):
            kept = [keep_picture(content=picture(size=(400, 300)), by=by) for _n in range(number)]
            with django_assert_num_queries(1):
                assert len(shown_pictures(kept)) == number
