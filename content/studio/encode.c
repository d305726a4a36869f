#include "encode.h"
bool encode_clip(const char *path, int width, int height, frame_source *frame, void *data)
{(void)path;(void)width;(void)height;(void)frame;(void)data;return false;}
