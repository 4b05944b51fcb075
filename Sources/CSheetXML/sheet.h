#ifndef SX_SHEET_H
#define SX_SHEET_H

#include "buffer.h"
#include "parser.h"
#include "strings.h"

enum { SX_LAST_ROW = 1048576, SX_LAST_COLUMN = 16384, SX_FORMULA_LOOKED_AT = 256 };

/* The reader's position; any other element is skipped with its contents. */
typedef enum {
  SX_AT_START,
  SX_IN_WORKSHEET,
  SX_IN_DATA,
  SX_IN_ROW,
  SX_IN_CELL,
  SX_IN_VALUE,
  SX_IN_FORMULA,
  SX_IN_INLINE,
  SX_IN_RUN,
  SX_IN_TEXT,
  SX_IN_MERGES,
  SX_IN_COLUMNS,
  SX_IN_VALIDATIONS
} sx_place;

/* The types of ST_CellType (ECMA-376 part 1, 18.18.11). */
typedef enum {
  SX_TYPE_NUMBER,
  SX_TYPE_SHARED,
  SX_TYPE_STRING,
  SX_TYPE_INLINE,
  SX_TYPE_BOOLEAN,
  SX_TYPE_ERROR,
  SX_TYPE_DATE,
  SX_TYPE_UNKNOWN
} sx_type;

/* A position in a sheet, to return to when a row turns out not to be plain. */
typedef struct {
  size_t row_count, cell_count, text_length, finding_count, row_findings;
  int32_t row_number, last_row, last_column;
} sx_sheet_mark;

/* The state of a worksheet reader. */
struct sx_sheet {
  sx_parser parser;
  sx_workbook workbook;

  sx_take take;
  void *context;
  size_t block_rows;
  size_t full_findings; /* a block with this many is delivered */
  size_t full_cells;    /* a block with this many is delivered */
  int64_t cells_taken;

  /* Names and the namespace, interned by libxml2: compared by address. */
  const xmlChar *name_row, *name_c, *name_v, *name_f, *name_is, *name_t, *name_r, *name_s,
      *name_hidden, *name_ref, *name_sheet_data, *name_merge_cells, *name_merge_cell, *name_ht,
      *name_si, *name_cols, *name_col, *name_min, *name_max, *name_width, *name_validations,
      *name_validation, *name_sqref;
  const xmlChar *main_uri;

  sx_place place;
  sx_place outer; /* where SX_IN_TEXT returns to */
  int64_t skipped; /* open elements that are skipped */

  /* The block being filled; the last of `rows` is open while `is_row_open`. */
  sx_buffer rows, cells, text, findings;
  size_t row_count, cell_count, finding_count;
  int is_row_open;
  int is_row_sorted;
  int is_row_implied;  /* the open row carries no number of its own */
  int is_row_repeated; /* a row of the open row's number was kept already */
  size_t row_findings; /* findings before the open row */
  size_t row_text;     /* where the open row's text starts */
  int32_t row_number;  /* the row being read */
  int32_t last_row;    /* the last row that was opened */
  int32_t last_column;

  /* The cell being read. */
  sx_type type;
  uint32_t style;
  int32_t column;
  int has_formula, has_value, is_inline, is_bad_escape;
  /* The name of an element in the cell being read that holds what is not read there; else null. */
  const xmlChar *misplaced;

  /* The name of the element being skipped among rows and cells, while nothing of a table was met in
   * it; else null. */
  const xmlChar *skipped_name;
  uint8_t formula; /* SX_FORMULA_… */
  int64_t shared_formula; /* the index of the shared formula being read, or -1 */
  size_t formula_length;
  char formula_text[SX_FORMULA_LOOKED_AT];
  sx_buffer shared_kinds; /* what shared formulas are, by index */
  size_t cell_start; /* where its text starts in `text` */
  size_t text_start; /* where the `t` being read starts */

  /* Whether white space at the ends counts: on the root, in the inline string being read, and
   * in the text being read (`xml:space`, XML 1.0, 2.10). */
  int root_keeps_space, outer_keeps_space, keeps_space;

  /* For the short way: prefixes bound on the root, each with its NUL; whether the start tag of
   * `sheetData` is the last that was given; whether it has begun in plain UTF-8, unprefixed. */
  sx_buffer prefixes;
  int is_row_parser_waiting, is_row_parser_open;

  sx_buffer merges;
  size_t merge_count;
  sx_buffer hidden_columns;
  size_t hidden_column_count;
  sx_buffer validated;
  size_t validated_count;

  /* Excel writes validations that name another sheet as an extension: whether one is being skipped, a
   * validation in it, and the text of its ranges. */
  int is_extension, is_validation, reads_ranges;
  sx_buffer ranges;

  /* A bit for each row number: whether a row of it was kept. */
  uint8_t *seen;
};

/* Opens row `number`, or continues it if it is open already. */
void sx_sheet_open_row(sx_sheet *sheet, int32_t number, int is_hidden);
/* Gives the open row the number that its first cell names, when it has none of its own; 0 otherwise. */
int sx_sheet_move_row(sx_sheet *sheet, int32_t number);
/* Ends the cell being read and adds it to the open row. */
void sx_sheet_add_cell(sx_sheet *sheet);
/* Closes the open row: cells in order, each once; hands the block on when it is full. A row whose
 * number another one has already is left out, and told of when it holds anything. */
void sx_sheet_close_row(sx_sheet *sheet);
/* Delivers the rows so far. */
void sx_sheet_flush(sx_sheet *sheet);
/* Reports a problem in the open row. */
void sx_sheet_find(sx_sheet *sheet, sx_problem problem, int32_t column, const char *text,
                   size_t length);

/* Starts a cell at the place after the last one. */
void sx_sheet_begin_cell(sx_sheet *sheet);
/* Ends the text that began at `text_start`. */
void sx_sheet_end_text(sx_sheet *sheet);
/* The position of the sheet while no row is open, and how to return there. */
sx_sheet_mark sx_sheet_marked(const sx_sheet *sheet);
void sx_sheet_undo(sx_sheet *sheet, sx_sheet_mark mark);

/* Starts a formula; `shared` is the index of a shared one, or -1. */
void sx_sheet_begin_formula(sx_sheet *sheet, int64_t shared);
/* Ends a formula, of which at most the first SX_FORMULA_LOOKED_AT bytes are examined. */
void sx_sheet_end_formula(sx_sheet *sheet, const char *text, size_t length);
/* Whether a height or width is zero. */
int sx_is_zero(const char *text, size_t length);
/* A cell's style index; an invalid one is beyond all others. */
uint32_t sx_read_style(const char *text, size_t length);
sx_type sx_read_type(const char *text, size_t length);
/* Whether a Boolean attribute is true. */
int sx_read_flag(const char *text, size_t length);
/* Reads digits only; -1 for anything else and for more than `most`. */
int64_t sx_read_index(const char *text, size_t length, int64_t most);
/* Reads a row number: an xsd:unsignedInt, which white space may surround, or the same with a fraction
 * of zeros; -1 for anything else, and for numbers that no row has. */
int64_t sx_read_row_number(const char *text, size_t length);
/* Reads an A1 reference; 0 when it is invalid or beyond XFD1048576. */
int sx_read_reference(const char *text, size_t length, int32_t *row, int32_t *column);
/* The class of the number format of the cell being read, whose number is given. */
uint8_t sx_sheet_class(const sx_sheet *sheet, const char *number, size_t length);
/* -1, 0 or 1 for a number below, at or above zero. */
int sx_sign(const char *number, size_t length);
/* Whether a text is a number of xsd:double that a binary64 can hold. */
int sx_is_number(const char *text, size_t length);

#endif
