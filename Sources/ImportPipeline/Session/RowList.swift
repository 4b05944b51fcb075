import TabularCore
import RecordMapping

/// The rows of a table's run, by ordinal: about 25 bytes each and their keys.
///
/// A `RunTable.Row` is created each time one is requested; code that walks over all rows asks for states
/// and operations only.
struct RowList {
  private var numbers = NumberRuns()
  /// The state in the lower half, the operation in the upper.
  private var marks: [UInt8] = []
  /// The first ordinal of each source, ascending.
  private var sources: [(first: Int, source: Int32)] = []
  /// The keys.
  private(set) var keys = KeyIndex()

  private static let operations: [RecordOperation] = [.create, .update, .unchanged, .delete]

  /// How many rows there are.
  var count: Int { numbers.count }
  /// Whether there are no rows.
  var isEmpty: Bool { numbers.isEmpty }
  /// All ordinals.
  var indices: Range<Int> { 0..<numbers.count }

  /// A row by its ordinal; only its state and operation can be set.
  subscript(ordinal: Int) -> RunTable.Row {
    get {
      RunTable.Row(
        source: source(of: ordinal), number: Int32(clamping: numbers[ordinal]),
        state: state(of: ordinal),
        operation: operation(of: ordinal), key: key(of: ordinal))
    }
    set {
      marks[ordinal] = Self.mark(newValue.state, newValue.operation)
    }
  }

  /// The state of a row.
  @inline(__always)
  func state(of ordinal: Int) -> RunTable.State {
    RunTable.State(rawValue: marks[ordinal] & 15) ?? .invalid
  }

  /// What the plan does with a row that is valid.
  @inline(__always)
  func operation(of ordinal: Int) -> RecordOperation {
    Self.operations[Int(marks[ordinal] >> 4)]
  }

  /// Sets the state of a row.
  mutating func setState(_ state: RunTable.State, of ordinal: Int) {
    marks[ordinal] = marks[ordinal] & 0xF0 | state.rawValue
  }

  /// Sets what the plan does with a row.
  mutating func setOperation(_ operation: RecordOperation, of ordinal: Int) {
    marks[ordinal] = Self.mark(state(of: ordinal), operation)
  }

  /// The row number or physical line of a row, from 1.
  func number(of ordinal: Int) -> Int { numbers[ordinal] }

  /// The natural key of a row; empty when it could not be read.
  func key(of ordinal: Int) -> String {
    keys.withKey(ofRow: ordinal) { String(decoding: $0, as: UTF8.self) }
  }

  /// Adds the natural key of a row to a hash; `nil` when there is no such row.
  func hash(ofKey ordinal: Int, continuing hash: UInt64) -> UInt64? {
    guard indices.contains(ordinal) else { return nil }
    return keys.withKey(ofRow: ordinal) { ByteHash.of($0, seed: hash) }
  }

  /// The source of a row.
  func source(of ordinal: Int) -> Int32 {
    var low = 0
    var high = sources.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if sources[middle].first <= ordinal { low = middle } else { high = middle - 1 }
    }
    return low < sources.count ? sources[low].source : 0
  }

  /// How many rows are of each state and operation.
  func forEachKind(_ body: (RunTable.State, RecordOperation, Int) -> Void) {
    var counts = Array(repeating: 0, count: 256)
    for mark in marks { counts[Int(mark)] += 1 }
    for (mark, count) in counts.enumerated() where count > 0 {
      guard let state = RunTable.State(rawValue: UInt8(mark & 15)) else { continue }
      body(state, Self.operations[mark >> 4], count)
    }
  }

  /// Whether any row is in one of some states.
  func contains(_ states: RunTable.State...) -> Bool {
    var found = false
    forEachKind { state, _, _ in if states.contains(state) { found = true } }
    return found
  }

  /// The first row that is in one of some states.
  func first(in states: RunTable.State...) -> RunTable.Row? {
    indices.first { states.contains(state(of: $0)) }.map { self[$0] }
  }

  /// The first row with a key.
  func ordinal(ofKey key: String) -> Int? {
    var key = key
    return key.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      return keys.first(raw, hash: KeyIndex.hash(raw))
    }
  }

  /// Appends a row; its key is indexed unless it is known already.
  mutating func append(_ row: RunTable.Row, isFound: Bool) {
    var key = row.key
    key.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      append(
        number: row.number, source: row.source, state: row.state, operation: row.operation, key: raw
      )
      guard isFound, !raw.isEmpty else { return }
      let hash = KeyIndex.hash(raw)
      if keys.first(raw, hash: hash) == nil { keys.enter(count - 1, hash: hash) }
    }
  }

  /// Appends a row with the bytes of its key, which is not indexed.
  @inline(__always)
  mutating func append(
    number: Int32, source: Int32, state: RunTable.State, operation: RecordOperation,
    key: UnsafeRawBufferPointer
  ) {
    if sources.last?.source != source { sources.append((numbers.count, source)) }
    numbers.append(Int(number))
    marks.append(Self.mark(state, operation))
    keys.append(key)
  }

  /// Makes room for more rows and the bytes of their keys.
  mutating func makeRoom(forRows rows: Int, keyBytes: Int) {
    marks.makeRoom(for: rows)
    keys.makeRoom(forRows: rows, bytes: keyBytes)
  }

  /// Indexes the key of the last row, which is not known yet.
  @inline(__always)
  mutating func enterLast(hash: UInt32) { keys.enter(numbers.count - 1, hash: hash) }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    guard ordinal < count else { return }
    numbers.removeLast(from: ordinal)
    marks.removeLast(marks.count - ordinal)
    keys.removeRows(from: ordinal)
    while let last = sources.last, last.first >= ordinal { sources.removeLast() }
  }

  /// The ordinal of a row of a source by its number; the source's rows begin at `first`.
  func ordinal(ofNumber number: Int, from first: Int) -> Int? {
    var low = first
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == number ? low : nil
  }

  @inline(__always)
  private static func mark(_ state: RunTable.State, _ operation: RecordOperation) -> UInt8 {
    let place: UInt8 =
      switch operation {
      case .create: 0
      case .update: 1
      case .unchanged: 2
      case .delete: 3
      }
    return state.rawValue | place << 4
  }
}

extension RowList: Equatable {
  /// Whether both hold the same rows with the same keys in the same states.
  ///
  /// The first row of each key that is not skipped is the one that is indexed.
  static func == (left: Self, right: Self) -> Bool {
    left.marks == right.marks && left.numbers == right.numbers
      && left.keys.holdsSame(as: right.keys)
      && left.sources.elementsEqual(right.sources) { $0 == $1 }
  }
}
