import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def pdf_bytes(pages=1, **options):
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(out, **options)
    return out.getvalue()


def picture_bytes(form, size=(40, 30)):
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, form)
    return out.getvalue()


def zip_bytes(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office_bytes(main="word/document.xml", media_type=WORD, **parts):
    types = f'<?xml version="1.0"?><Types><Override PartName="/{main}" ContentType="{media_type}"/></Types>'
    return zip_bytes({"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", main: "<document/>", **parts})


def upload(data, name):
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


@pytest.fixture
def on_disk(settings):
    """Paths of everything the store holds now."""
    return lambda: sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
