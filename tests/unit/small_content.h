/* A small content folder without a fault, that each test then spoils. Include scratch.h before. */
#ifndef TUNEUP_SMALL_CONTENT_H
#define TUNEUP_SMALL_CONTENT_H

#include "scratch.h"

static const char areas_file[] =
	"neck: {en: Neck, es: Cuello}\nribs: {en: Rib cage, es: Costillas}\n"
	"glutes: {en: Glutes, es: Glúteos}\nitband: {en: IT band, es: Banda}\n"
	"quads: {en: Quads, es: Cuádriceps}\nadductors: {en: Adductors, es: Aductores}\n"
	"calves: {en: Calves, es: Pantorrillas}\nfeet: {en: Feet, es: Pies}\n";
static const char facts_file[] = "facts:\n"
				 "  - title: {en: No need to wince., es: No tiene que doler.}\n"
				 "    body: {en: One study., es: Un estudio.}\n"
				 "    source: Grabow 2018\n"
				 "    routine: quads\n";
static const char programs_file[] = "programs:\n"
				    "  - id: short\n"
				    "    title: {en: Short, es: Corto}\n"
				    "    reason: {en: It helps., es: Ayuda.}\n"
				    "    when: after\n"
				    "    minutes: 5\n"
				    "    routines: [quads]\n"
				    "    sources: [Behm 2020]\n";
static const char safety_file[] =
	"review: approved\n"
	"do_not_roll: [{en: Wound, es: Herida}]\n"
	"ask_first: [{en: Clot, es: Coágulo}, {en: Numb, es: Sin tacto}]\n"
	"never: [{en: On a bone, es: En un hueso}]\n"
	"stop: {en: Stop., es: Detente.}\n";
/* test_learn_content.c is about it. */
static const char learn_file[] = "tabs:\n"
				 "  - id: why\n"
				 "    name: {en: Why, es: Por qué}\n"
				 "    title: {en: Why, es: Por qué}\n"
				 "    articles: [one]\n";
static const char article_file[] = "id: one\n"
				   "name: {en: One, es: Uno}\n"
				   "title: {en: One, es: Uno}\n"
				   "lead: {en: One., es: Uno.}\n"
				   "sections: [{text: {en: One., es: Uno.}}]\n";
static const char routine_rest[] =
	"title: {en: Title, es: Título}\n"
	"summary: {en: Short., es: Corto.}\n"
	"why: {en: Because., es: Porque sí.}\n"
	"tools: [foam_roller, fingers]\n"
	"sides: 2\n"
	"steps:\n"
	"  - {title: {en: Start, es: Empieza}, cue: {en: Sit., es: Siéntate.}, seconds: 20}\n"
	"  - title: {en: Roll, es: Rueda}\n"
	"    cue: {en: Slow., es: Lento.}\n"
	"    seconds: 45\n"
	"    side: each\n"
	"    at: 2.5\n"
	"    loop: [1.5, 10.0]\n"
	"care: [{en: Gently., es: Suave.}]\n"
	"sources: [Behm 2020]\n";

static inline void write_routine(
	const char *folder, const char *id, const char *area, const char *rest)
{
	static const char *const others[] = {
		"clip.mp4", "poster.png", "captions.en.vtt", "captions.es.vtt"};
	char name[128];
	char *text = mem_printf("id: %s\narea: %s\n%s", id, area, rest);
	snprintf(name, sizeof name, "content/routines/%s/routine.yaml", folder);
	scratch_file(name, text);
	free(text);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		snprintf(name, sizeof name, "content/routines/%s/%s", folder, others[i]);
		scratch_file(name, "x");
	}
}

/* All of it, in "content/" of the scratch folder. */
static inline void small_content(void)
{
	scratch_file("content/areas.yaml", areas_file);
	scratch_file("content/facts.yaml", facts_file);
	scratch_file("content/programs.yaml", programs_file);
	scratch_file("content/safety.yaml", safety_file);
	scratch_file("content/learn/learn.yaml", learn_file);
	scratch_file("content/learn/articles/one.yaml", article_file);
	write_routine("quads", "quads", "quads", routine_rest);
}

#endif
