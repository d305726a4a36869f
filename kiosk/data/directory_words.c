/* Fields whose values come from a vocabulary. */
#include "base/fold.h"
#include "base/say.h"
#include "base/tr.h"
#include "data/directory_values.h"

#include <stdlib.h>
#include <string.h>

/* What people write, folded, and what is stored. */
struct word {
	const char *written, *stored;
};

static const struct word settings[] = {
	{"clinic", "clinic"},
	{"studio", "clinic"},
	{"office", "clinic"},
	{"spa", "clinic"},
	{"home", "home"},
	{"home studio", "home"},
	{"mobile", "mobile"},
	{"outcall", "mobile"},
	{"house calls", "mobile"},
	{0},
};

static const struct word memberships[] = {
	{"amta", "amta"},
	{"american massage therapy association", "amta"},
	{"abmp", "abmp"},
	{"associated bodywork massage professionals", "abmp"},
	{"associated bodywork and massage professionals", "abmp"},
	{0},
};

static const struct word license_types[] = {
	{"license", "license"},
	{"licence", "license"},
	{"licensed", "license"},
	{"certification", "certification"},
	{"certificate", "certification"},
	{"certified", "certification"},
	{"registration", "registration"},
	{"registered", "registration"},
	{0},
};

/* The first TECHNIQUES_KNOWN are the kiosk's; the others only mean one of them. */
static const struct word techniques[] = {
	{"swedish", "swedish"},
	{"deep tissue", "deep_tissue"},
	{"trigger point", "trigger_point"},
	{"sports", "sports"},
	{"myofascial", "myofascial"},
	{"prenatal", "prenatal"},
	{"sport", "sports"},
	{"trigger points", "trigger_point"},
	{"myofascial release", "myofascial"},
	{"pregnancy", "prenatal"},
	{0},
};
enum { TECHNIQUES_KNOWN = 6 };

static const struct word languages[] = {
	{"english", "en"},
	{"ingles", "en"},
	{"spanish", "es"},
	{"espanol", "es"},
	{"castellano", "es"},
	{"amharic", "am"},
	{"arabic", "ar"},
	{"bengali", "bn"},
	{"bulgarian", "bg"},
	{"cantonese", "zh"},
	{"chinese", "zh"},
	{"mandarin", "zh"},
	{"croatian", "hr"},
	{"czech", "cs"},
	{"danish", "da"},
	{"dutch", "nl"},
	{"farsi", "fa"},
	{"persian", "fa"},
	{"finnish", "fi"},
	{"french", "fr"},
	{"francais", "fr"},
	{"german", "de"},
	{"deutsch", "de"},
	{"greek", "el"},
	{"gujarati", "gu"},
	{"haitian creole", "ht"},
	{"hebrew", "he"},
	{"hindi", "hi"},
	{"hungarian", "hu"},
	{"indonesian", "id"},
	{"italian", "it"},
	{"italiano", "it"},
	{"japanese", "ja"},
	{"khmer", "km"},
	{"korean", "ko"},
	{"lao", "lo"},
	{"nepali", "ne"},
	{"norwegian", "no"},
	{"polish", "pl"},
	{"polski", "pl"},
	{"portuguese", "pt"},
	{"portugues", "pt"},
	{"punjabi", "pa"},
	{"romanian", "ro"},
	{"russian", "ru"},
	{"serbian", "sr"},
	{"somali", "so"},
	{"swahili", "sw"},
	{"swedish", "sv"},
	{"tagalog", "tl"},
	{"filipino", "tl"},
	{"tamil", "ta"},
	{"telugu", "te"},
	{"thai", "th"},
	{"turkish", "tr"},
	{"ukrainian", "uk"},
	{"urdu", "ur"},
	{"vietnamese", "vi"},
	{"asl", "ase"}, /* ISO 639-1 has no code for American Sign Language, 639-3 has */
	{"ase", "ase"},
	{"american sign language", "ase"},
	{0},
};

/* ISO 639-1, two letters each. */
static const char language_codes[] =
	"aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffi"
	"f"
	"jfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwk"
	"ylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnror"
	"urwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiy"
	"ozazhzu";

/* USPS Publication 28, appendix B: states, the District and territories. */
static const struct word states[] = {
	{"alabama", "AL"},
	{"alaska", "AK"},
	{"american samoa", "AS"},
	{"arizona", "AZ"},
	{"arkansas", "AR"},
	{"california", "CA"},
	{"colorado", "CO"},
	{"connecticut", "CT"},
	{"delaware", "DE"},
	{"district of columbia", "DC"},
	{"washington dc", "DC"},
	{"washington d c", "DC"},
	{"florida", "FL"},
	{"georgia", "GA"},
	{"guam", "GU"},
	{"hawaii", "HI"},
	{"idaho", "ID"},
	{"illinois", "IL"},
	{"indiana", "IN"},
	{"iowa", "IA"},
	{"kansas", "KS"},
	{"kentucky", "KY"},
	{"louisiana", "LA"},
	{"maine", "ME"},
	{"maryland", "MD"},
	{"massachusetts", "MA"},
	{"michigan", "MI"},
	{"minnesota", "MN"},
	{"mississippi", "MS"},
	{"missouri", "MO"},
	{"montana", "MT"},
	{"nebraska", "NE"},
	{"nevada", "NV"},
	{"new hampshire", "NH"},
	{"new jersey", "NJ"},
	{"new mexico", "NM"},
	{"new york", "NY"},
	{"north carolina", "NC"},
	{"north dakota", "ND"},
	{"northern mariana islands", "MP"},
	{"ohio", "OH"},
	{"oklahoma", "OK"},
	{"oregon", "OR"},
	{"pennsylvania", "PA"},
	{"puerto rico", "PR"},
	{"rhode island", "RI"},
	{"south carolina", "SC"},
	{"south dakota", "SD"},
	{"tennessee", "TN"},
	{"texas", "TX"},
	{"utah", "UT"},
	{"vermont", "VT"},
	{"virgin islands", "VI"},
	{"u s virgin islands", "VI"},
	{"us virgin islands", "VI"},
	{"virginia", "VA"},
	{"washington", "WA"},
	{"west virginia", "WV"},
	{"wisconsin", "WI"},
	{"wyoming", "WY"},
	{0},
};

static const char *look_up(const struct word *words, const char *folded)
{
	for (; words->written; words++)
		if (strcmp(words->written, folded) == 0)
			return words->stored;
	return NULL;
}

/* ---- one word ---- */

static const char *find_setting(const char *item, const char *folded, struct arena *arena)
{
	(void)item, (void)arena;
	return look_up(settings, folded);
}

static const char *find_membership(const char *item, const char *folded, struct arena *arena)
{
	(void)item, (void)arena;
	return look_up(memberships, folded);
}

static const char *find_language(const char *item, const char *folded, struct arena *arena)
{
	(void)item;
	const char *code = look_up(languages, folded);
	/* "en us" was "en-US". */
	if (code || (strlen(folded) != 2 && (strlen(folded) != 5 || folded[2] != ' ')))
		return code;
	for (const char *at = language_codes; *at; at += 2)
		if (memcmp(at, folded, 2) == 0)
			return arena_strndup(arena, folded, 2);
	return NULL;
}

/* One that the kiosk has no word for is kept as a plain lower-case word: a store may teach it. */
static const char *find_technique(const char *item, const char *folded, struct arena *arena)
{
	static const char *const endings[] = {" massage", " therapy", " technique"};
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-'";
	char *word = arena_strdup(arena, folded);
	size_t length = strlen(word);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t ending = strlen(endings[i]);
		if (length > ending && strcmp(word + length - ending, endings[i]) == 0)
			word[length -= ending] = '\0';
	}
	const char *known = look_up(techniques, word);
	if (known)
		return known;
	if (item[strspn(item, letters)] || word[0] < 'a' || word[0] > 'z' || length > 40)
		return NULL;
	for (char *at = word; *at; at++)
		if (*at == ' ')
			*at = '_';
	return word;
}

bool value_technique_known(const char *technique)
{
	for (int i = 0; i < TECHNIQUES_KNOWN; i++)
		if (strcmp(techniques[i].stored, technique) == 0)
			return true;
	return false;
}

/* ---- lists ---- */

typedef const char *word_finder(const char *item, const char *folded, struct arena *arena);

static bool in_list(const char *list, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = list; (at = strstr(at, word)); at++)
		if ((at == list || at[-1] == '|') && (at[length] == '|' || !at[length]))
			return true;
	return false;
}

/* "a|b"; commas, semicolons, slashes and line breaks part values as well. */
static bool read_list(const char *text, word_finder *find, struct arena *arena, const char **value)
{
	const char *list = "";
	for (const char *at = text; *at;) {
		size_t length = strcspn(at, "|,;/\n");
		char *item = arena_strndup(arena, at, length);
		char *folded = fold_words(item);
		at += length + (at[length] != '\0');
		const char *word = folded[0] ? find(item + strspn(item, " "), folded, arena) : "";
		bool blank = !item[strspn(item, " ")];
		free(folded);
		if (!word || (!word[0] && !blank))
			return false;
		if (word[0] && !in_list(list, word))
			list = arena_printf(arena, "%s%s%s", list, list[0] ? "|" : "", word);
	}
	*value = list;
	return true;
}

bool value_read_setting(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	*reason = N_("expected clinic, home or mobile, several parted by |");
	return read_list(text, find_setting, arena, value);
}

bool value_read_techniques(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	*reason = N_(
		"expected words such as swedish, deep_tissue, trigger_point, sports, myofascial or "
		"prenatal, several parted by |");
	return read_list(text, find_technique, arena, value);
}

bool value_read_languages(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	*reason =
		N_("expected two-letter codes such as en or es, or names such as Spanish, several "
		   "parted by |");
	return read_list(text, find_language, arena, value);
}

bool value_read_memberships(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	*reason = N_("expected amta or abmp, both parted by |, or nothing");
	return read_list(text, find_membership, arena, value);
}

/* ---- single words ---- */

static const char *find_folded(const struct word *words, const char *text)
{
	char *folded = fold_words(text);
	const char *found = look_up(words, folded);
	free(folded);
	return found;
}

bool value_read_license_type(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena;
	*value = find_folded(license_types, text);
	*reason = N_("expected license, certification or registration");
	return *value != NULL;
}

bool value_read_state(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena;
	*value = find_folded(states, text);
	*reason = N_("expected a two-letter US state or territory such as CO");
	char *folded = fold_words(text);
	for (int i = 0; !*value && states[i].written; i++) {
		const char *code = states[i].stored;
		if (strlen(folded) == 2 && folded[0] == code[0] + 32 && folded[1] == code[1] + 32)
			*value = code;
	}
	/* "D.C." */
	if (!*value && strcmp(folded, "d c") == 0)
		*value = "DC";
	free(folded);
	return *value != NULL;
}
