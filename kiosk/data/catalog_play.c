/* The order of play of a routine. */
#include "data/catalog.h"

int routine_expand(const struct routine *routine, struct planned_step out[], int room)
{
	int count = 0;
	for (int from = 0, to; from < routine->steps; from = to) {
		bool each = routine->step[from].each_side && routine->sides == 2;
		to = from + 1;
		while (each && to < routine->steps && routine->step[to].each_side)
			to++;
		for (int side = each ? 1 : 0; side <= (each ? 2 : 0); side++)
			for (int step = from; step < to && count < room; step++)
				out[count++] = (struct planned_step){
					step, side, routine->step[step].seconds};
	}
	return count;
}

const struct step_clip *step_clip(const struct step *step, int side)
{
	return side == 2 ? &step->other : &step->first;
}

int routine_seconds(const struct routine *routine)
{
	struct planned_step plan[PLANNED_MAX];
	int count = routine_expand(routine, plan, PLANNED_MAX), seconds = 0;
	for (int i = 0; i < count; i++)
		seconds += plan[i].seconds;
	return seconds;
}
