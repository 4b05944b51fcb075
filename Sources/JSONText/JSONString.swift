/// A text as a JSON string (RFC 8259), quotes included.
public func jsonString(_ text: String) -> String {
  var text = text
  return text.withUTF8 { bytes in
    guard firstToEscape(in: UnsafeRawBufferPointer(bytes), from: 0) < bytes.count else {
      return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
    }
    var output: [UInt8] = []
    output.append(jsonString: UnsafeRawBufferPointer(bytes))
    return String(decoding: output, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends well-formed UTF-8 as a JSON string (RFC 8259), quotes included.
  ///
  /// The only place that decides what is escaped: what JSON demands; U+007F to U+009F, which a
  /// terminal may obey; U+2028 and U+2029, which end lines in JavaScript.
  public mutating func append(jsonString bytes: UnsafeRawBufferPointer) {
    append(UInt8(ascii: "\""))
    var start = 0
    while start < bytes.count {
      let next = firstToEscape(in: bytes, from: start)
      append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<next]))
      start = next < bytes.count ? appendEscape(of: bytes, at: next) : next
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a text as a JSON string, quotes included.
  public mutating func append(jsonString text: String) {
    var text = text
    text.withUTF8 { append(jsonString: UnsafeRawBufferPointer($0)) }
  }

  /// Appends the escape of the character at a place; returns the place after the character.
  private mutating func appendEscape(of bytes: UnsafeRawBufferPointer, at place: Int) -> Int {
    let byte = bytes[place]
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0xC2:
      appendUnit(UInt16(bytes[place + 1]))
      return place + 2
    case 0xE2:
      appendUnit(0x2000 | UInt16(bytes[place + 2] & 0x3F))
      return place + 3
    default: appendUnit(UInt16(byte))
    }
    return place + 1
  }

  private mutating func appendUnit(_ unit: UInt16) {
    append(UInt8(ascii: "u"))
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(unit >> UInt16(shift) & 15)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

/// The place of the first character from a place on that is escaped; the count when there is none.
private func firstToEscape(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
  var place = start
  while place < bytes.count {
    switch bytes[place] {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: return place
    case 0xC2 where place + 1 < bytes.count && bytes[place + 1] < 0xA0: return place
    case 0xE2
    where place + 2 < bytes.count && bytes[place + 1] == 0x80 && bytes[place + 2] & 0xFE == 0xA8:
      return place
    default: place += 1
    }
  }
  return place
}
