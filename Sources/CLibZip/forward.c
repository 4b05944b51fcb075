/* The header would show all functions to the library itself. */
#define ZIP_EXTERN
#include "CLibZip.h"

#include <stddef.h>

#include "CLibraryLoading.h"

#define LIBRARY "libzip.so.4"

FORWARD(int, zip_close, (zip_t *archive), (archive))
FORWARD(void, zip_discard, (zip_t *archive), (archive))
FORWARD(int, zip_error_code_zip, (const zip_error_t *error), (error))
FORWARD(void, zip_error_fini, (zip_error_t *error), (error))
FORWARD(void, zip_error_init, (zip_error_t *error), (error))
FORWARD(void, zip_error_init_with_code, (zip_error_t *error, int code), (error, code))
FORWARD(void, zip_error_set, (zip_error_t *error, int code, int system), (error, code, system))
FORWARD(const char *, zip_error_strerror, (zip_error_t *error), (error))
FORWARD(zip_int64_t, zip_error_to_data,
        (const zip_error_t *error, void *bytes, zip_uint64_t count),
        (error, bytes, count))
FORWARD(int, zip_fclose, (zip_file_t *file), (file))
FORWARD(zip_int64_t, zip_file_add,
        (zip_t *archive, const char *name, zip_source_t *source, zip_flags_t flags),
        (archive, name, source, flags))
FORWARD(zip_error_t *, zip_file_get_error, (zip_file_t *file), (file))
FORWARD(int, zip_file_set_dostime,
        (zip_t *archive, zip_uint64_t index, zip_uint16_t time, zip_uint16_t date, zip_flags_t flags),
        (archive, index, time, date, flags))
FORWARD(zip_file_t *, zip_fopen_index,
        (zip_t *archive, zip_uint64_t index, zip_flags_t flags),
        (archive, index, flags))
FORWARD(zip_int64_t, zip_fread,
        (zip_file_t *file, void *bytes, zip_uint64_t count),
        (file, bytes, count))
FORWARD(zip_int64_t, zip_get_num_entries, (zip_t *archive, zip_flags_t flags), (archive, flags))
FORWARD(zip_t *, zip_open, (const char *path, int flags, int *code), (path, flags, code))
FORWARD(zip_t *, zip_open_from_source,
        (zip_source_t *source, int flags, zip_error_t *error),
        (source, flags, error))
FORWARD(int, zip_set_file_compression,
        (zip_t *archive, zip_uint64_t index, zip_int32_t method, zip_uint32_t level),
        (archive, index, method, level))
FORWARD(zip_source_t *, zip_source_buffer,
        (zip_t *archive, const void *bytes, zip_uint64_t count, int frees),
        (archive, bytes, count, frees))
FORWARD(zip_source_t *, zip_source_file,
        (zip_t *archive, const char *path, zip_uint64_t start, zip_int64_t count),
        (archive, path, start, count))
FORWARD(void, zip_source_free, (zip_source_t *source), (source))
FORWARD(zip_source_t *, zip_source_function,
        (zip_t *archive, zip_source_callback read, void *context),
        (archive, read, context))
FORWARD(zip_source_t *, zip_source_function_create,
        (zip_source_callback read, void *context, zip_error_t *error),
        (read, context, error))
FORWARD(zip_int64_t, zip_source_seek_compute_offset,
        (zip_uint64_t offset, zip_uint64_t count, void *seek, zip_uint64_t size, zip_error_t *error),
        (offset, count, seek, size, error))
FORWARD(zip_source_t *, zip_source_zip,
        (zip_t *archive, zip_t *other, zip_uint64_t index, zip_flags_t flags, zip_uint64_t start,
         zip_int64_t count),
        (archive, other, index, flags, start, count))
FORWARD(int, zip_stat_index,
        (zip_t *archive, zip_uint64_t index, zip_flags_t flags, zip_stat_t *entry),
        (archive, index, flags, entry))
FORWARD(void, zip_stat_init, (zip_stat_t *entry), (entry))
FORWARD(const char *, zip_strerror, (zip_t *archive), (archive))
