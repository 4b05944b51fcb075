#ifndef SX_BUFFER_H
#define SX_BUFFER_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A growing array of bytes. */
typedef struct {
  char *bytes;
  size_t length;
  size_t capacity;
} sx_buffer;

/* Makes room for `more` bytes; 0 when memory runs out. */
static inline int sx_buffer_reserve(sx_buffer *buffer, size_t more) {
  if (more <= buffer->capacity - buffer->length) return 1;
  if (more > SIZE_MAX / 4 - buffer->length) return 0;
  size_t needed = buffer->length + more;
  size_t capacity = buffer->capacity + buffer->capacity / 2 + 4096;
  if (capacity < needed) capacity = needed;
  char *bytes = realloc(buffer->bytes, capacity);
  if (bytes == NULL) return 0;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return 1;
}

static inline int sx_buffer_append(sx_buffer *buffer, const void *bytes, size_t length) {
  if (!sx_buffer_reserve(buffer, length)) return 0;
  if (length > 0) memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  return 1;
}

static inline void sx_buffer_free(sx_buffer *buffer) {
  free(buffer->bytes);
  buffer->bytes = NULL;
  buffer->length = buffer->capacity = 0;
}

#endif
