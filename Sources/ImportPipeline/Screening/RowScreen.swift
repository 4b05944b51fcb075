import RecordMapping
import Schemas
import TabularCore

/// Judges whole rows of a source by the bytes of their cells.
///
/// Most rows of most files are sound; to see that takes a fraction of the time that reading them cell
/// by cell takes. A row about which anything is unusual is left to the reader, which has the last
/// word on it, so that what is found does not depend on who looked.
struct RowScreen: Sendable {
  private struct Column: Sendable {
    var field: Int
    var number: Int
    var screen: FieldScreen
    var isRequired: Bool
    var isKey: Bool
  }

  /// The keys that a field may refer to.
  struct ParentKeys: Sendable {
    /// The position of the referring column among the columns.
    var column: Int
    var field: Int
    /// The parents' table, by index in dependency order.
    var table: Int
    /// Whether there are no parents but those of the run.
    var isComplete: Bool
    var rows: RowList
  }

  /// The bound fields, in the order in which values stand.
  let fields: [Int]
  private let columns: [Column]
  /// Where the key's values stand among those of a row.
  let keyColumns: [Int]
  let references: [ParentKeys]
  private let isWorksheet: Bool
  private let totalsRows: Set<Int>
  private let width: Int
  /// The place among the columns by column number; -1 for a column whose cells make a row unusual,
  /// -2 for one that does not matter.
  private let places: [Int32]
  /// The folded headers by column number.
  private let headers: [[UInt8]]

  /// A screen for the rows of a pass; `nil` when the table needs more than screens can tell.
  init?(_ pass: TablePass) {
    let fields = pass.fields
    let schema = fields.schema
    let work = pass.work
    let binding = pass.source.binding
    let run = work.tables[pass.table]
    let isOnlySource = work.sources.count { $0.table == pass.table } == 1
    guard isOnlySource, work.screensRows, fields.isScreenable,
      run.pruning == nil, run.contextFields.isEmpty, run.lookupFields.isEmpty,
      !run.keyFields.isEmpty,
      fields.required.allSatisfy({ binding.place(ofFieldAt: $0) != nil })
    else { return nil }
    var columns: [Column] = []
    for (index, reader) in fields.readers.enumerated() {
      guard binding.partsOfField[index] == nil else { return nil }
      guard let number = binding.place(ofFieldAt: index) else { continue }
      guard pass.statistics[index] == nil,
        let screen = reader.makeScreen(countsFrom1904: pass.source.countsFrom1904)
      else { return nil }
      columns.append(
        Column(
          field: index, number: number, screen: screen,
          isRequired: fields.required.contains(index), isKey: run.keyFields.contains(index)))
    }
    let position = Dictionary(
      columns.enumerated().map { ($0.element.field, $0.offset) }, uniquingKeysWith: { $1 })
    var references: [ParentKeys] = []
    for (field, reference) in fields.referencing {
      guard let parent = work.positions[reference.table], let column = position[field],
        work.isScreened(reference, to: parent, from: fields, field: field)
      else { return nil }
      references.append(
        ParentKeys(
          column: column, field: field, table: parent,
          isComplete: (try? work.store.recordCount(of: work.order[parent])) == 0,
          rows: work.tables[parent].rows))
    }
    keyColumns = run.keyFields.compactMap { position[$0] }
    guard keyColumns.count == run.keyFields.count,
      run.keyFields.allSatisfy({ Self.keyTypes.contains(schema.fields[$0].type) })
    else { return nil }
    self.fields = columns.map(\.field)
    self.columns = columns
    self.references = references
    isWorksheet = pass.source.isWorksheet
    totalsRows = pass.totalsRows
    width = binding.width
    guard isWorksheet || binding.columns.last?.number == width else { return nil }
    var places = Array(
      repeating: Int32(-1), count: max(width, columns.map(\.number).max() ?? 0) + 1)
    var headers = Array(repeating: [UInt8](), count: places.count)
    for column in binding.columns where column.number < places.count {
      headers[column.number] = Array(fold(column.header).utf8)
      if column.target == .ignored || column.target == .notes { places[column.number] = -2 }
    }
    for (index, column) in columns.enumerated() { places[column.number] = Int32(index) }
    self.places = places
    self.headers = headers
  }

  private static let keyTypes: Set<FieldType> = [.plainString, .string]

  /// Judges the rows of a batch.
  func judge(_ batch: consuming RowBatch) -> ScreenedBatch {
    var result = ScreenedBatch(batch)
    let count = result.batch.rowCount
    let stride = columns.count
    result.values = Array(repeating: .null, count: count * stride)
    result.verdicts = Array(repeating: .sound, count: count)
    result.refusals = Array(repeating: nil, count: count)
    result.parents = Array(repeating: -1, count: count * references.count)
    var places = Array(repeating: Int32(-1), count: count * stride)
    fillPlaces(result.batch, &places, &result.verdicts)
    judgeCells(&result, places)
    judgeKeys(&result)
    return result
  }

  /// Finds the cell of each column in each row, and the rows that are unusual as a whole.
  private func fillPlaces(
    _ batch: RowBatch, _ grid: inout [Int32], _ verdicts: inout [ScreenedBatch.Verdict]
  ) {
    let stride = columns.count
    batch.arena.withUnsafeBufferPointer { arena in
      batch.cells.withUnsafeBufferPointer { cells in
        for (index, row) in batch.rows.enumerated() {
          let end = row.firstCell &+ row.cellCount
          guard row.cellCount > 0, isWorksheet || row.cellCount == width, !row.hasSubtotal,
            totalsRows.isEmpty || !totalsRows.contains(row.number),
            row.cellCount > 1 || (columns.count == 1 && !row.followsUnlikeEnd)
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
          if bytes.isEmpty || bytes[0] == UInt8(ascii: "#")
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

  private func judgeCells(_ result: inout ScreenedBatch, _ places: [Int32]) {
    let stride = columns.count
    let rowCount = result.batch.rowCount
    let batch = result.batch
    var refused: [(row: Int, verdict: ScreenVerdict)] = []
    for (position, column) in columns.enumerated() {
      refused.removeAll(keepingCapacity: true)
      batch.arena.withUnsafeBufferPointer { arena in
        batch.cells.withUnsafeBufferPointer { cells in
          places.withUnsafeBufferPointer { places in
            result.values.withUnsafeMutableBufferPointer { values in
              guard let bytes = arena.baseAddress, let cells = cells.baseAddress,
                let places = places.baseAddress, let values = values.baseAddress
              else { return }
              column.screen.judge(
                FieldScreen.Column(
                  arena: bytes, cells: cells, places: places + position, stride: stride,
                  rowCount: rowCount),
                into: values + position, isRequired: column.isRequired
              ) { refused.append(($0, $1)) }
            }
          }
        }
      }
      for (row, verdict) in refused {
        result.values[row * stride + position] = .null
        refuse(row, column.field, column.isKey && verdict == .missing ? .unsure : verdict, &result)
      }
    }
  }

  private func refuse(
    _ row: Int, _ field: Int, _ verdict: ScreenVerdict, _ result: inout ScreenedBatch
  ) {
    guard verdict != .unsure, result.verdicts[row] == .sound else {
      result.verdicts[row] = .unsure
      return
    }
    result.verdicts[row] = .refused
    result.refusals[row] = .init(field: field, verdict: verdict)
  }

  /// Looks references up, takes the keys together, and hashes what is compared later.
  private func judgeKeys(_ result: inout ScreenedBatch) {
    let stride = columns.count
    let count = result.batch.rowCount
    let batch = result.batch
    batch.arena.withUnsafeBytes { arena in
      for position in references.indices { judgeReference(position, arena, &result) }
      result.keyEnds.reserveCapacity(count)
      for row in 0..<count {
        if result.verdicts[row] != .unsure { appendKey(row, arena, &result) }
        result.keyEnds.append(result.keyBytes.count)
      }
      let verdicts = result.verdicts
      result.valueHashes = result.values.withUnsafeBufferPointer { values in
        ScreenedValue.hashes(of: values, stride: stride, in: arena) { verdicts[$0] != .unsure }
      }
    }
    result.keyHashes = result.keyBytes.withUnsafeBytes { keys in
      result.keyEnds.withUnsafeBufferPointer { KeyIndex.hashes(of: keys, ends: $0) }
    }
  }

  private func judgeReference(
    _ position: Int, _ arena: UnsafeRawBufferPointer, _ result: inout ScreenedBatch
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
          let verdict: ScreenVerdict = reference.isComplete ? .missingParent : .unsure
          return refuse(row, reference.field, verdict, &result)
        }
        result.parents[row &* count &+ position] = Int32(truncatingIfNeeded: parent)
        if reference.rows.state(of: parent) != .valid { result.verdicts[row] = .unsure }
      }
    }
  }

  /// Appends the row's key, unless a part of it was refused.
  private func appendKey(
    _ row: Int, _ arena: UnsafeRawBufferPointer, _ result: inout ScreenedBatch
  ) {
    if let refusal = result.refusals[row],
      keyColumns.contains(where: { columns[$0].field == refusal.field }),
      refusal.verdict != .missingParent
    {
      return
    }
    for (position, column) in keyColumns.enumerated() {
      let value = result.values[row &* columns.count &+ column]
      guard value.kind == .text else {
        result.verdicts[row] = .unsure
        return
      }
      let bytes = arena[value.offset..<value.offset &+ value.length]
      if mayBeNoData(bytes) { result.verdicts[row] = .unsure }
      if position > 0 {
        result.keyBytes.append(RecordKey.separatorByte)
      }
      result.keyBytes.append(contentsOf: bytes)
    }
  }

  /// Whether a key may be that of a row that is no data: a total word, or what a database client prints.
  private func mayBeNoData(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let first = bytes.first else { return false }
    switch first {
    case UInt8(ascii: "("), UInt8(ascii: "-"), UInt8(ascii: "="): return true
    default: if columns.count == 1, bytes.contains(0x20) { return true }
    }
    return TotalWords.mayMatch(bytes)
  }
}

extension ImportWork {
  /// Whether screens can look a reference up: by the single key of a table that is read already.
  fileprivate func isScreened(
    _ reference: Reference, to parent: Int, from fields: TableFields, field: Int
  ) -> Bool {
    let table = tables[parent]
    guard !fields.deferred.contains(field), reference.with.isEmpty,
      reference.alternatives.isEmpty, reference.requirements.isEmpty,
      self.fields[parent].liveness == nil,
      table.schema.naturalKey == [reference.targetField], table.unreadFile == nil,
      table.unreadRow == nil,
      table.ordinalBySourceID.isEmpty, let key = table.keyFields.first
    else { return false }
    let type = fields.schema.fields[field].type
    return type == table.schema.fields[key].type && (type == .plainString || type == .string)
      && !table.schema.fields[key].isLowercased
  }
}
