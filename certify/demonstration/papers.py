"""Papers for the demonstration: real PDFs, each saying that it is one."""

import functools

from django.core.files.uploadedfile import SimpleUploadedFile


def paper(title: str) -> SimpleUploadedFile:
    """An upload of that title."""
    return SimpleUploadedFile(f"{title}.pdf", _printed(title), content_type="application/pdf")


@functools.cache
def _printed(title):
    from printing.engine import render_pdf  # with the first PDF: a start that finds its data does not load the engine

    return render_pdf("demonstration/paper.pdf.html", {"title": title}, language="zh-hans")
