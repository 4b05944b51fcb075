import RecordMapping
import TabularCore
struct ColumnStudies {
  var findings: [ColumnFinding] = []
  var reported: [ImportReport.Column] = []
  var decisions: [Int: ColumnDecision] = [:]
  init(_ session: ImportSession, source: TableSource) throws {}
}
