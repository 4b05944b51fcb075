#ifndef CPATTERN_H
#define CPATTERN_H

/* Regular expressions of XML Schema (part 2, appendix F), over libxml2's engine.
 *
 * No libxml2 type is named here, so that Swift can import this header beside Foundation. */

/* A compiled expression. */
typedef struct cp_pattern cp_pattern;

/* Compiles an expression given as UTF-8; NULL when it is not one, or when memory ran out. */
cp_pattern *cp_compile(const char *expression);

/* Whether the engine never has to choose between two ways through the expression. */
int cp_is_deterministic(const cp_pattern *pattern);

/* Whether the whole text, UTF-8 without a NUL inside, matches: 1 or 0; negative when the engine gave
 * up. */
int cp_matches(const cp_pattern *pattern, const char *text);

/* Frees an expression. */
void cp_free(cp_pattern *pattern);

#endif
