# Registrar's habits. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
# Rows of the benchmark.
SIZE ?= 100k
# Seconds per fuzzing target.
SECONDS ?= 60
# Generated target schemas.
COUNT ?= 20000
# Seeded schedules of faults.
SCHEDULES ?= 200

SWIFT ?= swift
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# The release binary carries Swift's runtime: it starts in two thirds of the time, and runs where no
# Swift is.
RELEASE_FLAGS := $(SWIFT_FLAGS) --static-swift-stdlib
RELEASE := .build/release/registrar
# The demo and the tests run optimized libraries, built once and apart so that a plain `swift build` stays quick.
# What others wrote is not optimized there: it would cost more time than it saves.
TESTS := --scratch-path .build/optimized
TESTED := .build/optimized/debug/registrar
BUILD_PROGRAM = REGISTRAR_OPTIMIZED=1 $(SWIFT) build --product registrar $(TESTS) $(SWIFT_FLAGS)
BUILD_TESTS = REGISTRAR_OPTIMIZED=1 $(SWIFT) build --build-tests $(TESTS) $(SWIFT_FLAGS)
RUN_TESTS = REGISTRAR_OPTIMIZED=1 REGISTRAR_BINARY="$(CURDIR)/$(TESTED)" $(SWIFT) test --skip-build $(TESTS)
INSTALL_ROOT = $(DESTDIR)$(PREFIX)

# A trapped process must not leave the backtracer holding a pipe.
export SWIFT_BACKTRACE := enable=no

.PHONY: help demo test test-release test-producers test-platforms test-cluster test-corrections page-test page-walk page-load \
  page-hostile page-kill pictures \
  build install uninstall lint format bench bench-compare bench-corrections bench-emit bench-rehearsal \
  bench-scramble bench-season bench-subset fuzz schemas \
  templates examples packages clean

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: packages  ## Validate a faulty set of files, import a clean one, look at the store
	@echo "demo: building $(TESTED)"
	$(BUILD_PROGRAM)
	@.ci/demo $(TESTED)

# The server of the web tests is in their process: among all other tests, which take turns at two threads, its
# visitors would wait for minutes.
test: packages  ## Run all tests, in the build of the demo
	@echo "test: building the tests"
	$(BUILD_TESTS)
	$(RUN_TESTS) --filter '^RegistrarWebTests\.'
	$(RUN_TESTS) --skip '^RegistrarWebTests\.'

test-release: build  ## Run the tests of the command line and of its stores with the release binary
	$(BUILD_TESTS)
	REGISTRAR_OPTIMIZED=1 REGISTRAR_BINARY="$(CURDIR)/$(RELEASE)" $(SWIFT) test --skip-build $(TESTS) \
	  --filter 'CommandLineTests|CorpusTests|StoreConformanceTests|RegistrarWebTests'

test-producers: packages  ## Import what 20 other programs write, after installing them
	@.ci/producers --all
	$(BUILD_TESTS)
	REGISTRAR_PRODUCERS=all $(RUN_TESTS) --filter ProducerTests

test-platforms: packages  ## Emit to Kolibri, pretix and a SCIM provider, killed at 100 moments each
	@.ci/platforms
	$(BUILD_TESTS)
	REGISTRAR_PLATFORMS=all $(RUN_TESTS) --filter PlatformTests

test-cluster: packages  ## Kill, stall and cut off workers of a queue by SCHEDULES seeded schedules (200)
	@.ci/queue
	$(BUILD_TESTS)
	REGISTRAR_QUEUE_TESTS=all REGISTRAR_SCHEDULES=$(SCHEDULES) $(RUN_TESTS) \
	  --filter 'WorkerFaultTests|WorkerTests|JobQueuesTests'

test-corrections: packages  ## Make 10,000 random edits; after each the files are saved and imported
	$(BUILD_TESTS)
	REGISTRAR_CORRECTIONS=3400 $(RUN_TESTS) --filter CorrectionSessionTests

page-test: build  ## Open HTML reports in Chromium: axe-core, filters, phone, print, a million issues
	@Tests/PageTests/run $(RELEASE)

page-walk: build  ## Walk through the pages of a server in Chromium, in three languages
	@Tests/PageTests/run $(RELEASE) --walk .build/page-walk

page-load: build  ## 50 uploads of 5 MB at once into a server held to 512 MB
	@python3 Tests/PageTests/load.py $(RELEASE)

page-hostile: build  ## Upload every hostile file, and hold what the page says against the command
	@python3 Tests/PageTests/hostile.py $(RELEASE)

page-kill: build  ## Kill a server at 50 moments of executions and of undos, on each kind of store
	@python3 Tests/PageTests/kill.py $(RELEASE)

pictures: build  ## Make the pictures for those who fill in templates again
	@Tests/PageTests/run $(RELEASE) --pictures Sources/RegistrarCommands/RegistrarCommands.docc/Resources

build: packages  ## Build the release binary
	@echo "build: $(RELEASE)"
	$(SWIFT) build -c release --product registrar $(RELEASE_FLAGS)

packages:  ## Install what is missing of .ci/packages
	@.ci/install-packages

install:  ## Install binary, schemas, templates, completions and manual below PREFIX
	@test -x $(RELEASE) || { echo "install: no $(RELEASE) yet; run make build first" >&2; exit 1; }
	@.ci/install $(RELEASE) "$(INSTALL_ROOT)"

uninstall:  ## Remove what make install put below PREFIX
	@.ci/install --remove "$(INSTALL_ROOT)"

lint: packages  ## Check format and forbidden things
	@.ci/lint

format:  ## Format the sources in place
	git ls-files -z --cached --others --exclude-standard -- '*.swift' | xargs -0 \
	  $(SWIFT) format --in-place --parallel --configuration .swift-format

templates: build  ## Write Templates from Schemas again
	@for package in Schemas/*/datapackage.json; do \
	  folder="$$(basename "$$(dirname "$$package")")"; \
	  [ -d "Templates/$$folder" ] || continue; \
	  for format in xlsx csv; do \
	    $(RELEASE) template --all --package "$$package" --format $$format \
	      -o "Templates/$$folder"; \
	    for language in fr es; do \
	      $(RELEASE) template --all --package "$$package" --format $$format \
	        --language $$language -o "Templates/$$folder/$$language"; \
	    done; \
	  done; \
	done

examples: packages  ## Write the example files again
	@for script in Templates/*/examples/make-examples.py; do python3 "$$script"; done

bench: build  ## Measure speed and memory beside the peers, SIZE rows (100k)
	@REGISTRAR_BINARY="$(CURDIR)/$(RELEASE)" Tests/Benchmarks/run $(SIZE)

bench-compare: build  ## Compare two databases of ROWS rows (10 million) beside reladiff: SERVER, RELADIFF
	@Tests/Benchmarks/compare --registrar "$(CURDIR)/$(RELEASE)" $(if $(ROWS),--rows "$(ROWS)") \
	  $(if $(SERVER),--server "$(SERVER)") $(if $(RELADIFF),--reladiff "$(RELADIFF)")

bench-rehearsal: build  ## Hold what a rehearsal predicts against real runs of three sizes, one never rehearsed
	@Tests/Benchmarks/rehearsal --registrar "$(CURDIR)/$(RELEASE)"

bench-scramble: build  ## Copy a store of a million persons masked, and look for them in the dump
	@Tests/Benchmarks/scramble --registrar "$(CURDIR)/$(RELEASE)" --least 100000

bench-season: build  ## Hold the bars of a season: BASELINE and SCHEMAS of an older build, VENV with frictionless, SERVER
	@Tests/Benchmarks/season --registrar "$(CURDIR)/$(RELEASE)" $(if $(VENV),--venv "$(VENV)") \
	  $(if $(BASELINE),--baseline "$(BASELINE)" --baseline-schemas "$(SCHEMAS)") $(if $(SERVER),--postgres "$(SERVER)")

bench-subset: build  ## Import five persons of a season first, then the rest, slowly, with a stop, and with errors
	@Tests/Benchmarks/subset --registrar "$(CURDIR)/$(RELEASE)"

bench-corrections: build  ## Correct random cells of a season of 109,000 rows, and time each edit
	@REGISTRAR_SCHEMAS="$(CURDIR)/Schemas" Tests/Benchmarks/corrections --registrar "$(CURDIR)/$(RELEASE)"

bench-emit: build  ## Send 10,000 users to a SCIM provider beside a plain client
	@Tests/Benchmarks/emit --registrar "$(CURDIR)/$(RELEASE)"

fuzz: packages  ## Feed random bytes to the readers, SECONDS each (60)
	@if [ -x Tests/Fuzzing/run ]; then Tests/Fuzzing/run $(SECONDS); \
	else echo "fuzz: there is no Tests/Fuzzing/run in this checkout"; fi

schemas: packages  ## Import into generated target schemas, COUNT of them (20000), and hold the laws on each
	$(BUILD_TESTS)
	REGISTRAR_SCHEMAS=$(COUNT) $(RUN_TESTS) --filter GeneratedSchemaTests

clean:  ## Remove everything built
	rm -rf .build
