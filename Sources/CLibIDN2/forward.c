#include "CLibIDN2.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static __typeof__(&idn2_to_ascii_8z) to_ascii;
static __typeof__(&idn2_free) release;

/* Loads the library. Without it the process ends as it would at its start if it were linked. */
static void load(void) {
  void *library = dlopen("libidn2.so.0", RTLD_NOW | RTLD_LOCAL);
  if (library != NULL) {
    to_ascii = (__typeof__(to_ascii))dlsym(library, "idn2_to_ascii_8z");
    release = (__typeof__(release))dlsym(library, "idn2_free");
  }
  if (to_ascii == NULL || release == NULL) {
    fprintf(stderr, "registrar: error while loading shared libraries: %s\n", dlerror());
    _exit(127);
  }
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

__attribute__((visibility("hidden"))) int idn2_to_ascii_8z(const char *input, char **output,
                                                           int flags) {
  pthread_once(&once, load);
  return to_ascii(input, output, flags);
}

__attribute__((visibility("hidden"))) void idn2_free(void *memory) {
  pthread_once(&once, load);
  release(memory);
}
