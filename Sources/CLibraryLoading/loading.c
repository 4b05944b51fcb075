#include "CLibraryLoading.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

void *CLibraryFunction(const char *library, const char *name) {
  /* One that is loaded already is only counted again. */
  void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  void *found = loaded == NULL ? NULL : dlsym(loaded, name);
  if (found == NULL) {
    const char *reason = dlerror();
    fprintf(stderr, "registrar: error while loading shared libraries: %s\n",
            reason == NULL ? library : reason);
    _exit(127);
  }
  return found;
}
