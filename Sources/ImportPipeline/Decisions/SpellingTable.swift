import Schemas

/// Finds decisions by the texts of cells, whatever their case, width and runs of spaces are.
///
/// Nearly every cell has none. So the folded form of an ASCII text is only hashed, byte by byte, and made when
/// the hash is known.
struct SpellingTable: Sendable {
  private struct Slot {
    var hash: UInt64 = 0
    var entry: Int32 = -1
  }

  private let folded: [String]
  private let decisions: [Int]
  private var slots: [Slot]
  private let mask: Int

  /// A table of spellings, each with its decision; of equal spellings the first counts.
  init(_ entries: [(text: String, decision: Int)]) {
    folded = entries.map { foldedValue($0.text) }
    decisions = entries.map(\.decision)
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    slots = Array(repeating: Slot(), count: size)
    for (entry, text) in folded.enumerated() {
      let hash = Self.hash(folded: text)
      var place = Int(truncatingIfNeeded: hash) & mask
      var isKnown = false
      while slots[place].entry >= 0 {
        isKnown = isKnown || folded[Int(slots[place].entry)] == text
        place = (place + 1) & mask
      }
      if !isKnown { slots[place] = Slot(hash: hash, entry: Int32(entry)) }
    }
  }

  /// The decision about a text of UTF-8 bytes; `nil` for none.
  func decision(on bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let hash = Self.hash(ascii: bytes) else {
      let text = foldedValue(String(decoding: bytes, as: UTF8.self))
      return decision(Self.hash(folded: text)) { text }
    }
    return decision(hash) { foldedValue(String(decoding: bytes, as: UTF8.self)) }
  }

  private func decision(_ hash: UInt64, _ text: () -> String) -> Int? {
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place].entry >= 0 {
      let entry = Int(slots[place].entry)
      if slots[place].hash == hash, folded[entry] == text() { return decisions[entry] }
      place = (place + 1) & mask
    }
    return nil
  }

  // MARK: Hashes

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  @inline(__always)
  private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* prime
  }

  /// FNV-1a, its upper half folded into the lower one, by which slots are chosen.
  @inline(__always)
  private static func finished(_ hash: UInt64) -> UInt64 { hash ^ (hash >> 32) }

  private static func hash(folded text: String) -> UInt64 {
    finished(text.utf8.reduce(seed, mix))
  }

  /// The hash of the folded form of an ASCII text; `nil` for any other text.
  private static func hash(ascii bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var hash = seed
    var isAfterSpace = false
    var isFirst = true
    for byte in bytes {
      switch byte {
      case 0x80...: return nil
      case 0x09...0x0D, 0x20: isAfterSpace = true
      default:
        if isAfterSpace, !isFirst { hash = mix(hash, 0x20) }
        isAfterSpace = false
        isFirst = false
        hash = mix(hash, byte &- 0x41 < 26 ? byte | 0x20 : byte)
      }
    }
    return finished(hash)
  }
}
