# Every command of the project. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin/python
SHARED := -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help serve site pdf bundle test test-fast test-checkers test-long measure test-frameworks mutate audit lint lock clean environment environment-test environment-frameworks

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: environment ## Build the notes and serve them at http://127.0.0.1:8000, following every edit (PORT=8001 for another port)
	@$(RUN) -m scripts.serve --port $(PORT)

site: environment ## Build the notes into site/ (SITE_URL=https://… for a public address)
	@$(RUN) -m scripts.build

pdf: environment-test ## Build the notes into site/ with each session as a PDF too, which its pages link to (needs Chromium)
	@$(RUN) -m scripts.pdf

bundle: environment ## Pack the notes into dist/, for readers without a network: a zip to unpack, whose index.html a browser opens
	@$(RUN) -m scripts.bundle

test: environment-test ## Prove everything the site shows: lint, package, snippets, figures, pages in a browser
	@$(RUN) -m scripts.lint
	@$(RUN) -m pytest $(SHARED)
	@$(RUN) -m scripts.verification $(if $(CI),,--write)
	@$(RUN) -m scripts.build

test-fast: environment-test ## The part of the tests that needs no built site and no browser, in under a minute
	@$(RUN) -m pytest $(SHARED) -m "not slow and not frameworks"

test-checkers: environment-test ## Plant faults in pages, explorers, the build, the PDF, the bundle and a clone, and see each check notice its own
	@$(RUN) -m pytest $(SHARED) -m planted

test-long: environment-test ## What takes long: explorers driven by keyboard, mouse and finger, exercises by keyboard, the bundle opened, a build by Zensical, builds from nothing and cut short, a page beside MathJax, edits in an open browser, a thousand pages, a lecture added to a copy, a thousand interactions
	@$(RUN) -m pytest $(SHARED) -m "long and not quiet"

measure: environment-test ## Measure how soon an explorer answers on a slow processor: on a machine with nothing else to do
	@$(RUN) -m pytest -m quiet -s

test-frameworks: environment-frameworks ## Hold nnref to PyTorch and JAX as well (large downloads)
	@$(RUN) -m pytest -m frameworks

mutate: environment-test ## Plant faults in nnref, one at a time, and list those that no test catches (a while; later runs are short)
	@$(RUN) -m scripts.mutation

audit: environment-test ## Ask PyPI and npm whether anything in the locks has a known vulnerability (needs a network)
	@$(RUN) -m scripts.audit

lint: environment-test ## Check style and types
	@$(RUN) -m scripts.lint

lock: environment-test ## Renew the locks from requirements/*.in and package.json
	@$(RUN) -m scripts.lock

clean: ## Delete everything that the other commands made
	rm -rf .venv node_modules site docs/generated dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find nnref scripts tests -name __pycache__ -type d -exec rm -rf {} +

environment:
	@$(PYTHON) scripts/environment.py site

environment-test:
	@$(PYTHON) scripts/environment.py test

environment-frameworks:
	@$(PYTHON) scripts/environment.py frameworks
