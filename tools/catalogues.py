"""The message catalogues in locale/: update, check, compile.

    python -m tools.catalogues update     read every message from the source; keep translations, drop what is gone
    python -m tools.catalogues check      refuse a catalogue that is incomplete or out of step with the source
    python -m tools.catalogues compile    write the .mo beside every .po that is newer

English is the language of the source, so its catalogue is filled with the message itself. Entries are sorted by
message and carry no line numbers: a moved line is no diff, and two people who add messages seldom collide.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"en": "nplurals=2; plural=(n != 1);", "zh_Hans": "nplurals=1; plural=0;"}
SOURCE_LANGUAGE = "en"
NOT_PRODUCT = {"node_modules", "var", "tests", "tools", "docs", "benchmarks", "locale", "requirements", "static"}
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
PLACEHOLDERS = {
    "python-format": re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sdif]"),
    "python-brace-format": re.compile(r"\{\w*\}"),
}


def po_path(language, root=ROOT):
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def sources(root=ROOT):
    """Python modules and templates a message may stand in, sorted, relative to `root`."""
    found = []
    for top in sorted(root.iterdir()):
        if top.name.startswith(".") or top.name in NOT_PRODUCT:
            continue
        paths = [top] if top.is_file() else top.rglob("*")
        found += [
            path.relative_to(root)
            for path in paths
            if path.suffix in {".py", ".html", ".txt"} and (path.suffix == ".py" or "templates" in path.parts)
        ]
    return sorted(found)


def extract(root=ROOT):
    """Every message of the source as a polib catalogue with its places (`entry.occurrences`).

    Raises FileNotFoundError when xgettext (Debian: gettext) is absent, ValueError with its words when it fails.
    """
    if not shutil.which("xgettext"):
        raise FileNotFoundError("xgettext is not installed: apt-get install gettext")
    with tempfile.TemporaryDirectory() as scratch:
        names = [_as_python(root, path, Path(scratch)) for path in sources(root)]
        listing = Path(scratch, ".listing")
        listing.write_text("\n".join(names), encoding="utf-8")
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--add-comments=Translators", "--output=-"]
        command += [f"--keyword={keyword}" for keyword in KEYWORDS] + [f"--files-from={listing}"]
        ran = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise ValueError(ran.stderr.strip())
    return polib.pofile(ran.stdout) if ran.stdout else polib.POFile()


def _as_python(root, path, scratch):
    """Put `path` where xgettext finds it, a template turned into the calls it stands for; return its name there."""
    from django.conf import settings
    from django.template import TemplateSyntaxError
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    text = (root / path).read_text(encoding="utf-8")
    target = scratch / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.write_text(text if path.suffix == ".py" else templatize(text, origin=str(path)), encoding="utf-8")
    except (SyntaxError, TemplateSyntaxError) as error:
        raise ValueError(f"{path}: {error}") from None
    return str(path)


def key(entry):
    return entry.msgctxt or "", entry.msgid


def merged(messages, old, language):
    """A catalogue with exactly the extracted `messages`, each with the translation `old` has for it."""
    known = {key(entry): entry for entry in old if not entry.obsolete and not entry.fuzzy}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "certify",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    for message in sorted(messages, key=key):
        entry = polib.POEntry(
            msgid=message.msgid,
            msgid_plural=message.msgid_plural,
            msgctxt=message.msgctxt,
            comment=message.comment,
            flags=[flag for flag in message.flags if flag != "fuzzy"],
        )
        _fill(entry, known.get(key(message)), language)
        catalogue.append(entry)
    return catalogue


def _fill(entry, known, language):
    own = language == SOURCE_LANGUAGE
    if entry.msgid_plural:
        forms = 1 if "nplurals=1" in LANGUAGES[language] else 2
        before = known.msgstr_plural if known else {}
        texts = (entry.msgid, entry.msgid_plural)
        entry.msgstr_plural = {form: texts[form] if own else before.get(form, "") for form in range(forms)}
    else:
        entry.msgstr = entry.msgid if own else (known.msgstr if known else "")


def read(path):
    return polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile()


def write(catalogue, path):
    """Write `path` only when that changes it, so that the .mo is not compiled again for nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(catalogue).rstrip("\n") + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def update(root=ROOT):
    messages = extract(root)
    for language in LANGUAGES:
        path = po_path(language, root)
        write(merged(messages, read(path), language), path)
    return messages


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def is_translated(entry):
    return bool(texts(entry)) and all(text.strip() for text in texts(entry))


def faults(catalogue, language):
    """Sentences about entries that would show a user the wrong words."""
    for entry in catalogue:
        if entry.obsolete:
            yield f"{language}: obsolete: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"{language}: only guessed (fuzzy): {entry.msgid!r}"
        elif not is_translated(entry):
            yield f"{language}: not translated: {entry.msgid!r}"
        else:
            yield from _placeholder_faults(entry, language)


def _placeholder_faults(entry, language):
    """A translation may use what the message offers, and must not lose or invent a value."""

    def values(text):
        return {found for flag, form in PLACEHOLDERS.items() if flag in entry.flags for found in form.findall(text)}

    allowed = values(f"{entry.msgid} {entry.msgid_plural}")
    needed = values(entry.msgid) & (values(entry.msgid_plural) if entry.msgid_plural else allowed)
    for text in texts(entry):
        used = values(text)
        if wrong := (used - allowed) | (needed - used):
            yield f"{language}: placeholder {', '.join(sorted(wrong))} lost or invented: {entry.msgid!r}"


def check(root=ROOT):
    """All faults as sentences; an empty list means both catalogues are complete and in step with the source."""
    messages = extract(root)
    wanted = {key(entry): entry for entry in messages}
    found = []
    for language in LANGUAGES:
        catalogue = read(po_path(language, root))
        present = {key(entry) for entry in catalogue if not entry.obsolete}
        for missing in sorted(wanted.keys() - present):
            places = ", ".join(sorted({name for name, _line in wanted[missing].occurrences}))
            found.append(f"{language}: not in the catalogue: {missing[1]!r} ({places})")
        found += [f"{language}: no longer in the source: {gone[1]!r}" for gone in sorted(present - wanted.keys())]
        found += faults(catalogue, language)
    return found


def compile_all(root=ROOT):
    """Compile every catalogue that is newer than its .mo; return the paths written."""
    written = []
    for language in LANGUAGES:
        source = po_path(language, root)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            part = target.with_suffix(".mo.part")
            read(source).save_as_mofile(str(part))
            part.replace(target)
            written.append(target)
    return written


def main(arguments):
    command = arguments[0] if len(arguments) == 1 else ""
    try:
        if command == "update":
            print(f"{len(update())} messages in locale/.")
        elif command == "compile":
            compile_all()
        elif command == "check":
            found = check()
            print("\n".join(found) or "Message catalogues: complete and in step with the source.")
            if found:
                print(f"{len(found)} faults. `make messages` brings locale/ into step; then fill in what is empty.")
            return 1 if found else 0
        else:
            print("usage: python -m tools.catalogues update|check|compile", file=sys.stderr)
            return 2
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
