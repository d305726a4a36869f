/* eSpeak NG as the engine of the voice, where it is installed (Debian: libespeak-ng1): loaded when
 * the first word is said, so that nothing else needs it. One at a time. */
#ifndef TUNEUP_ESPEAK_H
#define TUNEUP_ESPEAK_H

#include "media/voice.h"

extern const struct voice_engine voice_espeak;

#endif
