#include "sheet.h"

#include <strings.h>

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_word(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; }

/* Whether the word before the bracket at `at` is one of `names`. */
static int calls(const char *text, size_t at, const char *const *names) {
  size_t from = at;
  while (from > 0 && is_word(text[from - 1])) from--;
  /* Functions newer than the format stand behind a prefix ([MS-XLSX] 2.2.3). */
  if (at - from > 6 && memcmp(text + from, "_xlfn.", 6) == 0) from += 6;
  for (; *names != NULL; names++) {
    if (strlen(*names) == at - from && strncasecmp(text + from, *names, at - from) == 0) return 1;
  }
  return 0;
}

/* The cells that a formula refers to. */
typedef struct {
  int has_other_row, has_own_row, has_other_column, has_other_sheet, has_range, has_table;
} sight;

/* Examines the A1 reference at `at`; returns where it ends, or where another word ends. */
static size_t look_at_word(const char *text, size_t at, size_t length, int32_t row, int32_t column,
                           sight *seen) {
  size_t i = at, letters = 0;
  int64_t across = 0, down = 0;
  if (text[i] == '$') i++;
  while (i < length && is_letter(text[i]) && letters < 4) {
    across = across * 26 + ((text[i] | 0x20) - 'a' + 1);
    i++, letters++;
  }
  if (i < length && text[i] == '$') i++;
  size_t digits = i;
  while (i < length && is_digit(text[i]) && i - digits < 8) down = down * 10 + (text[i++] - '0');
  int is_reference = letters > 0 && letters < 4 && i > digits &&
                     (i == length || (!is_word(text[i]) && text[i] != '(' && text[i] != '!'));
  if (is_reference) {
    if (down == row) seen->has_own_row = 1;
    else seen->has_other_row = 1;
    if (across != column) seen->has_other_column = 1;
  } else {
    while (i < length && (is_word(text[i]) || text[i] == '$')) i++;
  }
  return i > at ? i : at + 1;
}

static sight look(const char *text, size_t length, int32_t row, int32_t column) {
  sight seen = {0};
  for (size_t i = 0; i < length;) {
    char c = text[i];
    if (c == '"') {
      for (i++; i < length && text[i] != '"'; i++) {}
      i++;
    } else if (c == '[') {
      /* `[@Qty]` and `[#This Row]` refer to the formula's own row. */
      int is_own = 0;
      for (; i < length && text[i] != ']'; i++) {
        is_own |= text[i] == '@' || (text[i] == '#' && i + 1 < length && (text[i + 1] | 0x20) == 't' &&
                                     i + 2 < length && (text[i + 2] | 0x20) == 'h');
      }
      if (is_own) seen.has_own_row = 1;
      else seen.has_table = 1;
      i++;
    } else if (c == '$' || is_letter(c)) {
      i = look_at_word(text, i, length, row, column, &seen);
    } else {
      seen.has_other_sheet |= c == '!';
      seen.has_range |= c == ':';
      i++;
    }
  }
  return seen;
}

uint8_t sx_formula_kind(const char *text, size_t length, int32_t row, int32_t column) {
  static const char *const totals[] = {"SUBTOTAL", "AGGREGATE", NULL};
  static const char *const sums[] = {"SUM", "AVERAGE", "COUNT", "COUNTA", "MIN", "MAX", NULL};
  int is_total = 0, is_quoted = 0;
  size_t opened = 0;
  for (size_t i = 0; i < length && !is_total; i++) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (is_quoted || text[i] != '(') continue;
    if (opened == 0) opened = i;
    is_total = calls(text, i, totals);
  }
  /* Only a formula that begins with the sum counts. */
  size_t start = length > 0 && (text[0] == '+' || text[0] == '=') ? 1 : 0;
  int is_sum = !is_total && opened > start && opened - start <= 7 && calls(text, opened, sums) &&
               !is_quoted && text[length - 1] == ')' && is_letter(text[start]);
  if (!is_total && !is_sum) return SX_FORMULA_OTHER;
  sight seen = look(text, length, row, column);
  if (seen.has_other_sheet) return SX_FORMULA_OTHER;
  if (is_total) {
    int is_of_own_row = seen.has_own_row && !seen.has_other_row;
    /* The rows of a table part may be another sheet's; the part itself names its totals row. */
    int is_of_table = seen.has_table && !seen.has_other_row;
    return is_of_own_row || is_of_table ? SX_FORMULA_OTHER : SX_FORMULA_SUBTOTAL;
  }
  return seen.has_other_row && seen.has_range && !seen.has_own_row && !seen.has_other_column
             ? SX_FORMULA_COLUMN_SUM
             : SX_FORMULA_OTHER;
}

/* The most shared formulas of a sheet that are examined. */
enum { maximum_shared = 1 << 16 };

void sx_sheet_begin_formula(sx_sheet *s, int64_t shared) {
  s->has_formula = 1;
  s->formula = SX_FORMULA_OTHER;
  s->formula_length = 0;
  s->shared_formula = shared < maximum_shared ? shared : -1;
}

void sx_sheet_end_formula(sx_sheet *s, const char *text, size_t length) {
  if (length > SX_FORMULA_LOOKED_AT) length = SX_FORMULA_LOOKED_AT;
  size_t index = (size_t)s->shared_formula;
  if (length == 0) {
    /* The others that share a formula have only its index (ECMA-376 part 1, 18.3.1.40). */
    if (s->shared_formula >= 0 && index < s->shared_kinds.length) {
      s->formula = (uint8_t)s->shared_kinds.bytes[index];
    }
    return;
  }
  s->formula = sx_formula_kind(text, length, s->row_number, s->column);
  int is_known = index < s->shared_kinds.length;
  if (s->shared_formula < 0 || (s->formula == SX_FORMULA_OTHER && !is_known)) return;
  static const char plain[64] = {0};
  while (s->shared_kinds.length <= index) {
    size_t missing = index + 1 - s->shared_kinds.length;
    if (!sx_buffer_append(&s->shared_kinds, plain, missing < sizeof plain ? missing : sizeof plain)) {
      sx_end(&s->parser, SX_NO_MEMORY);
      return;
    }
  }
  s->shared_kinds.bytes[index] = (char)s->formula;
}
