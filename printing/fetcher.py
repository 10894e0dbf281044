"""What a document may load: our own assets and the pictures handed over with it, by the scheme `print:`, nothing else."""

import mimetypes
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

from workflow.tokens import resolved

ASSETS = Path(__file__).parent / "assets"
SCHEME = "print:"
SVG = "image/svg+xml"


class AssetFetcher(URLFetcher):
    """Serves `print:<name>` from printing/assets and from `images` (name -> SVG bytes made by us).

    Every other address - file:, http:, data:, a name with a path in it - stops the rendering, so that a document which
    would reach into the machine or the network is never printed.
    """

    def __init__(self, images=None):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.images = dict(images or {})
        self.refused = []  # some parts of WeasyPrint go on after a failed fetch; the engine looks here

    def fetch(self, url, headers=None):
        name = url.removeprefix(SCHEME)
        if name != url and name in self.images:
            return URLFetcherResponse(url, self.images[name], {"Content-Type": SVG})
        if name == url or name not in asset_names():
            self.refused.append(url)
            raise ValueError(f"not an asset of ours: {url}")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        content = (ASSETS / name).read_bytes()
        if kind == SVG:  # a drawing names its colours as a style sheet does
            content = resolved(content.decode("utf-8")).encode("utf-8")
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def asset_names():
    return frozenset(path.name for path in ASSETS.iterdir())
