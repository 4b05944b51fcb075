#include "CLibPQ.h"

#include <stddef.h>

#include "CLibraryLoading.h"

#define LIBRARY "libpq.so.5"

FORWARD(PGconn *, PQconnectdbParams,
        (const char *const *keywords, const char *const *values, int expands),
        (keywords, values, expands))
FORWARD(PGPing, PQpingParams,
        (const char *const *keywords, const char *const *values, int expands),
        (keywords, values, expands))
FORWARD(PQconninfoOption *, PQconninfoParse, (const char *text, char **problem), (text, problem))
FORWARD(void, PQconninfoFree, (PQconninfoOption *options), (options))
FORWARD(void, PQfinish, (PGconn *connection), (connection))
FORWARD(PGcancel *, PQgetCancel, (PGconn *connection), (connection))
FORWARD(void, PQfreeCancel, (PGcancel *cancel), (cancel))
FORWARD(int, PQcancel, (PGcancel *cancel, char *reason, int size), (cancel, reason, size))

FORWARD(ConnStatusType, PQstatus, (const PGconn *connection), (connection))
FORWARD(PGTransactionStatusType, PQtransactionStatus, (const PGconn *connection), (connection))
FORWARD(char *, PQerrorMessage, (const PGconn *connection), (connection))
FORWARD(int, PQserverVersion, (const PGconn *connection), (connection))
FORWARD(int, PQbackendPID, (const PGconn *connection), (connection))
FORWARD(char *, PQuser, (const PGconn *connection), (connection))
FORWARD(PQnoticeProcessor, PQsetNoticeProcessor,
        (PGconn *connection, PQnoticeProcessor processor, void *context),
        (connection, processor, context))

FORWARD(PGresult *, PQexec, (PGconn *connection, const char *sql), (connection, sql))
FORWARD(PGresult *, PQexecParams,
        (PGconn *connection, const char *sql, int count, const Oid *types,
         const char *const *values, const int *lengths, const int *formats, int format),
        (connection, sql, count, types, values, lengths, formats, format))
FORWARD(PGresult *, PQprepare,
        (PGconn *connection, const char *name, const char *sql, int count, const Oid *types),
        (connection, name, sql, count, types))
FORWARD(PGresult *, PQdescribePrepared, (PGconn *connection, const char *name),
        (connection, name))
FORWARD(PGresult *, PQexecPrepared,
        (PGconn *connection, const char *name, int count, const char *const *values,
         const int *lengths, const int *formats, int format),
        (connection, name, count, values, lengths, formats, format))
FORWARD(int, PQsendQuery, (PGconn *connection, const char *sql), (connection, sql))
FORWARD(int, PQsendQueryParams,
        (PGconn *connection, const char *sql, int count, const Oid *types,
         const char *const *values, const int *lengths, const int *formats, int format),
        (connection, sql, count, types, values, lengths, formats, format))
FORWARD(int, PQsetSingleRowMode, (PGconn *connection), (connection))
FORWARD(PGresult *, PQgetResult, (PGconn *connection), (connection))
FORWARD(int, PQputCopyData, (PGconn *connection, const char *bytes, int count),
        (connection, bytes, count))
FORWARD(int, PQputCopyEnd, (PGconn *connection, const char *problem), (connection, problem))
FORWARD(int, PQgetCopyData, (PGconn *connection, char **bytes, int isAsync),
        (connection, bytes, isAsync))
FORWARD(void, PQfreemem, (void *memory), (memory))

FORWARD(ExecStatusType, PQresultStatus, (const PGresult *result), (result))
FORWARD(char *, PQresultErrorField, (const PGresult *result, int field), (result, field))
FORWARD(int, PQntuples, (const PGresult *result), (result))
FORWARD(int, PQnfields, (const PGresult *result), (result))
FORWARD(char *, PQfname, (const PGresult *result, int column), (result, column))
FORWARD(Oid, PQftype, (const PGresult *result, int column), (result, column))
FORWARD(char *, PQgetvalue, (const PGresult *result, int row, int column), (result, row, column))
FORWARD(int, PQgetlength, (const PGresult *result, int row, int column), (result, row, column))
FORWARD(int, PQgetisnull, (const PGresult *result, int row, int column), (result, row, column))
FORWARD(char *, PQcmdTuples, (PGresult *result), (result))
FORWARD(void, PQclear, (PGresult *result), (result))
