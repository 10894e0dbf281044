"""The on-site scoring form: all clauses on one page, and one page per second-level indicator, saved answer by answer."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audits.actions.findings import ANSWER, StaleFinding, in_words
from audits.forms.scoring import FindingForm
from audits.models import Audit, Finding
from audits.permissions import closes_visit, is_scorer, sees_findings
from audits.pictures import result_pictures
from audits.queries.scoring import ClauseLine, scoring_board
from audits.queries.sheets import MANAGER_CLAUSE, manager_sample
from files.kinds import DOCUMENTS
from scoring.words import cautions, level_label, verdict
from workflow.machine import NotAllowed, StepRefused

REFUSED, CONFLICT, FORBIDDEN = 422, 409, 403


@dataclass(frozen=True)
class Row:
    """One clause on the page: what is known of it, its form, what went wrong with the last answer, and the addresses of the
    clauses before and after it."""

    line: ClauseLine
    form: FindingForm
    sentences: tuple[str, ...] = ()
    conflict: dict | None = None
    before: str = ""
    after: str = ""


def seen_audit(request, reference):
    """The audit, where the person may see its findings; to everyone else there is no such page."""
    audits = Audit.objects.visible_to(request.user).select_related("organisation", "application", "edition")
    audit = get_object_or_404(audits, reference=reference)
    if not sees_findings(request.user, audit):
        raise Http404
    return audit


@require_safe
def overview(request, reference):
    """All clauses with outcome and points, the gaps, and the pictures of the result so far."""
    audit = seen_audit(request, reference)
    board = scoring_board(audit)
    now, rules = board.running.now, audit.edition.parameters
    facts = {
        "audit": audit,
        "board": board,
        "gaps": [line for line in board.lines if not line.finding],
        "pictures": result_pictures(board, now, rules),
        "verdict": verdict(now, rules) if now else "",
        "cautions": cautions(now, rules) if now else [],
        "writable": is_writable(request.user, audit),
        "may_close": closes_visit(request.user, audit),
    }
    return render(request, "audits/scoring/overview.html", facts)


@require_safe
def indicator(request, reference, code):
    """The form of one second-level indicator."""
    audit = seen_audit(request, reference)
    return indicator_page(request, audit, code)


@require_POST
def record(request, reference, clause):
    """Save one answer: as JSON for the page's script, else back to the clause."""
    audit = seen_audit(request, reference)
    form = FindingForm(request.POST, clause=clause)
    if not form.is_valid():
        return refuse(request, audit, form, status=REFUSED)
    try:
        finding = form.save(audit, by=request.user)
    except StaleFinding as stale:
        return refuse(request, audit, form, sentences=stale.sentences, stale=stale, status=CONFLICT)
    except StepRefused as refusal:
        status = FORBIDDEN if isinstance(refusal, NotAllowed) else CONFLICT
        return refuse(request, audit, form, sentences=refusal.sentences, status=status)
    if wants_json(request):
        return JsonResponse(receipt(audit, finding))
    return redirect(clause_url(audit, clause))


def receipt(audit, finding):
    """What the page needs after a save: the new revision and everything that the answer changed, worked out here."""
    board = scoring_board(audit)
    facts = {"audit": audit, "board": board, "line": board.line(finding.clause), "here": indicator_of(finding.clause)}
    return {
        "ok": True,
        "revision": finding.revision,
        "said": spoken(board),
        "fragments": {
            name: render_to_string(f"audits/scoring/{name}.html", facts) for name in ("receipt", "points", "bar", "map")
        },
    }


def spoken(board):
    """The receipt for those who listen: one short sentence."""
    facts = {"score": board.score, "level": level_label(board.level) if board.level else ""}
    facts |= {"answered": board.running.answered, "total": len(board.lines)}
    if not board.score:
        return _("Saved. %(answered)d of %(total)d clauses answered.") % facts
    return _("Saved. Score %(score)s, %(level)s; %(answered)d of %(total)d clauses answered.") % facts


def refuse(request, audit, form, *, status, sentences=(), stale=None):
    """Nothing was written: say why, keep what was typed, and show both answers where two people gave one."""
    conflict = both_answers(form, stale) if stale else None
    if not wants_json(request):
        row = {"form": form, "sentences": tuple(sentences), "conflict": conflict}
        return indicator_page(request, audit, indicator_of(form.clause), refused=row, status=status)
    answer = {
        "ok": False,
        "errors": {name: list(found) for name, found in form.errors.items()},
        "sentences": list(sentences),
    }
    if conflict:
        answer["conflict"] = render_to_string("audits/scoring/conflict.html", {"conflict": conflict})
        answer["current"] = conflict["current"]
    return JsonResponse(answer, status=status)


def both_answers(form, stale):
    """The answer that stands and the one just given, in words; the form takes the standing revision, so that saving again
    is a choice made knowingly."""
    given = {name: form.cleaned_data[name] for name in ANSWER}
    current = stale.current and {name: getattr(stale.current, name) for name in (*ANSWER, "revision")}
    form.data = form.data.copy()
    form.data["revision"] = stale.current.revision if stale.current else 0
    return {
        "theirs": stale.current,
        "their_words": in_words(stale.current) if stale.current else "",
        "your_words": in_words(Finding(**given)),
        "current": current,
    }


def indicator_page(request, audit, code, *, refused=None, status=200):
    board = scoring_board(audit)
    at = board.position(code)
    if at is None:
        raise Http404
    here = board.indicators[at]
    facts = {
        "audit": audit,
        "board": board,
        "indicator": here,
        "here": code,
        "number": at + 1,
        "before": board.indicators[at - 1] if at else None,
        "after": board.indicators[at + 1] if at + 1 < len(board.indicators) else None,
        "rows": rows(here, refused, addresses(audit, board)),
        "managers": manager_sample(audit) if any(line.clause == MANAGER_CLAUSE for line in here.lines) else None,
        "manager_clause": MANAGER_CLAUSE,
        "writable": is_writable(request.user, audit),
        "accept": ",".join(ending for kind in DOCUMENTS for ending in kind.extensions),
        "max_bytes": settings.UPLOAD_LIMIT_MB * 1024 * 1024,
    }
    return render(request, "audits/scoring/indicator.html", facts, status=status)


def rows(indicator, refused, ways) -> list[Row]:
    found = []
    for line in indicator.lines:
        if refused and refused["form"].clause == line.clause:
            found.append(Row(line, **refused, **ways[line.clause]))
        else:
            found.append(Row(line, FindingForm(clause=line.clause, **known_answer(line)), **ways[line.clause]))
    return found


def addresses(audit, board) -> dict[str, dict[str, str]]:
    """Where the clause before and after each clause is answered, over the bounds of the indicators."""
    codes = [line.clause for line in board.lines]
    places = [clause_url(audit, code) for code in codes]
    return {
        code: {"before": before, "after": after}
        for code, before, after in zip(codes, ["", *places], [*places[1:], ""], strict=False)
    }


def known_answer(line):
    """The form's beginning: the finding, or the applicant's reason where an exclusion was claimed."""
    if line.finding:
        return {"finding": line.finding}
    return {"initial": {"reason": line.claim.reason}} if line.claim else {}


def is_writable(user, audit):
    return audit.is_scorable and is_scorer(user, audit)


def wants_json(request):
    return "application/json" in request.headers.get("Accept", "")


def indicator_of(clause):
    """The code of the page that a clause stands on: 5.1.2 for 5.1.2.2."""
    return clause.rpartition(".")[0]


def indicator_url(audit, clause):
    return reverse("scoring_indicator", args=[audit.reference, indicator_of(clause)])


def clause_url(audit, clause):
    return f"{indicator_url(audit, clause)}#{clause}"
