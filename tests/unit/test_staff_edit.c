/* The editor as somebody of the store uses it: every field of the directory, the caret and what is
 * chosen, what is tapped, erasing, and what the trail shows. */
#include "screens/staff_edit.h"
#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
	*state = visitor_create(1920, 1080);
	return 0;
}

static int begin_small(void **state)
{
	*state = visitor_create(800, 480);
	return 0;
}

static int end(void **state)
{
	visitor_destroy(*state);
	return 0;
}

static void opens(struct visitor *v, const char *row)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, row);
	assert_string_equal(visitor_sees(v), "staff-edit");
}

static const struct edit_state *edit_of(const struct visitor *v)
{
	return &v->app.staff.edit;
}

static int index_of(enum therapist_field field)
{
	for (int i = 0; i < EDIT_FIELDS; i++)
		if (edit_fields[i].field == field)
			return i;
	return -1;
}

static const char *value_of(const struct visitor *v, enum therapist_field field)
{
	return edit_of(v)->value[index_of(field)];
}

static void key(struct visitor *v, int code)
{
	visitor_event(v, &(struct event){.kind = EVENT_KEY, .key = code});
}

/* A finger at a letter of a field: the nth place at which the caret can stand. */
static void taps_letter(struct visitor *v, const char *id, size_t n)
{
	const struct item *item = draw_find(&v->list, id);
	assert_non_null(item);
	assert_true(n < item->stops);
	struct point at = {item->box.x + item->stop[n].at.x, item->box.y + item->stop[n].at.y};
	visitor_touches(v, POINTER_DOWN, at);
	visitor_waits(v, 60);
	visitor_touches(v, POINTER_UP, at);
	visitor_looks(v);
}

static void every_field_of_the_directory_but_the_check_can_be_edited(void **state)
{
	struct visitor *v = *state;
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		enum therapist_field field = (enum therapist_field)i;
		bool check = field == THERAPIST_LICENSE_VERIFIED_ON ||
			     field == THERAPIST_LICENSE_VERIFIED_BY;
		assert_int_equal(index_of(field) >= 0, !check);
	}
	opens(v, "staff.add");
	for (int i = 0; i < EDIT_FIELDS; i++)
		if (edit_types(i)) {
			visitor_taps(v, therapist_field_name(edit_fields[i].field));
			assert_int_equal(edit_of(v)->at, i);
		}
}

static void what_is_written_and_tapped_goes_to_the_store(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.add");
	visitor_types(v, "Ada");
	visitor_taps(v, "about_es");
	visitor_types(v, "Hola");
	visitor_taps(v, "techniques.swedish");
	visitor_taps(v, "techniques.sports");
	visitor_taps(v, "techniques.swedish");
	visitor_taps(v, "license_type.license");
	visitor_taps(v, "license_type.registration");
	visitor_taps(v, "accepts_new");
	visitor_taps(v, "edit.save");
	visitor_taps(v, "sign.yes");
	const struct desk_request *request = visitor_asked(v, DESK_SAVE);
	assert_non_null(request);
	assert_int_equal(request->id, 0);
	assert_string_equal(request->text, "0=Ada\x1f"
					   "24=registration\x1f"
					   "13=sports\x1f"
					   "17=yes\x1f"
					   "22=Hola\x1f");
}

static void a_tap_puts_the_caret_and_two_choose_the_word(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	taps_letter(v, "name", 2);
	assert_int_equal(edit_of(v)->field.caret, 2);
	visitor_waits(v, 600);
	visitor_types(v, "x");
	assert_string_equal(value_of(v, THERAPIST_NAME), "Juxniper Sample");
	taps_letter(v, "name", 11);
	taps_letter(v, "name", 11);
	assert_int_equal(edit_of(v)->field.anchor, 9);
	assert_int_equal(edit_of(v)->field.caret, 15);
	visitor_types(v, "d");
	assert_string_equal(value_of(v, THERAPIST_NAME), "Juxniper d");
}

static void a_held_finger_chooses_the_word_and_backspace_takes_it(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	const struct item *name = draw_find(&v->list, "name");
	struct point at = {name->box.x + name->stop[3].at.x, name->box.y + name->stop[3].at.y};
	visitor_touches(v, POINTER_DOWN, at);
	visitor_waits(v, 700);
	visitor_touches(v, POINTER_UP, at);
	visitor_taps(v, "key.backspace");
	assert_string_equal(value_of(v, THERAPIST_NAME), " Sample");
}

static void a_real_keyboard_chooses_with_shift(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	key(v, KEY_CHOOSE_LEFT);
	key(v, KEY_CHOOSE_LEFT);
	visitor_event(v, &(struct event){.kind = EVENT_TEXT, .text = "\xC3\xB1"});
	assert_string_equal(value_of(v, THERAPIST_NAME), "Juniper Samp\xC3\xB1");
	key(v, KEY_CHOOSE_TO_START);
	key(v, KEY_DELETE);
	assert_string_equal(value_of(v, THERAPIST_NAME), "");
	assert_true(draw_find(&v->list, "edit.save")->disabled);
}

static void a_long_text_takes_the_caret_in_its_second_line(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	visitor_taps(v, "about_en");
	const struct item *about = draw_find(&v->list, "about_en");
	size_t second = 0;
	while (about->stop[second].at.y <= about->stop[0].at.y + 0.1f)
		second++;
	size_t byte = about->stop[second + 3].byte;
	visitor_waits(v, 600);
	taps_letter(v, "about_en", second + 3);
	assert_int_equal(edit_of(v)->field.caret, byte);
	assert_true(byte > 20);
}

static void a_word_that_no_chip_has_is_typed_and_looked_at(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	visitor_taps(v, "languages.other");
	assert_string_equal(visitor_sees(v), "entry");
	visitor_types(v, "qq9");
	visitor_taps(v, "key.done");
	assert_string_equal(visitor_sees(v), "entry");
	assert_true(visitor_reads(v, "expected two-letter codes"));
	for (int i = 0; i < 3; i++)
		visitor_taps(v, "key.backspace");
	visitor_types(v, "russian");
	visitor_taps(v, "key.done");
	assert_string_equal(visitor_sees(v), "staff-edit");
	assert_string_equal(value_of(v, THERAPIST_LANGUAGES), "en|es|ru");
	assert_true(draw_find(&v->list, "languages.more.0") != NULL);
	visitor_taps(v, "languages.more.0");
	assert_false(edit_of(v)->dirty);
}

static void a_day_that_its_month_does_not_have_is_named(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.21");
	visitor_taps(v, "license_expires");
	key(v, KEY_CHOOSE_ALL);
	visitor_types(v, "4/31/2027");
	assert_true(visitor_reads(v, "April has 30 days"));
	assert_true(draw_find(&v->list, "edit.save")->disabled);
}

static void renewing_opens_at_the_day_and_typing_replaces_it(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.verify.23");
	assert_string_equal(visitor_sees(v), "staff-edit");
	visitor_types(v, "3/31/2029");
	assert_string_equal(value_of(v, THERAPIST_LICENSE_EXPIRES), "3/31/2029");
	visitor_taps(v, "edit.save");
	visitor_taps(v, "sign.yes");
	assert_int_equal(visitor_asked(v, DESK_SAVE)->id, 23);
	assert_string_equal(visitor_asked(v, DESK_SAVE)->text, "27=3/31/2029\x1f");
}

static void another_number_says_that_it_must_be_checked_again(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	assert_true(visitor_reads(v, "by MK"));
	visitor_taps(v, "license_number");
	visitor_types(v, "9");
	assert_true(visitor_reads(v, "it must be checked again"));
}

static void erasing_is_asked_twice(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	visitor_taps(v, "edit.erase");
	assert_string_equal(visitor_sees(v), "erase");
	visitor_taps(v, "erase.yes");
	assert_null(visitor_asked(v, DESK_ERASE));
	visitor_taps(v, "erase.no");
	assert_string_equal(visitor_sees(v), "staff-edit");
	/* It begins anew. */
	visitor_taps(v, "edit.erase");
	assert_null(draw_find(&v->list, "erase.really"));
	visitor_taps(v, "erase.yes");
	visitor_taps(v, "erase.really");
	assert_int_equal(visitor_asked(v, DESK_ERASE)->id, 24);
	assert_string_equal(visitor_asked(v, DESK_ERASE)->by, "MK");
	assert_string_equal(visitor_sees(v), "staff-therapists");
}

static void the_trail_is_shown_of_one_and_of_all(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	visitor_types(v, "x");
	visitor_taps(v, "edit.trail");
	assert_string_equal(visitor_sees(v), "staff-trail");
	assert_int_equal(visitor_asked(v, DESK_TRAIL)->id, 24);
	assert_true(visitor_reads(v, "(303) 555-0103 \xE2\x86\x92 (303) 555-0142"));
	assert_true(visitor_reads(v, "TR, "));
	/* What was being written is still there. */
	visitor_taps(v, "back");
	assert_string_equal(value_of(v, THERAPIST_NAME), "Juniper Samplex");
	visitor_taps(v, "back");
	visitor_taps(v, "confirm.act");
	visitor_taps(v, "staff.trail");
	assert_int_equal(visitor_asked(v, DESK_TRAIL)->id, 0);
}

static void the_list_is_searched_with_each_letter(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.search");
	visitor_taps(v, "key.j");
	assert_string_equal(visitor_asked(v, DESK_LIST)->text, "j");
	visitor_taps(v, "key.u");
	assert_string_equal(visitor_asked(v, DESK_LIST)->text, "ju");
	/* A row that was found is there to be tapped. */
	visitor_taps(v, "staff.therapist.22");
	assert_string_equal(visitor_sees(v), "staff-edit");
	assert_int_equal(edit_of(v)->id, 22);
}

static void on_small_glass_a_list_leads_to_each_field(void **state)
{
	struct visitor *v = *state;
	opens(v, "staff.therapist.24");
	for (int i = 0; i < EDIT_FIELDS; i++) {
		visitor_taps(v, "edit.list");
		char row[ITEM_ID_MAX];
		edit_row_id(i, row);
		visitor_taps(v, row);
		assert_int_equal(edit_of(v)->at, i);
		assert_int_equal(draw_find(&v->list, "key.m") != NULL, edit_types(i));
	}
	visitor_taps(v, "edit.list");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "staff-edit");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "staff-therapists");
}

int main(void)
{
#define WIDE(test) cmocka_unit_test_setup_teardown(test, begin, end)
#define SMALL(test) cmocka_unit_test_setup_teardown(test, begin_small, end)
	const struct CMUnitTest tests[] = {
		WIDE(every_field_of_the_directory_but_the_check_can_be_edited),
		WIDE(what_is_written_and_tapped_goes_to_the_store),
		WIDE(a_tap_puts_the_caret_and_two_choose_the_word),
		WIDE(a_held_finger_chooses_the_word_and_backspace_takes_it),
		WIDE(a_real_keyboard_chooses_with_shift),
		WIDE(a_long_text_takes_the_caret_in_its_second_line),
		WIDE(a_word_that_no_chip_has_is_typed_and_looked_at),
		WIDE(a_day_that_its_month_does_not_have_is_named),
		WIDE(renewing_opens_at_the_day_and_typing_replaces_it),
		WIDE(another_number_says_that_it_must_be_checked_again),
		WIDE(erasing_is_asked_twice),
		WIDE(the_trail_is_shown_of_one_and_of_all),
		WIDE(the_list_is_searched_with_each_letter),
		SMALL(on_small_glass_a_list_leads_to_each_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
