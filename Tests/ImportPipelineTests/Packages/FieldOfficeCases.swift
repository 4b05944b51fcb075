import Schemas
import TabularCore
import TestSupport

/// The package of accounts, projects and users, its records, and the mistakes that its rules find.
enum FieldOffice {
  static let package = Result {
    try PackageLoader.load(path: Repository.path(of: "Schemas/hq-field"))
  }

  static let records: [SampleFile] = [
    .csv(
      "accounts", "account_code,name,status,owner_email",
      "ACME-01,Acme Construction,active,pat@acme.example", "GONE-05,Gone & Sons,closed,"),
    .csv(
      "users", "email,autodesk_id,oxygen_uid,account_code,status",
      "pat@acme.example,pat.m,UID200903,ACME-01,active", "gus@acme.example,,,ACME-01,inactive"),
    .csv("projects", "account_code,project_code,name", "ACME-01,P-2041,Harbour Tower"),
  ]

  static let cases: [RowsCase] = [
    RowsCase(
      "reference.missing", "owner of an account", "accounts", "account_code,name,owner_email",
      "NEW-01,New,nobody@acme.example", at: (2, 3, "owner_email"),
      "user `nobody@acme.example` is neither in this run nor in the store"),
    RowsCase(
      "reference.inactive", "owner of an account", "accounts", "account_code,name,owner_email",
      "NEW-01,New,gus@acme.example", at: (2, 3, "owner_email"),
      "user `gus@acme.example` is `inactive`, expected an active one"),
    RowsCase(
      "value.country-unknown", "region", "accounts", "account_code,name,region",
      "NEW-01,New,Atlantis", at: (2, 3, "region"),
      "`Atlantis` is not a country, expected a name or code such as `CA`"),
    RowsCase(
      "rule.date-order", "a project", "projects",
      "account_code,project_code,name,start_date,end_date",
      "ACME-01,P-2042,Bridge,2015-03-01,2014-10-31", at: (2, 5, "end_date"),
      "`end_date` `2014-10-31` is before `start_date` `2015-03-01`"),
    RowsCase(
      "reference.inactive", "a closed account", "projects", "account_code,project_code,name",
      "GONE-05,P-1,Bridge", at: (2, 1, "account_code"),
      "account `GONE-05` is `closed`, expected an active one"),
    RowsCase(
      "key.store-taken", "identifier of a user", "users", "email,autodesk_id,account_code",
      "kim@acme.example,pat.m,ACME-01", at: (2, 2, "autodesk_id"),
      "`autodesk_id` `pat.m` belongs to stored `users` record `pat@acme.example`"),
    RowsCase(
      "key.unique", "identifiers of users", "users", "email,oxygen_uid,account_code",
      "kim@acme.example,UID200904,ACME-01", "lou@acme.example,uid200904,ACME-01",
      at: (3, 2, "oxygen_uid"), "`oxygen_uid` `UID200904` is also used in row `2`"),
    RowsCase(
      "value.pattern", "identifier of a user", "users", "email,oxygen_uid,account_code",
      "kim@acme.example,12-34,ACME-01", at: (2, 2, "oxygen_uid"),
      "`12-34` does not fit `oxygen_uid`: 6 to 32 letters and digits"),
  ]
}
