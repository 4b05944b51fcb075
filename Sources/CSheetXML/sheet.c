#include "read_ahead.h"
#include "row_parser.h"

#include <strings.h>

/* No table has more merged ranges than this. */
enum { maximum_merges = 1000000 };
/* Ranges of validations beyond these, and text of them, are not kept. */
enum { maximum_validated = 100000, maximum_ranges_text = 1 << 20 };

static int is_main(sx_sheet *s, const xmlChar *uri) {
  if (uri == s->main_uri) return 1;
  if (uri != NULL && sx_namespace_of(uri) != SX_NS_MAIN) return 0;
  /* A root without a namespace has children without; they do not mix. */
  if (s->place != SX_AT_START) return uri != NULL;
  s->main_uri = uri;
  return 1;
}

/* Whether a name is one of markup compatibility (ECMA-376 part 3, 7). */
static int is_compatibility(const xmlChar *uri) {
  static const char space[] = "http://schemas.openxmlformats.org/markup-compatibility/2006";
  return uri != NULL && strcmp((const char *)uri, space) == 0;
}

static void skip(sx_sheet *s) { s->skipped = 1; }

/* Leaves out a row without a number, and reports it at the row number given. */
static void refuse_row(sx_sheet *s, int64_t number, const char *text, size_t length) {
  sx_sheet_close_row(s);
  if (s->parser.is_done) return;
  int32_t current = s->row_number;
  s->row_number = number > SX_LAST_ROW ? SX_LAST_ROW : (int32_t)number;
  sx_sheet_find(s, SX_BAD_ROW_NUMBER, 0, text, length);
  s->row_number = current;
  if (s->finding_count >= s->full_findings) sx_sheet_flush(s);
  skip(s);
}

static void start_row(sx_sheet *s, int count, const xmlChar **a) {
  int64_t number = (int64_t)s->row_number + 1;
  int is_hidden = 0, is_implied = 1;
  for (int i = 0; i < count; i++, a += 5) {
    if (a[1] != NULL) continue;
    const char *value = (const char *)a[3];
    size_t length = (size_t)(a[4] - a[3]);
    if (a[0] == s->name_r) {
      int64_t given = sx_read_row_number(value, length);
      if (given < 1) {
        refuse_row(s, number, value, length);
        return;
      }
      number = given;
      is_implied = 0;
    } else if (a[0] == s->name_hidden) {
      is_hidden |= sx_read_flag(value, length);
    } else if (a[0] == s->name_ht) {
      is_hidden |= sx_is_zero(value, length);
    }
  }
  if (number > SX_LAST_ROW) {
    refuse_row(s, number, "", 0);
    return;
  }
  sx_sheet_open_row(s, (int32_t)number, is_hidden);
  s->is_row_implied = is_implied;
  s->place = SX_IN_ROW;
}

static void start_cell(sx_sheet *s, int count, const xmlChar **a) {
  sx_sheet_begin_cell(s);
  for (int i = 0; i < count; i++, a += 5) {
    if (a[1] != NULL) continue;
    const char *value = (const char *)a[3];
    size_t length = (size_t)(a[4] - a[3]);
    if (a[0] == s->name_r) {
      int32_t row, column;
      if (!sx_read_reference(value, length, &row, &column)) {
        sx_sheet_find(s, SX_BAD_REFERENCE, s->column, value, length);
        skip(s);
        return;
      }
      if (row != s->row_number && !sx_sheet_move_row(s, row)) {
        sx_sheet_find(s, SX_OTHER_ROW, column, value, length);
        skip(s);
        return;
      }
      s->column = column;
    } else if (a[0] == s->name_s) {
      s->style = sx_read_style(value, length);
    } else if (a[0] == s->name_t) {
      s->type = sx_read_type(value, length);
    }
  }
  if (s->column > SX_LAST_COLUMN) {
    sx_sheet_find(s, SX_BAD_REFERENCE, SX_LAST_COLUMN, "", 0);
    skip(s);
    return;
  }
  s->place = SX_IN_CELL;
}

static void start_merge(sx_sheet *s, int count, const xmlChar **a) {
  for (int i = 0; i < count; i++, a += 5) {
    if (a[1] != NULL || a[0] != s->name_ref) continue;
    const char *value = (const char *)a[3];
    size_t length = (size_t)(a[4] - a[3]);
    const char *colon = memchr(value, ':', length);
    if (colon == NULL) continue;
    size_t left = (size_t)(colon - value);
    sx_range range;
    if (!sx_read_reference(value, left, &range.first_row, &range.first_column) ||
        !sx_read_reference(colon + 1, length - left - 1, &range.last_row, &range.last_column) ||
        range.first_row > range.last_row || range.first_column > range.last_column) {
      continue;
    }
    if (s->merge_count >= maximum_merges) {
      sx_end(&s->parser, SX_MANY_MERGES);
    } else if (!sx_buffer_append(&s->merges, &range, sizeof range)) {
      sx_end(&s->parser, SX_NO_MEMORY);
    } else {
      s->merge_count++;
    }
  }
}

/* Keeps the ranges of a validation, such as `B2:B9 C4` (ECMA-376 part 1, 18.18.76). */
static void add_validated(sx_sheet *s, const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    while (at < length && (unsigned char)text[at] <= ' ') at++;
    size_t begin = at;
    while (at < length && (unsigned char)text[at] > ' ') at++;
    if (at == begin || s->validated_count >= maximum_validated) continue;
    const char *word = text + begin;
    size_t size = at - begin;
    const char *colon = memchr(word, ':', size);
    size_t left = colon == NULL ? size : (size_t)(colon - word);
    sx_range range;
    if (!sx_read_reference(word, left, &range.first_row, &range.first_column)) continue;
    range.last_row = range.first_row;
    range.last_column = range.first_column;
    if (colon != NULL &&
        !sx_read_reference(colon + 1, size - left - 1, &range.last_row, &range.last_column)) {
      continue;
    }
    if (range.first_row > range.last_row || range.first_column > range.last_column) continue;
    if (!sx_buffer_append(&s->validated, &range, sizeof range)) {
      sx_end(&s->parser, SX_NO_MEMORY);
      return;
    }
    s->validated_count++;
  }
}

static void start_validation(sx_sheet *s, int count, const xmlChar **a) {
  for (int i = 0; i < count; i++, a += 5) {
    if (a[1] != NULL || a[0] != s->name_sqref) continue;
    add_validated(s, (const char *)a[3], (size_t)(a[4] - a[3]));
  }
}

/* Looks for validations in an extension, which is skipped otherwise. */
static void start_in_extension(sx_sheet *s, const xmlChar *name) {
  if (name == s->name_validation) {
    s->is_validation = 1;
  } else if (name == s->name_sqref && s->is_validation) {
    s->reads_ranges = 1;
    s->ranges.length = 0;
  }
}

static void end_in_extension(sx_sheet *s, const xmlChar *name) {
  if (name == s->name_validation) {
    s->is_validation = 0;
  } else if (name == s->name_sqref && s->reads_ranges) {
    s->reads_ranges = 0;
    add_validated(s, (const char *)(const void *)s->ranges.bytes, s->ranges.length);
  }
}

static void start_column(sx_sheet *s, int count, const xmlChar **a) {
  int64_t first = 0, last = 0;
  int is_hidden = 0;
  for (int i = 0; i < count; i++, a += 5) {
    if (a[1] != NULL) continue;
    const char *value = (const char *)a[3];
    size_t length = (size_t)(a[4] - a[3]);
    if (a[0] == s->name_min) first = sx_read_index(value, length, SX_LAST_COLUMN);
    else if (a[0] == s->name_max) last = sx_read_index(value, length, SX_LAST_COLUMN);
    else if (a[0] == s->name_hidden) is_hidden |= sx_read_flag(value, length);
    else if (a[0] == s->name_width) is_hidden |= sx_is_zero(value, length);
  }
  if (!is_hidden || first < 1 || last < first || s->hidden_column_count >= SX_LAST_COLUMN) return;
  sx_range range = {.first_column = (int32_t)first, .last_column = (int32_t)last};
  if (!sx_buffer_append(&s->hidden_columns, &range, sizeof range)) {
    sx_end(&s->parser, SX_NO_MEMORY);
  } else {
    s->hidden_column_count++;
  }
}

static void start_formula(sx_sheet *s, int count, const xmlChar **a) {
  int64_t shared = -1;
  for (int i = 0; i < count; i++, a += 5) {
    if (a[1] != NULL || a[0] != s->name_si) continue;
    shared = sx_read_index((const char *)a[3], (size_t)(a[4] - a[3]), INT32_MAX);
  }
  sx_sheet_begin_formula(s, shared);
  s->place = SX_IN_FORMULA;
}

/* Reports rows, cells or values in a place where none are read. */
static void misplace(sx_sheet *s, const xmlChar *name) {
  if (s->place >= SX_IN_CELL) {
    /* Reported at the end of the cell: its text is being read. */
    if (s->misplaced == NULL) s->misplaced = name;
    return;
  }
  int32_t current = s->row_number;
  if (s->place <= SX_IN_DATA && current < SX_LAST_ROW) s->row_number = current + 1;
  sx_sheet_find(s, SX_MISPLACED, 0, (const char *)name, strlen((const char *)name));
  s->row_number = current;
}

/* Skips an element beside or among rows and cells, and looks for what a table is made of in it. */
static void skip_content(sx_sheet *s, const xmlChar *name, int is_main_name) {
  /* Extensions may contain anything (ECMA-376 part 1, 18.2.10). */
  int is_extension = is_main_name && strcmp((const char *)name, "extLst") == 0;
  s->skipped_name = is_extension ? NULL : name;
  s->is_extension = is_extension && s->place == SX_IN_WORKSHEET;
  s->is_validation = s->reads_ranges = 0;
  if (is_main_name && (name == s->name_row || name == s->name_c)) {
    misplace(s, name);
    s->skipped_name = NULL;
  }
  skip(s);
}

static void start_in_cell(sx_sheet *s, const xmlChar *name, int count, const xmlChar **a) {
  if (name == s->name_v && !s->has_value && !s->is_inline) {
    s->has_value = 1;
    s->text_start = s->text.length;
    s->keeps_space = sx_keeps_space(count, a, s->root_keeps_space);
    s->place = SX_IN_VALUE;
  } else if (name == s->name_is && !s->is_inline) {
    /* An inline string replaces a value beside it. */
    s->is_inline = 1;
    s->text.length = s->cell_start;
    s->outer_keeps_space = sx_keeps_space(count, a, s->root_keeps_space);
    s->place = SX_IN_INLINE;
  } else if (name == s->name_f) {
    start_formula(s, count, a);
  } else if (name == s->name_v || name == s->name_is) {
    /* A second value of the cell: it is unknown which one counts. */
    misplace(s, name);
    skip(s);
  } else {
    skip_content(s, name, 1);
  }
}

static void start_root(sx_sheet *s, int count, const xmlChar **namespaces, int attribute_count,
                       const xmlChar **attributes) {
  s->place = SX_IN_WORKSHEET;
  s->root_keeps_space = sx_keeps_space(attribute_count, attributes, 0);
  for (int i = 0; i < count; i++) {
    const char *prefix = (const char *)namespaces[2 * i];
    if (prefix != NULL && !sx_buffer_append(&s->prefixes, prefix, strlen(prefix) + 1)) {
      sx_end(&s->parser, SX_NO_MEMORY);
    }
  }
}

static void start_data(sx_sheet *s, int is_plain) {
  s->place = SX_IN_DATA;
  const char *encoding = (const char *)s->parser.xml->encoding;
  const xmlParserInputPtr input = s->parser.xml->input;
  int is_utf8 = (encoding == NULL || strcasecmp(encoding, "UTF-8") == 0) &&
                input->buf != NULL && input->buf->encoder == NULL;
  /* The tag must be the one after which only white space was given, so that nothing that libxml2
   * has yet to read is overtaken. */
  const xmlChar *at = input->cur;
  int is_last = s->is_row_parser_waiting && at < input->end && *at == '>';
  while (is_last && ++at < input->end) is_last = *at == ' ';
  s->is_row_parser_open = is_plain && is_utf8 && is_last && !s->parser.limits.avoids_row_parser &&
                    s->parser.limits.depth >= 8;
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                  const xmlChar **attributes) {
  (void)defaulted;
  sx_sheet *s = context;
  /* Validations may name thousands of areas, of which as many are kept as there is room for. */
  int is_read = s->skipped == 0 && s->place >= SX_IN_DATA && s->place != SX_IN_VALIDATIONS;
  if (!sx_enter(&s->parser, is_read, count, attributes)) return;
  if (s->skipped > 0) {
    s->skipped++;
    if (s->is_extension) start_in_extension(s, name);
    if (s->skipped_name != NULL && is_main(s, uri) &&
        (s->place >= SX_IN_CELL ? name == s->name_v : name == s->name_row || name == s->name_c)) {
      misplace(s, s->skipped_name);
      s->skipped_name = NULL;
    }
    return;
  }
  s->skipped_name = NULL;
  if (s->place == SX_IN_VALUE || s->place == SX_IN_TEXT) {
    /* The texts around an element would be joined into one. */
    misplace(s, name);
    skip(s);
    return;
  }
  if (!is_main(s, uri)) {
    if (s->place == SX_AT_START) {
      sx_end(&s->parser, SX_BAD_ROOT);
    } else if (is_compatibility(uri)) {
      /* No choice asks for something that is understood here, so the fallback stands in the place of
       * its alternatives. */
      if (strcmp((const char *)name, "Choice") == 0) skip(s);
    } else if (s->place == SX_IN_WORKSHEET || s->place == SX_IN_DATA || s->place == SX_IN_ROW ||
               s->place == SX_IN_CELL) {
      skip_content(s, name, 0);
    } else {
      skip(s);
    }
    return;
  }
  switch (s->place) {
    case SX_IN_ROW:
      if (name == s->name_c) start_cell(s, count, attributes);
      else skip_content(s, name, 1);
      break;
    case SX_IN_CELL: start_in_cell(s, name, count, attributes); break;
    case SX_IN_DATA:
      if (name == s->name_row) start_row(s, count, attributes);
      else skip_content(s, name, 1);
      break;
    case SX_IN_INLINE:
    case SX_IN_RUN:
      if (name == s->name_t) {
        s->outer = s->place;
        s->place = SX_IN_TEXT;
        s->text_start = s->text.length;
        s->keeps_space = sx_keeps_space(count, attributes, s->outer_keeps_space);
      } else if (name == s->name_r && s->place == SX_IN_INLINE) {
        s->place = SX_IN_RUN;
      } else {
        skip(s);
      }
      break;
    case SX_IN_WORKSHEET:
      if (name == s->name_sheet_data) start_data(s, prefix == NULL && namespace_count == 0);
      else if (name == s->name_merge_cells) s->place = SX_IN_MERGES;
      else if (name == s->name_cols) s->place = SX_IN_COLUMNS;
      else if (name == s->name_validations) s->place = SX_IN_VALIDATIONS;
      else skip_content(s, name, 1);
      break;
    case SX_IN_MERGES:
      if (name == s->name_merge_cell) start_merge(s, count, attributes);
      skip(s);
      break;
    case SX_IN_COLUMNS:
      if (name == s->name_col) start_column(s, count, attributes);
      skip(s);
      break;
    case SX_IN_VALIDATIONS:
      if (name == s->name_validation) start_validation(s, count, attributes);
      skip(s);
      break;
    case SX_AT_START:
      if (strcmp((const char *)name, "worksheet") == 0) {
        start_root(s, namespace_count, namespaces, count, attributes);
      } else {
        sx_end(&s->parser, SX_BAD_ROOT);
      }
      break;
    default: skip(s); break;
  }
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  sx_sheet *s = context;
  if (s->parser.is_done) return;
  s->parser.depth--;
  if (s->skipped > 0) {
    s->skipped--;
    if (s->is_extension) end_in_extension(s, name);
    if (s->skipped == 0) s->is_extension = 0;
    return;
  }
  if (is_compatibility(uri)) return;
  switch (s->place) {
    case SX_IN_VALUE:
      if (s->type == SX_TYPE_STRING || s->type == SX_TYPE_INLINE) sx_sheet_end_text(s);
      s->place = SX_IN_CELL;
      break;
    case SX_IN_CELL:
      sx_sheet_add_cell(s);
      s->place = SX_IN_ROW;
      break;
    case SX_IN_ROW: s->place = SX_IN_DATA; break;
    case SX_IN_TEXT:
      sx_sheet_end_text(s);
      s->place = s->outer;
      break;
    case SX_IN_RUN: s->place = SX_IN_INLINE; break;
    case SX_IN_FORMULA:
      sx_sheet_end_formula(s, s->formula_text, s->formula_length);
      s->place = SX_IN_CELL;
      break;
    case SX_IN_INLINE: s->place = SX_IN_CELL; break;
    case SX_IN_DATA:
      sx_sheet_close_row(s);
      s->place = SX_IN_WORKSHEET;
      break;
    case SX_IN_MERGES:
    case SX_IN_VALIDATIONS:
    case SX_IN_COLUMNS: s->place = SX_IN_WORKSHEET; break;
    default: break;
  }
}

static void characters(void *context, const xmlChar *bytes, int length) {
  sx_sheet *s = context;
  if (s->parser.is_done) return;
  if (s->skipped > 0) {
    if (s->reads_ranges && s->ranges.length + (size_t)length <= maximum_ranges_text &&
        !sx_buffer_append(&s->ranges, bytes, (size_t)length)) {
      sx_end(&s->parser, SX_NO_MEMORY);
    }
    return;
  }
  if (s->place == SX_IN_FORMULA) {
    size_t room = sizeof s->formula_text - s->formula_length;
    size_t taken = (size_t)length < room ? (size_t)length : room;
    memcpy(s->formula_text + s->formula_length, bytes, taken);
    s->formula_length += taken;
    return;
  }
  if (s->place != SX_IN_VALUE && s->place != SX_IN_TEXT) return;
  if ((int64_t)(s->text.length - s->cell_start) + length > s->parser.limits.text_bytes) {
    sx_end(&s->parser, SX_LONG_TEXT);
  } else if (!sx_buffer_append(&s->text, bytes, (size_t)length)) {
    sx_end(&s->parser, SX_NO_MEMORY);
  }
}

static void intern(sx_parser *parser) {
  sx_sheet *s = (sx_sheet *)(void *)parser;
  const struct {
    const xmlChar **name;
    const char *text;
  } names[] = {
      {&s->name_row, "row"}, {&s->name_c, "c"}, {&s->name_v, "v"}, {&s->name_f, "f"},
      {&s->name_is, "is"}, {&s->name_t, "t"}, {&s->name_r, "r"}, {&s->name_s, "s"},
      {&s->name_hidden, "hidden"}, {&s->name_ref, "ref"}, {&s->name_sheet_data, "sheetData"},
      {&s->name_merge_cells, "mergeCells"}, {&s->name_merge_cell, "mergeCell"}, {&s->name_ht, "ht"},
      {&s->name_si, "si"}, {&s->name_cols, "cols"}, {&s->name_col, "col"}, {&s->name_min, "min"},
      {&s->name_max, "max"}, {&s->name_width, "width"},
      {&s->name_validations, "dataValidations"}, {&s->name_validation, "dataValidation"},
      {&s->name_sqref, "sqref"},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    *names[i].name = xmlDictLookup(parser->xml->dict, (const xmlChar *)names[i].text, -1);
  }
}

sx_sheet *sx_sheet_create(const sx_workbook *workbook) {
  sx_sheet *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->workbook = *workbook;
  s->seen = calloc(SX_LAST_ROW / 8 + 1, 1);
  if (s->seen == NULL) {
    free(s);
    return NULL;
  }
  return s;
}

void sx_sheet_free(sx_sheet *s) {
  if (s == NULL) return;
  sx_buffer_free(&s->rows);
  sx_buffer_free(&s->cells);
  sx_buffer_free(&s->text);
  sx_buffer_free(&s->findings);
  sx_buffer_free(&s->prefixes);
  sx_buffer_free(&s->merges);
  sx_buffer_free(&s->hidden_columns);
  sx_buffer_free(&s->validated);
  sx_buffer_free(&s->ranges);
  sx_buffer_free(&s->shared_kinds);
  free(s->seen);
  free(s);
}

sx_outcome sx_sheet_parse(sx_sheet *s, sx_input input, const sx_limits *limits, size_t block_rows,
                          sx_take take, void *context) {
  sx_read_ahead read_ahead = {.bytes = NULL};
  if (limits->reads_ahead) input = sx_read_ahead_start(&read_ahead, input);
  sx_row_parser rows = {.sheet = s, .input = input};
  s->parser.input = (sx_input){.read = sx_row_parser_read, .source = &rows};
  s->parser.limits = *limits;
  s->block_rows = block_rows == 0 ? 1 : block_rows;
  s->full_findings = 1024;
  s->full_cells = 1 << 16;
  s->take = take;
  s->context = context;
  xmlSAXHandler handler = sx_handler();
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  handler.cdataBlock = characters;
  sx_run(&s->parser, &handler, intern);
  sx_read_ahead_finish(&read_ahead);
  if (s->parser.outcome.status == SX_OK) {
    sx_sheet_flush(s);
  }
  s->parser.outcome.row = s->row_number;
  s->parser.outcome.byte_offset = sx_row_parser_place(&rows, s->parser.outcome.byte_offset);
  sx_row_parser_free(&rows);
  return s->parser.outcome;
}

const sx_range *sx_sheet_merges(const sx_sheet *s, size_t *count) {
  *count = s->merge_count;
  return (const sx_range *)(const void *)s->merges.bytes;
}

const sx_range *sx_sheet_hidden_columns(const sx_sheet *s, size_t *count) {
  *count = s->hidden_column_count;
  return (const sx_range *)(const void *)s->hidden_columns.bytes;
}

const sx_range *sx_sheet_validated(const sx_sheet *s, size_t *count) {
  *count = s->validated_count;
  return (const sx_range *)(const void *)s->validated.bytes;
}
