#ifndef CSHEETXML_H
#define CSHEETXML_H

/* Reads the XML parts of a workbook with libxml2's SAX2 interface, under hard limits.
 *
 * Bytes are pulled through a callback; nothing is opened, fetched or expanded. A document type
 * declaration stops the parser. The first fatal error stops it too, so that a damaged part is never
 * taken for a shorter one. No libxml2 type is named here, so that Swift can import this header
 * beside Foundation. Whatever the caller is handed belongs to the parser and lives until the
 * callback returns, or until the owner is freed. */

#include <stddef.h>
#include <stdint.h>

/* Why a parser ended. */
typedef enum {
  SX_OK = 0,         /* the part was read to its end and is well-formed */
  SX_STOPPED,        /* the caller asked to stop */
  SX_READ_FAILED,    /* the read callback failed; the caller knows why */
  SX_MALFORMED,      /* not well-formed */
  SX_BAD_ENCODING,   /* an encoding other than UTF-8 and UTF-16 */
  SX_BAD_ROOT,       /* another root element or namespace than expected */
  SX_DOCTYPE,        /* a document type declaration */
  SX_TOO_DEEP,       /* more nested elements than allowed */
  SX_LONG_ATTRIBUTE, /* a longer attribute than allowed */
  SX_MANY_ATTRIBUTES, /* more attributes or namespaces on an element than sane */
  SX_LONG_TEXT,      /* a longer text, or more text in a row, than allowed */
  SX_MANY_STRINGS,   /* more shared strings than allowed */
  SX_MANY_CELLS,     /* more cells than allowed */
  SX_MANY_MERGES,    /* more merged ranges than a sheet can sanely have */
  SX_NO_MEMORY       /* memory ran out */
} sx_status;

/* How a parser ended, and where. */
typedef struct {
  sx_status status;
  int64_t byte_offset; /* bytes consumed, from 0 */
  int64_t row;         /* the worksheet row being read, or 0 */
  char message[200];   /* libxml2's sentence for SX_MALFORMED, else empty */
} sx_outcome;

/* Fills `buffer`; returns the bytes read, 0 at the end, less on failure. With `reads_ahead` it is
 * called on another thread, while the caller waits for the parser. */
typedef int64_t (*sx_read)(void *source, char *buffer, int64_t capacity);

/* Where the bytes come from. */
typedef struct {
  sx_read read;
  void *source;
} sx_input;

/* What is allowed. */
typedef struct {
  int64_t depth;            /* nested elements */
  int64_t attribute_length; /* bytes of one attribute */
  int64_t text_length;      /* UTF-16 units of one text; more is reported, not refused */
  int64_t text_bytes;       /* bytes of one text; more is refused */
  int64_t strings;          /* shared strings */
  int64_t cells;            /* filled cells */
  int reads_ahead;          /* whether a thread reads the input while this one parses */
  int avoids_row_parser;          /* whether libxml2 reads plain rows, too; the result is the same */
} sx_limits;

/* The namespaces that matter, transitional and strict alike. */
typedef enum {
  SX_NS_NONE = 0,
  SX_NS_MAIN,          /* SpreadsheetML */
  SX_NS_DOCUMENT,      /* office document relationships, `r:id` */
  SX_NS_RELATIONSHIPS, /* package relationships */
  SX_NS_CONTENT_TYPES,
  SX_NS_OTHER
} sx_namespace;

/* An attribute; name and value are UTF-8, the value is decoded and not terminated. */
typedef struct {
  const char *name;
  sx_namespace space;
  const char *value;
  size_t length;
} sx_attribute;

/* What `sx_walk` calls for each element; `start` returns other than 0 to stop. */
typedef struct {
  void *context;
  int (*start)(void *context, const char *name, sx_namespace space, int64_t depth,
               const sx_attribute *attributes, size_t count);
  void (*end)(void *context, const char *name, sx_namespace space, int64_t depth);
} sx_visitor;

/* Walks a small part whose root must be `root`, in `space` or in no namespace. */
sx_outcome sx_walk(sx_input input, const sx_limits *limits, const char *root, sx_namespace space,
                   sx_visitor visitor);

/* ---- Documents of any vocabulary ---- */

/* An attribute without its namespace; the value is decoded and not terminated. */
typedef struct {
  const char *name;
  const char *value;
  size_t length;
} sx_document_attribute;

/* What `sx_read_document` calls; `start` and `text` return other than 0 to stop. */
typedef struct {
  void *context;
  int (*start)(void *context, const char *name, const char *uri,
               const sx_document_attribute *attributes, size_t count);
  void (*end)(void *context);
  int (*text)(void *context, const char *bytes, size_t length);
} sx_document_visitor;

/* Reads a document whatever its root is, with all of its text. */
sx_outcome sx_read_document(sx_input input, const sx_limits *limits, sx_document_visitor visitor);

/* ---- Shared strings ---- */

/* All shared strings in one arena. */
typedef struct sx_strings sx_strings;

/* With `keeps_space` white space at the ends of texts stays, whatever `xml:space` says. */
sx_strings *sx_strings_create(int keeps_space);
void sx_strings_free(sx_strings *strings);
/* Reads the shared string part (ECMA-376 part 1, 18.4.9) into an empty table. */
sx_outcome sx_strings_parse(sx_strings *strings, sx_input input, const sx_limits *limits);
size_t sx_strings_count(const sx_strings *strings);
/* The bytes of a string, not terminated; `index` must be under the count. */
const char *sx_strings_get(const sx_strings *strings, size_t index, size_t *length);

/* ---- Worksheets ---- */

/* Kinds of cells, with the raw values of TabularCore's CellKind. */
enum {
  SX_CELL_BLANK = 0,
  SX_CELL_TEXT = 1,
  SX_CELL_NUMBER = 2,
  SX_CELL_BOOLEAN = 3,
  SX_CELL_ERROR = 4,
  SX_CELL_ISO_DATE = 5,
  SX_CELL_UNCACHED = 6
};

/* Kinds of formulas, with the raw values of TabularCore's CellFormula. */
enum {
  SX_FORMULA_NONE = 0,
  SX_FORMULA_OTHER = 1,
  SX_FORMULA_SUBTOTAL = 2,  /* SUBTOTAL or AGGREGATE over other rows of the sheet */
  SX_FORMULA_COLUMN_SUM = 3 /* a sum, count or average over other rows of the cell's own column */
};

/* A filled cell; its bytes are in the block's text. */
typedef struct {
  int32_t column; /* from 1 */
  uint8_t kind;
  uint8_t format; /* from the table of formats, for numbers only */
  uint8_t formula; /* SX_FORMULA_… */
  uint8_t reserved;
  uint32_t offset;
  uint32_t length;
} sx_cell;

/* A row with its cells in column order. */
typedef struct {
  int32_t number; /* from 1 */
  uint32_t first_cell;
  uint32_t cell_count;
  uint8_t is_hidden;    /* hidden, or of no height */
  uint8_t has_subtotal; /* whether a cell has SX_FORMULA_SUBTOTAL or SX_FORMULA_COLUMN_SUM */
} sx_row;

/* What can be wrong with a cell or row. */
typedef enum {
  SX_BAD_REFERENCE = 1, /* not a valid cell reference, or beyond XFD1048576 */
  SX_BAD_ROW_NUMBER,    /* not a valid row number, or beyond 1048576; the row is left out, and
                           reported at the place after the row before it */
  SX_OTHER_ROW,         /* a cell whose reference names another row; left out */
  SX_DUPLICATE_CELL,    /* a cell given twice with different contents; the first is kept */
  SX_REPEATED_ROW,      /* a row with the number of an earlier row; left out */
  SX_MISPLACED,         /* rows, cells or values inside an element that is not read there, whose name
                         * is the text; left out */
  SX_BAD_STRING_INDEX,  /* not a valid shared string index, or out of range; left out */
  SX_BAD_NUMBER,        /* not a number, or not a finite binary64; left out */
  SX_BAD_BOOLEAN,       /* not a Boolean; left out */
  SX_BAD_TYPE,          /* an unknown cell type; left out */
  SX_BAD_ESCAPE,        /* _x0000_ or half a surrogate pair; kept as written */
  SX_TOO_LONG           /* a text over `text_length`; kept */
} sx_problem;

/* Something wrong with a cell (column from 1) or a row (column 0). */
typedef struct {
  int32_t row;
  int32_t column;
  sx_problem problem;
  uint32_t offset; /* the offending text, cut short, in the block's text */
  uint32_t length;
} sx_finding;

/* Some whole rows, each number once, in the order in which they are stored. */
typedef struct {
  const sx_row *rows;
  size_t row_count;
  const sx_cell *cells;
  size_t cell_count;
  const char *text;
  size_t text_length;
  const sx_finding *findings;
  size_t finding_count;
} sx_block;

/* A range of cells, all numbers from 1. */
typedef struct {
  int32_t first_row;
  int32_t first_column;
  int32_t last_row;
  int32_t last_column;
} sx_range;

/* Takes a block; returns other than 0 to stop. */
typedef int (*sx_take)(void *context, const sx_block *block);

/* What a section of a number format asks of a number. */
enum {
  SX_ALWAYS = 0,
  SX_LESS,
  SX_AT_MOST,
  SX_EQUAL,
  SX_UNEQUAL,
  SX_AT_LEAST,
  SX_MORE
};

/* A number format whose class depends on the number: the first of two tests that holds chooses the
 * class of its place, else the last class is chosen (ECMA-376 part 1, 18.8.31). */
typedef struct {
  double limits[2];
  uint8_t tests[2];
  uint8_t classes[3];
} sx_sections;

/* The class of a number under such a format. */
uint8_t sx_class_of(const sx_sections *sections, double number);

/* Format table entries from this one on are places in the table of sections. */
#define SX_FIRST_SECTIONS 256

/* What a workbook says about the cells of all its sheets; the tables must outlive their reader. */
typedef struct {
  const sx_strings *strings; /* may be null */
  /* The class of each style index, or SX_FIRST_SECTIONS and a place in `sections`; an index beyond
   * the table has class 0. */
  const uint32_t *formats;
  size_t format_count;
  const sx_sections *sections;
  /* Whether a zero, false or an empty text saved with a formula stands for a result that was never
   * computed. */
  int doubts_zeros;
  /* Whether white space at the ends of texts stays, whatever `xml:space` says. */
  int keeps_space;
} sx_workbook;

/* A reader for one worksheet part. */
typedef struct sx_sheet sx_sheet;

sx_sheet *sx_sheet_create(const sx_workbook *workbook);
void sx_sheet_free(sx_sheet *sheet);
/* Reads a worksheet part (ECMA-376 part 1, 18.3.1.99) and hands its rows on in blocks of at most
 * `block_rows`. The rest after SX_STOPPED is not read. */
sx_outcome sx_sheet_parse(sx_sheet *sheet, sx_input input, const sx_limits *limits,
                          size_t block_rows, sx_take take, void *context);
/* Merged ranges, in document order; known once the part is read. */
const sx_range *sx_sheet_merges(const sx_sheet *sheet, size_t *count);

/* Ranges of hidden columns, those of no width among them, in document order; rows are 0. */
const sx_range *sx_sheet_hidden_columns(const sx_sheet *sheet, size_t *count);

/* Ranges whose cells have a data validation, in document order; they may overlap. */
const sx_range *sx_sheet_validated(const sx_sheet *sheet, size_t *count);

/* What a formula in a cell is: one of SX_FORMULA_OTHER, _SUBTOTAL and _COLUMN_SUM. */
uint8_t sx_formula_kind(const char *text, size_t length, int32_t row, int32_t column);

/* ---- Text ---- */

/* Drops the white space at both ends of a text in place, as is done without
 * `xml:space="preserve"`; returns the new length. */
size_t sx_trim(char *text, size_t length);

/* Decodes the `_xHHHH_` escapes of ST_Xstring (ECMA-376 part 1, 22.9.2.19) in place, once. Returns
 * the new length; sets `*is_bad` when one stood for no character. */
size_t sx_decode_escapes(char *text, size_t length, int *is_bad);

#endif
