/* Content that comes while the kiosk runs, as when a pack is installed. */
#include <stddef.h>
#include <stdint.h>

#include "visit_kit.h"

#include <string.h>

static void it_comes_only_while_nobody_is_there(void **state)
{
	struct visitor *v = *state;
	assert_true(app_rests(&v->app));
	visitor_plays(v, "area.quads");
	assert_false(app_rests(&v->app));
	app_reset(&v->app, "over");
	assert_true(app_rests(&v->app));
}

static void what_is_shown_then_is_the_new_content(void **state)
{
	struct visitor *v = *state;
	static struct fact fact = {.title = {.in = {"Fresh fact"}},
		.body = {.in = {"Fresh body"}},
		.source = "Fresh source"};
	static struct catalog other;
	other = *v->catalog;
	other.fact = &fact;
	other.facts = 1;
	visitor_waits(v, 13000);
	assert_false(visitor_reads(v, "Fresh body"));
	app_renew(&v->app, &other, &other);
	visitor_waits(v, 13000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_true(visitor_reads(v, "Fresh body"));
	/* And it goes on as always. */
	visitor_plays(v, "area.quads");
	assert_string_equal(visitor_sees(v), "routine");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(it_comes_only_while_nobody_is_there),
		VISIT(what_is_shown_then_is_the_new_content),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
