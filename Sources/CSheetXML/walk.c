#include "buffer.h"
#include "parser.h"

typedef struct {
  sx_parser parser;
  const char *root;
  sx_namespace space;
  sx_visitor visitor;
  sx_attribute *attributes;
  size_t attribute_capacity;
  sx_buffer values; /* values in which an ampersand had to be decoded */
} walker;

/* Without entity replacement libxml2 hands an ampersand on as `&#38;`, and nothing else so. */
static int decode(walker *w, sx_attribute *attribute) {
  if (attribute->length == 0 || memchr(attribute->value, '&', attribute->length) == NULL) return 1;
  char *out = w->values.bytes + w->values.length;
  char *start = out;
  const char *in = attribute->value;
  const char *end = in + attribute->length;
  while (in < end) {
    *out++ = *in;
    in += *in == '&' && end - in >= 5 && memcmp(in, "&#38;", 5) == 0 ? 5 : 1;
  }
  w->values.length += (size_t)(out - start);
  attribute->value = start;
  attribute->length = (size_t)(out - start);
  return 1;
}

static int take_attributes(walker *w, int count, const xmlChar **attributes) {
  if ((size_t)count > w->attribute_capacity) {
    sx_attribute *grown = realloc(w->attributes, (size_t)count * sizeof *grown);
    if (grown == NULL) return 0;
    w->attributes = grown;
    w->attribute_capacity = (size_t)count;
  }
  size_t total = 0;
  for (int i = 0; i < count; i++) total += (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]);
  w->values.length = 0;
  /* Reserved once, so that the values do not move while they are collected. */
  if (!sx_buffer_reserve(&w->values, total)) return 0;
  for (int i = 0; i < count; i++) {
    const xmlChar **a = attributes + 5 * i;
    w->attributes[i] = (sx_attribute){
        .name = (const char *)a[0],
        .space = sx_namespace_of(a[2]),
        .value = (const char *)a[3],
        .length = (size_t)(a[4] - a[3]),
    };
    if (!decode(w, &w->attributes[i])) return 0;
  }
  return 1;
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                  const xmlChar **attributes) {
  (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
  walker *w = context;
  if (!sx_enter(&w->parser, 1, count, attributes)) return;
  sx_namespace space = sx_namespace_of(uri);
  if (w->parser.depth == 1 &&
      (strcmp((const char *)name, w->root) != 0 || (space != w->space && space != SX_NS_NONE))) {
    sx_end(&w->parser, SX_BAD_ROOT);
    return;
  }
  if (!take_attributes(w, count, attributes)) {
    sx_end(&w->parser, SX_NO_MEMORY);
    return;
  }
  if (w->visitor.start(w->visitor.context, (const char *)name, space, w->parser.depth,
                       w->attributes, (size_t)count) != 0) {
    sx_end(&w->parser, SX_STOPPED);
  }
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  walker *w = context;
  if (w->parser.is_done) return;
  w->visitor.end(w->visitor.context, (const char *)name, sx_namespace_of(uri), w->parser.depth);
  w->parser.depth--;
}

sx_outcome sx_walk(sx_input input, const sx_limits *limits, const char *root, sx_namespace space,
                   sx_visitor visitor) {
  walker w;
  memset(&w, 0, sizeof w);
  w.parser.input = input;
  w.parser.limits = *limits;
  w.root = root;
  w.space = space;
  w.visitor = visitor;
  xmlSAXHandler handler = sx_handler();
  handler.startElementNs = start;
  handler.endElementNs = end;
  sx_run(&w.parser, &handler, NULL);
  free(w.attributes);
  sx_buffer_free(&w.values);
  return w.parser.outcome;
}
