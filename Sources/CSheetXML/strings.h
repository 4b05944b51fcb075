#ifndef SX_STRINGS_H
#define SX_STRINGS_H

#include "buffer.h"
#include "csheetxml.h"

/* `ends` holds a 32-bit end offset into `text` per string; the top bit marks a bad escape. */
struct sx_strings {
  sx_buffer text;
  sx_buffer ends;
  size_t count;
  int keeps_space;
};

#define SX_BAD_STRING_BIT (UINT32_C(1) << 31)

/* The bytes of a string, whose index must be under the count. */
static inline const char *sx_strings_at(const sx_strings *strings, size_t index, size_t *length,
                                        int *is_bad) {
  const uint32_t *ends = (const uint32_t *)(const void *)strings->ends.bytes;
  uint32_t start = index == 0 ? 0 : ends[index - 1] & ~SX_BAD_STRING_BIT;
  uint32_t end = ends[index];
  *length = (end & ~SX_BAD_STRING_BIT) - start;
  *is_bad = (end & SX_BAD_STRING_BIT) != 0;
  return strings->text.bytes == NULL ? "" : strings->text.bytes + start;
}

#endif
