"""The case file: everything about one application in one place, each part only for those whom its own floor lets read it.

`file` reads, `head` says whose move it is, `parts` lists what there is; the other modules each make one part. The floors below
know nothing of it; their pages lead here by `{% case_line %}`.
"""
