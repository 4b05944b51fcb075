import RecordMapping
import TabularCore

/// A batch of rows read by columns, as a partial keeps it: what every row came to, its key, the values that are
/// asked for later; no cells.
extension ColumnBatch {
  /// Appends the batch to the bytes of a partial.
  ///
  /// What columns keep is numbered anew in the order of rows, so that the bytes do not depend on which thread
  /// read what before.
  ///
  /// - Parameter keeps: which columns' values are kept, by place.
  func write(to part: inout PartBytes, of layout: BatchLayout, keeps: [Bool]) throws {
    part.number(batch.rowCount)
    var last = 0
    for row in batch.rows {
      part.number(row.number - last)
      last = row.number
    }
    writeVerdicts(to: &part)
    writeFindings(to: &part)
    var start = 0
    for end in keyEnds {
      part.number(end - start)
      start = end
    }
    part.raw(keyBytes)
    part.byte(valueHashes.isEmpty ? 0 : 1)
    if !valueHashes.isEmpty {
      for row in verdicts.indices where verdicts[row] != .unsure { part.bits(valueHashes[row]) }
    }
    for column in layout.columns.indices where keeps[column] {
      try writeColumn(column, to: &part, stride: layout.columns.count)
    }
  }

  private func writeVerdicts(to part: inout PartBytes) {
    var row = 0
    while row < verdicts.count {
      let verdict = verdicts[row]
      let end = verdicts[row...].firstIndex { $0 != verdict } ?? verdicts.count
      part.byte(verdict.rawValue)
      part.number(end - row)
      row = end
    }
  }

  private func writeFindings(to part: inout PartBytes) {
    for row in verdicts.indices where verdicts[row] == .refused {
      guard let refusal = refusals[row] else { continue }
      part.number(refusal.field)
      part.text(refusal.code.rawValue)
    }
    let told = notes.filter { verdicts[$0.row] == .noted }
    part.number(told.count)
    for (row, note) in told {
      part.number(row)
      part.number(note.field)
      part.text(note.code.rawValue)
    }
  }

  private func writeColumn(_ column: Int, to part: inout PartBytes, stride: Int) throws {
    var kept: [Int: Int] = [:]
    var pool: [Int] = []
    for row in verdicts.indices where verdicts[row] != .unsure {
      let value = values[row * stride + column]
      guard value.kind == .pooled, kept[value.place] == nil else { continue }
      kept[value.place] = pool.count
      pool.append(value.place)
    }
    part.number(pool.count)
    for place in pool { try part.value(pools[column][place]) }
    for row in verdicts.indices where verdicts[row] != .unsure {
      let value = values[row * stride + column]
      part.byte(value.kind.rawValue)
      switch value.kind {
      case .null: break
      case .integer, .date: part.signed(Int64(bitPattern: value.bits))
      case .real: part.bits(value.bits)
      case .text:
        part.number(value.length)
        part.raw(batch.arena[value.offset..<value.offset + value.length])
      case .pooled: part.number(kept[value.place] ?? 0)
      }
    }
  }

  /// The most rows of a batch of a partial.
  static let mostRows = 1 << 16
  /// Days since 1970-01-01 with which dates can be computed.
  private static let days: ClosedRange<Int64> = -(1 << 40)...(1 << 40)

  /// A batch from the bytes of a partial.
  init(
    from part: inout PartReader, of layout: BatchLayout, keeps: [Bool]
  ) throws(PartReader.Damage) {
    let count = try part.count()
    guard count <= Self.mostRows else { throw PartReader.Damage() }
    self.init(RowBatch())
    var last = 0
    for _ in 0..<count {
      last += try part.count()
      batch.beginRow(number: last)
    }
    try readVerdicts(from: &part, count: count)
    try readFindings(from: &part, of: layout)
    keyEnds.reserveCapacity(count)
    var end = 0
    for _ in 0..<count {
      end += try part.count()
      keyEnds.append(end)
    }
    keyBytes = Array(try part.raw(end))
    keyHashes = keyBytes.withUnsafeBytes { keys in
      keyEnds.withUnsafeBufferPointer { KeyIndex.hashes(of: keys, ends: $0) }
    }
    if try part.byte() == 1 {
      valueHashes = Array(repeating: 0, count: count)
      for row in 0..<count where verdicts[row] != .unsure { valueHashes[row] = try part.bits() }
    } else if layout.isPlain || layout.comparesStored {
      throw PartReader.Damage()
    }
    values = Array(repeating: .null, count: count * layout.columns.count)
    if !layout.isPlain { pools = Array(repeating: [], count: layout.columns.count) }
    for column in layout.columns.indices where keeps[column] {
      try readColumn(column, from: &part, of: layout)
    }
  }

  private mutating func readVerdicts(
    from part: inout PartReader, count: Int
  ) throws(PartReader.Damage) {
    verdicts.reserveCapacity(count)
    while verdicts.count < count {
      guard let verdict = Verdict(rawValue: try part.byte()) else { throw PartReader.Damage() }
      let run = try part.number()
      guard run > 0, run <= count - verdicts.count else { throw PartReader.Damage() }
      verdicts.append(contentsOf: repeatElement(verdict, count: run))
    }
    refusals = Array(repeating: nil, count: count)
  }

  private mutating func readFindings(
    from part: inout PartReader, of layout: BatchLayout
  ) throws(PartReader.Damage) {
    func refusal(_ part: inout PartReader) throws(PartReader.Damage) -> Refusal {
      let field = try part.number()
      let code = IssueCode(rawValue: try part.text())
      guard layout.fields.contains(field), IssueCatalog.definition(of: code) != nil else {
        throw PartReader.Damage()
      }
      return Refusal(field: field, code: code)
    }
    for row in verdicts.indices where verdicts[row] == .refused {
      refusals[row] = try refusal(&part)
    }
    let count = try part.count()
    var last = 0
    for _ in 0..<count {
      let row = try part.number()
      guard row >= last, row < verdicts.count else { throw PartReader.Damage() }
      last = row
      notes.append((row, try refusal(&part)))
    }
  }

  private mutating func readColumn(
    _ column: Int, from part: inout PartReader, of layout: BatchLayout
  ) throws(PartReader.Damage) {
    let stride = layout.columns.count
    let poolCount = try part.count()
    guard poolCount == 0 || !layout.isPlain else { throw PartReader.Damage() }
    for _ in 0..<poolCount { pools[column].append(try part.value()) }
    for row in verdicts.indices where verdicts[row] != .unsure {
      guard let kind = ColumnValue.Kind(rawValue: try part.byte()) else {
        throw PartReader.Damage()
      }
      let place = row * stride + column
      switch kind {
      case .null: break
      case .integer, .date:
        let number = try part.signed()
        guard kind == .integer || Self.days.contains(number) else { throw PartReader.Damage() }
        values[place] = ColumnValue(bits: UInt64(bitPattern: number), kind: kind)
      case .real: values[place] = ColumnValue(bits: try part.real().bitPattern, kind: kind)
      case .text:
        let text = try part.raw(try part.count())
        let offset = text.withUnsafeBytes { batch.appendBytes($0) }
        values[place] = ColumnValue(offset: offset, length: text.count)
      case .pooled:
        let kept = try part.number()
        guard kept < poolCount else { throw PartReader.Damage() }
        values[place] = ColumnValue(pooled: Int32(truncatingIfNeeded: kept))
      }
    }
  }
}

extension BatchLayout {
  /// Which columns' values a partial keeps, by place: those of references are looked up again, the others are
  /// what set rules and constraints read.
  var keptColumns: [Bool] {
    let referring = Set(references.map(\.column))
    return columns.indices.map { keepsValues || referring.contains($0) }
  }

  /// Everything that the reading of a row depends on besides its cells, the package and the options, as text.
  var fingerprint: String {
    var words: [String] = [
      isPlain ? "plain" : "typed", comparesStored ? "compared" : "new", "width \(width)",
      "bound \(boundCount)", "key \(keyColumns)", "own \(ownReferences)", "blank \(blankFields)",
      "refuse \(mayRefuse)", "places \(places)", "engine \(engineMarks)", "1904 \(countsFrom1904)",
      "sheet \(isWorksheet)", "totals \(totalsRows.sorted())",
      "headers \(headers.map { String(decoding: $0, as: UTF8.self) })",
    ]
    for column in columns {
      words.append(
        "column \(column.field) \(column.number) \(column.byteReader != nil) \(column.isRequired)"
          + " \(column.isKey) \(column.isDependent) \(column.reference ?? -1)")
    }
    for reference in references {
      words.append(
        "reference \(reference.column) \(reference.field) \(reference.table)"
          + " \(reference.keyParts.count) \(reference.isList)")
    }
    if let surroundings {
      words.append("decisions \(surroundings.decisions.map { $0.map { "\($0)" } ?? "-" })")
      words.append("required \(surroundings.required) rules \(surroundings.ruleColumns)")
      words.append("defaults \(surroundings.defaults.map { "\($0.column) \($0.source)" })")
      words.append("dependents \(surroundings.dependents.map(\.column))")
    }
    return words.joined(separator: "\n")
  }
}
