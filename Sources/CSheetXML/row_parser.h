#ifndef SX_ROW_PARSER_H
#define SX_ROW_PARSER_H

#include "sheet.h"

/* The fast parser for plain rows.
 *
 * libxml2 reads a worksheet through this filter. Between the start of `sheetData` and the first row
 * that is anything but plain, whole rows are taken out of the stream, read here by the same state
 * that libxml2 feeds, and never reach libxml2; from the first other row on it gets every byte. A row
 * is plain when nothing in it can mean anything else to an XML processor: no prefixed elements,
 * comments, instructions, CDATA, character references or carriage returns in values, valid UTF-8,
 * ordered numbers. What is taken out is well-formed by itself, so what is left is well-formed when
 * the whole is. */
typedef struct {
  sx_sheet *sheet;
  sx_input input;
  char *bytes; /* one byte more than `capacity`, for the sentinel */
  size_t capacity;
  size_t start, end; /* what is not consumed yet */
  enum { SX_ROWS_SEEKING, SX_ROWS_WAITING, SX_ROWS_ROWS, SX_ROWS_CLOSED } stage;
  size_t matched;   /* bytes of the start tag seen by SX_ROWS_SEEKING */
  int waits;        /* how often SX_ROWS_WAITING delivered white space */
  int is_at_end;    /* the input has no more */
  int has_failed;   /* the input failed */
  int64_t head;     /* bytes given before anything is taken out or put in */
  int64_t shift;    /* bytes taken out, less white space put in */
} sx_row_parser;

/* The offset in the worksheet of an offset in what libxml2 was given, both from 0. */
int64_t sx_row_parser_place(const sx_row_parser *rows, int64_t offset);
/* Reads for libxml2. */
int64_t sx_row_parser_read(void *rows, char *buffer, int64_t capacity);
void sx_row_parser_free(sx_row_parser *rows);

#endif
