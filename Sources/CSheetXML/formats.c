#include "sheet.h"

int sx_sign(const char *number, size_t length) {
  int sign = length > 0 && number[0] == '-' ? -1 : 1;
  for (size_t i = 0; i < length && number[i] != 'e' && number[i] != 'E'; i++) {
    if (number[i] >= '1' && number[i] <= '9') return sign;
  }
  return 0;
}

static int holds(uint8_t test, double limit, double number) {
  switch (test) {
    case SX_LESS: return number < limit;
    case SX_AT_MOST: return number <= limit;
    case SX_EQUAL: return number == limit;
    case SX_UNEQUAL: return number != limit;
    case SX_AT_LEAST: return number >= limit;
    case SX_MORE: return number > limit;
    default: return 1;
  }
}

uint8_t sx_class_of(const sx_sections *sections, double number) {
  for (int i = 0; i < 2; i++) {
    if (holds(sections->tests[i], sections->limits[i], number)) return sections->classes[i];
  }
  return sections->classes[2];
}

/* The value of a number in the right form. */
static double value(const char *number, size_t length) {
  char copy[512];
  if (length >= sizeof copy) return 0;
  memcpy(copy, number, length);
  copy[length] = 0;
  return strtod(copy, NULL);
}

uint8_t sx_sheet_class(const sx_sheet *s, const char *number, size_t length) {
  if (s->style >= s->workbook.format_count) return 0;
  uint32_t format = s->workbook.formats[s->style];
  if (format < SX_FIRST_SECTIONS) return (uint8_t)format;
  const sx_sections *sections = &s->workbook.sections[format - SX_FIRST_SECTIONS];
  /* Most conditions ask for the sign alone. */
  int is_signs = sections->limits[0] == 0 && sections->limits[1] == 0;
  return sx_class_of(sections, is_signs ? sx_sign(number, length) : value(number, length));
}
