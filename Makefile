# Every command there is; `make` alone explains them.
PYTHON ?= python3.11
BIN := .venv/bin
export PYTHONUTF8 := 1
FILE ?= docs/tutorial/notice.txt
DATA ?=
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= text html docx xlsx csv
DJANGO_TESTS := tests/people tests/ledger tests/publication tests/oversight tests/api tests/shell tests/walk tests/random_walks

.DEFAULT_GOAL := help
.PHONY: help setup run demo read fast test suite postgres walk browser cover lint fix types house migrations docs messages replay shots bench fuzz lock all

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/web: requirements/web.lock pyproject.toml CHANGELOG.md package-lock.json
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/web.lock && $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . && $(BIN)/python scripts/vendor.py && touch $@

.venv/dev: .venv/web requirements/dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements/dev.lock && $(BIN)/python scripts/vendor.py && touch $@

setup: .venv/dev ## make the environment for work on the code
run: .venv/web ## serve your own ledger on this machine
	$(BIN)/xiaohao serve $(if $(DATA),--data $(DATA))
demo: .venv/web ## build the invented district once, print its accounts, serve it; FRESH=1 builds it anew
	$(BIN)/xiaohao demo $(if $(DATA),--data $(DATA)) $(if $(FRESH),--fresh)
read: .venv/web ## what a file says: make read FILE=notice.txt
	$(BIN)/xiaohao read $(FILE) --format table && $(BIN)/xiaohao check $(FILE) --lang en
fast: .venv/dev ## tests below the Django line
	$(BIN)/pytest -q -n 2 tests/numerals tests/notice tests/figures tests/contract tests/cli tests/fuzz tests/lifecycle tests/seal tests/workdays tests/wording tests/documents
test: lint types suite postgres ## everything: lint, types, all tests, on SQLite and on PostgreSQL
suite: .venv/dev ## all tests on SQLite, browser journeys where a Chromium is found
	$(BIN)/pytest -q -n 2
postgres: .venv/dev ## the tests of the rooms with tables, on a private PostgreSQL
	$(BIN)/python scripts/with_postgres.py $(BIN)/pytest -q -n 2 $(wildcard $(DJANGO_TESTS))
walk: .venv/dev ## the whole path of one notice, as a story
	$(BIN)/pytest -q tests/walk
browser: .venv/dev ## the journeys in a real Chromium
	$(BIN)/pytest -q tests/browser
cover: .venv/dev ## what the tests reach
	$(BIN)/coverage run -m pytest -q -p no:xdist && $(BIN)/coverage report
lint: .venv/dev ## ruff, templates, spelling
	$(BIN)/ruff check . && $(BIN)/codespell README.md CONTRIBUTING.md docs src/xiaohao --skip '*.po,*.mo,*.js,*.css,vendor'
fix: .venv/dev ## what lint can mend by itself
	$(BIN)/ruff check --fix .
types: .venv/dev ## mypy, strict
	XIAOHAO_DATA=.venv/types $(BIN)/mypy
house: .venv/dev ## rooms, directions, models, words
	$(BIN)/pytest -q tests/test_house.py tests/test_models.py tests/test_glossary.py
migrations: .venv/dev ## no change of a model without its migration
	XIAOHAO_DATA=.venv/types $(BIN)/xiaohao manage makemigrations --check --dry-run
docs: .venv/dev ## write the generated reference anew
	XIAOHAO_DATA=.venv/types $(BIN)/python scripts/reference.py
messages: .venv/dev ## compile the English catalogue
	$(BIN)/python scripts/vendor.py
replay: .venv/web ## rows equal events, and journals are whole, on the demo
	$(BIN)/xiaohao demo --fresh --no-serve --data .venv/replay >/dev/null && $(BIN)/xiaohao manage --data .venv/replay replay --check && $(BIN)/xiaohao manage --data .venv/replay chain
shots: .venv/dev ## pictures for the documents, into docs/images; every main page at both widths, into var/shots
	$(BIN)/python scripts/shots.py && $(BIN)/python scripts/shots.py --all var/shots
bench: .venv/dev ## speed of reading, and work counted
	$(BIN)/python scripts/bench_reading.py && $(BIN)/python scripts/bench_sheet.py && $(BIN)/python scripts/bench_ledger.py
.venv/fuzzing: .venv/dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation -e ".[fuzz]" && touch $@
fuzz: .venv/fuzzing ## look for inputs that break the reader, FUZZ_SECONDS for each of FUZZ_TARGETS
	@failed=; for target in $(FUZZ_TARGETS); do $(BIN)/python scripts/fuzz.py $$target --seconds $(FUZZ_SECONDS) || failed="$$failed $$target"; done; \
	test -z "$$failed" || { echo "broken:$$failed; the inputs:"; ls .venv/fuzz/*-crash-* .venv/fuzz/*-timeout-* .venv/fuzz/*-oom-* 2>/dev/null; exit 1; }
lock: ## pin what is installed now
	$(BIN)/pip freeze --exclude-editable --exclude atheris > requirements/dev.lock
all: test docs migrations replay ## what the pipeline does, and the proofs on the demo
