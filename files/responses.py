"""Answers that carry a private file. The caller has decided that the person may see it."""

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from files.kinds import JPEG, PDF, PNG

logger = logging.getLogger(__name__)

PICTURES = frozenset((JPEG.media_type, PNG.media_type))
MAY_BE_INLINE = PICTURES | {PDF.media_type}
LOCKED = "default-src 'none'; sandbox; frame-ancestors 'none'"
LOCKED_PICTURE = "default-src 'none'; sandbox; frame-ancestors 'self'"
# Some browsers show no PDF in a sandbox; their viewers bring their own style and run no script in our origin.
LOCKED_PDF = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
)


def private_file(stored, *, inline=False):
    """A FileResponse for the StoredFile: an attachment under its own name, or shown in place where `inline` and PDF or picture.

    Our own pages may frame what is shown in place, nobody anything else. It cannot run anything in our origin, is sniffed
    by no browser and kept by no cache. Http404 where the storage lost it.
    """
    inline = inline and stored.media_type in MAY_BE_INLINE
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as error:
        logger.error("stored file %s is missing at %s", stored.pk, stored.content.name)
        raise Http404(_("This file is missing from the store. Please tell the certification body.")) from error
    response = FileResponse(content, as_attachment=not inline, filename=stored.name, content_type=stored.media_type)
    for header, value in {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _policy(stored.media_type, inline),
        "X-Frame-Options": "SAMEORIGIN" if inline else "DENY",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        response.headers[header] = value
    return response


def _policy(media_type, inline):
    if not inline:
        return LOCKED
    return LOCKED_PDF if media_type == PDF.media_type else LOCKED_PICTURE
