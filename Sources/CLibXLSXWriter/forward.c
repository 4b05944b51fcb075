#include "CLibXLSXWriter.h"

#include <stddef.h>

#include "CLibraryLoading.h"

#define LIBRARY "libxlsxwriter.so.4"

FORWARD(void, format_set_align, (lxw_format *format, uint8_t alignment), (format, alignment))
FORWARD(void, format_set_bg_color, (lxw_format *format, lxw_color_t color), (format, color))
FORWARD(void, format_set_bold, (lxw_format *format), (format))
FORWARD(void, format_set_border, (lxw_format *format, uint8_t style), (format, style))
FORWARD(void, format_set_border_color, (lxw_format *format, lxw_color_t color), (format, color))
FORWARD(void, format_set_font_color, (lxw_format *format, lxw_color_t color), (format, color))
FORWARD(void, format_set_font_name,
        (lxw_format *format, const char *font_name), (format, font_name))
FORWARD(void, format_set_font_size, (lxw_format *format, double size), (format, size))
FORWARD(void, format_set_indent, (lxw_format *format, uint8_t level), (format, level))
FORWARD(void, format_set_italic, (lxw_format *format), (format))
FORWARD(void, format_set_num_format,
        (lxw_format *format, const char *num_format), (format, num_format))
FORWARD(void, format_set_text_wrap, (lxw_format *format), (format))
FORWARD(void, format_set_unlocked, (lxw_format *format), (format))
FORWARD(char *, lxw_strerror, (lxw_error error_num), (error_num))
FORWARD(void, lxw_workbook_free, (lxw_workbook *workbook), (workbook))
FORWARD(lxw_format *, workbook_add_format, (lxw_workbook *workbook), (workbook))
FORWARD(lxw_worksheet *, workbook_add_worksheet,
        (lxw_workbook *workbook, const char *sheetname), (workbook, sheetname))
FORWARD(lxw_error, workbook_close, (lxw_workbook *workbook), (workbook))
FORWARD(lxw_workbook *, workbook_new, (const char *filename), (filename))
FORWARD(lxw_workbook *, workbook_new_opt,
        (const char *filename, lxw_workbook_options *options), (filename, options))
FORWARD(lxw_error, workbook_set_custom_property_string,
        (lxw_workbook *workbook, const char *name, const char *value), (workbook, name, value))
FORWARD(lxw_error, workbook_set_properties,
        (lxw_workbook *workbook, lxw_doc_properties *properties), (workbook, properties))
FORWARD(lxw_error, worksheet_conditional_format_range,
        (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row,
         lxw_col_t last_col, lxw_conditional_format *conditional_format),
        (worksheet, first_row, first_col, last_row, last_col, conditional_format))
FORWARD(lxw_error, worksheet_data_validation_range,
        (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row,
         lxw_col_t last_col, lxw_data_validation *validation),
        (worksheet, first_row, first_col, last_row, last_col, validation))
FORWARD(void, worksheet_fit_to_pages,
        (lxw_worksheet *worksheet, uint16_t width, uint16_t height), (worksheet, width, height))
FORWARD(void, worksheet_freeze_panes,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col), (worksheet, row, col))
FORWARD(void, worksheet_gridlines, (lxw_worksheet *worksheet, uint8_t option), (worksheet, option))
FORWARD(void, worksheet_hide, (lxw_worksheet *worksheet), (worksheet))
FORWARD(void, worksheet_print_across, (lxw_worksheet *worksheet), (worksheet))
FORWARD(void, worksheet_protect,
        (lxw_worksheet *worksheet, const char *password, lxw_protection *options),
        (worksheet, password, options))
FORWARD(lxw_error, worksheet_repeat_columns,
        (lxw_worksheet *worksheet, lxw_col_t first_col, lxw_col_t last_col),
        (worksheet, first_col, last_col))
FORWARD(lxw_error, worksheet_repeat_rows,
        (lxw_worksheet *worksheet, lxw_row_t first_row, lxw_row_t last_row),
        (worksheet, first_row, last_row))
FORWARD(lxw_error, worksheet_set_column,
        (lxw_worksheet *worksheet, lxw_col_t first_col, lxw_col_t last_col, double width,
         lxw_format *format),
        (worksheet, first_col, last_col, width, format))
FORWARD(lxw_error, worksheet_set_footer,
        (lxw_worksheet *worksheet, const char *string), (worksheet, string))
FORWARD(void, worksheet_set_landscape, (lxw_worksheet *worksheet), (worksheet))
FORWARD(void, worksheet_set_margins,
        (lxw_worksheet *worksheet, double left, double right, double top, double bottom),
        (worksheet, left, right, top, bottom))
FORWARD(lxw_error, worksheet_set_row,
        (lxw_worksheet *worksheet, lxw_row_t row, double height, lxw_format *format),
        (worksheet, row, height, format))
FORWARD(void, worksheet_set_tab_color,
        (lxw_worksheet *worksheet, lxw_color_t color), (worksheet, color))
FORWARD(lxw_error, worksheet_write_blank,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, lxw_format *format),
        (worksheet, row, col, format))
FORWARD(lxw_error, worksheet_write_boolean,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, int value, lxw_format *format),
        (worksheet, row, col, value, format))
FORWARD(lxw_error, worksheet_write_comment_opt,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *string,
         lxw_comment_options *options),
        (worksheet, row, col, string, options))
FORWARD(lxw_error, worksheet_write_formula_num,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *formula, lxw_format
         *format, double result),
        (worksheet, row, col, formula, format, result))
FORWARD(lxw_error, worksheet_write_number,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, double number, lxw_format
         *format),
        (worksheet, row, col, number, format))
FORWARD(lxw_error, worksheet_write_string,
        (lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t col, const char *string, lxw_format
         *format),
        (worksheet, row, col, string, format))
