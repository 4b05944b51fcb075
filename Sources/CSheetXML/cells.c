#include "sheet.h"

#include <strings.h>

/* A block is delivered once it holds this much text. */
enum { full_text = 1 << 20 };
/* No honest row holds more text; a row is kept whole. */
enum { maximum_row_text = 64 << 20 };
/* Findings kept for one row, and bytes kept of an offending text. */
enum { maximum_row_findings = 20000, maximum_shown = 200 };

static sx_row *rows_of(sx_sheet *s) { return (sx_row *)(void *)s->rows.bytes; }
static sx_cell *cells_of(sx_sheet *s) { return (sx_cell *)(void *)s->cells.bytes; }

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The bytes of an offending text that are kept: whole characters. */
static size_t shown(const char *text, size_t length) {
  if (length <= maximum_shown) return length;
  length = maximum_shown;
  while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  return length;
}

static int is_seen(const sx_sheet *s, int32_t number) {
  return s->seen[number >> 3] >> (number & 7) & 1;
}

void sx_sheet_find(sx_sheet *s, sx_problem problem, int32_t column, const char *text,
                   size_t length) {
  if (s->finding_count - s->row_findings >= maximum_row_findings) return;
  length = shown(text, length);
  /* The text may lie in `text` itself, which can move when it grows. */
  char copy[maximum_shown];
  if (length > 0) memcpy(copy, text, length);
  sx_finding finding = {.row = s->row_number, .column = column, .problem = problem,
                        .offset = (uint32_t)s->text.length, .length = (uint32_t)length};
  if (!sx_buffer_append(&s->text, copy, length) ||
      !sx_buffer_append(&s->findings, &finding, sizeof finding)) {
    sx_end(&s->parser, SX_NO_MEMORY);
    return;
  }
  s->finding_count++;
}

void sx_sheet_open_row(sx_sheet *s, int32_t number, int is_hidden) {
  if (s->is_row_open && number == s->last_row) {
    s->last_column = 0;
    s->is_row_sorted = 0;
    if (is_hidden) rows_of(s)[s->row_count - 1].is_hidden = 1;
    return;
  }
  sx_sheet_close_row(s);
  if (s->parser.is_done) return;
  s->row_number = number;
  s->last_column = 0;
  sx_row row = {.number = number, .first_cell = (uint32_t)s->cell_count,
                .is_hidden = (uint8_t)(is_hidden != 0)};
  if (!sx_buffer_append(&s->rows, &row, sizeof row)) {
    sx_end(&s->parser, SX_NO_MEMORY);
    return;
  }
  s->row_count++;
  s->is_row_open = 1;
  s->is_row_repeated = is_seen(s, number);
  s->is_row_sorted = 1;
  s->row_findings = s->finding_count;
  s->row_text = s->text.length;
  s->last_row = number;
}

sx_sheet_mark sx_sheet_marked(const sx_sheet *s) {
  return (sx_sheet_mark){
      .row_count = s->row_count, .cell_count = s->cell_count, .text_length = s->text.length,
      .finding_count = s->finding_count, .row_findings = s->row_findings,
      .row_number = s->row_number, .last_row = s->last_row, .last_column = s->last_column,
  };
}

void sx_sheet_undo(sx_sheet *s, sx_sheet_mark mark) {
  s->row_count = mark.row_count;
  s->rows.length = mark.row_count * sizeof(sx_row);
  s->cell_count = mark.cell_count;
  s->cells.length = mark.cell_count * sizeof(sx_cell);
  s->finding_count = mark.finding_count;
  s->findings.length = mark.finding_count * sizeof(sx_finding);
  s->row_findings = mark.row_findings;
  s->text.length = mark.text_length;
  s->row_number = mark.row_number;
  s->last_row = mark.last_row;
  s->last_column = mark.last_column;
  s->is_row_open = 0;
}

void sx_sheet_begin_cell(sx_sheet *s) {
  s->column = s->last_column + 1;
  s->type = SX_TYPE_NUMBER;
  s->style = 0;
  s->has_formula = s->has_value = s->is_inline = s->is_bad_escape = 0;
  s->misplaced = NULL;
  s->formula = SX_FORMULA_NONE;
  s->cell_start = s->text.length;
}

void sx_sheet_end_text(sx_sheet *s) {
  size_t length = s->text.length - s->text_start;
  if (length == 0) return;
  char *text = s->text.bytes + s->text_start;
  if (!s->keeps_space && !s->workbook.keeps_space) length = sx_trim(text, length);
  s->text.length = s->text_start + sx_decode_escapes(text, length, &s->is_bad_escape);
}

int sx_sheet_move_row(sx_sheet *s, int32_t number) {
  if (!s->is_row_implied || !s->is_row_open) return 0;
  sx_row *row = &rows_of(s)[s->row_count - 1];
  if (s->cell_count > row->first_cell || s->last_column > 0) return 0;
  row->number = number;
  s->row_number = s->last_row = number;
  s->is_row_repeated = is_seen(s, number);
  return 1;
}

static int before(const void *left, const void *right) {
  const sx_cell *a = left, *b = right;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* Sorts the open row's cells and keeps the first of each column. */
static void sort_cells(sx_sheet *s) {
  size_t first = rows_of(s)[s->row_count - 1].first_cell;
  size_t count = s->cell_count - first;
  sx_cell *cells = cells_of(s) + first;
  if (count > 1) qsort(cells, count, sizeof *cells, before);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (kept > 0 && cells[kept - 1].column == cells[i].column) {
      const sx_cell *a = &cells[kept - 1], *b = &cells[i];
      if (a->kind != b->kind || a->length != b->length ||
          memcmp(s->text.bytes + a->offset, s->text.bytes + b->offset, a->length) != 0) {
        sx_sheet_find(s, SX_DUPLICATE_CELL, b->column, s->text.bytes + b->offset, b->length);
      }
      continue;
    }
    cells[kept++] = cells[i];
  }
  s->cell_count = first + kept;
  s->cells.length = s->cell_count * sizeof *cells;
  s->is_row_sorted = 1;
}

void sx_sheet_flush(sx_sheet *s) {
  if (s->parser.is_done || (s->row_count == 0 && s->finding_count == 0)) return;
  sx_block block = {
      .rows = rows_of(s), .row_count = s->row_count,
      .cells = cells_of(s), .cell_count = s->cell_count,
      .text = s->text.bytes, .text_length = s->text.length,
      .findings = (const sx_finding *)(const void *)s->findings.bytes,
      .finding_count = s->finding_count,
  };
  if (s->take(s->context, &block) != 0) sx_end(&s->parser, SX_STOPPED);
  s->rows.length = s->cells.length = s->text.length = s->findings.length = 0;
  s->row_count = s->cell_count = s->finding_count = s->row_findings = 0;
}

/* Leaves out the row that was just closed, and reports it: which of two rows of one number is right
 * cannot be known. */
static void forget(sx_sheet *s) {
  const sx_row *row = &rows_of(s)[s->row_count - 1];
  s->cell_count = row->first_cell;
  s->cells.length = s->cell_count * sizeof(sx_cell);
  s->finding_count = s->row_findings;
  s->findings.length = s->finding_count * sizeof(sx_finding);
  s->text.length = s->row_text;
  s->row_count--;
  s->rows.length -= sizeof *row;
  sx_sheet_find(s, SX_REPEATED_ROW, 0, "", 0);
}

void sx_sheet_close_row(sx_sheet *s) {
  if (!s->is_row_open || s->parser.is_done) return;
  if (!s->is_row_sorted) sort_cells(s);
  s->is_row_open = 0;
  sx_row *row = &rows_of(s)[s->row_count - 1];
  row->cell_count = (uint32_t)(s->cell_count - row->first_cell);
  s->cells_taken += row->cell_count;
  if (s->cells_taken > s->parser.limits.cells) {
    sx_end(&s->parser, SX_MANY_CELLS);
    return;
  }
  if (row->cell_count == 0 && s->finding_count == s->row_findings) {
    s->row_count--;
    s->rows.length -= sizeof *row;
    return;
  }
  if (s->is_row_repeated) forget(s);
  else s->seen[row->number >> 3] |= (uint8_t)(1 << (row->number & 7));
  if (s->row_count >= s->block_rows || s->text.length >= full_text ||
      s->cell_count >= s->full_cells || s->finding_count >= s->full_findings) {
    sx_sheet_flush(s);
  }
}

/* Adds a cell over the bytes from `offset`, or drops the text when there is none. */
static void keep(sx_sheet *s, uint8_t kind, uint8_t format, size_t offset, size_t length) {
  if (s->cell_count > rows_of(s)[s->row_count - 1].first_cell &&
      cells_of(s)[s->cell_count - 1].column >= s->column) {
    s->is_row_sorted = 0;
  }
  sx_cell cell = {.column = s->column, .kind = kind, .format = format,
                  .formula = s->formula,
                  .offset = (uint32_t)offset, .length = (uint32_t)length};
  if (!sx_buffer_append(&s->cells, &cell, sizeof cell)) {
    sx_end(&s->parser, SX_NO_MEMORY);
    return;
  }
  s->cell_count++;
  if (s->formula >= SX_FORMULA_SUBTOTAL) rows_of(s)[s->row_count - 1].has_subtotal = 1;
  if (s->text.length - s->row_text > maximum_row_text) sx_end(&s->parser, SX_LONG_TEXT);
  /* Repeated cells must not pile up within one row. */
  if (s->cell_count - rows_of(s)[s->row_count - 1].first_cell > 2 * SX_LAST_COLUMN) sort_cells(s);
}

/* Leaves out the cell being read and reports it; only the part of its text to be shown is kept. */
static void reject(sx_sheet *s, sx_problem problem, size_t offset, size_t length) {
  char copy[maximum_shown];
  length = shown(s->text.bytes + offset, length);
  if (length > 0) memcpy(copy, s->text.bytes + offset, length);
  s->text.length = s->cell_start;
  sx_sheet_find(s, problem, s->column, copy, length);
}

static size_t utf16_length(const char *text, size_t length) {
  size_t units = 0;
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    units += (c & 0xC0) != 0x80 ? (c >= 0xF0 ? 2 : 1) : 0;
  }
  return units;
}

static void keep_text(sx_sheet *s, size_t offset, size_t length) {
  if (length == 0) return;
  if (s->is_bad_escape) {
    sx_sheet_find(s, SX_BAD_ESCAPE, s->column, s->text.bytes + offset, length);
  }
  if ((int64_t)length > s->parser.limits.text_length &&
      (int64_t)utf16_length(s->text.bytes + offset, length) > s->parser.limits.text_length) {
    sx_sheet_find(s, SX_TOO_LONG, s->column, s->text.bytes + offset, length);
  }
  keep(s, SX_CELL_TEXT, 0, offset, length);
}

static void keep_shared(sx_sheet *s, size_t offset, size_t length) {
  const sx_strings *strings = s->workbook.strings;
  size_t count = strings == NULL ? 0 : strings->count;
  const char *lexeme = s->text.bytes + offset;
  int64_t index = sx_read_index(lexeme, length, (int64_t)count - 1);
  if (index < 0) {
    reject(s, SX_BAD_STRING_INDEX, offset, length);
    return;
  }
  size_t string_length;
  const char *string = sx_strings_at(strings, (size_t)index, &string_length, &s->is_bad_escape);
  s->text.length = s->cell_start;
  if (!sx_buffer_append(&s->text, string, string_length)) {
    sx_end(&s->parser, SX_NO_MEMORY);
    return;
  }
  keep_text(s, s->cell_start, string_length);
}

static void keep_boolean(sx_sheet *s, size_t offset, size_t length) {
  const char *text = s->text.bytes + offset;
  char value;
  if ((length == 1 && *text == '1') || (length == 4 && strncasecmp(text, "true", 4) == 0)) {
    value = '1';
  } else if ((length == 1 && *text == '0') || (length == 5 && strncasecmp(text, "false", 5) == 0)) {
    value = '0';
  } else {
    reject(s, SX_BAD_BOOLEAN, offset, length);
    return;
  }
  s->text.length = s->cell_start;
  if (s->has_formula && s->workbook.doubts_zeros && value == '0') {
    keep(s, SX_CELL_UNCACHED, 0, s->cell_start, 0);
    return;
  }
  if (!sx_buffer_append(&s->text, &value, 1)) {
    sx_end(&s->parser, SX_NO_MEMORY);
    return;
  }
  keep(s, SX_CELL_BOOLEAN, 0, s->cell_start, 1);
}

static void keep_number(sx_sheet *s, size_t offset, size_t length) {
  const char *text = s->text.bytes + offset;
  if (!sx_is_number(text, length)) {
    reject(s, SX_BAD_NUMBER, offset, length);
  } else if (s->has_formula && s->workbook.doubts_zeros && sx_sign(text, length) == 0) {
    s->text.length = s->cell_start;
    keep(s, SX_CELL_UNCACHED, 0, s->cell_start, 0);
  } else {
    keep(s, SX_CELL_NUMBER, sx_sheet_class(s, text, length), offset, length);
  }
}

void sx_sheet_add_cell(sx_sheet *s) {
  size_t offset = s->cell_start, length = s->text.length - s->cell_start;
  s->last_column = s->column;
  int is_text = s->type == SX_TYPE_STRING || s->type == SX_TYPE_INLINE || s->is_inline;
  if (!is_text) {
    while (length > 0 && is_space(s->text.bytes[offset])) offset++, length--;
    while (length > 0 && is_space(s->text.bytes[offset + length - 1])) length--;
  }
  if (s->misplaced != NULL) {
    const char *name = (const char *)s->misplaced;
    s->text.length = s->cell_start;
    sx_sheet_find(s, SX_MISPLACED, s->column, name, strlen(name));
    return;
  }
  if (length == 0) {
    s->text.length = s->cell_start;
    /* An empty text is a result; any other empty value is a result that was not stored. */
    int has_result = s->type == SX_TYPE_STRING && s->has_value && !s->workbook.doubts_zeros;
    if (s->has_formula && !has_result) keep(s, SX_CELL_UNCACHED, 0, s->cell_start, 0);
    return;
  }
  if (is_text) {
    keep_text(s, offset, length);
    return;
  }
  switch (s->type) {
    case SX_TYPE_NUMBER: keep_number(s, offset, length); break;
    case SX_TYPE_SHARED: keep_shared(s, offset, length); break;
    case SX_TYPE_BOOLEAN: keep_boolean(s, offset, length); break;
    case SX_TYPE_ERROR: keep(s, SX_CELL_ERROR, 0, offset, length); break;
    case SX_TYPE_DATE: keep(s, SX_CELL_ISO_DATE, 0, offset, length); break;
    default: reject(s, SX_BAD_TYPE, offset, length); break;
  }
}
