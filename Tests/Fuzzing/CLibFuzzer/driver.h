#ifndef REGISTRAR_FUZZ_DRIVER_H
#define REGISTRAR_FUZZ_DRIVER_H

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's loop, for programs with a main of their own (LLVM, "Using libFuzzer as a library"). Takes
 * the command line and a function that is given each input; its result is the exit status. */
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*take)(const uint8_t *bytes, size_t count));

#endif
