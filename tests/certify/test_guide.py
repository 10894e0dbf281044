"""The guide: the same tasks in both languages, every picture there and named, open to everyone."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from certify.guide import BY_SLUG, CHAPTERS, FOLDER, PICTURES, chapter_for, pages
from tests.factories import PersonFactory
from tools.pictures import SCENES

LANGUAGES = ("zh-hans", "en")
PICTURE = re.compile(r"!\[([^\]]*)\]\(\.\./pictures/([^)]+)\)")
LARGEST = 120 * 1024


def source(language, slug):
    return (FOLDER / language / f"{slug}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_chapter_has_the_same_tasks_and_pictures_in_both_languages(slug):
    tasks = {language: len(pages(language, slug)[0]) for language in LANGUAGES}
    assert tasks["en"] == tasks["zh-hans"] >= 3
    shown = {language: [name for _alt, name in PICTURE.findall(source(language, slug))] for language in LANGUAGES}
    assert [name.replace(".zh-hans.", ".en.") for name in shown["zh-hans"]] == shown["en"]


def test_every_picture_is_there_small_named_and_used():
    used = set()
    for language in LANGUAGES:
        for slug in BY_SLUG:
            for alternative, name in PICTURE.findall(source(language, slug)):
                assert alternative, name
                assert name.endswith(f".{language}.webp")
                used.add(name)
    made = {f"{scene.name}.{language}.webp" for scene in SCENES for language in LANGUAGES}
    there = {path.name: path.stat().st_size for path in PICTURES.glob("*.webp")}
    assert used <= made
    assert set(there) == made
    assert {name: size for name, size in there.items() if size > LARGEST} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_reads_every_chapter_in_their_language(client, language):
    client.cookies["django_language"] = language
    index = client.get(reverse("guide")).content.decode()
    for chapter in CHAPTERS:
        address = reverse("guide_chapter", args=[chapter.slug])
        assert f'href="{address}"' in index
        page = client.get(address)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
        assert '<h2 id="task-1">' in page.content.decode()
        assert page.content.decode().count("<h1") == 1


@pytest.mark.django_db
def test_a_picture_comes_from_our_own_address_and_nothing_else_does(client):
    name = sorted(PICTURES.glob("*.webp"))[0].name
    answer = client.get(reverse("guide_picture", args=[name]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    for stranger in ("no-such.webp", "..%2Fen%2Fbuyer.md", "buyer.md"):
        assert client.get(f"/guide/pictures/{stranger}").status_code == 404
    assert client.get("/guide/no-such-role/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roles", "slug"),
    [
        ([], "applicant"),
        ([Role.OFFICER], "officer"),
        ([Role.AUDITOR], "auditor"),
        ([Role.MANAGER, Role.MEMBER], "committee"),
    ],
)
def test_the_menu_leads_everybody_to_the_chapter_of_their_role(client_of, roles, slug):
    person = PersonFactory(roles=roles)
    assert chapter_for(person).slug == slug
    page = client_of(person).get("/account/").content.decode()
    assert f'href="{reverse("guide_chapter", args=[slug])}"' in page
