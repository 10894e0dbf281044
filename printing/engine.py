"""Templates to PDF bytes, in the house style."""

import functools
import os
import threading

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError

from printing.errors import ForbiddenAddress
from printing.fetcher import ASSETS, AssetFetcher
from printing.fonts import font_configuration
from printing.glyphs import printable, require_glyphs
from printing.readback import require_text
from workflow.tokens import resolved

ARCHIVAL = "pdf/a-3u"
STYLESHEETS = ("print.css", "certificate.css")

# Pango and fontconfig share state inside a process: one sheet goes through the press at a time.
_press_lock = threading.Lock()
REMEMBERED = 16  # documents, of some 100 kB each


def render_pdf(template_name, context, *, language, checked_text=None, variant=None, images=None):
    """Return `template_name` filled with `context` as PDF bytes; equal input gives equal bytes.

    `language`      the language of the template's translated words ("zh-hans", "en")
    `checked_text`  label -> text that must be readable in the finished file: every character is looked up in our fonts
                    before (MissingGlyph names field and character) and the text is read back after (TextNotPrinted)
    `variant`       ARCHIVAL for PDF/A-3u
    `images`        name -> SVG bytes that we made; the template shows them by <img src="print:name">

    A character outside `checked_text` that cannot be printed appears as its code, 〔U+1F31F〕. The template also gets
    `body_name`, `body_name_en`, `site_url`, `language` and `demonstration`; on a demonstration system the last is always true.
    """
    checked_text = {label: str(text) for label, text in (checked_text or {}).items()}
    require_glyphs(checked_text)
    html = printable(_filled(template_name, context, language))
    pdf = _press(html, variant=variant, images=images)
    require_text(pdf, checked_text)
    return pdf


def _filled(template_name, context, language):
    facts = {
        "body_name": settings.BODY_NAME,
        "body_name_en": settings.BODY_NAME_EN,
        "site_url": settings.SITE_URL,
        "language": language,
    } | context
    facts["demonstration"] = settings.DEMONSTRATION or bool(context.get("demonstration"))
    with translation.override(language):
        return render_to_string(template_name, facts)


def _press(html, *, variant, images):
    return _pressed(html, variant, tuple(sorted((images or {}).items())), str(settings.FONT_DIR))


@functools.lru_cache(maxsize=REMEMBERED)
def _pressed(html, variant, images, font_folder):
    """The bytes of a document. The last few are remembered, since equal input gives equal bytes: a committee opens one report
    several times in an hour, and a seal that is tried again is the same sheet."""
    fetcher = AssetFetcher(dict(images))
    with _press_lock:
        fonts, stylesheets = _tools(os.getpid())
        try:
            document = HTML(string=html, base_url="print:document", url_fetcher=fetcher)
            pdf = document.write_pdf(stylesheets=stylesheets, font_config=fonts, pdf_variant=variant, pdf_tags=True)
        except FatalURLFetchingError as error:
            raise ForbiddenAddress(str(error)) from error
    if fetcher.refused:
        raise ForbiddenAddress(f"the document asked for {fetcher.refused[0]}")
    return pdf


@functools.cache
def _tools(process_id):
    """(fonts, stylesheets), made once in each process: a forked worker must not share its parent's fontconfig."""
    fonts = font_configuration()
    fetcher = AssetFetcher()
    sheets = [
        CSS(string=resolved((ASSETS / name).read_text("utf-8")), font_config=fonts, url_fetcher=fetcher)
        for name in STYLESHEETS
    ]
    return fonts, sheets
