# Builds, runs and tests Tuneup; everything lands in build/. `make run` or `make test` is a good start.
VERSION := 0.1.0
# When this version was made: a clock that says less is wrong.
RELEASED := 2026-11-23
BUILD   ?= build
PREFIX  ?= /usr
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
JOBS    ?= $(shell nproc)
# Another one when it is built for another kind of machine.
PKG_CONFIG ?= pkg-config

# CFLAGS and LDFLAGS are yours to change (`make CFLAGS=-Og`); what the code needs is kept apart.
CFLAGS  ?= -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
LDFLAGS ?= -Wl,-z,relro,-z,now

PACKAGES := sdl2 SDL2_ttf SDL2_image libavformat libavcodec libswscale libswresample libavutil yaml-0.1 libutf8proc \
	sqlite3 libqrencode libsodium libarchive libgpiod libebur128 libudev
# As system headers, the libraries' own are not held to our warnings.
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null))
# libcsv has no .pc file.
PKG_LIBS   := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lcsv
WARNINGS   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
COMPILE     = $(CC) -std=c17 $(WARNINGS) -fPIE -pthread -Ikiosk -Ihw -D_GNU_SOURCE \
	-DTUNEUP_VERSION='"$(VERSION)"' -DTUNEUP_RELEASED='"$(RELEASED)"' -DTUNEUP_PREFIX='"$(PREFIX)"' $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK        = $(CC) -pie -pthread $(CFLAGS) -Wl,--as-needed $(LDFLAGS)
# `make V=1` shows whole commands.
SAY         = $(if $(V),,@echo '$(1)  $@';)

# libgpiod 1 and 2 have little more in common than their name: one file for each.
GPIO_UNUSED := $(if $(filter 1.%,$(shell $(PKG_CONFIG) --modversion libgpiod 2>/dev/null)),hw/gpio_v2.c,hw/gpio_v1.c)
# Everything but the main.c files is a library, so that tests link the same objects as the programs.
SOURCES := $(filter-out %/main.c $(GPIO_UNUSED),$(wildcard kiosk/*.c kiosk/base/*.c kiosk/ui/*.c kiosk/media/*.c \
	kiosk/data/*.c kiosk/screens/*.c kiosk/ctl/*.c kiosk/admin/*.c hw/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
# The studio makes the demonstration clips; only `make clips` and its unit test build it.
STUDIO_SOURCES := $(wildcard content/studio/*.c)
STUDIO_FLAGS    = -Icontent/studio $(patsubst -I%,-isystem %,$(shell pkg-config --cflags cairo 2>/dev/null))
STUDIO_LIBS    := $(shell pkg-config --libs cairo 2>/dev/null)
CLIPS := $(filter-out sit,$(patsubst content/studio/scenes/%.yaml,%,$(wildcard content/studio/scenes/*.yaml)))
PROGRAMS := $(BUILD)/kiosk/main.o $(BUILD)/kiosk/ctl/main.o $(BUILD)/kiosk/admin/main.o
LOCALES := $(patsubst assets/locale/%.po,$(BUILD)/locale/%.mo,$(wildcard assets/locale/*.po))

# tests/unit/test_NAME.c and tests/golden/test_NAME.c are a program each; any other .c there helps
# them, so it goes into a library that all of them link.
TEST_SOURCES   := $(wildcard tests/unit/*.c tests/golden/*.c)
TEST_PROGRAMS  := $(patsubst %.c,$(BUILD)/%,$(foreach f,$(TEST_SOURCES),$(if $(filter test_%,$(notdir $f)),$f)))
# What helps `make system`, inside the virtual machines and beside them: a program each.
SYSTEM_SOURCES  := $(wildcard tests/system/*.c)
SYSTEM_PROGRAMS := $(SYSTEM_SOURCES:%.c=$(BUILD)/%)
# `make bench`: one program watches from outside, the others are parts of ours without the rest of the kiosk.
BENCH_SOURCES   := $(wildcard tests/bench/*.c)
BENCH_PROGRAMS  := $(addprefix $(BUILD)/tests/bench/,measure play directory mat station usage ui button)
HELPER_OBJECTS := $(filter-out $(TEST_PROGRAMS:=.o),$(TEST_SOURCES:%.c=$(BUILD)/%.o))

# tests/fuzz/fuzz_NAME.c is a program each; fuzz.c helps them.
FUZZ_SOURCES  := $(wildcard tests/fuzz/*.c)
FUZZ_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
SECONDS ?= 600
MINUTES ?= 60
HOURS   ?= 8
EVENTS  ?= 1000000
SEED    ?= 1
COMMANDS ?= 2000
GUARD_SOURCES := tests/guard/jobs.c
EXTRA_SOURCES := $(TEST_SOURCES) $(GUARD_SOURCES) $(SYSTEM_SOURCES) $(FUZZ_SOURCES) $(BENCH_SOURCES) $(STUDIO_SOURCES)

.PHONY: all program tests system-programs fuzzers bench-programs objects deps run tour test golden check guard guard-record bench fuzz monkey \
	sheets soak install clips \
	install-files deb system clean FORCE
.SECONDARY:

# The goals that people call start a make of their own: parallel, and after deps with fresh packages.
AGAIN = +@$(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

all:
	$(AGAIN) program

program: $(BUILD)/tuneup $(BUILD)/tuneupctl $(BUILD)/tuneup-admin $(LOCALES)
tests: program $(TEST_PROGRAMS) $(BUILD)/tests/bench/measure
system-programs: program $(SYSTEM_PROGRAMS)
bench-programs: program $(BENCH_PROGRAMS) $(BUILD)/studio
fuzzers: $(FUZZ_PROGRAMS)
objects: $(OBJECTS) $(PROGRAMS) $(EXTRA_SOURCES:%.c=$(BUILD)/%.o)

$(BUILD)/tuneup: $(BUILD)/kiosk/main.o $(BUILD)/libtuneup.a
$(BUILD)/tuneupctl: $(BUILD)/kiosk/ctl/main.o $(BUILD)/libtuneup.a
$(BUILD)/tuneup-admin: $(BUILD)/kiosk/admin/main.o $(BUILD)/libtuneup.a
$(BUILD)/tuneup $(BUILD)/tuneupctl $(BUILD)/tuneup-admin:
	$(call SAY,LINK)$(LINK) -o $@ $^ $(PKG_LIBS) -lm

$(TEST_PROGRAMS): %: %.o $(BUILD)/libhelpers.a $(BUILD)/libtuneup.a
	$(call SAY,LINK)$(LINK) -o $@ $^ -lcmocka $(PKG_LIBS) -lm

$(BUILD)/tests/unit/test_studio: $(BUILD)/libstudio.a
$(BUILD)/tests/unit/test_studio: private PKG_LIBS := $(BUILD)/libtuneup.a $(STUDIO_LIBS) $(PKG_LIBS)
$(STUDIO_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/tests/unit/test_studio.o: private CPPFLAGS += $(STUDIO_FLAGS)

$(BUILD)/studio: $(BUILD)/content/studio/main.o $(BUILD)/libstudio.a $(BUILD)/libtuneup.a
	$(call SAY,LINK)$(LINK) -o $@ $^ $(STUDIO_LIBS) $(PKG_LIBS) -lm

$(FUZZ_PROGRAMS): %: %.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/libtuneup.a
	$(call SAY,LINK)$(LINK) -o $@ $^ $(PKG_LIBS) -lm

$(SYSTEM_PROGRAMS): %: %.o $(BUILD)/libtuneup.a
	$(call SAY,LINK)$(LINK) -o $@ $^ $(PKG_LIBS) -lm

$(BUILD)/tests/bench/measure: $(addprefix $(BUILD)/tests/bench/,measure.o tree.o screen.o)
	$(call SAY,LINK)$(LINK) -o $@ $^

$(filter-out %/measure,$(BENCH_PROGRAMS)): %: %.o $(BUILD)/libhelpers.a $(BUILD)/libtuneup.a
	$(call SAY,LINK)$(LINK) -o $@ $^ -lcmocka $(PKG_LIBS) -lm

$(BUILD)/tests/guard/jobs: $(BUILD)/tests/guard/jobs.o $(BUILD)/libhelpers.a $(BUILD)/libtuneup.a
	$(call SAY,LINK)$(LINK) -o $@ $^ -lcmocka $(PKG_LIBS) -lm

$(BUILD)/libtuneup.a: $(OBJECTS)
$(BUILD)/libhelpers.a: $(HELPER_OBJECTS)
$(BUILD)/libstudio.a: $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/main.c,$(STUDIO_SOURCES)))
$(BUILD)/lib%.a: $(BUILD)/sources
	@rm -f $@
	$(call SAY,AR  )$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call SAY,CC  )$(COMPILE) -MMD -MP -c -o $@ $<

# These two change only when their text does: new flags compile all again, a file that came or went
# makes the libraries again.
$(BUILD)/flags: TEXT = $(COMPILE) | $(LINK) $(PKG_LIBS)
$(BUILD)/sources: TEXT = $(SOURCES) $(TEST_SOURCES) $(STUDIO_SOURCES)
$(BUILD)/flags $(BUILD)/sources: FORCE
	@$(PKG_CONFIG) --exists $(PACKAGES) || { echo 'Packages are missing: run `make deps` first.' >&2; exit 1; }
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(TEXT))' > $@.new
	@cmp -s $@.new $@ || cp $@.new $@

$(BUILD)/locale/%.mo: assets/locale/%.po
	@mkdir -p $(@D)
	$(call SAY,MO  )msgfmt --check-format -o $@ $<

deps:
	@tests/deps.sh build

run: deps
	$(AGAIN) program
	@tests/run-kiosk.sh $(BUILD)/tuneup

tour: deps
	$(AGAIN) program
	@tests/run-kiosk.sh --tour $(BUILD)/tuneup

test: deps
	$(AGAIN) tests
	@tests/run-tests.sh $(BUILD)

golden: deps
	$(AGAIN) tests
	@TUNEUP_GOLDEN_UPDATE=1 tests/run-tests.sh $(BUILD) golden

check:
	@tests/deps.sh build check
	@tests/check.sh

# The instructions of five fixed jobs against those that are stored (tests/guard/guard.sh); `make guard-record NOTE='why'`
# stores them anew. Always built alike.
guard guard-record:
	@tests/deps.sh build check
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=build/guard CC=gcc CFLAGS='-O2 -g -D_FORTIFY_SOURCE=2' build/guard/tests/guard/jobs
	@tests/guard/guard.sh build/guard $(if $(findstring record,$@),record '$(NOTE)')

# Draws and encodes the demonstration clips that are older than their scene or the studio: minutes each.
clips: deps
	$(AGAIN) $(CLIPS:%=content/routines/%/clip.mp4)

content/routines/%/clip.mp4: content/studio/scenes/%.yaml content/studio/scenes/sit.yaml \
		$(wildcard content/studio/*.[ch]) | $(BUILD)/studio
	@mkdir -p $(@D)
	$(call SAY,CLIP)$(BUILD)/studio content/studio/scenes $* clip $(@D)

# Damaged files of all kinds that come from outside, for SECONDS, under ASan and UBSan.
fuzz:
	@tests/deps.sh build check
	@. tests/sanitizers.sh; $(MAKE) --no-print-directory -j$(JOBS) BUILD=build/asan CC=clang \
		CFLAGS="$$sanitized_flags $$asan" fuzzers
	@tests/fuzz/fuzz.sh build/asan $(SECONDS)

# So many taps, drags, presses and other EVENTS by dice, then as many COMMANDS of a random script on the
# real player, store and renderer, under ASan and UBSan.
monkey: $(LOCALES)
	@tests/deps.sh build check
	@. tests/sanitizers.sh; $(MAKE) --no-print-directory -j$(JOBS) BUILD=build/asan CC=clang \
		CFLAGS="$$sanitized_flags $$asan" program build/asan/tests/unit/test_monkey && \
		build/asan/tests/unit/test_monkey $(EVENTS) $(SEED) && \
		tests/monkey/play.sh build/asan $(COMMANDS) $(SEED)

# All screens at each size and in each language beside each other, as pictures in docs/sheets.
sheets: deps
	$(AGAIN) program
	@tests/sheets/sheets.sh $(BUILD) docs/sheets

# Clips switched for MINUTES in real time; or `make soak VIRTUAL=1 HOURS=8`: a store's day in minutes. Memory, threads and
# files stay as they are.
soak: deps
	$(AGAIN) program
	@$(if $(VIRTUAL),tests/soak/day.sh $(BUILD) $(HOURS),tests/soak/switching.sh $(BUILD) $(MINUTES))

# Settings that are there already stay; what sysusers.d and tmpfiles.d ask for comes with the next start
# of the machine, or with the Debian package (README, "Install it on a Pi").
UNITS := $(notdir $(wildcard systemd/*.service systemd/*.socket systemd/*.timer))
LIB   = $(DESTDIR)$(PREFIX)/lib
SHARE = $(DESTDIR)$(PREFIX)/share
install: all
	@$(MAKE) --no-print-directory install-files

# What was built before, as it is.
install-files:
	install -D -t $(DESTDIR)$(PREFIX)/bin $(BUILD)/tuneup $(BUILD)/tuneupctl
	install -D -t $(LIB)/tuneup $(BUILD)/tuneup-admin
	install -D -m 644 -t $(SHARE)/man/man1 docs/tuneup.1 docs/tuneupctl.1
	install -D -m 644 -t $(SHARE)/man/man8 docs/tuneup-setup.8 docs/tuneup-admin.8 docs/tuneup-recover.8
	install -D -m 644 docs/tuneupctl.bash $(SHARE)/bash-completion/completions/tuneupctl
	install -D -m 644 docs/tuneup-setup.bash $(SHARE)/bash-completion/completions/tuneup-setup
	install -d $(SHARE)/tuneup
	cp -R assets content $(SHARE)/tuneup/
	rm -rf $(SHARE)/tuneup/assets/locale/*.po* $(SHARE)/tuneup/content/studio
	$(if $(LOCALES),install -m 644 $(LOCALES) $(SHARE)/tuneup/assets/locale/)
	install -d $(LIB)/systemd/system $(DESTDIR)$(PREFIX)/sbin
	install -m 644 -t $(SHARE)/tuneup systemd/tuneup.yaml
	for file in $(UNITS) keep-program nightly tuneup-recover tuneup-setup; do \
		case $$file in \
		keep-program | nightly | tuneup-recover) to=$(LIB)/tuneup/$$file mode=755 ;; \
		tuneup-setup) to=$(DESTDIR)$(PREFIX)/sbin/$$file mode=755 ;; \
		*) to=$(LIB)/systemd/system/$$file mode=644 ;; \
		esac; \
		sed 's,/usr/\(bin\|lib\|sbin\)/tuneup,$(PREFIX)/\1/tuneup,' systemd/$$file >$$to && chmod $$mode $$to || exit 1; done
	install -D -m 644 systemd/tuneup.sysusers $(LIB)/sysusers.d/tuneup.conf
	install -D -m 644 systemd/tuneup.tmpfiles $(LIB)/tmpfiles.d/tuneup.conf
	install -D -m 644 systemd/tuneup.modules $(LIB)/modules-load.d/tuneup.conf
	install -D -m 644 systemd/tuneup.rules $(LIB)/udev/rules.d/60-tuneup.rules
	install -D -m 644 systemd/tuneup.sysctl $(LIB)/sysctl.d/90-tuneup.conf
	install -D -m 644 systemd/tuneup.logind $(LIB)/systemd/logind.conf.d/90-tuneup.conf
	install -D -m 644 systemd/tuneup.manager $(LIB)/systemd/system.conf.d/90-tuneup.conf
	install -d $(DESTDIR)/etc/systemd/system $(DESTDIR)/etc/tuneup/keys.d
	ln -sfn /dev/null $(DESTDIR)/etc/systemd/system/ctrl-alt-del.target
	test -e $(DESTDIR)/etc/tuneup/tuneup.yaml || \
		install -D -m 644 systemd/tuneup.yaml $(DESTDIR)/etc/tuneup/tuneup.yaml

# Debian 12 and 13, arm64 and amd64; `make deb ARCH=arm64 SUITES=trixie` for some of them.
ARCH   ?= amd64 arm64
SUITES ?= bookworm trixie
deb:
	@tests/deps.sh package
	@systemd/deb.sh $(VERSION) $(BUILD) "$(ARCH)" $(SUITES)

# `make system PARTS=gpio-v2` for some of it: tests/system/README.md.
system:
	@tests/deps.sh build system
	$(AGAIN) program $(addprefix $(BUILD)/tests/system/,pixels power guest_instructions)
	@tests/system/system.sh $(BUILD) $(PARTS)

# `make bench ONLY=video,start ROUNDS=1` for some of it, and quicker: tests/bench/README.md.
bench:
	@tests/deps.sh build bench
	$(AGAIN) bench-programs
	@tests/bench/bench.sh $(BUILD) $(ONLY)

clean:
	rm -rf $(BUILD)

-include $(patsubst %.o,%.d,$(OBJECTS) $(PROGRAMS) $(EXTRA_SOURCES:%.c=$(BUILD)/%.o))
