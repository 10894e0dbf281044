"""Files that people hand in: taken only when they are what they say, kept unchanged, shown only by the apps above.

Whether a person may see a file is decided by the case it belongs to; a StoredFile has no page and no address of its own.
"""
