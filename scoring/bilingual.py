"""Words of the standard in the language of whoever reads them."""

from django.utils.translation import get_language


def in_language(chinese: str, english: str) -> str:
    """The English words for an English reader where there are any, else the Chinese ones."""
    return english if english and (get_language() or "").startswith("en") else chinese


class Bilingual:
    """Gives `title` and `guidance` to whatever has them in both languages."""

    title_zh: str
    title_en: str
    guidance_zh: str
    guidance_en: str

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def guidance(self) -> str:
        return in_language(self.guidance_zh, self.guidance_en)
