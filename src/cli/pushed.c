/*
 * pushed.c - what is pushed, for those who are not the source.
 */
#include "cli/pushed.h"

#include "base/mem.h"

static void add_ref(struct pushed *pushed, const struct push_update *update)
{
	char *hex = pushed->ids + pushed->count * OBJECT_HEX_SIZE;

	objectid_hex(hex, &update->new_id);
	pushed->refs[pushed->count++] = (struct pushed_ref){
		.name = update->local != NULL ? update->local : update->ref,
		.id = hex,
	};
}

int pushed_read(struct pushed *pushed, const struct push_format *format,
	struct err *err)
{
	int rc = pushlines_read(&pushed->updates, format, err);
	if (rc < 0)
		return rc;
	pushed->refs = mem_zalloc(pushed->updates.count, sizeof(*pushed->refs));
	pushed->ids = mem_zalloc(pushed->updates.count, OBJECT_HEX_SIZE);
	for (size_t i = 0; i < pushed->updates.count; i++) {
		if (pushed->updates.list[i].new_id.size > 0)
			add_ref(pushed, &pushed->updates.list[i]);
	}
	return 0;
}

void pushed_release(struct pushed *pushed)
{
	pushlines_release(&pushed->updates);
	free(pushed->refs);
	free(pushed->ids);
	*pushed = (struct pushed){ .count = 0 };
}
