"""Bad input for every form, and what has to be said of the answer."""

import sqlite3
from collections import Counter
from dataclasses import dataclass

from tests.demonstration.forms import TYPED, Form, sent_by

MARK = "标记"
MARKER = f"<b>{MARK}</b> \"'&"
WRONG = {
    "number": "三点五",
    "date": "昨天",
    "time": "早上",
    "datetime-local": "昨天早上",
    "email": "不是<邮箱>",
    "url": "不是<网址>",
}
NO_PDF = b"This is a text that calls itself a PDF."
NO_CHOICE = "no-such-choice"
CHOSEN = frozenset({"select", "radio", "checkbox"})
# Rows that come and go without anything happening to a case: the memory of the site, and files held for the next try.
PASSING = frozenset({"django_session", "files_heldfile"})
ROUNDS = ("empty", "wrong", "unknown", "long")


@dataclass(frozen=True)
class Sent:
    """What is sent in a round; `bad` says why it cannot be accepted, if so, and `typed` what must not be lost."""

    pairs: list
    files: list
    bad: tuple
    typed: Counter


def round_of(form: Form, kind: str) -> Sent | None:
    """The form filled in badly in one way, or None where it has no field for that."""
    pairs, files, bad, typed, touched = [], [], [], Counter(), False
    for each in form.fields:
        new = None if each.type == "hidden" or each.disabled else CHANGES[kind](each)
        touched = touched or new is not None
        if each.type == "file":
            files += [] if new is None else [(each.name, "营业执照.pdf", NO_PDF)]
        elif new is None:
            pairs += [] if each.disabled else sent_by(each)
        elif new != "" or each.type not in ("radio", "checkbox"):
            pairs.append((each.name, new))
        if new is not None and is_bad(each, kind):
            bad.append(each.name)
        if each.type in TYPED and not each.disabled:
            typed[each.name, (each.value if new is None else new).strip()] += 1
    pairs += [(name, value) for name, value in form.buttons[:1] if name]
    return Sent(pairs, files, tuple(bad), typed) if touched else None


def is_bad(each, kind):
    """Is this certainly no answer to the field?"""
    if kind == "empty":
        return each.required
    if kind == "wrong":
        return each.type in WRONG or each.type == "file"
    return kind == "long" or each.type in ("select", "radio")


def emptied(each):
    return None if each.type == "file" else ""


def of_the_wrong_kind(each):
    if each.type in TYPED or each.type == "password":
        return WRONG.get(each.type, MARKER)
    return "" if each.type == "file" else None


def unknown(each):
    return NO_CHOICE if each.type in CHOSEN else None


def too_long(each):
    return "长" * (each.longest + 1) if each.longest and each.type in TYPED else None


CHANGES = {"empty": emptied, "wrong": of_the_wrong_kind, "unknown": unknown, "long": too_long}


def rows(database):
    """How many rows each table holds."""
    with sqlite3.connect(database) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        query = " union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in tables)  # noqa: S608
        return {name: number for name, number in connection.execute(query) if name not in PASSING}


def faults_of_refusal(form, sent, page, language, names=()):
    """What is missing in the answer to refused input."""
    if page.language != language:
        yield f"language is {page.language!r}"
    if not page.sentences:
        yield "no sentence"
    for sentence in page.sentences:
        if not speaks(sentence, language, names):
            yield f"in the wrong language: {sentence}"
    kept = shown_again(form, page)
    for (name, value), number in sent.typed.items():
        if value and kept[name, value] < number:
            yield f"lost: {name} {value[:30]}"


def shown_again(form, page):
    """The fields of the form on the answered page, as (name, value); the forms of one address count together."""
    again = [each for other in page.forms if other.path == form.path for each in other.fields]
    return Counter((each.name, each.value.replace("\r\n", "\n").strip()) for each in again)


def is_chinese(sign):
    return "一" <= sign <= "鿿"


def speaks(sentence, language, names=()):
    """A Chinese sentence holds Chinese signs; an English one holds some only in what it quotes and in `names`."""
    if language == "zh-hans":
        return any(map(is_chinese, sentence))
    return not any(map(is_chinese, without_quotations(sentence, names)))


def without_quotations(sentence, names):
    for quoted in (MARKER, *WRONG.values(), "营业执照.pdf", *names):
        sentence = sentence.replace(quoted, "")
    while "“" in sentence and "”" in sentence.partition("“")[2]:
        before, _quote, rest = sentence.partition("“")
        sentence = before + rest.partition("”")[2]
    return sentence
