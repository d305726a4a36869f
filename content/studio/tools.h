/* Roller, ball, stick, bench, mat and the shadows they throw. One thread. */
#ifndef STUDIO_TOOLS_H
#define STUDIO_TOOLS_H

#include "scene.h"

void draw_tool(struct canvas *canvas, const struct tool *tool, const struct tool_place *place);
void draw_ground(struct canvas *canvas, const struct ground *ground);
void draw_bench(struct canvas *canvas);
/* What presses on the floor: planted hands, feet and elbows, and the tool. */
void draw_contacts(struct canvas *canvas, const struct pose *pose, const struct tool *tool,
	const struct tool_place *place);

#define BENCH_SEAT 43.0

#endif
