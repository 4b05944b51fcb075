import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// Grouped sheets give a value once, in the first row of the group.
extension TablePass {
  /// Fills blank cells of filled-down fields with the value above them.
  mutating func fillDown(_ row: inout PendingRow) {
    for index in fields.filledDown {
      if let own = row.origins[index] {
        var origin = own
        // A problem of a cell is reported in its own row, unless that row is left out unread.
        origin.isRepeated = row.action != .skip
        let isClear = own.text.lowercased() == session.options.clearToken.lowercased()
        above[index] = isClear ? nil : origin
      } else if let origin = above[index], row.parts[index] == nil {
        row.origins[index] = origin
      }
    }
  }

  /// Whether a merged range covers one column that is filled down: its meaning is clear.
  func isFilledDown(_ range: CellRange) -> Bool {
    guard range.first.column == range.last.column, range.first.row > source.binding.headerRow,
      case .field(let index)? = columnToField[range.first.column]
    else { return false }
    return fields.schema.fields[index].fillsDown
  }
}
