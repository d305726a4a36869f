/* The journal: one line on stderr with journald's priority in front. Any thread. Nothing that could
 * identify a customer is ever passed here. */
#ifndef TUNEUP_LOG_H
#define TUNEUP_LOG_H

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* How lines look; the journal's way until said otherwise. Set before there are threads. */
enum log_style {
	LOG_JOURNAL,
	LOG_PLAIN,  /* for somebody at a terminal: "warning: ..." */
	LOG_SILENT, /* what is logged is told in another way */
};
void log_set_style(enum log_style style);

#endif
