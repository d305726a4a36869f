#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

static enum log_style style = LOG_JOURNAL;

void log_set_style(enum log_style wanted)
{
	style = wanted;
}

static void line(const char *priority, const char *plain, const char *format, va_list args)
{
	if (style == LOG_SILENT)
		return;
	char text[1024];
	vsnprintf(text, sizeof text, format, args);
	fprintf(stderr, "%s%s\n", style == LOG_PLAIN ? plain : priority, text);
}

void log_error(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	line("<3>", "error: ", format, args);
	va_end(args);
}

void log_warning(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	line("<4>", "warning: ", format, args);
	va_end(args);
}

void log_info(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	line("<6>", "", format, args);
	va_end(args);
}
