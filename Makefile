# Everything a person does here is one of these; each makes the virtual environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV ?= $(BIN)/uv
NEW_ENOUGH := import sys; sys.version_info >= (3, 11) or sys.exit('Parlance needs Python 3.11 or newer; name one with: make run PYTHON=python3.13')

.PHONY: help run site test test-any-day dev lint types contracts fix check bench soak page lock clean
.DEFAULT_GOAL := help

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.runtime ## start the bot: in your Slack, else the sandbox; IMPORT=FILE serves yours there
	$(BIN)/parlance $(if $(IMPORT),sandbox --import "$(IMPORT)",run)

site: $(VENV)/.runtime ## the glossary as pages, in site/: open site/index.html
	$(BIN)/parlance site build

# Many tests wait for something, so one worker more than there are processors is the fastest.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

# With CI set it also holds the floor of branch coverage, which costs half as much again.
test: $(VENV)/.dev ## the whole suite
	$(BIN)/python -m pytest -n $(WORKERS) $(if $(CI),--cov)

test-any-day: $(VENV)/.dev ## the same at four other days, hours and zones (needs Debian's faketime)
	.ci/any-day

dev: $(VENV)/.dev ## set up what contributors need, without running anything

lint: $(VENV)/.dev ## style: the formatter, the linter, and plain English
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	.ci/plain-english

types: $(VENV)/.dev ## mypy, strictly
	$(BIN)/mypy

contracts: $(VENV)/.dev ## the import arrows of docs/architecture.md
	$(BIN)/lint-imports

fix: $(VENV)/.dev ## what the linter can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: test lint types contracts ## what CI runs, the floor of coverage with CI=true

bench: $(VENV)/.dev ## /define against a bare Bolt app, in interleaved pairs
	$(BIN)/python -m tests.bench.define

soak: $(VENV)/.dev ## posts over three years; posts and decisions killed many times; prints counts
	PARLANCE_SIMULATED_YEARS=3 $(BIN)/python -m pytest tests/services/posts/test_years.py
	PARLANCE_KILL_ROUNDS=25 $(BIN)/python -m pytest -s tests/kill
	PARLANCE_TEST_KILLS=300 $(BIN)/python -m pytest -s tests/services/test_killed.py

page: ## build the sandbox's page from its source (needs Node 20 or newer)
	cd bot/sandbox/web && npm ci && npm run build

# pip up to 23 refuses a lock that names a package without the extra that another asks for:
# hence --no-strip-extras. Where the lock itself does not install, name another uv: make lock UV=uv.
lock: ## bring both locks up to date
	@test -x "$(UV)" || command -v "$(UV)" >/dev/null || $(MAKE) $(VENV)/.dev
	$(UV) pip compile -q --no-strip-extras --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml -o requirements.lock
	$(UV) pip compile -q --no-strip-extras --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove what was built; what the bot stored in var/ stays
	rm -rf $(VENV) build *.egg-info

# The project itself is installed after its dependencies, editable and without
# isolation: everything that runs here then comes from the lock, by hash.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -c "$(NEW_ENOUGH)"
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
