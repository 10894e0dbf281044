# Every target brings what it needs; nothing has to be installed before but Python 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench pictures messages lock setup

help:  ## list what there is (this)
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name words; do \
		printf '  make %-9s %s\n' "$$name" "$$words"; done

run:  ## serve on http://127.0.0.1:8000 with demonstration data (PORT=8001 for another port)
	@exec $(PYTHON) -m tools.run

test:  ## the whole suite on PostgreSQL and Redis, then its quick part on SQLite (ARGS="tests/scoring -x" narrows it)
	@exec $(PYTHON) -m tools.test $(ARGS)

check:  ## style, format, import contracts, migrations, messages, generated documents
	@exec $(PYTHON) -m tools.check

setup:  ## put everything in place without starting anything: packages, fonts, compiled messages
	@$(PYTHON) -m tools.setup

fix: setup  ## mend style and format as far as a machine can
	@$(BIN)/python -m ruff check --fix --quiet . ; $(BIN)/python -m ruff format --quiet . ; $(BIN)/python -m ruff check --quiet .

bench: setup  ## run every benchmark and print its figures
	@set -e; for file in benchmarks/[!_]*.py; do \
		[ -f "$$file" ] || { echo "There are no benchmarks yet."; break; }; \
		echo "== $$file"; PRODUCTION=0 PYTHONPATH=. $(BIN)/python "$$file"; done

pictures: setup  ## make the pictures of the guide and of README.md anew, from the demonstration, in a real browser
	@exec $(BIN)/python -m tools.pictures

messages: setup  ## read the messages out of the source into locale/; then fill in what is empty
	@$(BIN)/python -m tools.catalogues update

lock: setup  ## write requirements/*.txt and package-lock.json anew (UPGRADE=1 takes the newest versions allowed)
	@$(BIN)/python -m tools.lock $(if $(UPGRADE),--upgrade)
