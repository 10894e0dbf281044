"""The letters that the worker has sent, as they lie in the folder of the file backend."""

import re
import time
from email import message_from_string, policy

SEPARATOR = "-" * 79
ARRIVES_WITHIN = 30.0


class Letterbox:
    def __init__(self, folder):
        self.folder = folder

    def letters(self):
        """All letters so far, parsed."""
        texts = [path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.log"))]
        parts = [part.strip() for text in texts for part in text.split(SEPARATOR)]
        return [message_from_string(part, policy=policy.default) for part in parts if part]

    def to(self, address):
        """The letters to one address, the oldest first."""
        return [letter for letter in self.letters() if letter["To"] == address]

    def link(self, address, path):
        """The address of the page under `path` that a letter names, the newest first; waits until there is one."""
        deadline = time.monotonic() + ARRIVES_WITHIN
        while not (found := self._links(address, path)):
            if time.monotonic() > deadline:
                known = "\n\n".join(f"{letter['Subject']}\n{words_of(letter)}" for letter in self.to(address))
                raise AssertionError(f"No letter to {address} leads to {path}. There are:\n{known}")
            time.sleep(0.1)
        return found[0]

    def _links(self, address, path):
        wanted = re.compile(rf"https?://[^/\s]+{re.escape(path)}\S*")
        found = (wanted.search(words_of(letter)) for letter in reversed(self.to(address)))
        return [each.group() for each in found if each]


def words_of(letter):
    """The plain text of a letter, which says what its picture says."""
    return letter.get_body(preferencelist=("plain",)).get_content()
