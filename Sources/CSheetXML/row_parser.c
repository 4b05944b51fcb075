#include "row_parser.h"

#include <strings.h>

enum { first_capacity = 1 << 17, last_capacity = 1 << 24, maximum_waits = 16 };

static const char start_tag[] = "<sheetData>";

/* The result for a row: taken, not plain, or not completely in the buffer. */
typedef enum { TAKEN, OTHER, CUT } verdict;

/* A cursor over the buffer; a NUL follows the last byte. */
typedef struct {
  sx_sheet *sheet;
  const char *at;
  const char *end;
  sx_sheet_mark mark; /* the sheet before the row, once `is_opened` */
  int is_opened;
} cursor;

typedef struct {
  const char *name;
  size_t name_length;
  const char *value;
  size_t length;
} attribute;

enum { maximum_row_attributes = 16 };

static verdict stop(const cursor *c) { return c->at >= c->end ? CUT : OTHER; }

static int is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static void skip_blanks(cursor *c) {
  while (is_blank(*c->at)) c->at++;
}

/* The length of the UTF-8 sequence of one XML character, at least two bytes long; 0 for none. */
static size_t sequence(const unsigned char *p, const unsigned char *end) {
  size_t left = (size_t)(end - p);
  if (p[0] < 0xC2 || left < 2 || (p[1] & 0xC0) != 0x80) return 0;
  if (p[0] < 0xE0) return 2;
  if (left < 3 || (p[2] & 0xC0) != 0x80) return 0;
  if (p[0] < 0xF0) {
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0)) return 0;
    /* U+FFFE and U+FFFF are not characters of XML. */
    return p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE ? 0 : 3;
  }
  if (left < 4 || (p[3] & 0xC0) != 0x80 || p[0] > 0xF4) return 0;
  return (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] >= 0x90) ? 0 : 4;
}

static int is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_name(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

/* Whether all of `text` is at the cursor, which then moves past it. */
static int take(cursor *c, const char *text, size_t length) {
  if ((size_t)(c->end - c->at) < length || memcmp(c->at, text, length) != 0) return 0;
  c->at += length;
  return 1;
}

#define TAKE(c, text) take(c, text, sizeof(text) - 1)

/* The prefix of an attribute, `length` bytes long, must be bound on the root. */
static int is_bound(const sx_sheet *s, const attribute *a, size_t length) {
  if (length == 5 && memcmp(a->name, "xmlns", 5) == 0) return 0;
  if (length == 3 && memcmp(a->name, "xml", 3) == 0) {
    return a->name_length == 9 && memcmp(a->name, "xml:space", 9) == 0;
  }
  const char *prefix = s->prefixes.bytes, *last = prefix + s->prefixes.length;
  while (prefix < last) {
    size_t size = strlen(prefix);
    if (size == length && memcmp(prefix, a->name, length) == 0) return 1;
    prefix += size + 1;
  }
  return 0;
}

/* Reads attributes up to `>` or `/>`; sets `*is_empty` for the latter. */
static verdict read_attributes(cursor *c, attribute *list, int *count, int *is_empty) {
  *count = 0;
  for (;;) {
    const char *before = c->at;
    skip_blanks(c);
    if (*c->at == '>') {
      c->at++;
      *is_empty = 0;
      return TAKEN;
    }
    if (*c->at == '/') {
      if (c->at[1] != '>') return c->at + 1 >= c->end ? CUT : OTHER;
      c->at += 2;
      *is_empty = 1;
      return TAKEN;
    }
    if (c->at == before || !is_name_start(*c->at)) return stop(c);
    if (*count == maximum_row_attributes) return OTHER;
    attribute *a = &list[*count];
    a->name = c->at;
    const char *local = c->at;
    while (is_name(*c->at)) c->at++;
    if (*c->at == ':') {
      local = ++c->at;
      if (!is_name_start(*c->at)) return stop(c);
      while (is_name(*c->at)) c->at++;
    }
    a->name_length = (size_t)(c->at - a->name);
    size_t local_length = (size_t)(c->at - local);
    if (*c->at != '=') return stop(c);
    c->at++;
    if (*c->at != '"') return stop(c);
    a->value = ++c->at;
    while ((unsigned char)(*c->at - ' ') < 0x5F && *c->at != '"' && *c->at != '<' && *c->at != '&') {
      c->at++;
    }
    if (*c->at != '"') return stop(c);
    a->length = (size_t)(c->at - a->value);
    c->at++;
    if ((int64_t)a->length > c->sheet->parser.limits.attribute_length) return OTHER;
    if (local != a->name ? !is_bound(c->sheet, a, (size_t)(local - a->name) - 1)
                         : local_length == 5 && memcmp(local, "xmlns", 5) == 0) {
      return OTHER;
    }
    /* Two attributes with one local name may be the same attribute. */
    for (int i = 0; i < *count; i++) {
      const attribute *b = &list[i];
      if (b->name_length >= local_length &&
          memcmp(b->name + b->name_length - local_length, local, local_length) == 0 &&
          (b->name_length == local_length || b->name[b->name_length - local_length - 1] == ':')) {
        return OTHER;
      }
    }
    ++*count;
  }
}

static int is_named(const attribute *a, const char *name, size_t length) {
  return a->name_length == length && memcmp(a->name, name, length) == 0;
}

/* Reads character data up to `<`; appends it to the sheet's text when `keeps`. */
static verdict read_text(cursor *c, int keeps) {
  sx_sheet *s = c->sheet;
  size_t started = s->text.length;
  for (;;) {
    const char *from = c->at;
    for (;;) {
      unsigned char byte = (unsigned char)*c->at;
      if (byte >= 0x80) {
        size_t length = sequence((const unsigned char *)c->at, (const unsigned char *)c->end);
        if (length == 0) return c->end - c->at < 4 ? CUT : OTHER;
        c->at += length;
      } else if (byte == '<' || byte == '&' || byte == ']' ||
                 (byte < ' ' && byte != '\n' && byte != '\t')) {
        break;
      } else {
        c->at++;
      }
    }
    if (keeps && !sx_buffer_append(&s->text, from, (size_t)(c->at - from))) return OTHER;
    if ((int64_t)(s->text.length - started) > s->parser.limits.text_bytes) return OTHER;
    char decoded;
    switch (*c->at) {
      case '<': return TAKEN;
      case ']':
        if (c->end - c->at < 3) return CUT;
        if (c->at[1] == ']') return OTHER;
        decoded = ']';
        c->at++;
        break;
      case '&':
        if (TAKE(c, "&amp;")) decoded = '&';
        else if (TAKE(c, "&lt;")) decoded = '<';
        else if (TAKE(c, "&gt;")) decoded = '>';
        else if (TAKE(c, "&quot;")) decoded = '"';
        else if (TAKE(c, "&apos;")) decoded = '\'';
        else return c->end - c->at < 6 ? CUT : OTHER;
        break;
      default: return stop(c);
    }
    if (keeps && !sx_buffer_append(&s->text, &decoded, 1)) return OTHER;
  }
}

static verdict read_inline(cursor *c) {
  sx_sheet *s = c->sheet;
  attribute list[maximum_row_attributes];
  int count, is_empty;
  skip_blanks(c);
  if (!TAKE(c, "<t")) return c->end - c->at < 4 ? CUT : OTHER;
  verdict v = read_attributes(c, list, &count, &is_empty);
  if (v != TAKEN || is_empty) return v == TAKEN ? OTHER : v;
  s->is_inline = 1;
  s->text_start = s->text.length;
  s->keeps_space = s->root_keeps_space;
  for (int i = 0; i < count; i++) {
    if (!is_named(&list[i], "xml:space", 9)) continue;
    s->keeps_space = list[i].length == 8 && memcmp(list[i].value, "preserve", 8) == 0;
  }
  v = read_text(c, 1);
  if (v != TAKEN) return v;
  if (!TAKE(c, "</t>")) return c->end - c->at < 4 ? CUT : OTHER;
  sx_sheet_end_text(s);
  skip_blanks(c);
  if (!TAKE(c, "</is>")) return c->end - c->at < 5 ? CUT : OTHER;
  return TAKEN;
}

static verdict read_formula(cursor *c) {
  attribute list[maximum_row_attributes];
  int count, is_empty;
  sx_sheet *s = c->sheet;
  verdict v = read_attributes(c, list, &count, &is_empty);
  if (v != TAKEN) return v;
  int64_t shared = -1;
  for (int i = 0; i < count; i++) {
    if (is_named(&list[i], "si", 2)) {
      shared = sx_read_index(list[i].value, list[i].length, INT32_MAX);
    }
  }
  sx_sheet_begin_formula(s, shared);
  size_t started = s->text.length;
  if (!is_empty) {
    v = read_text(c, 1);
    if (v != TAKEN) return v;
  }
  size_t length = s->text.length - started;
  sx_sheet_end_formula(s, length == 0 ? "" : s->text.bytes + started, length);
  s->text.length = started;
  if (is_empty) return TAKEN;
  return TAKE(c, "</f>") ? TAKEN : c->end - c->at < 4 ? CUT : OTHER;
}

static verdict read_value(cursor *c) {
  sx_sheet *s = c->sheet;
  if (s->has_value || s->is_inline) return OTHER;
  s->has_value = 1;
  s->text_start = s->text.length;
  s->keeps_space = s->root_keeps_space;
  verdict v = read_text(c, 1);
  if (v != TAKEN) return v;
  if (!TAKE(c, "</v>")) return c->end - c->at < 4 ? CUT : OTHER;
  if (s->type == SX_TYPE_STRING || s->type == SX_TYPE_INLINE) sx_sheet_end_text(s);
  return TAKEN;
}

/* Reads what is between the tags of a cell. */
static verdict read_contents(cursor *c) {
  for (;;) {
    skip_blanks(c);
    if (c->end - c->at < 4) return CUT;
    verdict v;
    if (c->at[0] != '<') return OTHER;
    if (c->at[1] == 'v' && c->at[2] == '>') {
      c->at += 3;
      v = read_value(c);
    } else if (c->at[1] == '/') {
      return TAKE(c, "</c>") ? TAKEN : OTHER;
    } else if (c->at[1] == 'f' && !is_name(c->at[2]) && c->at[2] != ':') {
      c->at += 2;
      v = read_formula(c);
    } else if (TAKE(c, "<is>")) {
      if (c->sheet->has_value || c->sheet->is_inline) return OTHER;
      v = read_inline(c);
    } else {
      return OTHER;
    }
    if (v != TAKEN) return v;
  }
}

static verdict read_cell(cursor *c) {
  sx_sheet *s = c->sheet;
  attribute list[maximum_row_attributes];
  int count, is_empty;
  verdict v = read_attributes(c, list, &count, &is_empty);
  if (v != TAKEN) return v;
  sx_sheet_begin_cell(s);
  for (int i = 0; i < count; i++) {
    const attribute *a = &list[i];
    if (a->name_length != 1) continue;
    switch (a->name[0]) {
      case 'r': {
        int32_t row, column;
        if (!sx_read_reference(a->value, a->length, &row, &column) || row != s->row_number) {
          return OTHER;
        }
        s->column = column;
        break;
      }
      case 's': s->style = sx_read_style(a->value, a->length); break;
      case 't': s->type = sx_read_type(a->value, a->length); break;
      default: break;
    }
  }
  if (s->column > SX_LAST_COLUMN) return OTHER;
  if (!is_empty) {
    v = read_contents(c);
    if (v != TAKEN) return v;
  }
  sx_sheet_add_cell(s);
  return TAKEN;
}

/* Opens the row that its attributes describe, if it is a plain one after all others. */
static verdict open_row(cursor *c, int *is_empty) {
  sx_sheet *s = c->sheet;
  attribute list[maximum_row_attributes];
  int count;
  verdict v = read_attributes(c, list, &count, is_empty);
  if (v != TAKEN) return v;
  int64_t number = -1;
  int is_hidden = 0;
  for (int i = 0; i < count; i++) {
    if (is_named(&list[i], "r", 1)) {
      number = sx_read_index(list[i].value, list[i].length, SX_LAST_ROW);
    } else if (is_named(&list[i], "hidden", 6)) {
      is_hidden |= sx_read_flag(list[i].value, list[i].length);
    } else if (is_named(&list[i], "ht", 2)) {
      is_hidden |= sx_is_zero(list[i].value, list[i].length);
    }
  }
  if (number <= s->last_row) return OTHER;
  /* Closing the previous row may deliver a block: only this row can be undone later. */
  sx_sheet_close_row(s);
  if (s->parser.is_done) return OTHER;
  c->mark = sx_sheet_marked(s);
  c->is_opened = 1;
  sx_sheet_open_row(s, (int32_t)number, is_hidden);
  s->is_row_implied = 0;
  return TAKEN;
}

static verdict read_row(cursor *c) {
  if (c->end - c->at < 5) return CUT;
  if (memcmp(c->at, "<row", 4) != 0 || is_name(c->at[4]) || c->at[4] == ':') return OTHER;
  c->at += 4;
  int is_empty;
  verdict v = open_row(c, &is_empty);
  if (v != TAKEN || is_empty) return v;
  for (;;) {
    skip_blanks(c);
    if (c->end - c->at < 6) return CUT;
    if (c->at[0] != '<') return OTHER;
    if (c->at[1] == 'c' && !is_name(c->at[2]) && c->at[2] != ':') {
      c->at += 2;
      v = read_cell(c);
      if (v != TAKEN) return v;
    } else {
      return TAKE(c, "</row>") ? TAKEN : OTHER;
    }
    if (c->sheet->parser.is_done) return OTHER;
  }
}

/* Moves past what was read. */
static void consume(sx_row_parser *rows, const char *to) {
  size_t count = (size_t)(to - (rows->bytes + rows->start));
  rows->start += count;
  rows->shift += (int64_t)count;
}

/* Takes plain rows out of the buffer, as many as there are. */
static verdict take_rows(sx_row_parser *rows) {
  sx_sheet *s = rows->sheet;
  for (;;) {
    cursor c = {.sheet = s, .at = rows->bytes + rows->start, .end = rows->bytes + rows->end};
    skip_blanks(&c);
    consume(rows, c.at);
    verdict v = read_row(&c);
    if (s->parser.is_done) return OTHER;
    if (v != TAKEN) {
      if (c.is_opened) sx_sheet_undo(s, c.mark);
      return v;
    }
    consume(rows, c.at);
  }
}

/* Reads once into the buffer, which grows for a row that fills it; 0 when there is no more. */
static int fill(sx_row_parser *rows) {
  if (rows->is_at_end || rows->has_failed) return 0;
  if (rows->start > 0) {
    memmove(rows->bytes, rows->bytes + rows->start, rows->end - rows->start);
    rows->end -= rows->start;
    rows->start = 0;
  }
  if (rows->end == rows->capacity) {
    size_t capacity = rows->capacity == 0 ? first_capacity : 2 * rows->capacity;
    if (capacity > last_capacity) return 0;
    char *bytes = realloc(rows->bytes, capacity + 1);
    if (bytes == NULL) return 0;
    rows->bytes = bytes;
    rows->capacity = capacity;
  }
  int64_t count = rows->input.read(rows->input.source, rows->bytes + rows->end,
                                   (int64_t)(rows->capacity - rows->end));
  if (count < 0) rows->has_failed = 1;
  if (count == 0) rows->is_at_end = 1;
  if (count > 0) rows->end += (size_t)count;
  rows->bytes[rows->end] = 0;
  return count > 0;
}

/* Reads at least as much again as there is of an incomplete row, so that a long row, which is read from
 * its start each time, is read a few times and not once for every piece of it. */
static int fill_row(sx_row_parser *rows) {
  size_t wanted = 2 * (rows->end - rows->start);
  int has_more = fill(rows);
  while (has_more && rows->end - rows->start < wanted && fill(rows)) {
  }
  return has_more;
}

/* Passes on bytes up to the end of the start tag of `sheetData`. */
static int64_t give_head(sx_row_parser *rows, char *buffer, size_t capacity) {
  size_t count = 0;
  while (count < capacity && rows->start < rows->end && rows->stage == SX_ROWS_SEEKING) {
    char byte = rows->bytes[rows->start++];
    buffer[count++] = byte;
    if (byte == start_tag[rows->matched]) {
      rows->matched++;
      if (rows->matched == sizeof start_tag - 1) {
        rows->stage = SX_ROWS_WAITING;
        rows->sheet->is_row_parser_waiting = 1;
      }
    } else {
      rows->matched = byte == start_tag[0];
    }
  }
  rows->head += (int64_t)count;
  return (int64_t)count;
}

int64_t sx_row_parser_place(const sx_row_parser *rows, int64_t offset) {
  if (offset <= rows->head) return offset;
  int64_t place = offset + rows->shift;
  /* Inserted white space is where the head ends. */
  return place < rows->head ? rows->head : place;
}

/* White space gives libxml2 bytes for its look-ahead until it reaches the start tag. */
static int64_t give_blanks(sx_row_parser *rows, char *buffer, size_t capacity) {
  memset(buffer, ' ', capacity);
  rows->shift -= (int64_t)capacity;
  return (int64_t)capacity;
}

int64_t sx_row_parser_read(void *context, char *buffer, int64_t size) {
  sx_row_parser *rows = context;
  size_t capacity = size < 0 ? 0 : (size_t)size;
  if (rows->stage == SX_ROWS_SEEKING) {
    if (rows->start == rows->end && !fill(rows)) return rows->has_failed ? -1 : 0;
    return give_head(rows, buffer, capacity);
  }
  if (rows->stage == SX_ROWS_WAITING) {
    if (rows->sheet->is_row_parser_open) rows->stage = SX_ROWS_ROWS;
    else if (rows->waits++ < maximum_waits) return give_blanks(rows, buffer, capacity);
    else rows->stage = SX_ROWS_CLOSED;
  }
  while (rows->stage == SX_ROWS_ROWS) {
    verdict v = rows->start == rows->end ? CUT : take_rows(rows);
    if (rows->sheet->parser.is_done) return 0;
    if (v == OTHER || !fill_row(rows)) rows->stage = SX_ROWS_CLOSED;
  }
  if (rows->start < rows->end) {
    size_t count = rows->end - rows->start;
    if (count > capacity) count = capacity;
    memcpy(buffer, rows->bytes + rows->start, count);
    rows->start += count;
    return (int64_t)count;
  }
  if (rows->has_failed) return -1;
  return rows->is_at_end ? 0 : rows->input.read(rows->input.source, buffer, size);
}

void sx_row_parser_free(sx_row_parser *rows) { free(rows->bytes); }
