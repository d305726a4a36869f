/* The journal: one line on stderr with journald's priority in front. Any thread. Nothing that could
 * identify a customer is ever passed here. */
#ifndef TUNEUP_LOG_H
#define TUNEUP_LOG_H

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
