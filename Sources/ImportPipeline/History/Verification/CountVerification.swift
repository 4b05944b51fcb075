import RecordMapping
public import Schemas
import TabularCore

/// Counts the records of a table by the values of a field.
public struct CountVerification {
  private let connection: any SQLConnection
  private let package: DataPackage
  private let schema: TableSchema

  /// Counts of a table, in the transaction that is open.
  public init(_ connection: any SQLConnection, _ package: DataPackage, _ schema: TableSchema) {
    self.connection = connection
    self.package = package
    self.schema = schema
  }

  /// Calls a body with each value of a field in its canonical form and the number of its records; no
  /// value is an empty text.
  public func forEachCount(
    by field: String, _ body: (_ value: String, _ count: Int) -> Void
  ) throws(StoreError) {
    let value = StoredKey(package: package, dialect: connection.dialect)
      .value(of: field, in: schema, alias: "t")
    try connection.forEachRow(
      """
      SELECT d.value, count(*) FROM (
        SELECT \(value) AS value FROM \(sqlTable(schema.store.table, connection.dialect)) AS t) AS d
      GROUP BY d.value ORDER BY d.value
      """, []
    ) { row throws(StoreError) in
      let text =
        if case .real(let number) = row[0] {
          FieldValue.real(number).description
        } else {
          row[0].text ?? ""
        }
      body(text, row[1].integer ?? 0)
    }
  }

  /// Adds what is not as expected.
  func check(
    _ expectation: CountExpectation, _ issues: inout IssueCollector
  ) throws(StoreError) {
    var count = 0
    if expectation.field.isEmpty {
      count =
        try connection.value(
          "SELECT count(*) FROM \(sqlTable(schema.store.table, connection.dialect))"
        ).integer ?? 0
    } else {
      let pattern: ValuePattern? =
        if case .pattern(let text) = expectation.choice { ValuePattern(text) } else { nil }
      try forEachCount(by: expectation.field) { value, number in
        let counts =
          if let pattern {
            !value.isEmpty && pattern.matches(.text(value))
          } else {
            value == expectation.choice.text
          }
        if counts { count += number }
      }
    }
    guard !expectation.allows(count) else { return }
    let field = expectation.field.isEmpty ? nil : expectation.field
    let records = schema.nounPlural.english
    var content = IssueContent.storeCountMismatch(
      count: count, records: records, expected: expectation.expectedText,
      with: field.map { ($0, expectation.choice.text) })
    if field == nil, let exact = expectation.minimum, exact == expectation.maximum {
      content = .storeCountMismatch(.verified, count: count, records: records, expected: exact)
    }
    issues.add(Issue(content, at: IssueLocation(.store, table: schema.name, field: field)))
  }
}
