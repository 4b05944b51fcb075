#include "buffer.h"
#include "parser.h"

typedef struct {
  sx_parser parser;
  sx_document_visitor visitor;
  sx_document_attribute *attributes;
  size_t attribute_capacity;
  sx_buffer values; /* values in which an ampersand had to be decoded */
} reader;

/* Without entity replacement libxml2 hands an ampersand on as `&#38;`, and nothing else so. */
static void decode(reader *r, sx_document_attribute *attribute) {
  if (attribute->length == 0 || memchr(attribute->value, '&', attribute->length) == NULL) return;
  char *out = r->values.bytes + r->values.length;
  char *start = out;
  const char *in = attribute->value;
  const char *end = in + attribute->length;
  while (in < end) {
    *out++ = *in;
    in += *in == '&' && end - in >= 5 && memcmp(in, "&#38;", 5) == 0 ? 5 : 1;
  }
  r->values.length += (size_t)(out - start);
  attribute->value = start;
  attribute->length = (size_t)(out - start);
}

static int take_attributes(reader *r, int count, const xmlChar **attributes) {
  if ((size_t)count > r->attribute_capacity) {
    sx_document_attribute *grown = realloc(r->attributes, (size_t)count * sizeof *grown);
    if (grown == NULL) return 0;
    r->attributes = grown;
    r->attribute_capacity = (size_t)count;
  }
  size_t total = 0;
  for (int i = 0; i < count; i++) total += (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]);
  r->values.length = 0;
  /* Reserved once, so that the values do not move while they are collected. */
  if (!sx_buffer_reserve(&r->values, total)) return 0;
  for (int i = 0; i < count; i++) {
    const xmlChar **a = attributes + 5 * i;
    r->attributes[i] = (sx_document_attribute){
        .name = (const char *)a[0],
        .value = (const char *)a[3],
        .length = (size_t)(a[4] - a[3]),
    };
    decode(r, &r->attributes[i]);
  }
  return 1;
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                  const xmlChar **attributes) {
  (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
  reader *r = context;
  if (!sx_enter(&r->parser, 1, count, attributes)) return;
  if (!take_attributes(r, count, attributes)) {
    sx_end(&r->parser, SX_NO_MEMORY);
    return;
  }
  if (r->visitor.start(r->visitor.context, (const char *)name, uri ? (const char *)uri : "",
                       r->attributes, (size_t)count) != 0) {
    sx_end(&r->parser, SX_STOPPED);
  }
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name, (void)prefix, (void)uri;
  reader *r = context;
  if (r->parser.is_done) return;
  r->visitor.end(r->visitor.context);
  r->parser.depth--;
}

static void text(void *context, const xmlChar *bytes, int length) {
  reader *r = context;
  if (r->parser.is_done || length <= 0) return;
  if (r->visitor.text(r->visitor.context, (const char *)bytes, (size_t)length) != 0) {
    sx_end(&r->parser, SX_STOPPED);
  }
}

sx_outcome sx_read_document(sx_input input, const sx_limits *limits,
                            sx_document_visitor visitor) {
  reader r;
  memset(&r, 0, sizeof r);
  r.parser.input = input;
  r.parser.limits = *limits;
  r.visitor = visitor;
  xmlSAXHandler handler = sx_handler();
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = text;
  handler.ignorableWhitespace = text;
  handler.cdataBlock = text;
  sx_run(&r.parser, &handler, NULL);
  free(r.attributes);
  sx_buffer_free(&r.values);
  return r.parser.outcome;
}
