#include "camera.h"

struct camera camera_make(const struct view *view, int width, int height, bool mirrored)
{
	double yaw = view->yaw * PI / 180, pitch = view->pitch * PI / 180;
	struct camera camera = {
		.right = vec(cos(yaw), 0, -sin(yaw)),
		.toward = vec(sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch)),
		.down = vec(sin(yaw) * sin(pitch), -cos(pitch), cos(yaw) * sin(pitch)),
		.scale = view->scale * height / 720,
		.center = {view->anchor.x * width, view->anchor.y * height},
		.target = view->target,
	};
	if (mirrored) {
		camera.right = vec_scale(camera.right, -1);
		camera.center.x = width - camera.center.x;
	}
	return camera;
}

struct point camera_project(const struct camera *camera, struct vec point)
{
	struct vec from = vec_sub(point, camera->target);
	return (struct point){
		camera->center.x + camera->scale * vec_dot(from, camera->right),
		camera->center.y + camera->scale * vec_dot(from, camera->down),
	};
}
