import RecordMapping
import TabularCore

extension BatchLayout {
  /// Finds the cell of each column in each row, and the rows that are unusual as a whole.
  func fillPlaces(
    _ batch: RowBatch, _ grid: inout [Int32], _ verdicts: inout [ColumnBatch.Verdict]
  ) {
    let stride = columns.count
    batch.arena.withUnsafeBufferPointer { arena in
      batch.cells.withUnsafeBufferPointer { cells in
        for (index, row) in batch.rows.enumerated() {
          let end = row.firstCell &+ row.cellCount
          guard row.cellCount > 0, isWorksheet || row.cellCount == width, !row.hasSubtotal,
            totalsRows.isEmpty || !totalsRows.contains(row.number),
            row.cellCount > 1 || (boundCount == 1 && !row.followsUnlikeEnd)
          else {
            verdicts[index] = .unsure
            continue
          }
          var first = -1
          for place in row.firstCell..<end where cells[place].kind != .blank {
            if first < 0 { first = place }
            let column = Int(cells[place].column)
            let target = column < places.count ? places[column] : -1
            if target >= 0 {
              grid[index &* stride &+ Int(target)] = Int32(truncatingIfNeeded: place)
            } else if target == -1 {
              verdicts[index] = .unsure
            }
          }
          guard first >= 0 else {
            verdicts[index] = .unsure
            continue
          }
          let cell = cells[first]
          let bytes = UnsafeBufferPointer(
            rebasing: arena[Int(cell.offset)..<Int(cell.offset) &+ Int(cell.length)])
          if bytes.isEmpty || bytes[0] == UInt8(ascii: "#") || isAnswer(bytes)
            || mayEqual(bytes, headers[min(Int(cell.column), headers.count &- 1)])
          {
            verdicts[index] = .unsure
          }
        }
      }
    }
    guard !batch.findings.isEmpty else { return }
    let found = Set(batch.findings.map(\.row))
    for (index, row) in batch.rows.enumerated() where found.contains(row.number) {
      verdicts[index] = .unsure
    }
  }

  /// Whether a text may be the `Query OK` of a database client.
  @inline(__always)
  private func isAnswer(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 8 && text[0] | 0x20 == UInt8(ascii: "q") && text[6] | 0x20 == UInt8(ascii: "o")
  }

  /// Whether a text may have a folded form; it certainly has not where letters differ.
  private func mayEqual(_ text: UnsafeBufferPointer<UInt8>, _ folded: [UInt8]) -> Bool {
    var position = 0
    for byte in text {
      switch byte {
      case 0x20, UInt8(ascii: "_"), UInt8(ascii: "-"): continue
      case 0...0x1F, 0x7F..., UInt8(ascii: "("), UInt8(ascii: "*"): return true
      default: break
      }
      guard position < folded.count else { return false }
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      guard folded[position] == lower || folded[position] >= 0x80 else { return false }
      if folded[position] >= 0x80 { return true }
      position &+= 1
    }
    return position == folded.count
  }

  /// Notes what a byte reader says of a cell of a plain table.
  func refuse(
    _ row: Int, _ field: Int, _ verdict: CellVerdict, _ result: inout ColumnBatch
  ) {
    guard let code = Self.code(of: verdict) else {
      result.verdicts[row] = .unsure
      return
    }
    refuse(row, field, code, &result)
  }

  /// Keeps the note that a sound cell comes with; one beside a refusal leaves the row to the cell-by-cell
  /// reading.
  func note(_ row: Int, _ field: Int, _ code: IssueCode, _ result: inout ColumnBatch) {
    switch result.verdicts[row] {
    case .sound, .noted:
      result.verdicts[row] = .noted
      result.notes.append((row, .init(field: field, code: code)))
    case .refused, .unsure, .waiting: result.verdicts[row] = .unsure
    }
  }

  /// Notes a cell that is refused; a second one of its row leaves the row to the cell-by-cell reading.
  func refuse(
    _ row: Int, _ field: Int, _ code: IssueCode, _ result: inout ColumnBatch
  ) {
    guard result.verdicts[row] == .sound || result.verdicts[row] == .waiting else {
      result.verdicts[row] = .unsure
      return
    }
    result.verdicts[row] = .refused
    result.refusals[row] = .init(field: field, code: code)
  }

  /// The code that a reader would give for a verdict.
  private static func code(of verdict: CellVerdict) -> IssueCode? {
    switch verdict {
    case .sound, .unsure: nil
    case .pattern: "value.pattern"
    case .tooLong: "value.too-long"
    case .notListed: "value.enum-unknown"
    case .outOfRange: "value.out-of-range"
    case .invalidDate: "value.date-invalid"
    case .notInteger: "value.not-integer"
    case .notNumber: "value.not-number"
    case .notBoolean: "value.boolean-unknown"
    case .missing: "value.required"
    case .missingParent: "reference.missing"
    }
  }

  /// Leaves rows to the cell-by-cell reading that name a row of their own table by another text than the
  /// one that was typed: that may be a name.
  func demandTypedTexts(
    _ result: inout ColumnBatch, places: [Int32], memos: [ReadingMemo]
  ) {
    let stride = columns.count
    let batch = result.batch
    batch.arena.withUnsafeBytes { arena in
      for column in ownReferences {
        for row in 0..<result.verdicts.count where result.verdicts[row] != .unsure {
          let value = result.values[row &* stride &+ column]
          guard value.kind != .null else { continue }
          let place = Int(places[row &* stride &+ column])
          guard place >= 0,
            isTyped(value, batch.cells[place], in: arena, pool: memos[column].pool)
          else {
            result.verdicts[row] = .unsure
            continue
          }
        }
      }
    }
  }

  private func isTyped(
    _ value: ColumnValue, _ cell: Cell, in arena: UnsafeRawBufferPointer,
    pool: [FieldValue]
  ) -> Bool {
    let start = Int(cell.offset)
    let typed = UnsafeRawBufferPointer(rebasing: arena[start..<start &+ Int(cell.length)])
    switch value.kind {
    case .text:
      return value.length == typed.count
        && (value.offset == start
          || arena[value.offset..<value.offset &+ value.length].elementsEqual(typed))
    case .pooled:
      guard case .text(let text) = pool[value.place] else { return false }
      return text.utf8.elementsEqual(typed)
    default: return false
    }
  }

  /// Looks up the parents of rows of a plain table.
  func findPlainParents(_ result: inout ColumnBatch) {
    let batch = result.batch
    batch.arena.withUnsafeBytes { arena in
      for position in references.indices { findPlainParents(position, arena, &result) }
    }
  }

  private func findPlainParents(
    _ position: Int, _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) {
    let reference = references[position]
    let count = references.count
    let values = result.values
    values.withUnsafeBufferPointer { values in
      guard values.count > reference.column else { return }
      reference.rows.keys.find(
        UnsafeBufferPointer(rebasing: values[reference.column...]), stride: columns.count,
        in: arena
      ) { row, parent in
        guard result.verdicts[row] != .unsure else { return }
        guard let parent else {
          let verdict: CellVerdict = reference.isComplete ? .missingParent : .unsure
          return refuse(row, reference.field, verdict, &result)
        }
        result.parents[row &* count &+ position] = Int32(truncatingIfNeeded: parent)
        if reference.rows.state(of: parent) != .valid { result.verdicts[row] = .unsure }
      }
    }
  }
}
