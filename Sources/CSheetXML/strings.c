#include "strings.h"

#include "read_ahead.h"
#include "parser.h"

/* The reader's position; any other element is skipped with its contents. */
typedef enum { BEFORE, TABLE, ITEM, RUN, TEXT } place;

typedef struct {
  sx_parser parser;
  sx_strings *strings;
  place place;
  place outer;   /* where TEXT returns to */
  int64_t skipped; /* open elements that are skipped */
  size_t item_start;
  size_t text_start;
  int is_bad;
  /* Whether white space at the ends counts (`xml:space`): in the table, in the item, in the text. */
  int table_keeps_space, outer_keeps_space, keeps_space;
} reader;

sx_strings *sx_strings_create(int keeps_space) {
  sx_strings *strings = calloc(1, sizeof *strings);
  if (strings != NULL) strings->keeps_space = keeps_space;
  return strings;
}

void sx_strings_free(sx_strings *strings) {
  if (strings == NULL) return;
  sx_buffer_free(&strings->text);
  sx_buffer_free(&strings->ends);
  free(strings);
}

size_t sx_strings_count(const sx_strings *strings) { return strings->count; }

const char *sx_strings_get(const sx_strings *strings, size_t index, size_t *length) {
  int is_bad;
  return sx_strings_at(strings, index, length, &is_bad);
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                  const xmlChar **attributes) {
  (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
  reader *r = context;
  if (!sx_enter(&r->parser, r->skipped == 0, count, attributes)) return;
  if (r->skipped > 0) {
    r->skipped++;
    return;
  }
  sx_namespace space = sx_namespace_of(uri);
  int is_ours = space == SX_NS_MAIN || space == SX_NS_NONE;
  const char *n = (const char *)name;
  if (r->place == BEFORE) {
    if (!is_ours || strcmp(n, "sst") != 0) {
      sx_end(&r->parser, SX_BAD_ROOT);
      return;
    }
    r->place = TABLE;
    r->table_keeps_space = sx_keeps_space(count, attributes, 0);
  } else if (is_ours && r->place == TABLE && strcmp(n, "si") == 0) {
    if ((int64_t)r->strings->count >= r->parser.limits.strings) {
      sx_end(&r->parser, SX_MANY_STRINGS);
      return;
    }
    r->place = ITEM;
    r->item_start = r->strings->text.length;
    r->is_bad = 0;
    r->outer_keeps_space = sx_keeps_space(count, attributes, r->table_keeps_space);
  } else if (is_ours && r->place == ITEM && strcmp(n, "r") == 0) {
    r->place = RUN;
  } else if (is_ours && (r->place == ITEM || r->place == RUN) && strcmp(n, "t") == 0) {
    r->outer = r->place;
    r->place = TEXT;
    r->text_start = r->strings->text.length;
    r->keeps_space = sx_keeps_space(count, attributes, r->outer_keeps_space);
  } else {
    r->skipped = 1;
  }
}

static void end_item(reader *r) {
  sx_strings *strings = r->strings;
  if (strings->text.length >= SX_BAD_STRING_BIT) {
    sx_end(&r->parser, SX_MANY_STRINGS);
    return;
  }
  uint32_t end = (uint32_t)strings->text.length | (r->is_bad ? SX_BAD_STRING_BIT : 0);
  if (!sx_buffer_append(&strings->ends, &end, sizeof end)) {
    sx_end(&r->parser, SX_NO_MEMORY);
    return;
  }
  strings->count++;
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name, (void)prefix, (void)uri;
  reader *r = context;
  if (r->parser.is_done) return;
  r->parser.depth--;
  if (r->skipped > 0) {
    r->skipped--;
    return;
  }
  sx_buffer *text = &r->strings->text;
  switch (r->place) {
    case TEXT: {
      size_t length = text->length - r->text_start;
      if (length > 0) {
        char *bytes = text->bytes + r->text_start;
        if (!r->keeps_space && !r->strings->keeps_space) length = sx_trim(bytes, length);
        text->length = r->text_start + sx_decode_escapes(bytes, length, &r->is_bad);
      }
      r->place = r->outer;
      break;
    }
    case RUN: r->place = ITEM; break;
    case ITEM:
      end_item(r);
      r->place = TABLE;
      break;
    default: break;
  }
}

static void characters(void *context, const xmlChar *bytes, int length) {
  reader *r = context;
  if (r->parser.is_done || r->place != TEXT || r->skipped > 0) return;
  sx_buffer *text = &r->strings->text;
  if ((int64_t)(text->length - r->item_start) + length > r->parser.limits.text_bytes) {
    sx_end(&r->parser, SX_LONG_TEXT);
  } else if (!sx_buffer_append(text, bytes, (size_t)length)) {
    sx_end(&r->parser, SX_NO_MEMORY);
  }
}

sx_outcome sx_strings_parse(sx_strings *strings, sx_input input, const sx_limits *limits) {
  reader r;
  memset(&r, 0, sizeof r);
  sx_read_ahead read_ahead = {.bytes = NULL};
  r.parser.input = limits->reads_ahead ? sx_read_ahead_start(&read_ahead, input) : input;
  r.parser.limits = *limits;
  r.strings = strings;
  strings->count = strings->text.length = strings->ends.length = 0;
  xmlSAXHandler handler = sx_handler();
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  handler.cdataBlock = characters;
  sx_run(&r.parser, &handler, NULL);
  sx_read_ahead_finish(&read_ahead);
  return r.parser.outcome;
}
