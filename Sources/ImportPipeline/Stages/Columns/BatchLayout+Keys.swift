import RecordMapping
import TabularCore

extension BatchLayout {
  /// Takes the keys of the rows together, and hashes what is compared later.
  func takeKeys(_ result: inout ColumnBatch) {
    let stride = columns.count
    let count = result.batch.rowCount
    let batch = result.batch
    batch.arena.withUnsafeBytes { arena in
      result.keyEnds.reserveCapacity(count)
      for row in 0..<count {
        if result.verdicts[row] != .unsure { appendKey(row, arena, &result) }
        result.keyEnds.append(result.keyBytes.count)
      }
      guard isPlain else {
        if comparesStored { hashValues(of: &result, arena) }
        return
      }
      let verdicts = result.verdicts
      result.valueHashes = result.values.withUnsafeBufferPointer { values in
        ColumnValue.hashes(of: values, stride: stride, in: arena) { verdicts[$0] != .unsure }
      }
    }
    result.keyHashes = result.keyBytes.withUnsafeBytes { keys in
      result.keyEnds.withUnsafeBufferPointer { KeyIndex.hashes(of: keys, ends: $0) }
    }
  }

  /// Hashes the values of sound rows, some of which columns keep.
  private func hashValues(of result: inout ColumnBatch, _ arena: UnsafeRawBufferPointer) {
    let stride = columns.count
    result.valueHashes = Array(repeating: 0, count: result.verdicts.count)
    for row in 0..<result.verdicts.count where result.verdicts[row] == .sound {
      var hash = ByteHash.seed
      for column in 0..<stride {
        let value = result.values[row &* stride &+ column]
        hash =
          value.kind == .pooled
          ? result.pools[column][value.place].hash(hash) : value.hash(hash, in: arena)
      }
      result.valueHashes[row] = hash
    }
  }

  /// Appends the row's key, unless a part of it was refused.
  private func appendKey(
    _ row: Int, _ arena: UnsafeRawBufferPointer, _ result: inout ColumnBatch
  ) {
    if isPlain, let refusal = result.refusals[row],
      keyColumns.contains(where: { columns[$0].field == refusal.field }),
      refusal.code != "reference.missing"
    {
      return
    }
    for (position, column) in keyColumns.enumerated() {
      let value = result.values[row &* columns.count &+ column]
      if position > 0 { result.keyBytes.append(RecordKey.separatorByte) }
      switch value.kind {
      case .text:
        let bytes = UnsafeRawBufferPointer(
          rebasing: arena[value.offset..<value.offset &+ value.length])
        if mayBeNoData(bytes) { result.verdicts[row] = .unsure }
        result.keyBytes.append(contentsOf: bytes)
      case .pooled:
        guard case .text(var text) = result.pools[column][value.place] else {
          result.verdicts[row] = .unsure
          return
        }
        let isOdd = text.withUTF8 { bytes in
          result.keyBytes.append(contentsOf: bytes)
          return mayBeNoData(UnsafeRawBufferPointer(bytes))
        }
        if isOdd { result.verdicts[row] = .unsure }
      default:
        result.verdicts[row] = .unsure
        return
      }
    }
  }

  /// Whether a key may be that of a row that is no data: a total word, or what a database client prints.
  private func mayBeNoData(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first else { return false }
    switch first {
    case UInt8(ascii: "("), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "+"): return true
    default: if boundCount == 1, bytes.contains(0x20) { return true }
    }
    return TotalWords.mayMatch(bytes)
  }
}
