/* The script language: what it understands, what it says when it does not, and that it waits. */
#define SCRATCH "script"
#include "scratch.h"
#include "script.h"
#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *complaints;
static size_t complaints_size;

static struct script *read_text(const char *text)
{
	const char *path = scratch_file("script.txt", text);
	free(complaints);
	complaints = NULL;
	FILE *errors = open_memstream(&complaints, &complaints_size);
	struct script *script = script_read(path, errors);
	fclose(errors);
	return script;
}

static void assert_refused(const char *line, const char *reason)
{
	assert_null(read_text(line));
	if (!strstr(complaints, reason))
		fail_msg("\"%s\" gave \"%s\", expected \"%s\"", line, complaints, reason);
}

static void post(void *data, const struct event *event)
{
	struct visitor *visitor = data;
	if (event->kind == EVENT_POINTER)
		visitor_touches(visitor, event->pointer.phase, event->pointer.at);
}

static const char *hands(void *data, const struct script_hand *hand, int64_t now_us)
{
	struct visitor *visitor = data;
	(void)now_us;
	if (hand->kind == SCRIPT_PRESS && hand->down)
		visitor_presses(visitor, hand->button);
	else if (hand->kind == SCRIPT_LOAD && hand->row == 0 && hand->column == 1)
		visitor_rolls(visitor, 0, 40);
	else if (hand->kind == SCRIPT_UNLOAD)
		visitor_steps_off(visitor);
	else if (hand->kind == SCRIPT_PLUG && !hand->down)
		visitor_loses_the_mat(visitor);
	else if (hand->kind == SCRIPT_TRACE)
		return "no such trace";
	return hand->kind == SCRIPT_LOAD && hand->row > 3 ? "the mat has no such zone" : NULL;
}

static bool shot(void *data, const char *name)
{
	(void)data;
	return strcmp(name, "bad") != 0;
}

/* What the app says, until the script asks for something new. */
static unsigned forgotten;

static const char *heard(void *data)
{
	const struct visitor *visitor = data;
	const struct speech *speech = &visitor->app.spoken.speech;
	return speech->said != forgotten ? speech->text : "";
}

static void forget(void *data)
{
	const struct visitor *visitor = data;
	forgotten = visitor->app.spoken.speech.said;
}

/* Plays it frame by frame, three minutes at most. */
static enum script_state play(struct visitor *visitor, struct script *script)
{
	struct script_world world = {.app = &visitor->app,
		.list = &visitor->list,
		.post = post,
		.shot = shot,
		.hands = hands,
		.heard = heard,
		.forget = forget,
		.data = visitor};
	for (int frame = 0; frame < 180 * 60; frame++) {
		enum script_state state = script_step(script, &world, visitor->now_us);
		if (state != SCRIPT_RUNNING)
			return state;
		visitor_waits(visitor, 17);
	}
	return SCRIPT_RUNNING;
}

static enum script_state play_text(const char *text)
{
	struct script *script = read_text(text);
	if (!script)
		fail_msg("not understood: %s", complaints);
	struct visitor *visitor = visitor_create(1920, 1080);
	enum script_state state = play(visitor, script);
	visitor_destroy(visitor);
	script_destroy(script);
	return state;
}

static void every_faulty_line_is_named_in_one_run(void **state)
{
	(void)state;
	assert_refused("# fine\ntap\nwait 2s\nwait soon\n", "script.txt:2:");
	assert_non_null(strstr(complaints, "script.txt:4:"));
	assert_null(strstr(complaints, "script.txt:3:"));
}

static void faults_say_what_was_expected(void **state)
{
	(void)state;
	assert_refused("dance", "known are tap, hold");
	assert_refused("tap banana", "tap #ID");
	assert_refused("tap nurse \"Home\"", "tap #ID");
	assert_refused("hold #logo", "hold WHERE DURATION");
	assert_refused("press turbo", "start|next|back|home");
	assert_refused("wait 2", "500ms");
	assert_refused("expect text Hello", "expect [no] text");
	assert_refused("expect video at noon", "expect [no] text");
	assert_refused("expect no screen home", "expect [no] text");
	assert_refused("expect video playng", "playing|paused|ended|none");
	assert_refused("clock tomorrow", "YYYY-MM-DDTHH:MM");
	assert_refused("type \"never closed", "a quote is never closed");
	assert_refused("mat 0,1=2", "mat ROW,COLUMN=LOAD");
	assert_refused("mat jump", "mat ROW,COLUMN=LOAD");
	assert_refused("mat play calm.csv", "mat ROW,COLUMN=LOAD");
	assert_refused("drag 1,2 3,4", "drag X,Y X,Y DURATION");
	assert_refused("tap #a #b #c #d #e #f #g #h #i", "tap #ID");
}

static void a_missing_script_says_so(void **state)
{
	(void)state;
	char *text = NULL;
	size_t size = 0;
	FILE *errors = open_memstream(&text, &size);
	assert_null(script_read("/nowhere/at/all.txt", errors));
	fclose(errors);
	assert_non_null(strstr(text, "No such file"));
	free(text);
}

static void comments_and_blank_lines_are_nothing(void **state)
{
	(void)state;
	assert_int_equal(play_text("\n# a remark\n   \t\nexpect screen attract # and one behind\n"),
		SCRIPT_DONE);
}

static void items_are_found_by_id_by_label_and_by_role(void **state)
{
	(void)state;
	assert_int_equal(play_text("tap #go\nexpect screen home\n"
				   "tap tile \"show me where\"\nexpect screen safety\n"
				   "tap #go\nexpect screen areas\n"
				   "tap \"GLUTES\"\nexpect text \"Glutes\"\n"
				   "tap button \"Home\"\nexpect screen home\n"),
		SCRIPT_DONE);
}

static void the_whole_label_goes_before_a_part_of_it(void **state)
{
	(void)state;
	/* "Quads" is a label of its own and part of "Start quads". */
	assert_int_equal(play_text("tap #go\ntap #home.routines\ntap #safety.ok\n"
				   "tap \"Calves\"\ntap \"Quads\"\nexpect screen areas\n"),
		SCRIPT_DONE);
}

static void two_items_of_equal_rank_are_an_error(void **state)
{
	(void)state;
	assert_int_equal(play_text("tap #go\ntap \"a\"\n"), SCRIPT_FAILED);
}

static void pixels_are_pixels_of_the_screen(void **state)
{
	(void)state;
	assert_int_equal(
		play_text("tap 960,540\nexpect screen home\ntap 300,600\nexpect screen safety\n"),
		SCRIPT_DONE);
}

static void a_command_waits_two_seconds_for_what_it_names(void **state)
{
	(void)state;
	/* The idle warning comes 45 s after the touch. */
	assert_int_equal(play_text("tap #go\nwait 44s\nexpect screen idle\n"), SCRIPT_DONE);
	assert_int_equal(play_text("tap #go\nwait 42s\nexpect screen idle\n"), SCRIPT_FAILED);
	assert_int_equal(play_text("tap #go\nuntil screen idle 50s\n"), SCRIPT_DONE);
	assert_int_equal(play_text("tap #go\nuntil screen idle 40s\n"), SCRIPT_FAILED);
}

static void expectations_hold_or_fail(void **state)
{
	(void)state;
	static const struct {
		const char *expectation;
		enum script_state state;
	} cases[] = {
		{"expect no text \"Roller of death\"", SCRIPT_DONE},
		{"expect no text \"loosen up\"", SCRIPT_FAILED},
		{"expect text \"loosen up\"", SCRIPT_DONE},
		{"expect item tile \"Learn\"", SCRIPT_DONE},
		{"expect item button \"Learn\"", SCRIPT_FAILED},
		{"expect no item #areas.go", SCRIPT_DONE},
		{"expect no item #home.learn", SCRIPT_FAILED},
		{"expect focus #home.routines", SCRIPT_DONE},
		{"expect focus #go", SCRIPT_DONE},
		{"expect focus #lang", SCRIPT_FAILED},
		{"expect led start on", SCRIPT_DONE},
		{"expect led home off", SCRIPT_DONE},
		{"expect led home on", SCRIPT_FAILED},
		{"expect video none", SCRIPT_DONE},
		{"expect lang en", SCRIPT_DONE},
		{"expect lang es", SCRIPT_FAILED},
		{"shot fine", SCRIPT_DONE},
		{"shot bad", SCRIPT_FAILED},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *text = mem_printf("tap #go\nexpect screen home\n%s\n", cases[i].expectation);
		if (play_text(text) != cases[i].state)
			fail_msg("%s", cases[i].expectation);
		free(text);
	}
}

static void buttons_holds_and_drags_do_what_hands_do(void **state)
{
	(void)state;
	assert_int_equal(
		play_text("press start\nexpect screen home\npress next\nexpect focus #home.roller\n"
			  "hold #logo 3s\nexpect screen pin\n"
			  "press back\nexpect screen home\n"
			  "drag 300,600 300,100 400ms\nexpect screen home\n"),
		SCRIPT_DONE);
}

static void the_mat_is_loaded_cleared_and_unplugged(void **state)
{
	(void)state;
	assert_int_equal(play_text("mat 0,0=0.1 0,1=0.8\nexpect screen roller\n"
				   "mat clear\nmat unplug\nexpect text \"taking a break\"\n"),
		SCRIPT_DONE);
	assert_int_equal(play_text("mat 9,0=0.5\n"), SCRIPT_FAILED);
	assert_int_equal(play_text("mat play \"nowhere.csv\"\n"), SCRIPT_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_mat_is_loaded_cleared_and_unplugged),
		cmocka_unit_test(every_faulty_line_is_named_in_one_run),
		cmocka_unit_test(faults_say_what_was_expected),
		cmocka_unit_test(a_missing_script_says_so),
		cmocka_unit_test(comments_and_blank_lines_are_nothing),
		cmocka_unit_test(items_are_found_by_id_by_label_and_by_role),
		cmocka_unit_test(the_whole_label_goes_before_a_part_of_it),
		cmocka_unit_test(two_items_of_equal_rank_are_an_error),
		cmocka_unit_test(pixels_are_pixels_of_the_screen),
		cmocka_unit_test(a_command_waits_two_seconds_for_what_it_names),
		cmocka_unit_test(expectations_hold_or_fail),
		cmocka_unit_test(buttons_holds_and_drags_do_what_hands_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
