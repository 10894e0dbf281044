"""Files a person has on the desk: sound ones made here, and one that lies about its kind."""

import io

import pikepdf
from PIL import Image


def pdf(name, words):
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = words
    out = io.BytesIO()
    document.save(out)
    return {"name": name, "mimeType": "application/pdf", "buffer": out.getvalue()}


def png(name):
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (20, 90, 60)).save(out, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": out.getvalue()}


def disguised(name="营业执照.pdf"):
    """Plain text that calls itself a PDF."""
    return {"name": name, "mimeType": "application/pdf", "buffer": "这不是扫描件。".encode()}
