"""A package is used only when it is, byte for byte, the locked one."""

import base64
import hashlib
import io
import tarfile

import pytest

from tools import assets


@pytest.fixture
def package(tmp_path):
    """A package as npm fetches it, and its digest as the lock writes it."""
    path = tmp_path / "package.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in {"dist/a.css": b"a{}", "LICENSE": b"free", "dist/unwanted.js": b"x"}.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path, "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def test_only_the_wanted_files_are_taken(package, tmp_path):
    archive, digest = package
    wanted = {"dist/a.css": tmp_path / "out" / "a.min.css", "LICENSE": tmp_path / "out" / "a-LICENSE.txt"}

    assets.take(archive, digest, wanted, "a")

    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        "a.min.css": b"a{}",
        "a-LICENSE.txt": b"free",
    }


def test_other_bytes_are_refused_and_nothing_is_written(package, tmp_path):
    archive, digest = package
    with open(archive, "ab") as stream:
        stream.write(b"\0")

    with pytest.raises(ValueError, match=r"The package a is not the one that package-lock\.json names"):
        assets.take(archive, digest, {"LICENSE": tmp_path / "out" / "LICENSE"}, "a")

    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_named_and_nothing_is_written(package, tmp_path):
    archive, digest = package
    wanted = {"LICENSE": tmp_path / "out" / "LICENSE", "dist/b.css": tmp_path / "out" / "b.css"}

    with pytest.raises(ValueError, match=r"The package a lacks dist/b\.css"):
        assets.take(archive, digest, wanted, "a")

    assert not (tmp_path / "out").exists()


def test_every_package_that_files_are_taken_from_is_locked():
    assert [name for name in assets.FILES if f'"node_modules/{name}"' not in assets.LOCK.read_text()] == []


def test_what_keeps_npm_from_fetching_is_said(tmp_path):
    npm = ["sh", "-c", 'case "$*" in *silent*) ;; *) echo "self-signed certificate" >&2 ;; esac; exit 1', "npm"]

    with pytest.raises(ValueError, match=r"npm could not fetch a 1\.0:\nself-signed certificate"):
        assets._fetch(npm, "a", {"version": "1.0"}, {})


def test_npm_trusts_the_authorities_that_the_machine_trusts_unless_told_otherwise(tmp_path, monkeypatch):
    authorities = tmp_path / "authorities.crt"
    authorities.touch()
    monkeypatch.setattr(assets.environment, "SYSTEM_CERTIFICATES", authorities)
    npm = ["sh", "-c", 'echo "$NODE_EXTRA_CA_CERTS" >&2; exit 1', "npm"]

    for named, trusted in ((None, str(authorities)), ("/own.crt", "/own.crt")):
        monkeypatch.setenv("NODE_EXTRA_CA_CERTS", named) if named else monkeypatch.delenv("NODE_EXTRA_CA_CERTS", False)
        with pytest.raises(ValueError, match=f"\n{trusted}$"):
            assets._fetch(npm, "a", {"version": "1.0"}, {})
