#ifndef SX_STRINGS_H
#define SX_STRINGS_H

#include "buffer.h"
#include "csheetxml.h"

/* `ends` holds a 32-bit end offset into `text` per string; the top bit marks a bad escape. */
struct sx_strings {
  sx_buffer text;
  sx_buffer ends;
  size_t count;
};

#define SX_BAD_STRING_BIT (UINT32_C(1) << 31)

#endif
