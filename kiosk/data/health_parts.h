/* The parts of health.c: what is read of the machine. Only for health*.c. */
#ifndef TUNEUP_HEALTH_PARTS_H
#define TUNEUP_HEALTH_PARTS_H

#include "data/health.h"

/* Marks a fault and says what was seen: a format that is marked with N_ (base/say.h). */
void health_found(struct health *health, enum health_fault fault, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Input, temperature, power, memory, disk, flash, clock, each into its facts and faults. */
void health_machine(
	struct health_watch *watch, const struct health_told *told, struct health *health);

#endif
