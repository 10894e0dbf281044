"""QR codes as SVG."""

import io

import segno

QUIET_ZONE = 2  # modules; white paper surrounds the code


def qr_svg(url):
    """The SVG bytes of a QR code for `url`, level M, without inline style or script; the caller sets its size."""
    out = io.BytesIO()
    code = segno.make(url, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, omitsize=True, border=QUIET_ZONE, svgclass=None, lineclass=None, nl=False)
    return out.getvalue()
