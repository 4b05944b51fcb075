import TabularCore

@testable import JSONRecords

/// A list of a text as its reader gives it.
struct Reading: Equatable {
  var name: String?
  var header: [String] = []
  /// The cells of each record; a number has `#` before it, a Boolean `?`, a blank cell is `-`.
  var rows: [[String]] = []
  /// The findings as `row:column code/variant value`.
  var findings: [String] = []

  init(
    _ list: JSONList, items: [JSONItems] = [], maximumRows: Int = 3
  ) throws(JSONRecordsError) {
    name = list.name
    let reader = list.makeReader(items: items)
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: maximumRows) {
      for (index, row) in batch.rows.enumerated() {
        let cells = batch.cells(ofRowAt: index)
        guard row.number > 0 else {
          header = cells.map(batch.text(of:))
          continue
        }
        rows.append(
          cells.map { cell in
            switch cell.kind {
            case .blank: "-"
            case .number: "#" + batch.text(of: cell)
            case .boolean: "?" + batch.text(of: cell)
            default: batch.text(of: cell)
            }
          })
      }
      findings += batch.findings.map { finding in
        let variant = finding.content.variant.isEmpty ? "" : "/" + finding.content.variant
        return "\(finding.row):\(finding.column ?? 0) \(finding.code)\(variant)"
          + (finding.value.map { " " + $0 } ?? "")
      }
    }
  }

  /// The lists of a text, read in chunks of some bytes.
  static func lists(
    _ text: String, isLines: Bool = false, limits: Limits = Limits()
  ) throws(JSONRecordsError) -> [Reading] {
    let document = try JSONDocument(
      MemoryJSON(Array(text.utf8)), isLines: isLines, limits: limits)
    var lists: [Reading] = []
    for list in document.lists { lists.append(try Reading(list)) }
    return lists
  }
}
