import RecordMapping
import Schemas
import TabularCore

/// Rows that were read by columns, entered one after another in their order.
extension SourcePass {
  /// Enters a row that is sound; `false` when its key is there already and must be told about.
  @inline(__always)
  mutating func enterSound(
    _ validated: ColumnBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    var storedID: Int64?
    if let comparison = columns?.comparison {
      guard let id = try self.storedID(of: validated, index, comparison) else { return false }
      storedID = id
    }
    let isNew = validated.keyBytes.withUnsafeBytes { bytes in
      let key = UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]])
      let hash = validated.keyHashes[index]
      guard rows.keys.first(key, hash: hash) == nil else { return false }
      rows.append(
        number: Int32(clamping: number), source: Int32(setup.sourceIndex), state: .valid,
        operation: storedID == nil ? .create : .unchanged, key: key)
      rows.enterLast(hash: hash)
      return true
    }
    let isPlain = columns?.isPlain ?? true
    let keepsLinks = columns?.keepsLinks ?? false
    guard isNew else {
      return isPlain && !keepsLinks && countRepeat(validated, index, number: number, &rows)
    }
    if isPlain { staging.plainRows?.append(validated.valueHashes[index]) }
    counter.count(rowNumber: number)
    counter.countData()
    if !isPlain || keepsLinks || staging.stages && storedID == nil {
      sound.append(.init(ordinal: rows.count - 1, place: index, storedID: storedID))
    }
    return true
  }

  /// Enters a sound row whose notes are over the cap of details; `false` when they must be told.
  mutating func enterNoted(
    _ batch: ColumnBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    let notes = batch.notes(ofRow: index)
    guard columns?.isPlain == false,
      notes.allSatisfy({ isSaturated($0.note.code, field: $0.note.field) }),
      try enterSound(batch, index, number: number, &rows, &sound)
    else { return false }
    for item in notes { columns?.tallies[item.note, default: Tally()].insert(number) }
    return true
  }

  /// The id of a row's stored record, when that has the row's values.
  private func storedID(
    of validated: ColumnBatch, _ index: Int, _ comparison: any StoredComparison
  ) throws -> Int64? {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    let answer = try validated.keyBytes.withUnsafeBytes { bytes in
      try comparison.answer(
        key: UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]]),
        hash: validated.valueHashes[index])
    }
    guard case .same(let id) = answer else { return nil }
    return id
  }

  /// Counts a sound row that repeats a key when its issue is over the cap of details.
  private mutating func countRepeat(
    _ validated: ColumnBatch, _ index: Int, number: Int, _ rows: inout RowList
  ) -> Bool {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    return validated.keyBytes.withUnsafeBytes { bytes in
      let key = UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]])
      guard
        let first = rows.keys.first(key, hash: validated.keyHashes[index]),
        rows.state(of: first) != .deleting
      else { return false }
      let isIdentical =
        staging.plainRows?.hash(ofRow: first) == validated.valueHashes[index]
      let code: IssueCode = isIdentical ? "key.repeated-identical" : "key.repeated"
      guard isSaturated(code, field: staging.keyPlace) else { return false }
      rows.append(
        number: Int32(clamping: number), source: Int32(setup.sourceIndex),
        state: isIdentical ? .skipped : .invalid, operation: .create, key: key)
      if !isIdentical { staging.repeatedOrdinals.insert(first) }
      staging.plainRows?.append(validated.valueHashes[index])
      columns?.repeats[code, default: Tally()].insert(number)
      counter.count(rowNumber: number)
      counter.countData()
      return true
    }
  }

  /// Whether a code has as many details in a field as are kept, so that one more is but counted.
  mutating func isSaturated(_ code: IssueCode, field: Int) -> Bool {
    if let known = columns?.saturated[code]?[field] { return known }
    let severity = issues.severity(of: code)
    let key = IssueCollector.CountKey(code: code, severity: severity, table: fields.schema.name)
    let isSaturated =
      !issues.collector.silenced.contains(code)
      && !issues.collector.hasRoom(
        for: key, field: fields.schema.fields[field].name,
        after: staging.plainRows?.deferred.count { $0.code == code } ?? 0)
    columns?.saturated[code, default: [:]][field] = isSaturated
    return isSaturated
  }
}
