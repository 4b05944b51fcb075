#include "parser.h"

#include <libxml/catalog.h>
#include <libxml/xmlIO.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

/* More attributes than this on one element, or namespaces in scope, are no workbook's; libxml2's
 * checks for duplicates are quadratic in them. */
enum { maximum_attributes = 4096, maximum_namespaces = 4096 };

static xmlParserInputPtr deny(const char *url, const char *id, xmlParserCtxtPtr xml) {
  (void)url, (void)id, (void)xml;
  return NULL;
}

static void initialize(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(deny);
  xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
  /* xmlCleanupInputCallbacks would restore the opener of files on the next use. */
  while (xmlPopInputCallbacks() >= 0) {
  }
}

void sx_end(sx_parser *parser, sx_status status) {
  if (parser->is_done) return;
  parser->is_done = 1;
  parser->outcome.status = status;
  if (parser->xml != NULL) {
    xmlParserInputPtr input = parser->xml->input;
    if (input != NULL) {
      parser->outcome.byte_offset = (int64_t)input->consumed + (input->cur - input->base);
    }
    /* Not xmlStopParser: it frees the input under the feet of whoever is parsing it. What is
     * buffered is parsed in silence, and the read callback gives no more. */
    parser->xml->disableSAX = 1;
  }
}

static int read_bytes(void *context, char *buffer, int length) {
  sx_parser *parser = context;
  if (parser->is_done || length <= 0) return 0;
  if (parser->xml != NULL && (parser->xml->maxatts > 5 * 2 * maximum_attributes ||
                              parser->xml->nsMax > 2 * 2 * maximum_namespaces)) {
    sx_end(parser, SX_MANY_ATTRIBUTES);
    return 0;
  }
  /* libxml2 takes a short read for the end of what there is to look ahead at, and stumbles over a
   * `<![CDATA[` that is cut in two: the buffer is filled. */
  int filled = 0;
  while (filled < length && !parser->is_done) {
    int64_t count = parser->input.read(parser->input.source, buffer + filled, length - filled);
    if (count < 0) {
      sx_end(parser, SX_READ_FAILED);
      return 0;
    }
    if (count == 0) break;
    filled += count > length - filled ? length - filled : (int)count;
  }
  return filled;
}

static void refuse_doctype(void *context, const xmlChar *name, const xmlChar *external,
                           const xmlChar *system) {
  (void)name, (void)external, (void)system;
  sx_end(context, SX_DOCTYPE);
}

static void check_encoding(void *context) {
  sx_parser *parser = context;
  const xmlChar *name = parser->xml->encoding;
  if (name == NULL && parser->xml->input != NULL) name = parser->xml->input->encoding;
  if (name == NULL) return;
  static const char *const allowed[] = {"UTF-8",    "UTF8",     "UTF-16",  "UTF-16LE",
                                        "UTF-16BE", "US-ASCII", "ASCII"};
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
    if (strcasecmp((const char *)name, allowed[i]) == 0) return;
  }
  sx_end(parser, SX_BAD_ENCODING);
}

static void note_error(void *context, xmlErrorPtr error) {
  sx_parser *parser = context;
  if (parser->is_done || error == NULL) return;
  int is_namespace_error = error->domain == XML_FROM_NAMESPACE && error->level >= XML_ERR_ERROR;
  if (error->level < XML_ERR_FATAL && !is_namespace_error) return;
  sx_end(parser, error->code == XML_ERR_UNSUPPORTED_ENCODING ? SX_BAD_ENCODING : SX_MALFORMED);
  if (error->message == NULL) return;
  char *message = parser->outcome.message;
  size_t room = sizeof parser->outcome.message - 1;
  size_t length = strnlen(error->message, room);
  /* Do not cut a UTF-8 sequence in the middle. */
  if (length == room) {
    while (length > 0 && ((unsigned char)error->message[length] & 0xC0) == 0x80) length--;
  }
  while (length > 0 && (unsigned char)error->message[length - 1] <= ' ') length--;
  memcpy(message, error->message, length);
  message[length] = 0;
}

xmlSAXHandler sx_handler(void) {
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = refuse_doctype;
  handler.startDocument = check_encoding;
  handler.serror = note_error;
  return handler;
}

void sx_run(sx_parser *parser, xmlSAXHandler *handler, void (*started)(sx_parser *)) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, initialize);
  memset(&parser->outcome, 0, sizeof parser->outcome);
  parser->is_done = 0;
  parser->depth = 0;
  parser->xml =
      xmlCreateIOParserCtxt(handler, parser, read_bytes, NULL, parser, XML_CHAR_ENCODING_NONE);
  if (parser->xml == NULL) {
    parser->outcome.status = SX_NO_MEMORY;
    return;
  }
  xmlCtxtUseOptions(parser->xml, XML_PARSE_NONET | XML_PARSE_COMPACT);
  if (started != NULL) started(parser);
  xmlParseDocument(parser->xml);
  if (!parser->is_done && (!parser->xml->wellFormed || !parser->xml->nsWellFormed)) {
    sx_end(parser, parser->xml->errNo == XML_ERR_NO_MEMORY ? SX_NO_MEMORY : SX_MALFORMED);
  }
  xmlDocPtr document = parser->xml->myDoc;
  parser->xml->myDoc = NULL;
  if (document != NULL) xmlFreeDoc(document);
  xmlFreeParserCtxt(parser->xml);
  parser->xml = NULL;
}

sx_namespace sx_namespace_of(const xmlChar *uri) {
  static const struct {
    const char *uri;
    sx_namespace space;
  } known[] = {
      {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", SX_NS_MAIN},
      {"http://purl.oclc.org/ooxml/spreadsheetml/main", SX_NS_MAIN},
      {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", SX_NS_DOCUMENT},
      {"http://purl.oclc.org/ooxml/officeDocument/relationships", SX_NS_DOCUMENT},
      {"http://schemas.openxmlformats.org/package/2006/relationships", SX_NS_RELATIONSHIPS},
      {"http://schemas.openxmlformats.org/package/2006/content-types", SX_NS_CONTENT_TYPES},
  };
  if (uri == NULL) return SX_NS_NONE;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strcmp((const char *)uri, known[i].uri) == 0) return known[i].space;
  }
  return SX_NS_OTHER;
}
