"""The refusal of an action about people."""


class Refused(Exception):
    """An action that cannot be done; nothing happened. `str()` is a sentence for the person who asked."""
