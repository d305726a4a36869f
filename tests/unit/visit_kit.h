/* A visitor of each test's own, who stands before 1920 x 1080 pixels, and what the services were
 * asked. */
#ifndef TUNEUP_VISIT_KIT_H
#define TUNEUP_VISIT_KIT_H

#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static inline int arrives(void **state)
{
	*state = visitor_create(1920, 1080);
	return 0;
}

static inline int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

/* The newest of this kind; fails the test when there is none. */
static inline const struct effect *last_effect(const struct visitor *v, enum effect_kind kind)
{
	for (int i = v->effects - 1; i >= 0; i--)
		if (v->last[i].kind == kind)
			return &v->last[i];
	fail_msg("no such effect");
	return NULL;
}

/* How often this was counted. */
static inline int logged(const struct visitor *v, enum usage_kind kind)
{
	int count = 0;
	for (int i = 0; i < v->effects; i++)
		count += v->last[i].kind == EFFECT_LOG && v->last[i].usage.kind == kind;
	return count;
}

#define VISIT(test) cmocka_unit_test_setup_teardown(test, arrives, leaves)

#endif
