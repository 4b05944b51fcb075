import RecordMapping
import Schemas
import TabularCore

/// Looks up the parents that cells of one reference mean, among the valid rows of the run.
///
/// What a cell must be to mean a parent is resolved once for each parent: that the reader takes the text
/// of its key as it stands, that it is live, that it has what the reference asks of it.
final class ParentLookup {
  /// What is known of a parent.
  struct Marks: OptionSet {
    let rawValue: UInt8
    /// Anything.
    static let known = Marks(rawValue: 1)
    /// That it stands and its key is read as it is spelt.
    static let usable = Marks(rawValue: 2)
    /// That it is live.
    static let live = Marks(rawValue: 4)
    /// That it has what the reference asks of it.
    static let fit = Marks(rawValue: 8)
    /// That it has an error, or waits for a row with one, and its key is read as it is spelt.
    static let awaited = Marks(rawValue: 16)
  }

  let reference: ColumnReference
  /// Whether a parent's key is one text.
  let hasSingleKey: Bool
  /// The keys of the parents; empty where none can be looked up.
  private let keys: KeyIndex
  private let memo: ReadingMemo
  private let reader: CompiledField
  /// What tells most texts apart from those that the readers change, by their bytes.
  private let byteReaders: [FieldByteReader]
  /// Looked at for every row; nothing that is called while it changes comes back here.
  @exclusivity(unchecked) private var marks: [Marks]
  private var generation = 0
  /// The parents of the items of a list, by the place of the list in the pool.
  private var lists: [Int: [Int32]] = [:]
  /// Whether rows may refer to parents with errors: nothing else of them is asked for.
  private let takesAwaited: Bool

  /// - Parameter takesAwaited: whether nothing that rows are read with comes from their parents.
  init(
    _ reference: ColumnReference, memo: ReadingMemo, reader: CompiledField, takesAwaited: Bool
  ) {
    self.reference = reference
    self.takesAwaited = takesAwaited && reference.keyParts.count == 1 && !reference.isList
    hasSingleKey = reference.keyParts.count == 1
    keys = reference.parent?.rows.keys ?? KeyIndex()
    self.memo = memo
    self.reader = reader
    byteReaders = [reader, reference.target].compactMap { $0.makeByteReader(countsFrom1904: false) }
    marks = Array(repeating: [], count: reference.parent?.rows.count ?? 0)
  }

  /// Forgets the lists whose places are not theirs any more; to be called between batches.
  func makeRoom() {
    guard generation != memo.generation else { return }
    generation = memo.generation
    lists = [:]
  }

  /// The parent whose key consists of some texts; `nil` where only the cell-by-cell reading can tell.
  @inline(__always)
  func parent(ofKey key: UnsafeRawBufferPointer, text: UnsafeRawBufferPointer) -> Int32? {
    found(key, text).flatMap { marks[Int($0)].contains(.usable) ? $0 : nil }
  }

  /// The same, and the parents with errors that rows may wait for.
  @inline(__always)
  func possibleParent(
    ofKey key: UnsafeRawBufferPointer, text: UnsafeRawBufferPointer
  ) -> (ordinal: Int32, isAwaited: Bool)? {
    guard let ordinal = found(key, text) else { return nil }
    let marks = marks[Int(ordinal)]
    if marks.contains(.usable) { return (ordinal, false) }
    return takesAwaited && marks.contains(.awaited) ? (ordinal, true) : nil
  }

  @inline(__always)
  private func found(_ key: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer) -> Int32? {
    guard let ordinal = keys.first(key, hash: KeyIndex.hash(key)) else { return nil }
    if marks[ordinal].isEmpty { marks[ordinal] = newMarks(ordinal, text) }
    return Int32(truncatingIfNeeded: ordinal)
  }

  /// What is known of a parent that was found.
  @inline(__always)
  func marks(of ordinal: Int32) -> Marks {
    if marks[Int(ordinal)].isEmpty { marks[Int(ordinal)] = newMarks(Int(ordinal), nil) }
    return marks[Int(ordinal)]
  }

  /// The parents of the items of a list that stands in the pool; `nil` where only the cell-by-cell reading
  /// can tell.
  func parents(ofListAt place: Int) -> [Int32]? {
    if let known = lists[place] { return known.isEmpty ? nil : known }
    let found = parents(of: memo.pool[place])
    lists[place] = found
    return found.isEmpty ? nil : found
  }

  /// The parents of the items of a list; none where only the cell-by-cell reading can tell.
  func parents(of list: FieldValue) -> [Int32] {
    guard case .list(let items) = list else { return [] }
    var found: [Int32] = []
    for item in items {
      guard case .text(var text) = item,
        let parent = text.withUTF8({ bytes in
          let raw = UnsafeRawBufferPointer(bytes)
          return self.parent(ofKey: raw, text: raw)
        })
      else { return [] }
      found.append(parent)
    }
    return found
  }

  private func newMarks(_ ordinal: Int, _ text: UnsafeRawBufferPointer?) -> Marks {
    guard let parent = reference.parent else { return .known }
    var marks = Marks.known
    switch parent.rows.state(of: ordinal) {
    case .valid: if text.map(isReadAsSpelt) ?? true { marks.insert(.usable) }
    case .invalid, .waiting: if text.map(isReadAsSpelt) ?? false { marks.insert(.awaited) }
    case .skipped, .deleting: break
    }
    let status = reference.liveness.map {
      parent.value(ofFieldAt: $0.field, ordinal: ordinal).description
    }
    if status.map({ !(reference.liveness?.closed.contains($0) ?? false) }) ?? true {
      marks.insert(.live)
    }
    let isFit = reference.requirements.allSatisfy { field, values in
      let value = parent.value(ofFieldAt: field, ordinal: ordinal)
      return value.isNull || values.contains(value.description)
    }
    if isFit { marks.insert(.fit) }
    return marks
  }

  /// Whether both the field and the parent's own field take a text as it stands.
  private func isReadAsSpelt(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if byteReaders.count == 2, byteReaders.allSatisfy({ $0.takesAsSpelt(bytes) }) { return true }
    let text = String(decoding: bytes, as: UTF8.self)
    func isSame(_ reader: CompiledField) -> Bool {
      guard let reading = try? reader.read(CellInput(text), in: ReadingContext()),
        reading.remarks.isEmpty, !reading.isClear
      else { return false }
      switch reading.value {
      case .text(let value): return isSpelled(value, like: text)
      case .list(let items): return items == [.text(text)]
      default: return false
      }
    }
    return isSame(reader) && isSame(reference.target)
  }
}
