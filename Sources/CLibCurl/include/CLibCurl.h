/* libcurl, loaded when one of its functions is first called.
 *
 * It brings 25 libraries with it (TLS, HTTP/2, Kerberos, LDAP), which would take a good part of the time until `main`
 * of every command, while only commands that talk to another system need it.
 *
 * The functions with a variable number of arguments cannot be called from Swift; here each has a form per type. */
#include <curl/curl.h>
#include <stddef.h>

/* Receives bytes; returns how many it took, any other number than `size * count` ends the exchange. */
typedef size_t (*CLibCurlSink)(char *bytes, size_t size, size_t count, void *context);

CURLcode CLibCurlInit(void);
CURL *CLibCurlMake(void);
void CLibCurlFree(CURL *handle);
void CLibCurlReset(CURL *handle);
CURLcode CLibCurlPerform(CURL *handle);
const char *CLibCurlProblem(CURLcode code);

CURLcode CLibCurlSetNumber(CURL *handle, CURLoption option, long value);
CURLcode CLibCurlSetText(CURL *handle, CURLoption option, const char *value);
CURLcode CLibCurlSetPointer(CURL *handle, CURLoption option, void *value);
CURLcode CLibCurlSetList(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode CLibCurlSetSink(CURL *handle, CURLoption option, CLibCurlSink value);

CURLcode CLibCurlGetNumber(CURL *handle, CURLINFO info, long *value);
CURLcode CLibCurlGetList(CURL *handle, CURLINFO info, struct curl_slist **value);

struct curl_slist *CLibCurlAppend(struct curl_slist *list, const char *text);
void CLibCurlFreeList(struct curl_slist *list);
