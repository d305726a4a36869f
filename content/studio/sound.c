#include "sound.h"

#include "track.h"
#include "vec.h"

/* Adds a struck tone: partials of the base frequency, each louder or softer and shorter. */
static void strike(
	float *samples, int count, double at, double frequency, double level, double decay)
{
	static const double partial[3] = {1, 2.756, 5.404}, loud[3] = {1, .32, .10};
	int first = (int)(at * SOUND_RATE), length = (int)(decay * 6 * SOUND_RATE);
	for (int i = 0; i < length && first + i < count; i++) {
		double t = (double)i / SOUND_RATE, sum = 0;
		for (int k = 0; k < 3; k++)
			sum += loud[k] * sin(2 * PI * frequency * partial[k] * t) *
			       exp(-t * (1 + k) / decay);
		/* Neither a click at its start nor at its end. */
		double edge = smooth(t / .004) * smooth((length - i) / (.02 * SOUND_RATE));
		samples[first + i] += (float)(level * edge * sum);
	}
}

void sound_make(float *samples, int count)
{
	for (int i = 0; i < count; i++)
		samples[i] = 0;
	for (int i = 0; i < PHASES; i++) {
		const struct phase *phase = &phases[i];
		/* A chime within a loop would come again with each round. */
		if (phase->loop_from > phase->from || phase->loop_from == phase->loop_to) {
			strike(samples, count, phase->from + .05, 587.3, .13, .45);
			strike(samples, count, phase->from + .23, 880.0, .11, .60);
			continue;
		}
		int passes = (int)((phase->to - phase->from) / PASS_SECONDS);
		for (int k = 0; k < passes; k++)
			strike(samples, count, phase->from + k * PASS_SECONDS + .02, 1046.5, .07,
				.035);
	}
}
