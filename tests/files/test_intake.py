import hashlib
import io
import random
import re
import zlib

import pikepdf
import pytest
from django.db import connection, transaction
from PIL import Image

from files.intake import FileRefused, examine, limits_sentence, store_bytes, store_file
from files.kinds import JPEG, PDF, PICTURES, PNG
from files.models import FileIsKept, StoredFile
from tests.files.conftest import EXCEL, office_bytes, pdf_bytes, picture_bytes, upload, zip_bytes

ACCEPTED = "Accepted: PDF, JPEG, PNG, Word (DOCX) or Excel (XLSX), at most 20 MB each."
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SOUND = {
    "营业执照.pdf": (pdf_bytes, "application/pdf"),
    "photo.JPG": (lambda: picture_bytes("JPEG"), "image/jpeg"),
    "photo.jpeg": (lambda: picture_bytes("JPEG"), "image/jpeg"),
    "chart.png": (lambda: picture_bytes("PNG"), "image/png"),
    "manual.docx": (office_bytes, DOCX_TYPE),
    "outlets.xlsx": (lambda: office_bytes("xl/workbook.xml", EXCEL), XLSX_TYPE),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_kept_to_the_last_bit(applicant, settings, on_disk, name):
    make, media_type = SOUND[name]
    data = make()
    stored = StoredFile.objects.get(pk=store_file(upload(data, name), by=applicant).pk)
    assert (stored.name, stored.size, stored.media_type, stored.uploaded_by) == (name, len(data), media_type, applicant)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.content.read() == data
    assert on_disk() == [settings.MEDIA_ROOT / stored.content.name]


def test_the_place_on_disk_tells_nothing_and_is_private(applicant, on_disk):
    stored = store_file(upload(pdf_bytes(), "../../etc/客户名单.pdf"), by=applicant)
    assert stored.name == "客户名单.pdf"
    assert re.fullmatch(r"\d{4}/\d{2}/[0-9a-f]{32}", stored.content.name)
    assert on_disk()[0].stat().st_mode & 0o077 == 0


def test_a_name_without_an_extension_gets_the_right_one(applicant):
    assert store_file(upload(picture_bytes("PNG"), "image"), by=applicant).name == "image.png"


def encrypted_pdf():
    return pdf_bytes(encryption=pikepdf.Encryption(owner="o", user="u"))


def huge_png():
    """A PNG of 30,000 × 30,000 pixels in a few bytes."""
    header = b"\x00\x00\x75\x30\x00\x00\x75\x30\x08\x00\x00\x00\x00"
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    body = b"".join(len(c).to_bytes(4) + kind + c + zlib.crc32(kind + c).to_bytes(4) for kind, c in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def broken_png():
    data = bytearray(picture_bytes("PNG"))
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


NOT_OURS = "It is not a file of an accepted kind, whatever its name says."
HOSTILE = {
    "a page as PDF": ("report.pdf", lambda: b"<!doctype html><script>alert(1)</script>", NOT_OURS),
    "a drawing with script": ("logo.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', NOT_OURS),
    "a program": ("setup.pdf", lambda: b"MZ" + b"\x00" * 300, NOT_OURS),
    "a program of Linux": ("photo.jpg", lambda: b"\x7fELF" + b"\x00" * 300, NOT_OURS),
    "plain text": ("notes.txt", lambda: "笔记".encode(), NOT_OURS),
    "a GIF": ("film.gif", lambda: picture_bytes("GIF"), NOT_OURS),
    "any ZIP": ("manual.docx", lambda: zip_bytes({"evil.exe": "MZ"}), NOT_OURS),
    "a ZIP that names no parts": (
        "manual.docx", lambda: zip_bytes({"[Content_Types].xml": "<Types/>", "word/document.xml": ""}), NOT_OURS,
    ),
    "a cut ZIP": ("manual.docx", lambda: office_bytes()[:-30], NOT_OURS),
    "an old Word file": ("manual.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, NOT_OURS),
    "a list of parts that is a bomb": ("manual.docx", lambda: zip_bytes({"[Content_Types].xml": "A" * 30_000_000}), NOT_OURS),
    "nothing": ("empty.pdf", lambda: b"", "It is empty."),
    "a PDF named JPEG": (
        "photo.jpg", pdf_bytes, "Its content is PDF but its name ends in “.jpg”. Rename it if it is the right file.",
    ),
    "a direction override": (
        "invoice\u202efdp.exe", pdf_bytes, "Its content is PDF but its name ends in “.exe”. Rename it if it is the right file.",
    ),
    "a cut PDF": (
        "scan.pdf", lambda: pdf_bytes(3)[:400], "The PDF is incomplete: its end is missing. Save or scan it again.",
    ),
    "a hollow PDF": (
        "scan.pdf", lambda: b"%PDF-1.7\n" + b"\x00" * 200 + b"\n%%EOF",
        "The PDF is damaged and cannot be opened. Save or scan it again.",
    ),
    "a locked PDF": (
        "scan.pdf", encrypted_pdf, "The PDF is protected by a password. Remove the protection and choose it again.",
    ),
    "a PDF without pages": ("scan.pdf", lambda: pdf_bytes(0), "The PDF has no pages."),
    "a cut JPEG": (
        "photo.jpg", lambda: picture_bytes("JPEG", (400, 300))[:9000],
        "The picture is damaged and cannot be opened. Save it again.",
    ),
    "a broken PNG": ("photo.png", broken_png, "The picture is damaged and cannot be opened. Save it again."),
    "a picture that is a bomb": (
        "photo.png", huge_png, "The picture has more than 200 million pixels. Make it smaller.",
    ),
    "a document that is a bomb": (
        "manual.docx", lambda: office_bytes(**{f"word/{n}.xml": b"0" * 110_000_000 for n in range(3)}),
        "The document unpacks to more than 300 MB. Save it as PDF.",
    ),
    "a document of macros": (
        "manual.docx", lambda: office_bytes(**{"word/vbaProject.bin": b"x"}),
        "The document contains macros. Save it without macros or as PDF.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_refused_is_explained_and_leaves_nothing(applicant, on_disk, kind):
    name, make, problem = HOSTILE[kind]
    with pytest.raises(FileRefused) as refused:
        store_file(upload(make(), name), by=applicant)
    shown = name.replace("\u202e", "")
    assert str(refused.value) == f"“{shown}” was not taken. {problem} {ACCEPTED}"
    assert StoredFile.objects.count() == 0
    assert on_disk() == []


def test_damage_anywhere_is_refused_or_harmless_but_never_an_error(settings):
    chance = random.Random(27922)
    sound = {
        "a.pdf": pdf_bytes(2),
        "a.docx": office_bytes(),
        "a.jpg": picture_bytes("JPEG"),
        "a.png": picture_bytes("PNG"),
    }
    refused = 0
    for turn in range(800):
        name = chance.choice(list(sound))
        data = bytearray(sound[name])
        for _ in range(chance.choice((1, 2, 20))):
            data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        if turn % 5 == 0:
            data = data[: chance.randrange(1, len(data))]
        try:
            examine(upload(bytes(data), name))
        except FileRefused:
            refused += 1
    assert 400 < refused < 800


def test_the_limit_is_exact_and_counted_not_believed(applicant, settings, on_disk):
    settings.UPLOAD_LIMIT_MB = 1
    exact = pdf_bytes()
    exact = exact.replace(b"%%EOF", b"%" + b"x" * (1024 * 1024 - len(exact) - 1 - 1) + b"\n%%EOF", 1)
    assert len(exact) == 1024 * 1024
    assert store_file(upload(exact, "exact.pdf"), by=applicant).size == 1024 * 1024
    larger = upload(exact + b"\n", "larger.pdf")
    larger.size = 10
    with pytest.raises(FileRefused) as refused:
        store_file(larger, by=applicant)
    assert str(refused.value) == (
        "“larger.pdf” was not taken. It is larger than 1 MB. "
        "Accepted: PDF, JPEG, PNG, Word (DOCX) or Excel (XLSX), at most 1 MB each."
    )
    assert len(on_disk()) == StoredFile.objects.count() == 1


def test_only_the_kinds_that_the_caller_accepts_are_taken(applicant):
    with pytest.raises(FileRefused, match="Accepted: JPEG or PNG, at most 20 MB each"):
        store_file(upload(pdf_bytes(), "licence.pdf"), by=applicant, accept=PICTURES)
    assert (
        store_file(upload(picture_bytes("JPEG"), "a.jpg"), by=applicant, accept=(JPEG, PNG)).media_type == "image/jpeg"
    )


def test_the_words_about_limits_follow_the_kinds():
    assert limits_sentence() == ACCEPTED
    assert limits_sentence((PDF,)) == "Accepted: PDF, at most 20 MB each."


def test_a_large_photograph_is_looked_through_without_decoding_it_whole(applicant):
    out = io.BytesIO()
    Image.new("L", (12_000, 9_000), 128).save(out, "JPEG")
    assert store_file(upload(out.getvalue(), "camera.jpg"), by=applicant).media_type == "image/jpeg"


def test_a_document_of_our_own_is_kept_as_it_is(db):
    stored = store_bytes(b"%PDF ours", name="A-2026-0001.pdf", media_type="application/pdf")
    assert (stored.name, stored.size, stored.uploaded_by, stored.content.read()) == (
        "A-2026-0001.pdf",
        9,
        None,
        b"%PDF ours",
    )


def test_a_stored_file_is_neither_changed_nor_deleted(applicant):
    stored = store_file(upload(pdf_bytes(), "a.pdf"), by=applicant)
    stored.name = "b.pdf"
    for attempt in (
        stored.save,
        stored.delete,
        StoredFile.objects.all().delete,
        lambda: StoredFile.objects.update(name="b"),
    ):
        with pytest.raises(FileIsKept):
            attempt()
    assert StoredFile.objects.get().name == "a.pdf"


def _store_and_fail(person, on_disk):
    with transaction.atomic():
        before = len(on_disk())
        store_file(upload(pdf_bytes(2), "lost.pdf"), by=person)
        assert len(on_disk()) == before + 1
        raise RuntimeError


def test_a_rolled_back_transaction_leaves_nothing_on_disk(applicant, on_disk):
    with pytest.raises(RuntimeError):
        _store_and_fail(applicant, on_disk)
    assert StoredFile.objects.count() == 0
    assert on_disk() == []


def test_an_inner_rollback_takes_only_its_own_file(applicant, on_disk):
    with transaction.atomic():
        kept = store_file(upload(pdf_bytes(), "kept.pdf"), by=applicant)
        with pytest.raises(RuntimeError):
            _store_and_fail(applicant, on_disk)
    assert [path.name for path in on_disk()] == [kept.pk.hex]


@pytest.mark.django_db(transaction=True)
def test_a_committed_file_stays(on_disk):
    stored = store_file(upload(pdf_bytes(), "a.pdf"), by=None)
    assert not connection.in_atomic_block
    with transaction.atomic():
        inner = store_file(upload(pdf_bytes(2), "b.pdf"), by=None)
    assert {path.name for path in on_disk()} == {stored.pk.hex, inner.pk.hex}


def test_a_row_that_cannot_be_written_leaves_no_content(applicant, on_disk):
    applicant.pk = 10**12  # nobody
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        _store_and_check_constraints(applicant)
    assert on_disk() == []


def _store_and_check_constraints(person):
    with transaction.atomic():
        store_file(upload(pdf_bytes(), "a.pdf"), by=person)
        connection.check_constraints()
