#include "cpattern.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlregexp.h>
#include <pthread.h>
#include <stdlib.h>

struct cp_pattern {
  xmlRegexpPtr compiled;
  int is_deterministic;
};

static void keep_silent(void *context, xmlErrorPtr error) { (void)context, (void)error; }

cp_pattern *cp_compile(const char *expression) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, xmlInitParser);
  cp_pattern *pattern = malloc(sizeof *pattern);
  if (pattern == NULL) return NULL;
  /* The handler is the thread's own; without one, errors of syntax go to standard error. */
  xmlStructuredErrorFunc former = xmlStructuredError;
  void *former_context = xmlStructuredErrorContext;
  xmlSetStructuredErrorFunc(NULL, keep_silent);
  pattern->compiled = xmlRegexpCompile((const xmlChar *)expression);
  pattern->is_deterministic =
      pattern->compiled != NULL && xmlRegexpIsDeterminist(pattern->compiled) == 1;
  xmlSetStructuredErrorFunc(former_context, former);
  if (pattern->compiled == NULL) {
    free(pattern);
    return NULL;
  }
  return pattern;
}

int cp_is_deterministic(const cp_pattern *pattern) { return pattern->is_deterministic; }

int cp_matches(const cp_pattern *pattern, const char *text) {
  return xmlRegexpExec(pattern->compiled, (const xmlChar *)text);
}

void cp_free(cp_pattern *pattern) {
  if (pattern == NULL) return;
  xmlRegFreeRegexp(pattern->compiled);
  free(pattern);
}
