/* Phones, e-mail and web addresses as people write them. */
#include "base/say.h"
#include "base/tr.h"
#include "data/directory_values.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- phones ---- */

enum { DIGITS_MIN = 8, DIGITS_MAX = 15, NATIONAL = 10 }; /* ITU-T E.164: at most 15 */

struct phone {
	char digit[DIGITS_MAX + 8];
	int digits;
	bool plus;
	char extension[8];
};

static bool is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

/* Takes "x12", "ext. 12" or "#12" off the end; returns where the number itself ends. */
static size_t split_extension(const char *text, struct phone *phone)
{
	static const char *const words[] = {"extension", "ext.", "ext", "x", "#"};
	size_t end = strlen(text), digits = end;
	while (digits > 0 && is_digit(text[digits - 1]))
		digits--;
	if (digits == end || end - digits >= sizeof phone->extension)
		return end;
	size_t word = digits;
	while (word > 0 && text[word - 1] == ' ')
		word--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t length = strlen(words[i]);
		if (length >= word || strncasecmp(text + word - length, words[i], length) != 0)
			continue;
		memcpy(phone->extension, text + digits, end - digits);
		return word - length;
	}
	return end;
}

/* Gathers the digits. False: there is something that belongs to no phone. */
static bool gather(const char *text, size_t length, struct phone *phone)
{
	for (size_t i = 0; i < length; i++) {
		/* Britons write the zero that is only dialed at home: +44 (0)20. */
		if (phone->plus && strncmp(text + i, "(0)", 3) == 0) {
			i += 2;
		} else if (is_digit(text[i])) {
			if (phone->digits == (int)sizeof phone->digit)
				return false;
			phone->digit[phone->digits++] = text[i];
		} else if (text[i] == '+' && phone->digits == 0 && !phone->plus) {
			phone->plus = true;
		} else if ((unsigned char)text[i] == 0xe2 && i + 2 < length &&
			   (unsigned char)text[i + 1] == 0x80) {
			i += 2; /* dashes and dots of U+2000 to U+203F */
		} else if (!strchr(" ()-./,", text[i])) {
			return false;
		}
	}
	return true;
}

/* 00 and 011 are what is dialed for +. */
static void read_prefix(struct phone *phone)
{
	int prefix = 0;
	if (phone->plus)
		return;
	if (strncmp(phone->digit, "011", 3) == 0 && phone->digits > NATIONAL)
		prefix = 3;
	else if (strncmp(phone->digit, "00", 2) == 0 && phone->digits > NATIONAL)
		prefix = 2;
	if (prefix) {
		phone->digits -= prefix;
		memmove(phone->digit, phone->digit + prefix, (size_t)phone->digits);
		phone->plus = true;
	}
}

static const char *number_text(const struct phone *phone, const char *sign, struct arena *arena)
{
	return arena_printf(arena, "%s%.*s%s%s", sign, phone->digits, phone->digit,
		phone->extension[0] ? " x" : "", phone->extension);
}

static bool read_international(
	struct phone *phone, struct arena *arena, const char **value, const char **reason)
{
	bool american = phone->digit[0] == '1';
	if (phone->digits < DIGITS_MIN || phone->digits > DIGITS_MAX || phone->digit[0] == '0') {
		*reason = N_("expected + with a country code and 8 to 15 digits in all");
		return false;
	}
	if (american && (phone->digits != NATIONAL + 1 || phone->digit[1] < '2')) {
		*reason = N_("expected 10 digits after +1, such as +1 303 555 0142");
		return false;
	}
	*value = number_text(phone, "+", arena);
	return true;
}

bool value_read_phone(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	struct phone phone = {0};
	if (strncasecmp(text, "tel:", 4) == 0)
		text += 4;
	size_t length = split_extension(text, &phone);
	if (!gather(text, length, &phone)) {
		*reason = N_("expected one phone number in digits, such as (303) 555-0142 or "
			     "+44 20 7946 0958");
		return false;
	}
	read_prefix(&phone);
	if (phone.plus)
		return read_international(&phone, arena, value, reason);
	bool with_one = phone.digits == NATIONAL + 1 && phone.digit[0] == '1';
	if (with_one || (phone.digits == NATIONAL && phone.digit[0] > '1')) {
		*value = number_text(&phone, with_one ? "+" : "+1", arena);
		if (with_one && phone.digit[1] < '2') {
			*reason = N_("expected an area code that does not begin with 0 or 1");
			return false;
		}
		return true;
	}
	/* A national number of somewhere else: whoever dials it knows where. */
	if (phone.digit[0] == '0' && phone.digits >= DIGITS_MIN && phone.digits <= DIGITS_MAX) {
		*value = number_text(&phone, "", arena);
		return true;
	}
	*reason = say_fill(arena,
		N_("expected 10 digits with the area code, found {}; begin a number from another "
		   "country with +"),
		arena_printf(arena, "%d", phone.digits), SAY_END);
	return false;
}

const char *value_phone_text(const char *phone, struct arena *arena)
{
	size_t digits = phone[0] == '+' ? strspn(phone + 1, "0123456789") : 0;
	if (digits != NATIONAL + 1 || phone[1] != '1')
		return phone;
	return arena_printf(
		arena, "(%.3s) %.3s-%.4s%s", phone + 2, phone + 5, phone + 8, phone + 1 + digits);
}

/* ---- names of hosts ---- */

/* A letter, digit or inner hyphen; letters beyond ASCII are taken as they come. */
static bool is_host_letter(char letter)
{
	return isalnum((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

static bool is_host(const char *host, size_t length)
{
	size_t dots = 0, label = 0;
	for (size_t i = 0; i < length; i++) {
		if (host[i] == '.') {
			if (label == 0 || host[i - 1] == '-')
				return false;
			dots++;
			label = 0;
			continue;
		}
		if (!is_host_letter(host[i]) && (host[i] != '-' || label == 0))
			return false;
		if (++label > 63)
			return false;
	}
	bool numeric = length > 0 && is_digit(host[length - 1]);
	return dots > 0 && label >= 2 && host[length - 1] != '-' && !numeric && length <= 253;
}

static void lower(char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		text[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
}

/* ---- e-mail ---- */

static bool is_mailbox(const char *text, size_t length)
{
	if (length == 0 || length > 64 || text[0] == '.' || text[length - 1] == '.')
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char letter = (unsigned char)text[i];
		if (letter <= ' ' || strchr("\"(),:;<>@[\\]", letter))
			return false;
		if (letter == '.' && text[i + 1] == '.')
			return false;
	}
	return true;
}

bool value_read_email(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	if (strncasecmp(text, "mailto:", 7) == 0)
		text += 7;
	const char *at = strchr(text, '@');
	if (!at || !is_mailbox(text, (size_t)(at - text)) || !is_host(at + 1, strlen(at + 1))) {
		*reason = N_("expected one address such as name@example.com");
		return false;
	}
	char *copy = arena_strdup(arena, text);
	lower(copy + (at - text), strlen(at));
	*value = copy;
	return true;
}

/* ---- web addresses ---- */

/* Where the host begins; NULL: another scheme than http and https. *scheme: what stands before. */
static const char *skip_scheme(const char *text, const char **scheme)
{
	*scheme = "https://";
	if (strncasecmp(text, "https://", 8) == 0)
		return text + 8;
	if (strncasecmp(text, "http://", 7) == 0) {
		*scheme = "http://";
		return text + 7;
	}
	const char *colon = strchr(text, ':');
	bool port = colon && is_digit(colon[1]);
	return strstr(text, "://") || (colon && colon < text + strcspn(text, "/?#") && !port)
		       ? NULL
		       : text;
}

bool value_read_url(const char *text, struct arena *arena, const char **value, const char **reason)
{
	const char *scheme;
	const char *host = skip_scheme(text, &scheme);
	*reason = N_("expected a web address such as https://example.com");
	if (!host)
		return false;
	size_t length = strcspn(host, "/?#:");
	const char *rest = host + length;
	if (*rest == ':') {
		size_t digits = strspn(rest + 1, "0123456789");
		rest += 1 + digits;
		if (digits == 0 || digits > 5 || (*rest && !strchr("/?#", *rest)))
			return false;
	}
	if (!is_host(host, length) || strpbrk(rest, " \"<>\\^`{|}"))
		return false;
	char *copy = arena_printf(arena, "%s%s", scheme, host);
	lower(copy + strlen(scheme), length);
	*value = copy;
	return true;
}
