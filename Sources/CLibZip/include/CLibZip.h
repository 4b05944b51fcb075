/* libzip, loaded when one of its functions is first called: it brings the libraries of four compressions and of
 * cryptography with it, and a run over text files opens no archive. */
#include <zip.h>
