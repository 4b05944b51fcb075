/* Libraries that are loaded when one of their functions is first called, so that the others start in less time. */
#ifndef CLIBRARYLOADING_H
#define CLIBRARYLOADING_H

/* A function of a library, by the library's file name. Without either the process ends with status 127 and a
 * sentence, as it would at its start if it were linked. Any thread may call it. */
__attribute__((visibility("hidden"))) void *CLibraryFunction(const char *library, const char *name);

/* Defines a function that calls the one of the same name in LIBRARY, a macro of the file that includes this one. It is
 * not exported, so that the library never calls it. */
#define FORWARD(Result, name, parameters, arguments)                      \
  __attribute__((visibility("hidden"))) Result name parameters {          \
    static __typeof__(&name) real;                                        \
    __typeof__(&name) known = __atomic_load_n(&real, __ATOMIC_RELAXED);   \
    if (known == NULL) {                                                  \
      known = (__typeof__(&name))CLibraryFunction(LIBRARY, #name);        \
      __atomic_store_n(&real, known, __ATOMIC_RELAXED);                   \
    }                                                                     \
    return known arguments;                                               \
  }

#endif
