import RecordMapping
import Schemas
import TabularCore

/// Assigns the cells of a row to fields and control columns, by the header.
struct CellCollector {
  private let setup: SourceSetup
  private var fields: TableFields { setup.fields }
  private var source: TableSource { setup.source }

  private static let actions = ["upsert", "skip", "delete"]
  /// The actions as people type them.
  private static let shownActions = LocalizedText(each: { language in
    actions.map { language.label("action/" + $0) }.joined(separator: ", ")
  })

  init(_ setup: SourceSetup) { self.setup = setup }

  /// Assigns the cells of a row to their fields; returns the first cell beyond the header.
  func collect(
    _ filled: [FilledCell], into row: inout PendingRow, unbound: inout [Int: Int],
    _ issues: inout SourceIssues
  ) -> (column: Int, text: String)? {
    var surplus: (column: Int, text: String)?
    for cell in filled {
      let column = cell.column
      let text = cell.text
      guard let target = setup.target(ofColumn: column) else {
        if source.isWorksheet || column <= source.binding.width {
          if source.binding.column(numbered: column)?.isRepeated != true {
            unbound[column, default: 0] += 1
          }
        } else if surplus == nil {
          surplus = (column, text)
        }
        continue
      }
      let origin = PendingRow.Origin(
        column: column, text: text, kind: cell.kind, format: cell.format)
      switch target {
      case .field(let index): row.origins[index] = origin
      case .datePart(let index): row.parts[index] = (origin, row.parts[index]?.time)
      case .timePart(let index): row.parts[index] = (row.parts[index]?.date, origin)
      case .action:
        if let action = RowAction(text: withoutSpreadsheetWrapping(text)) {
          row.action = action
        } else {
          issues.reportControl(
            .valueEnumUnknown(.listed(expected: Self.actions, shown: Self.shownActions)), of: &row,
            column: column, name: "action", text: text)
        }
      case .sourceID:
        let id = cleaned(text)
        if id?.lowercased() == setup.session.options.clearToken.lowercased() {
          row.clearsSourceID = true
        } else {
          row.sourceID = id
        }
        if text.count > ControlColumns.sourceIDLength {
          issues.reportControl(
            .valueTooLong(.field(count: text.count, limit: ControlColumns.sourceIDLength)),
            of: &row, column: column, name: "source_id", text: text)
        }
      case .notes, .ignored: break
      }
    }
    return surplus
  }

  private func cleaned(_ text: String) -> String? {
    let trimmed = withoutSpreadsheetWrapping(
      text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Discards the cells from a column on: after a broken quote none of them is reliable, and the error of
  /// the quote stands for all.
  func discardCells(from column: Int, of row: inout PendingRow) {
    for index in fields.schema.fields.indices {
      guard let place = source.binding.place(ofFieldAt: index), place >= column else { continue }
      row.origins[index] = nil
      row.parts[index] = nil
      row.errors.insert(index)
    }
  }

  /// Keeps only the key of a row whose cells may be in the wrong columns, so that rows that refer to it
  /// wait for it.
  func silence(_ row: inout PendingRow) {
    row.isSilenced = true
    row.hasRowError = true
    row.sourceID = nil
    row.clearsSourceID = false
    for index in fields.schema.fields.indices where !fields.isKey[index] {
      row.origins[index] = nil
      row.parts[index] = nil
      row.errors.insert(index)
    }
  }

  /// Suppresses issues about blank cells in a row that has a misplaced cell: it may belong to any of
  /// them.
  func excuseBlanks(of row: inout PendingRow) {
    for index in fields.schema.fields.indices
    where row.origins[index] == nil && row.parts[index] == nil {
      row.errors.insert(index)
      row.told.insert(index)
    }
  }

  /// Leaves out the cells of fields that the header or a merged range hides; keys are read, but nothing
  /// is reported about them.
  func silenceHeaderFields(of row: inout PendingRow) {
    for (index, rows) in setup.mergedFields where rows.contains(row.number) {
      hide(index, of: &row)
      if fields.isKey[index] { row.errors.insert(index) }
    }
    guard !setup.silencedFields.isEmpty else { return }
    for index in fields.schema.fields.indices where setup.silencedFields.contains(index) {
      hide(index, of: &row)
    }
  }

  private func hide(_ index: Int, of row: inout PendingRow) {
    row.told.insert(index)
    guard !fields.isKey[index] else { return }
    row.origins[index] = nil
    row.parts[index] = nil
    row.errors.insert(index)
  }
}

extension RowFinding {
  /// Whether a cell was left out whose column is unknown.
  var losesPlace: Bool {
    code == "sheet.bad-cell"
      && ["no-reference", "beyond", "misplaced"].contains(content.variant)
  }
}
