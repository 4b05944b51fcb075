import RecordMapping
import TabularCore
import Testing

@Suite struct KeyIndexTests {
  private func hash(_ key: String) -> UInt32 {
    Array(key.utf8).withUnsafeBytes { KeyIndex.hash($0) }
  }

  private func append(_ key: String, to index: inout KeyIndex) {
    Array(key.utf8).withUnsafeBytes { bytes in
      index.append(bytes)
      let hash = KeyIndex.hash(bytes)
      if !bytes.isEmpty, index.first(bytes, hash: hash) == nil {
        index.enter(index.count - 1, hash: hash)
      }
    }
  }

  private func first(_ key: String, in index: KeyIndex) -> Int? {
    Array(key.utf8).withUnsafeBytes { index.first($0, hash: KeyIndex.hash($0)) }
  }

  @Test func everyKeyIsFoundWhereItCameFirst() {
    var random = SplitMix(seed: 7)
    var index = KeyIndex()
    var known: [String: Int] = [:]
    for row in 0..<20_000 {
      let length = Int(random.next() % 20)
      let key = String(repeating: "K", count: length) + String(random.next() % 9_000)
      append(key, to: &index)
      if known[key] == nil { known[key] = row }
    }
    #expect(index.count == 20_000)
    #expect(index.enteredCount == known.count)
    for (key, row) in known { #expect(first(key, in: index) == row) }
    #expect(first("absent", in: index) == nil)
    #expect(first("", in: index) == nil)
  }

  @Test func keysThatDifferInOneByteAreTwo() {
    var index = KeyIndex()
    for key in ["ABCDEFGH", "ABCDEFGI", "ABCDEFGHI", "ABCDEFG", "BBCDEFGH"] {
      append(key, to: &index)
    }
    #expect(index.enteredCount == 5)
    #expect(first("ABCDEFGI", in: index) == 1)
    #expect(first("ABCDEFGHI", in: index) == 2)
  }

  /// Keys are compared byte by byte where their hashes are the same.
  @Test func keysWithOneHashAreTwo() {
    var index = KeyIndex()
    let keys = ["ABCDEFGH", "ABCDEFGI", "ABCDEFGHI", "", "A"]
    for (row, key) in keys.enumerated() where !key.isEmpty {
      Array(key.utf8).withUnsafeBytes { bytes in
        #expect(index.first(bytes, hash: 7) == nil, "\(key)")
        while index.count < row { index.append(UnsafeRawBufferPointer(start: nil, count: 0)) }
        index.append(bytes)
        index.enter(row, hash: 7)
      }
    }
    for (row, key) in keys.enumerated() where !key.isEmpty {
      #expect(Array(key.utf8).withUnsafeBytes { index.first($0, hash: 7) } == row, "\(key)")
    }
  }

  /// Keys that begin as the one before, or not; of no bytes, and of more than one byte can count.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func everyKeyComesBackAsItWas(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    var index = KeyIndex()
    var keys: [[UInt8]] = []
    for step in 0..<4_000 {
      var key = keys.last ?? []
      switch random.next() % 8 {
      case 0: key = []
      case 1:
        key = (0..<random.next() % 700).map { _ in UInt8(truncatingIfNeeded: random.next() % 3) }
      case 2: key.removeLast(Int(random.next() % UInt64(key.count + 1)))
      case 3: key += (0..<random.next() % 300).map { _ in 7 }
      default: key.append(UInt8(truncatingIfNeeded: random.next() % 4))
      }
      if step % 50 == 0 { key = Array("S-\(step)".utf8) }
      keys.append(key)
      append(String(decoding: key, as: UTF8.self), to: &index)
      if step % 600 == 599 {
        let row = index.count - Int(random.next() % 9)
        index.removeRows(from: row)
        keys.removeLast(keys.count - min(row, keys.count))
      }
    }
    #expect(index.count == keys.count)
    var known: [[UInt8]: Int] = [:]
    for (row, key) in keys.enumerated() {
      #expect(index.withKey(ofRow: row) { Array($0) } == key)
      if known[key] == nil { known[key] = row }
      let first = key.withUnsafeBytes { index.first($0, hash: KeyIndex.hash($0)) }
      #expect(first == (key.isEmpty ? nil : known[key]))
      let longer = key + [1]
      let other = longer.withUnsafeBytes { index.first($0, hash: KeyIndex.hash($0)) }
      #expect(other == keys.firstIndex(of: longer))
    }
  }

  @Test func forgottenRowsAreGoneAndTheOthersStay() {
    var index = KeyIndex()
    for number in 0..<5_000 { append("K\(number)", to: &index) }
    index.removeRows(from: 1_234)
    #expect(index.count == 1_234)
    #expect(index.enteredCount == 1_234)
    #expect(first("K1233", in: index) == 1_233)
    #expect(first("K1234", in: index) == nil)
    append("K1234", to: &index)
    #expect(first("K1234", in: index) == 1_234)
    index.withKey(ofRow: 1_234) { #expect(Array($0) == Array("K1234".utf8)) }
  }
}

/// A small generator of numbers that are the same for the same seed.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
