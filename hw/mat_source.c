#include "mat_source.h"

#include <stddef.h>

const struct mat_driver *mat_driver_of(const struct hw_settings *settings)
{
	static const struct mat_driver *const drivers[] = {[HW_MAT_NONE] = NULL,
		[HW_MAT_GPIO] = &mat_gpio,
		[HW_MAT_IIO] = &mat_iio,
		[HW_MAT_SERIAL] = &mat_serial};
	return drivers[settings->mat.kind];
}
