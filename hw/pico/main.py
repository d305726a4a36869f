# A pressure mat of up to 24 x 8 zones on a Raspberry Pi Pico, for `mat: kind: serial`.
# MicroPython: copy this file to the Pico as main.py (mpremote cp main.py :main.py).
#
# Each column of the mat is a strip of foil that one of the COLUMN_PINS feeds with 3.3 V, each row a
# strip across it, with Velostat in between. The rows go to 74HC4067 multiplexers (16 rows each), and
# each of those, with 10 kOhm to ground, to an analog input:
#
#   GP2..GP9    columns 0..7, left before right as the visitor sees the screen
#   GP10..GP13  S0..S3 of all multiplexers; their EN to ground, VCC to 3.3 V
#   GP26, GP27  SIG of the first and of the second multiplexer, and 10 kOhm to ground
#   C0..C15     rows 0..15 on the first one, 16.. on the second; row 0 is nearest the screen
#
# It sends a line a scan: its own milliseconds, then each zone, row by row, 12 bits. In tuneup.yaml:
#
#   mat: {kind: serial, rows: 4, columns: 2, bits: 12}

import sys
import time
from machine import ADC, Pin

ROWS = 4
COLUMNS = 2
SCAN_MS = 20  # 50 a second; a large mat takes what it needs

COLUMN_PINS = [Pin(2 + i, Pin.OUT, value=0) for i in range(COLUMNS)]
SELECT_PINS = [Pin(10 + i, Pin.OUT, value=0) for i in range(4)]
INPUTS = [ADC(Pin(26)), ADC(Pin(27))]
BITS = 12
SETTLE_US = 10  # of a strip and its 10 kOhm, after the switch


def select(row):
    for i in range(4):
        SELECT_PINS[i].value(row >> i & 1)


def scan(values):
    for row in range(ROWS):
        select(row % 16)
        adc = INPUTS[row // 16]
        for column in range(COLUMNS):
            COLUMN_PINS[column].value(1)
            time.sleep_us(SETTLE_US)
            values[row * COLUMNS + column] = adc.read_u16() >> 16 - BITS
            COLUMN_PINS[column].value(0)


def main():
    values = [0] * (ROWS * COLUMNS)
    clock = due = time.ticks_ms()
    sent = 0  # milliseconds since the start; ticks_ms begins anew after some days
    lines = 0
    while True:
        if lines % 256 == 0:
            sys.stdout.write("# bits=%d\n" % BITS)
        lines += 1
        now = time.ticks_ms()
        sent += time.ticks_diff(now, clock)
        clock = now
        scan(values)
        sys.stdout.write("%d,%s\n" % (sent, ",".join(map(str, values))))
        due = time.ticks_add(due, SCAN_MS)
        wait = time.ticks_diff(due, time.ticks_ms())
        if wait > 0:
            time.sleep_ms(wait)
        else:
            due = time.ticks_ms()


main()
