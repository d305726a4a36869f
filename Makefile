# Tuneup. The targets are described in README.md and HACKING.md.
VERSION := 0.1.0
BUILD   ?= build
PREFIX  ?= /usr
CC      ?= gcc
PACKAGES := sdl2 SDL2_ttf SDL2_image libavformat libavcodec libswscale libswresample libavutil yaml-0.1

CPPFLAGS += -Ikiosk -Ihw -D_GNU_SOURCE -DTUNEUP_VERSION='"$(VERSION)"' -DTUNEUP_PREFIX='"$(PREFIX)"' \
	$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
CFLAGS   ?= -O2 -g
CFLAGS   += -std=c17 $(WARNINGS)
LDLIBS   += $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm -pthread

# Everything but main.c is a library, so that tests link the same objects as the program.
SOURCES := $(filter-out kiosk/main.c,$(wildcard kiosk/*.c kiosk/base/*.c kiosk/ui/*.c kiosk/media/*.c \
	kiosk/data/*.c kiosk/screens/*.c hw/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
LOCALES := $(patsubst assets/locale/%.po,$(BUILD)/locale/%.mo,$(wildcard assets/locale/*.po))

.PHONY: all clean
all: $(BUILD)/tuneup $(LOCALES)

$(BUILD)/tuneup: $(BUILD)/kiosk/main.o $(BUILD)/libtuneup.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/libtuneup.a: $(OBJECTS)
	rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/locale/%.mo: assets/locale/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(BUILD)/kiosk/main.d
