# Two commands matter: `make run` and `make test`. `make` alone lists them all.

PYTHON ?= python3
PORT ?= 8000
PORTAL_DEBUG ?= False
export PORTAL_DEBUG
BOOTSTRAP = $(PYTHON) -I portal/bootstrap.py
UV ?= var/uv/bin/uv
LOCK = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format messages pictures lock clean python

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

run: python ## serve the portal with its demo on http://127.0.0.1:8000 (PORT=8001 for another)
	@$(BOOTSTRAP) run $(PORT)

test: python ## run the whole suite (ARGS="tests/home -x" for a part of it)
	@$(BOOTSTRAP) test $(ARGS)

bench: python ## measure speed beside a floor, on both databases (ARGS="registrations" for a part)
	@$(BOOTSTRAP) tool tests.benchmarks $(ARGS)

lint: python ## check style and formatting
	@$(BOOTSTRAP) tool ruff check .
	@$(BOOTSTRAP) tool ruff format --check .

format: python ## put style and formatting right
	@$(BOOTSTRAP) tool ruff check --fix .
	@$(BOOTSTRAP) tool ruff format .

messages: python ## bring the Thai catalogue in step with the code and compile it
	@$(BOOTSTRAP) tool tests.translations

pictures: python ## photograph the main pages into var/pictures
	@DJANGO_SETTINGS_MODULE=portal.settings.dev $(BOOTSTRAP) tool tests.pictures

lock: python ## renew requirements/*.lock from pyproject.toml (LOCKING=--upgrade for newer versions)
	@test -x $(UV) || { $(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv; }
	@$(LOCK) $(LOCKING) --output-file requirements/base.lock
	@$(LOCK) $(LOCKING) --group test --constraint requirements/base.lock \
		--output-file requirements/test.lock

clean: ## remove the environment, the demo's database and everything else that was made
	@rm -rf .venv var .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer\
	 (on Debian: apt install python3 python3-venv), then run the same command again."; exit 1; }
