import RecordMapping
import Schemas
import TabularCore

/// Reports what the values of whole columns show, once per column or cell.
struct ColumnFindings {
  let setup: SourceSetup
  private var source: TableSource { setup.source }
  private var fields: TableFields { setup.fields }
  private var tableName: String { setup.fields.schema.name }

  /// Reports findings; returns the ordinals of the rows that they refuse.
  func report(
    _ findings: [ColumnStudies.Finding], _ statistics: [Int: ColumnStatistics], in rows: RowList,
    _ issues: inout SourceIssues
  ) -> Set<Int> {
    var refused: Set<Int> = []
    var all = findings
    for (field, statistics) in statistics.sorted(by: { $0.key < $1.key }) {
      guard let column = source.binding.place(ofFieldAt: field) else { continue }
      all += statistics.finish().map { .init(field: field, column: column, finding: $0) }
    }
    for item in all where !setup.silencedFields.contains(item.field) {
      let finding = item.finding
      let field = fields.schema.fields[item.field]
      let row = rows.ordinal(ofNumber: finding.row, from: setup.firstOrdinal).map { rows[$0] }
      let issue = Issue(
        finding.content.completed(with: [.field: field.name, .value: finding.value]),
        at: source.location(
          row: finding.row, column: item.column, table: tableName, field: field.name,
          key: row.map { $0.key.isEmpty ? [] : RecordKey.parts($0.key) } ?? []),
        value: field.privacy == .secret ? nil : finding.value,
        isPersonal: field.privacy == .personal,
        related: finding.proof.map { proof in
          [
            .init(
              source.location(
                row: proof.row, column: item.column, table: tableName, field: field.name),
              label: proof.text)
          ]
        } ?? [],
        rows: finding.rows.count > 1 ? finding.rows : RowRanges())
      issues.collector.add(issue)
      guard issues.severity(of: finding.code) == .error else { continue }
      for row in finding.rows.ranges.joined() {
        if let ordinal = rows.ordinal(ofNumber: row, from: setup.firstOrdinal) {
          refused.insert(ordinal)
        }
      }
    }
    return refused
  }
}
