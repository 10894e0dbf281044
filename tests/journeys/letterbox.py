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

    def to(self, address, subject=""):
        """The letters to one address, those whose subject holds `subject`."""
        return [letter for letter in self.letters() if letter["To"] == address and subject in letter["Subject"]]

    def wait_for(self, address, subject=""):
        """The newest such letter, once there is one."""
        deadline = time.monotonic() + ARRIVES_WITHIN
        while not (found := self.to(address, subject)):
            if time.monotonic() > deadline:
                known = [(letter["To"], letter["Subject"]) for letter in self.letters()]
                raise AssertionError(f"No letter {subject!r} for {address}; there are {known}")
            time.sleep(0.1)
        return found[-1]

    def link(self, address, path):
        """The address of the page under `path` that the newest letter names."""
        letter = self.wait_for(address)
        found = re.search(rf"https?://\S*{re.escape(path)}\S*", letter.get_content())
        assert found, f"No link to {path} in\n{letter.get_content()}"
        return found.group()
