#include "sheet.h"

#include <math.h>

int64_t sx_read_index(const char *text, size_t length, int64_t most) {
  if (length == 0 || length > 18) return -1;
  int64_t value = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value > most ? -1 : value;
}

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* White space around a number is not part of it (XML Schema part 2, 4.3.6). */
static void trim(const char **text, size_t *length) {
  while (*length > 0 && is_space(**text)) (*text)++, (*length)--;
  while (*length > 0 && is_space((*text)[*length - 1])) (*length)--;
}

int64_t sx_read_row_number(const char *text, size_t length) {
  trim(&text, &length);
  const char *point = length == 0 ? NULL : memchr(text, '.', length);
  if (point != NULL) {
    size_t whole = (size_t)(point - text);
    if (whole + 1 == length) return -1;
    for (size_t i = whole + 1; i < length; i++) {
      if (text[i] != '0') return -1;
    }
    length = whole;
  }
  int64_t number = sx_read_index(text, length, SX_LAST_ROW);
  return number < 1 ? -1 : number;
}

int sx_read_reference(const char *text, size_t length, int32_t *row, int32_t *column) {
  size_t i = 0;
  int32_t letters = 0;
  for (; i < length; i++) {
    char c = text[i];
    if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') break;
    letters = letters * 26 + (c - 'A' + 1);
    if (letters > SX_LAST_COLUMN) return 0;
  }
  if (letters == 0 || i == length || text[i] == '0') return 0;
  int32_t number = 0;
  for (; i < length; i++) {
    char c = text[i];
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
    if (number > SX_LAST_ROW) return 0;
  }
  *row = number;
  *column = letters;
  return 1;
}

/* Whether a well-formed number is finite. */
static int is_finite(const char *text, size_t length) {
  char copy[512];
  memcpy(copy, text, length);
  copy[length] = 0;
  return isfinite(strtod(copy, NULL));
}

int sx_is_number(const char *text, size_t length) {
  const char *p = text, *end = text + length;
  /* Excel writes 17 digits; nothing honest writes hundreds. */
  if (length == 0 || length > 500) return 0;
  if (*p == '-' || *p == '+') p++;
  const char *digits = p;
  while (p < end && *p >= '0' && *p <= '9') p++;
  size_t before = (size_t)(p - digits), after = 0;
  if (p < end && *p == '.') {
    const char *fraction = ++p;
    while (p < end && *p >= '0' && *p <= '9') p++;
    after = (size_t)(p - fraction);
  }
  if (before + after == 0) return 0;
  if (p == end) return before < 300 || is_finite(text, length);
  if (*p != 'e' && *p != 'E') return 0;
  p++;
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end) return 0;
  for (; p < end; p++) {
    if (*p < '0' || *p > '9') return 0;
  }
  return is_finite(text, length);
}

int sx_read_flag(const char *text, size_t length) {
  trim(&text, &length);
  return (length == 1 && text[0] == '1') || (length == 4 && memcmp(text, "true", 4) == 0);
}

sx_type sx_read_type(const char *text, size_t length) {
  if (length == 1) {
    switch (text[0]) {
      case 's': return SX_TYPE_SHARED;
      case 'n': return SX_TYPE_NUMBER;
      case 'b': return SX_TYPE_BOOLEAN;
      case 'e': return SX_TYPE_ERROR;
      case 'd': return SX_TYPE_DATE;
      default: return SX_TYPE_UNKNOWN;
    }
  }
  if (length == 3 && memcmp(text, "str", 3) == 0) return SX_TYPE_STRING;
  if (length == 9 && memcmp(text, "inlineStr", 9) == 0) return SX_TYPE_INLINE;
  return SX_TYPE_UNKNOWN;
}

uint32_t sx_read_style(const char *text, size_t length) {
  trim(&text, &length);
  int64_t style = sx_read_index(text, length, UINT32_MAX - 1);
  return style < 0 ? UINT32_MAX : (uint32_t)style;
}

int sx_is_zero(const char *text, size_t length) {
  int has_digit = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '0') has_digit = 1;
    else if (text[i] != '.') return 0;
  }
  return has_digit;
}
