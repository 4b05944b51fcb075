public import TabularCore

/// Caches how the cells of a column were read: a cell that occurs again is not read again.
///
/// Cells are the same if their bytes, kind, format and surroundings are. Each value is kept once, in
/// `pool`; batches refer to it by its place. Memory is bounded: `makeRoom` clears the cache when it has
/// become large.
public final class ReadingMemo {
  /// The answer for a cell that must be read with its whole row: it has no value, or a remark.
  ///
  /// Answers below this one are refusals; see `refusal(_:)`.
  public static let unsure: Int32 = -1

  private struct Slot {
    var hash: UInt64 = 0
    var start: UInt32 = 0
    var length: UInt32 = 0
    var surroundings: Int32 = -1
    var answer: Int32 = unsure
    var kind = CellKind.blank
    var format = NumberFormatClass.general
  }

  private let reader: CompiledField
  private let isWorksheet: Bool
  private let countsFrom1904: Bool
  // These are looked at for every cell, and nothing that is called while one of them changes comes back
  // here: the run-time check of each access cost as much as the look-up.
  @exclusivity(unchecked) private var slots: [Slot]
  @exclusivity(unchecked) private var bytes: [UInt8] = []
  @exclusivity(unchecked) private var misses = 0
  private let seed = ByteHash.seed

  /// The values, once for each reading that returned them.
  @exclusivity(unchecked) public private(set) var pool: [FieldValue] = []
  /// The code of the note that a value comes with, by the value's place.
  @exclusivity(unchecked) private var notes: [Int32: IssueCode] = [:]
  /// The codes of refusals, each once.
  private var refusals: [IssueCode] = []
  /// How often the cache was cleared.
  public private(set) var generation = 0

  private static let fewestSlots = 64
  private static let mostSlots = 1 << 14
  private static let mostValues = 1 << 14
  private static let mostBytes = 1 << 21

  /// A cache for a field's column.
  public init(_ reader: CompiledField, isWorksheet: Bool, countsFrom1904: Bool) {
    self.reader = reader
    self.isWorksheet = isWorksheet
    self.countsFrom1904 = countsFrom1904
    slots = Array(repeating: Slot(), count: Self.fewestSlots)
  }

  /// Clears the cache if it is large; call it between batches.
  public func makeRoom() {
    guard pool.count > Self.mostValues || bytes.count > Self.mostBytes else { return }
    pool = []
    notes = [:]
    bytes = []
    slots = Array(repeating: Slot(), count: slots.count)
    generation += 1
  }

  /// Keeps a value that no cell has, and returns its place.
  public func keep(_ value: FieldValue) -> Int32 {
    pool.append(value)
    return Int32(truncatingIfNeeded: pool.count - 1)
  }

  /// The code of the note that the value of an answer comes with; `nil` for a value without one.
  @inline(__always)
  public func note(_ answer: Int32) -> IssueCode? { notes.isEmpty ? nil : notes[answer] }

  /// The code of an answer that is a refusal.
  public func refusal(_ answer: Int32) -> IssueCode? {
    answer < Self.unsure ? refusals[Int(Self.unsure - answer) - 1] : nil
  }

  /// The place of a cell's value; `unsure`, or less for a cell that is refused.
  ///
  /// - Parameters:
  ///   - text: the cell's bytes.
  ///   - surroundings: which surroundings the cell stands in; equal numbers for equal ones.
  ///   - context: the surroundings themselves; called when the cell must be read.
  @inline(__always)
  public func answer(
    _ text: UnsafeRawBufferPointer, of cell: Cell, surroundings: Int32,
    context: () -> ReadingContext
  ) -> Int32 {
    let mark =
      UInt64(UInt32(bitPattern: surroundings)) << 16 | UInt64(cell.kind.rawValue) << 8
      | UInt64(cell.format.rawValue)
    let hash = ByteHash.of(text, seed: seed ^ mark &* 0x9E37_79B9_7F4A_7C15)
    let place = Int(truncatingIfNeeded: hash >> 20) & (slots.count &- 1)
    let slot = slots[place]
    if slot.hash == hash, slot.kind == cell.kind, slot.format == cell.format,
      slot.surroundings == surroundings, Int(slot.length) == text.count,
      isSame(Int(slot.start), text)
    {
      return slot.answer
    }
    return read(text, of: cell, surroundings, context(), hash: hash)
  }

  private func isSame(_ start: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    bytes.withUnsafeBytes { bytes in
      for index in 0..<text.count where bytes[start &+ index] != text[index] { return false }
      return true
    }
  }

  private func read(
    _ text: UnsafeRawBufferPointer, of cell: Cell, _ surroundings: Int32,
    _ context: ReadingContext, hash: UInt64
  ) -> Int32 {
    let answer = answer(for: String(decoding: text, as: UTF8.self), of: cell, context)
    misses += 1
    if misses > slots.count * 2, slots.count < Self.mostSlots { grow() }
    // A long text hardly ever occurs again.
    guard text.count <= 256 else { return answer }
    let place = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
    slots[place] = Slot(
      hash: hash, start: UInt32(bytes.count), length: UInt32(text.count),
      surroundings: surroundings, answer: answer, kind: cell.kind, format: cell.format)
    bytes.append(contentsOf: text)
    return answer
  }

  private func answer(
    for text: String, of cell: Cell, _ context: ReadingContext
  ) -> Int32 {
    let input = CellInput(
      text, kind: cell.kind, format: cell.format, isWorksheet: isWorksheet,
      countsFrom1904: countsFrom1904)
    do {
      let reading = try reader.read(input, in: context)
      // Only the store can say whether an index holds a long text.
      guard reading.remarks.count <= 1, !reading.isClear, !reading.value.isNull,
        text.utf8.count <= reader.byteReaderLimit
      else { return Self.unsure }
      guard let remark = reading.remarks.first else { return keep(reading.value) }
      // Nothing but how often it occurs hangs on such a note.
      guard remark.code == "value.normalised" else { return Self.unsure }
      let place = keep(reading.value)
      notes[place] = remark.code
      return place
    } catch {
      return error.awaitsColumn ? Self.unsure : refused(error.code)
    }
  }

  private func refused(_ code: IssueCode) -> Int32 {
    let place = refusals.firstIndex(of: code) ?? refusals.count
    if place == refusals.count { refusals.append(code) }
    return Self.unsure - 1 - Int32(truncatingIfNeeded: place)
  }

  private func grow() {
    misses = 0
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 4)
    for slot in old where slot.kind != .blank {
      slots[Int(truncatingIfNeeded: slot.hash >> 20) & (slots.count - 1)] = slot
    }
  }
}
