/* libidn2, loaded when one of its functions is first called.
 *
 * It brings libunistring with it; together they would take 0.4 ms of every start, while most runs meet no
 * international host name. */
#include <idn2.h>
