# make run opens Fieldbook, make test checks everything; both first set up what they need.
.PHONY: run setup test check conformity crash damages conflicts hostile leaks bench format lock clean

BIN = .venv/bin

run:
	@packaging/setup.sh run
	@packaging/run.sh

setup:
	@packaging/setup.sh run

# The tests need no screen; one of them brings its own.
test conformity crash damages conflicts hostile leaks bench: export QT_QPA_PLATFORM ?= offscreen

test: check
	$(BIN)/pytest -n 2 --dist loadfile -p no:benchmark --cov --cov-report=term

check:
	@packaging/setup.sh test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every edition of 44 invented reports through veraPDF, and read back; SEED=2 invents others.
conformity:
	@packaging/setup.sh test
	CONFORMITY_SEED=$(or $(SEED),1) $(BIN)/pytest -p no:benchmark tests/publish/test_conformity.py -k all_forces

# Kills the program while it is typed into, and its commands while they work; some twenty minutes.
crash:
	@packaging/setup.sh test
	$(BIN)/python -m tests.crash --kills $(or $(KILLS),300) $(if $(SEED),--seed $(SEED))

# Damages databases at random, and looks for what is shown as right and is not.
damages:
	@packaging/setup.sh test
	DAMAGES=$(or $(DAMAGES),1000) SEED=$(or $(SEED),1) $(BIN)/pytest -s -p no:benchmark tests/store/test_soundness.py tests/store/test_salvage.py

# Several processes write in the same reports, and are killed now and then.
conflicts:
	@packaging/setup.sh test
	CONFLICTS=$(or $(CONFLICTS),2000) $(BIN)/pytest -s -p no:benchmark tests/store/test_conflicts.py

# More invented input for every reader than make test tries.
hostile:
	@packaging/setup.sh test
	HOSTILE=wide $(BIN)/pytest -p no:benchmark tests/hostile

# Uses every feature on a locked database, and searches all files for what was typed.
leaks:
	@packaging/setup.sh test
	LEAKS_WIDE=1 $(BIN)/pytest -s -p no:benchmark tests/whole/test_leaks.py

bench:
	@packaging/setup.sh test
	$(BIN)/pytest tests/benchmarks

format:
	@packaging/setup.sh test
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock:
	@packaging/lock.sh $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv .venv.old .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf .coverage build dist htmlcov
	find desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +
