#include "CLibIDN2.h"

#include <stddef.h>

#include "CLibraryLoading.h"

#define LIBRARY "libidn2.so.0"

FORWARD(int, idn2_to_ascii_8z, (const char *input, char **output, int flags),
        (input, output, flags))
FORWARD(void, idn2_free, (void *memory), (memory))
