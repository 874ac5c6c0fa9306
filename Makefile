PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test check bench

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## Start the portal with demo data on http://localhost:8000 (PORT=… for another port)
	@$(PYTHON) -m deploy.run

test: ## Run every check and test, with a throw-away PostgreSQL and Redis of its own
	@$(PYTHON) -m deploy.check all

check: ## Run the fast checks and tests on SQLite
	@$(PYTHON) -m deploy.check fast

bench: ## Measure the portal against the goals of docs/performance
	@$(PYTHON) -m deploy.check bench
