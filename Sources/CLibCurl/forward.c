#include "CLibCurl.h"

#include <pthread.h>

#include "CLibraryLoading.h"

/* The header makes macros of these names that check types; the functions are called through pointers here. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

static struct {
  __typeof__(&curl_global_init) global_init;
  __typeof__(&curl_easy_init) easy_init;
  __typeof__(&curl_easy_cleanup) easy_cleanup;
  __typeof__(&curl_easy_reset) easy_reset;
  __typeof__(&curl_easy_perform) easy_perform;
  __typeof__(&curl_easy_strerror) easy_strerror;
  __typeof__(&curl_easy_setopt) easy_setopt;
  __typeof__(&curl_easy_getinfo) easy_getinfo;
  __typeof__(&curl_slist_append) slist_append;
  __typeof__(&curl_slist_free_all) slist_free_all;
} curl;

static CURLcode start;

static void load(void) {
#define LOAD(name) \
  curl.name = (__typeof__(curl.name))CLibraryFunction("libcurl.so.4", "curl_" #name)
  LOAD(global_init);
  LOAD(easy_init);
  LOAD(easy_cleanup);
  LOAD(easy_reset);
  LOAD(easy_perform);
  LOAD(easy_strerror);
  LOAD(easy_setopt);
  LOAD(easy_getinfo);
  LOAD(slist_append);
  LOAD(slist_free_all);
  start = curl.global_init(CURL_GLOBAL_DEFAULT);
}

CURLcode CLibCurlInit(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return start;
}

CURL *CLibCurlMake(void) { return CLibCurlInit() == CURLE_OK ? curl.easy_init() : NULL; }
void CLibCurlFree(CURL *handle) { curl.easy_cleanup(handle); }
void CLibCurlReset(CURL *handle) { curl.easy_reset(handle); }
CURLcode CLibCurlPerform(CURL *handle) { return curl.easy_perform(handle); }
const char *CLibCurlProblem(CURLcode code) { return curl.easy_strerror(code); }

CURLcode CLibCurlSetNumber(CURL *handle, CURLoption option, long value) {
  return curl.easy_setopt(handle, option, value);
}
CURLcode CLibCurlSetText(CURL *handle, CURLoption option, const char *value) {
  return curl.easy_setopt(handle, option, value);
}
CURLcode CLibCurlSetPointer(CURL *handle, CURLoption option, void *value) {
  return curl.easy_setopt(handle, option, value);
}
CURLcode CLibCurlSetList(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl.easy_setopt(handle, option, value);
}
CURLcode CLibCurlSetSink(CURL *handle, CURLoption option, CLibCurlSink value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode CLibCurlGetNumber(CURL *handle, CURLINFO info, long *value) {
  return curl.easy_getinfo(handle, info, value);
}
CURLcode CLibCurlGetList(CURL *handle, CURLINFO info, struct curl_slist **value) {
  return curl.easy_getinfo(handle, info, value);
}

struct curl_slist *CLibCurlAppend(struct curl_slist *list, const char *text) {
  return curl.slist_append(list, text);
}
void CLibCurlFreeList(struct curl_slist *list) { curl.slist_free_all(list); }
