#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <stddef.h>

#include "CLibraryLoading.h"

/* libxml2, loaded when a workbook is first read: it brings ICU and liblzma with it, and a run over text files reads no
 * XML. */
#define LIBRARY "libxml2.so.2"

FORWARD(void, xmlCatalogSetDefaults, (xmlCatalogAllow allow), (allow))
FORWARD(xmlParserCtxtPtr, xmlCreateIOParserCtxt,
        (xmlSAXHandlerPtr handler, void *user, xmlInputReadCallback read, xmlInputCloseCallback close,
         void *context, xmlCharEncoding encoding),
        (handler, user, read, close, context, encoding))
FORWARD(int, xmlCtxtUseOptions, (xmlParserCtxtPtr context, int options), (context, options))
FORWARD(const xmlChar *, xmlDictLookup,
        (xmlDictPtr names, const xmlChar *name, int length), (names, name, length))
FORWARD(void, xmlFreeDoc, (xmlDocPtr document), (document))
FORWARD(void, xmlFreeParserCtxt, (xmlParserCtxtPtr context), (context))
FORWARD(void, xmlInitParser, (void), ())
FORWARD(int, xmlParseDocument, (xmlParserCtxtPtr context), (context))
FORWARD(int, xmlPopInputCallbacks, (void), ())
FORWARD(void, xmlSetExternalEntityLoader, (xmlExternalEntityLoader loader), (loader))
