"""Is everything that was handed in still there, to the last bit?"""

import hashlib
from dataclasses import dataclass

from files.models import HeldFile, StoredFile

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Fault:
    """`problem` is "missing" or "differs" (a row without its content) or "orphan" (content without a row)."""

    problem: str
    place: str
    name: str = ""


def faults():
    """Yield a Fault for every row whose content is gone or has another SHA-256, reading every file once."""
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        place, storage = stored.content.name, stored.content.storage
        if not storage.exists(place):
            yield Fault("missing", place, stored.name)
        elif _sha256(storage, place) != stored.sha256:
            yield Fault("differs", place, stored.name)


def orphans(older_than):
    """Yield a Fault for every stored content that no row names and that was written before `older_than`."""
    storage = StoredFile._meta.get_field("content").storage
    for place in _places(storage, ""):
        if storage.get_modified_time(place) < older_than and not _is_named(place):
            yield Fault("orphan", place)


def _is_named(place):
    return StoredFile.objects.filter(content=place).exists() or HeldFile.objects.filter(content=place).exists()


def _places(storage, folder):
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # nothing was handed in yet
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in names)
    for inner in folders:
        yield from _places(storage, prefix + inner)


def _sha256(storage, place):
    digest = hashlib.sha256()
    with storage.open(place, "rb") as content:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
