#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

static void line(const char *priority, const char *format, va_list args)
{
	char text[1024];
	vsnprintf(text, sizeof text, format, args);
	fprintf(stderr, "%s%s\n", priority, text);
}

void log_error(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	line("<3>", format, args);
	va_end(args);
}

void log_warning(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	line("<4>", format, args);
	va_end(args);
}

void log_info(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	line("<6>", format, args);
	va_end(args);
}
