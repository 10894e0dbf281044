"""`{% load ui %}`: the components of the product as template tags.

Every argument is keyword-only, so a misspelt attribute fails when the template is compiled. docs/design.md describes
each component and the living page /design/ shows it.
"""

from certify.templatetags.ui import buttons, forms, lists, marks, structure, tables, values
from certify.templatetags.ui.library import register

__all__ = ["buttons", "forms", "lists", "marks", "register", "structure", "tables", "values"]
