# Commonspace. `make` alone lists what there is.
PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/.ready
JOBS ?= 2
SYSTEM_RUN := poppler-utils tesseract-ocr tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-ara fonts-noto-core bubblewrap ffmpeg
SYSTEM_TEST := chromium postgresql strace qpdf dovecot-imapd espeak-ng libreoffice-calc libreoffice-writer
export COMMONSPACE_SHARED ?= $(abspath ../shared)
.DEFAULT_GOAL := help

.PHONY: help demo demo-reset serve test fast postgres browser endtoend check format system system-test messages bench-golden bench-weight bench-extraction bench-analysis bench-intake

help: ## this list
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:[^#]*## /\t/' | expand -t 18

demo: setup ## from a clone to a running site with a finished consultation in it
	@COMMONSPACE_DATA=var/demo $(BIN)/commonspace demo --serve

demo-reset: setup ## start the demo anew
	@COMMONSPACE_DATA=var/demo $(BIN)/commonspace demo --reset --serve

serve: setup ## run your own site (data in var/)
	@$(BIN)/commonspace serve

setup: $(READY) system
.PHONY: setup

$(READY): pyproject.toml
	@echo "Setting up Python …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check -e ".[dev]"
	@touch $(READY)
	@$(MAKE) --no-print-directory messages

messages: ## compile the translations
	@$(BIN)/pybabel --quiet compile --domain django --directory src/commonspace/site/locale

system: ## Debian packages a running site needs (poppler, tesseract, fonts, bubblewrap)
	@sh scripts/system-packages $(SYSTEM_RUN)

system-test: system ## Debian packages the tests need besides (Chromium, PostgreSQL)
	@sh scripts/system-packages $(SYSTEM_TEST)

test: setup system-test check fast postgres browser endtoend ## everything: checks, then all tests

check: $(READY) ## format, lint, types, room borders, migrations
	@$(BIN)/ruff format --check --quiet src tests benchmarks
	@$(BIN)/ruff check --quiet src tests benchmarks
	@$(BIN)/lint-imports --no-cache > .venv/borders.txt || (cat .venv/borders.txt; exit 1)
	@$(BIN)/mypy --no-error-summary src
	@COMMONSPACE_DATA=.venv/check COMMONSPACE_PLAIN_STATIC=yes $(BIN)/commonspace makemigrations --check --dry-run

fast: $(READY) ## the fast tests, in parallel
	@COMMONSPACE_PART=fast $(BIN)/pytest -q -n $(JOBS) -m "not browser and not postgres and not endtoend and not slow" tests

postgres: $(READY) ## the tests of the tables, on PostgreSQL
	@COMMONSPACE_PART=postgres sh scripts/with-postgres $(BIN)/pytest -q -n $(JOBS) -m "not browser and not endtoend and not slow" tests/intake tests/consultations tests/desk tests/evidence tests/synthesis tests/reports tests/migrations

browser: $(READY) ## the stories, clicked through in Chromium
	@COMMONSPACE_PART=browser $(BIN)/pytest -q -n $(JOBS) -m browser tests

endtoend: $(READY) ## slow tests and whole programs
	@COMMONSPACE_PART=endtoend $(BIN)/pytest -q -n $(JOBS) -m "(slow or endtoend) and not browser" tests

format: $(READY) ## put the code in its usual shape
	@$(BIN)/ruff format --quiet src tests benchmarks
	@$(BIN)/ruff check --quiet --fix src tests benchmarks

bench-golden: $(READY) ## how well old reports are read, against the golden lists
	@$(BIN)/python benchmarks/golden.py

bench-weight: setup ## what pages weigh and how long a report takes
	@$(BIN)/python benchmarks/weight.py

bench-extraction: setup ## 150 PDFs in constant memory
	@$(BIN)/python benchmarks/extraction.py

bench-analysis: setup ## what the analysis reaches, against its bars
	@$(BIN)/pip install -qq --disable-pip-version-check -r benchmarks/analysis/peers.txt
	@$(BIN)/python -m benchmarks.analysis $(PARTS)

bench-intake: setup system-test ## what the ways in can take, against their bars
	@$(BIN)/python -m benchmarks.intake $(PARTS)
