"""How long a certificate takes: `python -m benchmarks.printing [copies]`.

Prints milliseconds per certificate, the median of `copies` (default 20) made in turn in one warm process: the whole rendering
with its checks, an empty page beside it as the floor of this machine at this moment, the signature, its examination.
"""

import datetime
import itertools
import logging
import os
import statistics
import sys
import tempfile
import time

FACTS = {
    "number": "00026SC00042R0",
    "holder": "青岛海岳家用电器股份有限公司",
    "holder_en": "Qingdao Haiyue Household Appliances Co., Ltd.",
    "uscc": "91370200MA3C8X5T1K",
    "address": "山东省青岛市崂山区海尔路 1 号海岳大厦 18 层",
    "scope": "家用电冰箱、洗衣机、空调器及厨房电器的销售及售后服务（配送、安装、维修、退换货）",
    "standard": "GB/T 27922-2011",
    "standard_title": "商品售后服务评价体系",
    "level": "five_star",
    "level_name": "五星级",
    "level_name_en": "Five-star",
    "stars": 5,
    "issued": datetime.date(2026, 3, 5),
}


def main(copies):
    from printing.engine import ARCHIVAL, render_pdf
    from printing.qr import qr_svg
    from printing.signature import sign_pdf, verify_pdf

    url = "https://certify.example.org/verify/00026SC00042R0/"
    serials = itertools.count(1)

    def certificate():
        """Each with a number of its own, since equal sheets are remembered."""
        facts = FACTS | {"number": f"00026SC{next(serials):05d}R0"}
        checked = {name: facts[name] for name in ("number", "holder", "holder_en", "uscc", "address", "scope")}
        return render_pdf(
            "certificates/certificate.pdf.html",
            {"certificate": facts, "verify_url": url, "national_url": "cx.cnca.cn"},
            language="zh-hans",
            variant=ARCHIVAL,
            checked_text=checked,
            images={"qr": qr_svg(url)},
        )

    pdf = certificate()
    signed = sign_pdf(pdf, reason="benchmark", location="here")
    deeds = {
        "certificate, PDF/A-3u, read back": certificate,
        "floor: a page with a title": lambda: render_pdf(
            "printing/base.html", {"title": str(next(serials))}, language="zh-hans"
        ),
        "signature": lambda: sign_pdf(pdf, reason="benchmark", location="here"),
        "examination of the signature": lambda: verify_pdf(signed),
    }
    times = {name: [] for name in deeds}
    for _ in range(copies):
        for name, deed in deeds.items():
            start = time.perf_counter()
            deed()
            times[name].append(1000 * (time.perf_counter() - start))
    for name, taken in times.items():
        print(f"{statistics.median(taken):8.1f} ms  ({min(taken):.1f} to {max(taken):.1f})  {name}")
    print(f"{len(signed) / 1024:8.1f} kB  signed file")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "certify.settings",
            "PRODUCTION": "0",
            "DEMONSTRATION": "1",
            "LOG_LEVEL": "CRITICAL",
        }
        os.environ |= {"VAR_DIR": folder, "SIGNING_KEY_FILE": ""}
        import django

        django.setup()
        logging.disable(logging.CRITICAL)
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
