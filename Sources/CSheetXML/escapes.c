#include "csheetxml.h"

#include <string.h>

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/* The code unit of an escape at `text`, or -1. */
static int unit_at(const char *text, const char *end) {
  if (end - text < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return -1;
  int unit = 0;
  for (int i = 2; i < 6; i++) {
    int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

static char *put(char *out, uint32_t scalar) {
  if (scalar < 0x80) {
    *out++ = (char)scalar;
  } else if (scalar < 0x800) {
    *out++ = (char)(0xC0 | scalar >> 6);
    *out++ = (char)(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    *out++ = (char)(0xE0 | scalar >> 12);
    *out++ = (char)(0x80 | (scalar >> 6 & 0x3F));
    *out++ = (char)(0x80 | (scalar & 0x3F));
  } else {
    *out++ = (char)(0xF0 | scalar >> 18);
    *out++ = (char)(0x80 | (scalar >> 12 & 0x3F));
    *out++ = (char)(0x80 | (scalar >> 6 & 0x3F));
    *out++ = (char)(0x80 | (scalar & 0x3F));
  }
  return out;
}

static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

size_t sx_trim(char *text, size_t length) {
  while (length > 0 && is_blank(text[length - 1])) length--;
  size_t start = 0;
  while (start < length && is_blank(text[start])) start++;
  if (start > 0) memmove(text, text + start, length - start);
  return length - start;
}

size_t sx_decode_escapes(char *text, size_t length, int *is_bad) {
  const char *end = text + length;
  const char *in = length == 0 ? NULL : memchr(text, '_', length);
  while (in != NULL && unit_at(in, end) < 0) {
    in++;
    in = in == end ? NULL : memchr(in, '_', (size_t)(end - in));
  }
  if (in == NULL) return length;
  char *out = text + (in - text);
  while (in < end) {
    int unit = *in == '_' ? unit_at(in, end) : -1;
    if (unit < 0) {
      *out++ = *in++;
      continue;
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
      int low = unit_at(in + 7, end);
      if (low >= 0xDC00 && low < 0xE000) {
        out = put(out, 0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00));
        in += 14;
        continue;
      }
    }
    if (unit == 0 || (unit >= 0xD800 && unit < 0xE000)) {
      *is_bad = 1;
      memmove(out, in, 7);
      out += 7;
    } else {
      out = put(out, (uint32_t)unit);
    }
    in += 7;
  }
  return (size_t)(out - text);
}
