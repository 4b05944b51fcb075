/* libpq, loaded when one of its functions is first called.
 *
 * It brings 22 libraries with it (TLS, Kerberos, LDAP), which would take a quarter of the time until `main` of
 * every command, while most commands never see a PostgreSQL server. */
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif

/* The fields of an error report; the header has them as character macros. */
static const int CLibPQSQLState = PG_DIAG_SQLSTATE;
static const int CLibPQPrimaryMessage = PG_DIAG_MESSAGE_PRIMARY;
static const int CLibPQConstraintName = PG_DIAG_CONSTRAINT_NAME;
static const int CLibPQTableName = PG_DIAG_TABLE_NAME;
static const int CLibPQColumnName = PG_DIAG_COLUMN_NAME;
static const int CLibPQSourceFunction = PG_DIAG_SOURCE_FUNCTION;
