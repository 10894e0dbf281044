"""Somebody who reads pages without a browser: signs in through the form and asks for addresses."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    address: str
    location: str
    text: str


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer, not a way."""

    def redirect_request(self, *arguments):
        return None


class Visitor:
    def __init__(self, site, email="", language=""):
        self.site, self.email, self.language = site, email, language
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _Stay())

    def sign_in(self, password):
        token = TOKEN.search(self.get("/accounts/login/").text).group(1)
        form = {"csrfmiddlewaretoken": token, "login": self.email, "password": password}
        answer = self._ask("/accounts/login/", urllib.parse.urlencode(form).encode())
        assert (answer.status, answer.location) == (302, "/home/"), answer
        return self

    def speak(self, language):
        """Choose the language of the account, as the button at the top of each page does."""
        token = TOKEN.search(self.get("/account/").text).group(1)
        self.post("/i18n/setlang/", [("csrfmiddlewaretoken", token), ("language", language)])
        return self

    def prepare(self, visit):
        """Do what goes before a visit (see situations.Visit)."""
        for address, fields in visit.before:
            page = self.get(address)
            if fields:
                self.post(address, [("csrfmiddlewaretoken", TOKEN.search(page.text).group(1)), *fields])
        return self

    def get(self, address):
        return self._ask(address, None)

    def post(self, address, sent, files=()):
        """Send [(name, value)] and [(name, file name, bytes)], as a form with files does."""
        boundary = uuid.uuid4().hex
        parts = [(f'name="{name}"', value.encode()) for name, value in sent]
        parts += [(f'name="{name}"; filename="{called}"', content) for name, called, content in files]
        lines = [
            f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content
            for head, content in parts
        ]
        body = b"\r\n".join([*lines, f"--{boundary}--\r\n".encode()])
        return self._ask(address, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def _ask(self, address, data, headers=None):
        heads = {
            "Accept": "text/html",
            **({"Accept-Language": self.language} if self.language else {}),
            **(headers or {}),
        }
        request = urllib.request.Request(self.site + address, data=data, headers=heads)
        try:
            response = self.opener.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            body, kind = response.read(), response.headers.get("Content-Type", "")
        text = body.decode("utf-8", "replace") if kind.startswith(("text/", "application/json")) else ""
        return Answer(response.status, address, response.headers.get("Location", ""), text)
