"""What a machine lacks, a port that is taken, a second start: each gets its sentence, and nothing is half done."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import run, services, stamps, system

ROOT = Path(__file__).resolve().parents[2]


def test_missing_names_only_what_is_not_there():
    assert system.missing({"here": lambda: True, "absent": lambda: False, "gone": lambda: False}) == ["absent", "gone"]


def test_without_apt_the_line_to_type_is_said():
    code = "from tools import system; system.ensure({'here': lambda: True, 'libsome0': lambda: False}); print('on')"

    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.splitlines()[0] == "This machine lacks libsome0. Install that as root and start again:"
    assert ran.stderr.splitlines()[2].strip() == "apt-get install --no-install-recommends libsome0"


def test_when_all_is_there_nobody_is_asked(monkeypatch, capfd):
    called = []
    monkeypatch.setattr(system.subprocess, "run", lambda *arguments, **options: called.append(arguments))

    system.ensure({"here": lambda: True})

    assert (called, capfd.readouterr().out) == ([], "")


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "８０００", "80.5"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(SystemExit) as refusal:
        run.wanted_port(text)
    assert str(refusal.value).startswith(f"PORT is {text!r}; it must be a number from 1 to 65535")


def test_a_port_in_use_is_refused_by_number():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit) as refusal:
            run.wanted_port(str(port))
    assert (
        str(refusal.value)
        == f"Port {port} is in use. End what listens there, or choose another one: make run PORT=8001"
    )


def test_a_second_start_from_the_same_folder_is_refused_with_the_address(tmp_path):
    with run.only_one(tmp_path / "run.lock", "http://127.0.0.1:8123"), pytest.raises(SystemExit) as refusal:
        run.only_one(tmp_path / "run.lock", "http://127.0.0.1:8124")
    assert str(refusal.value) == "certify runs from this folder already: http://127.0.0.1:8123. End that one first."

    run.only_one(tmp_path / "run.lock", "http://127.0.0.1:8124").close()


def test_a_stamp_holds_for_the_same_inputs_while_the_outputs_are_there(tmp_path):
    source, output, stamp = tmp_path / "in", tmp_path / "out", tmp_path / "stamp"
    source.write_text("one")
    output.write_text("made")
    stamps.mark(stamp, stamps.digest(source, "3.11"))

    assert stamps.is_done(stamp, stamps.digest(source, "3.11"), [output])
    assert not stamps.is_done(stamp, stamps.digest(source, "3.12"), [output])
    source.write_text("two")
    assert not stamps.is_done(stamp, stamps.digest(source, "3.11"), [output])
    source.write_text("one")
    output.unlink()
    assert not stamps.is_done(stamp, stamps.digest(source, "3.11"), [output])


def test_a_server_for_the_tests_runs_as_long_as_the_block(tmp_path):
    port = services._free_port()

    with services._server([sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1"], port, tmp_path):
        assert services._listens(port)
    assert not services._listens(port)


def test_a_server_that_does_not_start_is_quoted(tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('no space left')"]

    with pytest.raises(SystemExit, match="no space left"), services._server(command, services._free_port(), tmp_path):
        raise AssertionError("it never started")
