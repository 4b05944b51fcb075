import TabularCore

/// The bytes of a part, from its first to its last.
protocol PartBytes: AnyObject {
  /// The part's name, for messages.
  var name: String { get }
  /// Why reading failed.
  var failure: WorkbookError? { get }
  /// Fills `buffer`; returns the bytes read, 0 at the end, -1 on failure.
  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int
}

extension ZipMember: PartBytes {}

/// A part that was turned into UTF-8 while it is read, if it is in UTF-16.
///
/// Edits work on the bytes of UTF-8. Excel writes nothing else, but the standard allows UTF-16 (ECMA-376
/// part 2, 6.2.5), which some programs write; the copy of such a part is in UTF-8.
final class UTF8PartBytes: PartBytes {
  /// How the part is encoded.
  private enum Encoding {
    case utf8
    case utf16(isLittleEndian: Bool)
  }

  let name: String
  private let source: any PartBytes
  private var encoding: Encoding?
  private var raw: [UInt8] = []
  private var rawStart = 0
  private var rest: [UInt8] = []
  private var restStart = 0
  private(set) var failure: WorkbookError?

  init(_ source: any PartBytes) {
    self.source = source
    name = source.name
  }

  /// Whether the part is in UTF-16; known once the first bytes were read.
  var isTranscoded: Bool { if case .utf16 = encoding { true } else { false } }

  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int {
    if encoding == nil { findEncoding() }
    guard failure == nil else { return -1 }
    if case .utf16 = encoding {
      while restStart == rest.count {
        guard transcode() else { return failure == nil ? 0 : -1 }
      }
      return take(from: &rest, &restStart, into: buffer, capacity)
    }
    if rawStart < raw.count { return take(from: &raw, &rawStart, into: buffer, capacity) }
    let count = source.read(into: buffer, capacity: capacity)
    if count < 0 { failure = source.failure }
    return count
  }

  private func take(
    from bytes: inout [UInt8], _ start: inout Int, into buffer: UnsafeMutableRawPointer,
    _ capacity: Int
  ) -> Int {
    let count = min(capacity, bytes.count - start)
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress, count > 0 {
        buffer.copyMemory(from: base + start, byteCount: count)
      }
    }
    start += count
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    }
    return count
  }

  private func findEncoding() {
    while raw.count < 4, fill(4 - raw.count) {}
    switch Array(raw.prefix(2)) {
    case [0xFF, 0xFE]: start(.utf16(isLittleEndian: true), after: 2)
    case [0xFE, 0xFF]: start(.utf16(isLittleEndian: false), after: 2)
    case [0x3C, 0]: start(.utf16(isLittleEndian: true), after: 0)
    case [0, 0x3C]: start(.utf16(isLittleEndian: false), after: 0)
    default: start(.utf8, after: Array(raw.prefix(3)) == [0xEF, 0xBB, 0xBF] ? 3 : 0)
    }
  }

  private func start(_ encoding: Encoding, after count: Int) {
    self.encoding = encoding
    raw.removeFirst(count)
  }

  /// Reads up to `count` more bytes; false at the end and on failure.
  private func fill(_ count: Int) -> Bool {
    var got = 0
    let old = raw.count
    raw += [UInt8](repeating: 0, count: count)
    raw.withUnsafeMutableBytes { bytes in
      if let base = bytes.baseAddress { got = source.read(into: base + old, capacity: count) }
    }
    raw.removeLast(count - max(0, got))
    if got < 0 { failure = source.failure }
    return got > 0
  }

  /// Turns some more units into UTF-8; false at the end and on failure.
  private func transcode() -> Bool {
    guard case .utf16(let isLittleEndian) = encoding else { return false }
    let isMore = fill(1 << 15)
    guard failure == nil else { return false }
    var units: [UInt16] = []
    units.reserveCapacity(raw.count / 2)
    for place in stride(from: 0, to: raw.count - 1, by: 2) {
      let (first, second) = (UInt16(raw[place]), UInt16(raw[place + 1]))
      units.append(isLittleEndian ? first | second << 8 : first << 8 | second)
    }
    // Half a pair of surrogates waits for its other half.
    if isMore, let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
    raw.removeFirst(units.count * 2)
    rest += Array(String(decoding: units, as: UTF16.self).utf8)
    return isMore || !units.isEmpty
  }
}

/// The bytes of a part in memory.
final class MemoryPartBytes: PartBytes {
  let name: String
  private let bytes: [UInt8]
  private var start = 0
  var failure: WorkbookError? { nil }

  init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int {
    let count = min(capacity, bytes.count - start)
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress, count > 0 {
        buffer.copyMemory(from: base + start, byteCount: count)
      }
    }
    start += count
    return count
  }
}
