#ifndef SX_PARSER_H
#define SX_PARSER_H

#include "csheetxml.h"

#include <libxml/parser.h>
#include <string.h>

/* The state that all parsers of this target share; the first member of theirs. */
typedef struct {
  xmlParserCtxtPtr xml;
  sx_input input;
  sx_limits limits;
  sx_outcome outcome;
  int is_done; /* no further byte is read and no further event is processed */
  int64_t depth;
} sx_parser;

/* An empty SAX2 handler with the parts that all parsers share. */
xmlSAXHandler sx_handler(void);

/* Parses the input; `started` is called once the dictionary of names exists. */
void sx_run(sx_parser *parser, xmlSAXHandler *handler, void (*started)(sx_parser *));

/* Ends the parse; the first call counts. */
void sx_end(sx_parser *parser, sx_status status);

/* Which of the known namespaces a URI is. */
sx_namespace sx_namespace_of(const xmlChar *uri);

/* Elements that are passed over may have attributes this many times longer: honest files list
 * thousands of areas in the `sqref` of a validation. */
enum { sx_slack = 16 };

/* Counts an element and checks its attributes; 0 when the parse has ended. */
static inline int sx_enter(sx_parser *parser, int is_read, int attribute_count,
                           const xmlChar **attributes) {
  if (parser->is_done) return 0;
  if (++parser->depth > parser->limits.depth) {
    sx_end(parser, SX_TOO_DEEP);
    return 0;
  }
  int64_t most = parser->limits.attribute_length * (is_read ? 1 : sx_slack);
  for (int i = 0; i < attribute_count; i++) {
    if (attributes[5 * i + 4] - attributes[5 * i + 3] > most) {
      sx_end(parser, SX_LONG_ATTRIBUTE);
      return 0;
    }
  }
  return 1;
}

/* Whether white space at the ends of an element's text counts (`xml:space`, XML 1.0, 2.10). */
static inline int sx_keeps_space(int count, const xmlChar **attributes, int inherited) {
  for (int i = 0; i < count; i++, attributes += 5) {
    if (attributes[1] == NULL || strcmp((const char *)attributes[1], "xml") != 0 ||
        strcmp((const char *)attributes[0], "space") != 0) {
      continue;
    }
    return attributes[4] - attributes[3] == 8 && memcmp(attributes[3], "preserve", 8) == 0;
  }
  return inherited;
}

#endif
