/* libxlsxwriter, loaded when one of its functions is first called: it brings a library of archives and one of
 * cryptography with it, and most commands write no workbook. */
#include <xlsxwriter.h>
