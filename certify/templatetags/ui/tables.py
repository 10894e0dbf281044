"""Tables and what stands around them: filters, sorting, pages. What one chose stays in the address."""

from django.template.loader import render_to_string

from certify.templatetags.ui.library import register


@register.simple_block_tag
def data_table(content, *, caption, show_caption=False, dense=False, id=""):
    """A table; `caption` names it for everyone who cannot see it. Cells carry data-label for the phone."""
    context = {"caption": caption, "show_caption": show_caption, "dense": dense, "id": id, "content": content}
    return render_to_string("ui/data_table.html", context)


def address(request, **changes):
    """The present query string with some parameters changed; None takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return "?" + query.urlencode()


@register.inclusion_tag("ui/sort_header.html", takes_context=True)
def sort_header(context, *, label, key, parameter="sort", numeric=False):
    """A column heading that sorts by `key`, and the other way round when pressed again ("-key")."""
    request = context["request"]
    chosen = request.GET.get(parameter, "")
    direction = "ascending" if chosen == key else "descending" if chosen == f"-{key}" else ""
    url = address(request, **{parameter: f"-{key}" if direction == "ascending" else key, "page": None})
    icons = {"ascending": "arrow-up", "descending": "arrow-down", "": "chevrons-up-down"}
    return {"label": label, "url": url, "direction": direction, "icon": icons[direction], "numeric": numeric}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context, *, page, parameter="page"):
    """Links to the other pages of a list; nothing where there is only one."""
    request, paginator = context["request"], page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "here": number == page.number, "url": address(request, **{parameter: number})}
        if isinstance(number, int)
        else {"number": None}
        for number in numbers
    ]
    return {
        "page": page,
        "several": paginator.num_pages > 1,
        "links": links,
        "previous": address(request, **{parameter: page.previous_page_number()}) if page.has_previous() else "",
        "next": address(request, **{parameter: page.next_page_number()}) if page.has_next() else "",
    }


@register.inclusion_tag("ui/filter_bar.html", takes_context=True)
def filter_bar(context, *, form, action="", submit_label="", htmx_target=""):
    """A form above a list that narrows it; "Clear" appears when it does."""
    request = context["request"]
    names = [form.add_prefix(name) for name, field in form.fields.items() if not field.widget.is_hidden]
    return {
        "form": form,
        "action": action or request.path,
        "submit_label": submit_label,
        "htmx_target": htmx_target,
        "narrowed": any(request.GET.get(name) for name in names),
        "clear_url": action or request.path,
    }


@register.inclusion_tag("ui/list_file.html", takes_context=True)
def list_file(context, *, text, kind):
    """A link to the list as a file, narrowed and sorted as it is shown, all pages of it."""
    return {"text": text, "url": address(context["request"], format=kind, page=None)}


@register.simple_tag(takes_context=True)
def address_with(context, **changes):
    """The present address with other choices; an empty one goes away."""
    return address(context["request"], **{name: value or None for name, value in changes.items()})
