"""The guide: docs/guide/<language>/<role>.md, task by task, shown as pages. For everyone: it holds nothing of any case."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from accounts.roles import Role

FOLDER = settings.BASE_DIR / "docs" / "guide"
PICTURES = FOLDER / "pictures"
DAY = 24 * 3600


@dataclass(frozen=True)
class Chapter:
    """What one kind of reader does here."""

    slug: str
    title: str
    summary: str
    icon: str


CHAPTERS = (
    Chapter("applicant", _("Applicants and certificate holders"), _("Apply, hand in papers, follow the case"), "building-2"),
    Chapter("officer", _("Market department"), _("Review applications, fix days and fee, offer the agreement"), "file-text"),
    Chapter("audit-manager", _("Audit department"), _("Evaluate documents, plan audits, keep surveillance"), "clipboard-check"),
    Chapter("auditor", _("Auditors"), _("Score on site, verify corrective action, report"), "list-checks"),
    Chapter("committee", _("Committee"), _("Read the dossier and vote"), "scale"),
    Chapter("manager", _("Managers"), _("Decide, watch the overview, look after people and reference data"), "layout-dashboard"),
    Chapter("buyer", _("Buyers and everyone else"), _("Check a certificate and compare a file"), "search"),
)  # fmt: skip
BY_SLUG = {chapter.slug: chapter for chapter in CHAPTERS}
OF_ROLE = {
    Role.OFFICER: "officer",
    Role.AUDIT_MANAGER: "audit-manager",
    Role.AUDITOR: "auditor",
    Role.MEMBER: "committee",
    Role.MANAGER: "manager",
}


def chapter_for(user) -> Chapter | None:
    """Where the person begins to read: the first of their roles, applicants theirs, strangers none."""
    if not getattr(user, "is_authenticated", False):
        return None
    slugs = [slug for role, slug in OF_ROLE.items() if role in user.roles] or ["applicant"]
    return BY_SLUG[slugs[0]]


@require_safe
def guide(request):
    return render(request, "guide/index.html", {"chapters": CHAPTERS, "mine": chapter_for(request.user)})


@require_safe
def chapter(request, slug):
    if slug not in BY_SLUG:
        raise Http404
    contents, text = pages(get_language(), slug)
    facts = {"chapter": BY_SLUG[slug], "chapters": CHAPTERS, "contents": contents, "text": text}
    return render(request, "guide/chapter.html", facts)


@require_safe
def picture(request, name):
    """A picture of the guide; a name that is none of them is a 404."""
    if name not in {path.name for path in PICTURES.glob("*.webp")}:
        raise Http404
    response = FileResponse((PICTURES / name).open("rb"), content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response


@cache
def pages(language, slug):
    """([(anchor, task)], the chapter as markup) of one language. Raises OSError where the file is missing."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse((FOLDER / language / f"{slug}.md").read_text(encoding="utf-8"))
    body = _without_title(tokens)
    contents = []
    for number, token in enumerate(body):
        if token.type == "heading_open" and token.tag == "h2":
            anchor = f"task-{len(contents) + 1}"
            token.attrSet("id", anchor)
            contents.append((anchor, body[number + 1].content))
        for inline in token.children or ():
            _point_home(inline)
    return contents, mark_safe(parser.renderer.render(body, parser.options, {}))  # noqa: S308 (our own text, HTML refused)


def _without_title(tokens):
    """The page has its own heading: the first one of the file is left out."""
    return tokens[3:] if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1" else tokens


def _point_home(inline):
    """Links and pictures that work in the folder are made to work in the product."""
    if inline.type == "image":
        inline.attrSet("src", reverse("guide_picture", args=[inline.attrGet("src").rpartition("/")[2]]))
        inline.attrSet("loading", "lazy")
    elif inline.type == "link_open" and inline.attrGet("href").endswith(".md"):
        inline.attrSet("href", reverse("guide_chapter", args=[inline.attrGet("href").removesuffix(".md")]))
