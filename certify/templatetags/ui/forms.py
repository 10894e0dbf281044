"""Fields, errors and files. What was typed is kept; the error stands beside the field and, as a link, at the top."""

from zlib import crc32

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from certify.templatetags.ui.library import one_of, register

DASHES = f">{BLANK_CHOICE_DASH[0][1]}<"  # what Django shows where nothing is chosen yet
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("ui/field.html")
def field(*, field, hint="", width="", label_hidden=False, prefix="", suffix="", optional_mark=True):
    """A form field with label, hint and error. Optional ones are marked, since required is the normal case."""
    one_of(width, ("", "short", "medium", "wide"), "field width")
    hint = hint or field.help_text
    kind = kind_of(field.field.widget)
    described = [f"{field.auto_id}_hint"] if hint else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if field.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": field,
        "kind": kind,
        "hint": hint,
        "width": width,
        "label_hidden": label_hidden,
        "prefix": prefix,
        "suffix": suffix,
        "optional": optional_mark and not field.field.required and not field.field.disabled and kind != "checkbox",
        "described": " ".join(described),
        "choices": options(field) if kind == "choices" else [],
        "control": "" if kind == "choices" else control(field, attrs, kind),
    }


def kind_of(widget):
    """How a widget is laid out: choices, checkbox, several (controls in one), file or control."""
    if isinstance(widget, GROUPS):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, (forms.MultiWidget, forms.SelectDateWidget)):
        return "several"
    return "file" if isinstance(widget, forms.FileInput) else "control"


def control(field, attrs, kind):
    """The widget with the classes of the design; its own classes stay. Examples stand in the hint: a placeholder goes
    away as soon as one types.
    """
    widget = field.field.widget
    own = css_of(widget, kind)
    attrs["class"] = f"{own} {widget.attrs.get('class', '')}".strip()
    if field.field.disabled:
        attrs["disabled"] = True
    if "placeholder" in widget.attrs:
        attrs["placeholder"] = False
    html = field.as_widget(attrs=attrs)
    if own != "form-select":
        return html
    choose = escape(_("Please choose"))
    return mark_safe(html.replace(DASHES, f">{choose}<"))  # noqa: S308


def css_of(widget, kind):
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-check-input" if kind == "checkbox" else "form-control"


def options(field):
    """The choices of a group, each as (input, id, label)."""
    rows = []
    for option in field.subwidgets:
        option.data["attrs"]["class"] = "form-check-input"
        if field.errors:
            option.data["attrs"]["aria-invalid"] = "true"
        rows.append({"input": option.tag(), "id": option.id_for_label, "label": option.choice_label})
    return rows


@register.inclusion_tag("ui/form_fields.html")
def form_fields(*, form, only="", omit=""):
    """The fields of a form in order, hidden ones too; `only` or `omit` names some, separated by spaces."""
    chosen, left_out = only.split(), omit.split()
    unknown = [name for name in chosen + left_out if name not in form.fields]
    if unknown:
        raise ValueError(f"{type(form).__name__} has no field {', '.join(unknown)}")
    visible = [
        bound for bound in form.visible_fields() if bound.name not in left_out and (not chosen or bound.name in chosen)
    ]
    return {"visible": visible, "hidden": form.hidden_fields()}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*, form=None, formset=None, title=""):
    """All errors of a form and of a formset at the top of the page, each a link to its field. Nothing without errors."""
    errors = form_errors(form) if form is not None else []
    if formset is not None and formset.is_bound:
        errors += [{"text": error, "target": ""} for error in formset.non_form_errors()]
        for number, each in enumerate(formset.forms, 1):
            row = _("Row %(number)s") % {"number": number}
            errors += [{**error, "text": f"{row} · {error['text']}"} for error in form_errors(each)]
    return {"errors": errors, "title": title}


def form_errors(form):
    """Errors of one form in the order of its fields: whole-form ones first, each with the id of its control."""
    if not form.is_bound:
        return []
    found = [{"text": error, "target": ""} for error in form.non_field_errors()]
    for bound in form:
        for error in bound.errors:
            text = _("%(label)s: %(error)s") % {"label": bound.label, "error": error}
            found.append({"text": text, "target": "" if bound.is_hidden else target_of(bound)})
    return found


def target_of(bound):
    """The id of the control that takes the focus; of a group its first choice."""
    several = kind_of(bound.field.widget) in ("choices", "several")
    return f"{bound.auto_id}_0" if several else bound.id_for_label


@register.inclusion_tag("ui/file_drop.html")
def file_drop(
    *,
    url,
    label,
    name="file",
    hint="",
    accept="",
    max_bytes=None,
    multiple=True,
    target="",
    id="",
    compact=False,
    places="",
):
    """A place to drop files, which is a form of its own; without JavaScript a plain file field with a button.

    max_bytes is said before the upload and checked in the browser; the server has the last word. `places` is the address
    that says where each file belongs; what has no place yet is asked for with the choices of template#paper-choices.
    """
    limit = _("Up to %(size)s each.") % {"size": filesizeformat(max_bytes)} if max_bytes else ""
    kinds = ", ".join(word.strip().lstrip(".").upper() for word in accept.split(",") if word.strip().startswith("."))
    return {
        "url": url,
        "label": label,
        "name": name,
        "hint": hint,
        "kinds": kinds,
        "limit": limit,
        "accept": accept,
        "max_bytes": max_bytes or "",
        "multiple": multiple,
        "target": target,
        "id": id or f"drop-{crc32(f'{url} {name}'.encode()):08x}",
        "compact": compact,
        "places": places,
    }
