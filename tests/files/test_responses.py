import pytest
from django.http import Http404

from files.intake import store_bytes, store_file
from files.responses import private_file
from tests.files.conftest import office_bytes, pdf_bytes, picture_bytes, upload


def body(response):
    return b"".join(response.streaming_content)


def test_an_attachment_carries_its_chinese_name_and_runs_nothing(applicant):
    data = pdf_bytes()
    response = private_file(store_file(upload(data, "营业执照 2026.pdf"), by=applicant))
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%202026.pdf"
    )
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(len(data))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert body(response) == data


def test_a_name_cannot_add_a_header(applicant):
    response = private_file(store_file(upload(pdf_bytes(), 'a"; x=y\r\nSet-Cookie: a=b.pdf'), by=applicant))
    assert response.headers["Content-Disposition"] == 'attachment; filename="a\\"; x=ySet-Cookie: a=b.pdf"'
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("name", "make", "shown"),
    [
        ("a.pdf", pdf_bytes, "inline"),
        ("a.png", lambda: picture_bytes("PNG"), "inline"),
        ("a.jpg", lambda: picture_bytes("JPEG"), "inline"),
        ("a.docx", office_bytes, "attachment"),
    ],
)
def test_only_pdf_and_pictures_are_shown_in_place(applicant, name, make, shown):
    response = private_file(store_file(upload(make(), name), by=applicant), inline=True)
    assert response.headers["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert ("sandbox" in response.headers["Content-Security-Policy"]) == (name != "a.pdf")
    framed_by, frame = ("'self'", "SAMEORIGIN") if shown == "inline" else ("'none'", "DENY")
    assert response.headers["Content-Security-Policy"].endswith(f"frame-ancestors {framed_by}")
    assert response.headers["X-Frame-Options"] == frame


def test_another_type_is_never_shown_in_place(db):
    stored = store_bytes(b"<script>alert(1)</script>", name="page.html", media_type="text/html")
    assert private_file(stored, inline=True).headers["Content-Disposition"] == 'attachment; filename="page.html"'


def test_a_lost_file_is_not_found_with_a_sentence(applicant, on_disk):
    stored = store_file(upload(pdf_bytes(), "a.pdf"), by=applicant)
    on_disk()[0].unlink()
    with pytest.raises(Http404, match=r"This file is missing from the store\. Please tell the certification body\."):
        private_file(stored)
