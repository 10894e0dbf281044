"""What a deployment is told to fill in is what the product reads, and nothing of it is in the repository."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SETTINGS = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "certify" / "settings.py").read_text(encoding="utf-8")))
EXAMPLE = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
OURS = ("prepare", "web", "worker", "beat")


def test_every_name_of_the_example_is_read_by_somebody():
    asked_by_compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))

    assert {name for name in EXAMPLE if name not in SETTINGS | asked_by_compose} == set()


def test_what_compose_sets_itself_is_read_by_the_settings():
    assert {name for service in OURS for name in COMPOSE["services"][service]["environment"]} - SETTINGS == set()


def test_no_secret_stands_in_the_repository():
    assert {name: EXAMPLE[name] for name in EXAMPLE if "PASS" in name or name == "SECRET_KEY"} == {
        "POSTGRES_PASSWORD": "",
        "SECRET_KEY": "",
        "SIGNING_KEY_PASSPHRASE": "",
    }


def test_the_queue_loses_nothing_and_the_parts_wait_for_what_they_need():
    services = COMPOSE["services"]

    assert services["redis"]["command"][1:3] == ["--appendonly", "yes"]
    assert services["redis"]["command"][-2:] == ["--maxmemory-policy", "noeviction"]
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"] == {
            "prepare": {"condition": "service_completed_successfully"},
            "postgres": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
        }


def test_only_the_loopback_is_open_and_nobody_is_root():
    services = COMPOSE["services"]

    assert {name: service["ports"] for name, service in services.items() if "ports" in service} == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"]
    }
    assert re.findall(r"^USER (\w+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE) == ["certify"]
