/// Reads compiled time zone files (RFC 8536).
enum ZoneFile {
  /// The transitions of a file of version 2 or later, continued by its footer to the end of 2199.
  ///
  /// `nil` when the bytes are not such a file.
  static func transitions(_ bytes: [UInt8]) -> ZoneTransitions? {
    guard let first = Header(bytes, at: 0), first.version >= UInt8(ascii: "2") else { return nil }
    guard let header = Header(bytes, at: 44 + first.blockSize(timeSize: 4)) else { return nil }
    let times = header.start + 44
    let types = times + header.timeCount * 8
    let records = types + header.timeCount
    let end = header.start + 44 + header.blockSize(timeSize: 8)
    guard end <= bytes.count, header.typeCount > 0 else { return nil }

    func offset(ofType type: Int) -> Int32? {
      guard type < header.typeCount else { return nil }
      return Int32(truncatingIfNeeded: bigEndian(bytes, at: records + type * 6, count: 4))
    }
    guard let earliest = offset(ofType: 0) else { return nil }
    var transitions = ZoneTransitions(offset: earliest)
    for index in 0..<header.timeCount {
      guard let offset = offset(ofType: Int(bytes[types + index])) else { return nil }
      transitions.append(start: bigEndian(bytes, at: times + index * 8, count: 8), offset: offset)
    }
    // The footer is a line of its own: the rule that applies after the last transition.
    let footer = bytes[end...].dropFirst().prefix { $0 != UInt8(ascii: "\n") }
    if let rule = ZoneFooter(footer) { rule.extend(&transitions, throughYear: 2199) }
    return transitions
  }

  /// The counts at the head of a data block (RFC 8536 section 3.1).
  private struct Header {
    var start: Int
    var version: UInt8
    var utcCount: Int
    var standardCount: Int
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    var nameSize: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, start + 44 <= bytes.count,
        bytes[start..<start + 4].elementsEqual("TZif".utf8)
      else { return nil }
      self.start = start
      version = bytes[start + 4]
      let counts = (0..<6).map { Int(bigEndian(bytes, at: start + 20 + $0 * 4, count: 4)) }
      guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
      utcCount = counts[0]
      standardCount = counts[1]
      leapCount = counts[2]
      timeCount = counts[3]
      typeCount = counts[4]
      nameSize = counts[5]
    }

    /// The bytes after the header.
    func blockSize(timeSize: Int) -> Int {
      timeCount * (timeSize + 1) + typeCount * 6 + nameSize + leapCount * (timeSize + 4)
        + standardCount + utcCount
    }
  }

  /// A signed number of 4 or 8 bytes, the highest first.
  private static func bigEndian(_ bytes: [UInt8], at start: Int, count: Int) -> Int64 {
    var value: UInt64 = 0
    for byte in bytes[start..<start + count] { value = value << 8 | UInt64(byte) }
    return count == 4
      ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }
}
