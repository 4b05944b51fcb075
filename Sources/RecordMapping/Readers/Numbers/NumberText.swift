/// A number as typed, before the column's decimal mark is known.
struct NumberText: Equatable {
  /// The number when the point is the decimal mark and commas group.
  var withPoint: ScaledDecimal.Parsed
  /// The number when the comma is the decimal mark and points group.
  var withComma: ScaledDecimal.Parsed
  /// Whether digits were grouped in the reading with a point.
  var isGroupedWithPoint: Bool
  /// Whether digits were grouped in the reading with a comma.
  var isGroupedWithComma: Bool
  /// The marks among the digits, in order.
  private var marks: [UInt8]

  /// Reads a text of a sign, digits and marks; `nil` for anything else.
  init?(_ text: String) {
    let bytes = text.utf8.span
    var position = 0
    var isNegative = false
    if ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position) {
      isNegative = true
    } else if bytes.count > 3, bytes[0] == 0xE2, bytes[1] == 0x88, bytes[2] == 0x92 {
      isNegative = true
      position = 3
    } else {
      _ = ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position)
    }
    var segments: [Range<Int>] = []
    var marks: [UInt8] = []
    var start = position
    while position < bytes.count {
      let byte = bytes[position]
      if ByteScanning.isDigit(byte) {
        position += 1
        continue
      }
      guard let (mark, length) = Self.mark(bytes, at: position), marks.count < 16 else {
        return nil
      }
      segments.append(start..<position)
      marks.append(mark)
      position += length
      start = position
    }
    segments.append(start..<position)
    guard let last = segments.last, !last.isEmpty else { return nil }
    self.marks = marks
    (withPoint, isGroupedWithPoint) = Self.number(
      segments, marks, bytes, decimalMark: UInt8(ascii: "."), isNegative: isNegative)
    (withComma, isGroupedWithComma) =
      marks.isEmpty
      ? (withPoint, false)
      : Self.number(
        segments, marks, bytes, decimalMark: UInt8(ascii: ","), isNegative: isNegative)
    if withPoint == .none, withComma == .none { return nil }
  }

  /// The mark at a position and its length in bytes; typographic apostrophes count as `'`.
  private static func mark(_ bytes: Span<UInt8>, at position: Int) -> (UInt8, Int)? {
    switch bytes[position] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "'"):
      return (bytes[position], 1)
    case 0xE2 where position + 2 < bytes.count && bytes[position + 1] == 0x80:
      return bytes[position + 2] == 0x99 ? (UInt8(ascii: "'"), 3) : nil
    default:
      return nil
    }
  }

  private static func number(
    _ segments: [Range<Int>], _ marks: [UInt8], _ bytes: Span<UInt8>, decimalMark: UInt8,
    isNegative: Bool
  ) -> (ScaledDecimal.Parsed, isGrouped: Bool) {
    let hasDecimals = marks.last == decimalMark
    let groupMarks = hasDecimals ? marks.dropLast() : marks[...]
    if let first = groupMarks.first {
      guard first != decimalMark, groupMarks.allSatisfy({ $0 == first }),
        (1...3).contains(segments[0].count), bytes[segments[0].lowerBound] != 0x30,
        segments[1...groupMarks.count].allSatisfy({ $0.count == 3 })
      else { return (.none, false) }
    } else if segments[0].isEmpty, !hasDecimals {
      return (.none, false)
    }
    var digits = DigitCollector()
    for segment in segments[...groupMarks.count] {
      for index in segment { digits.appendInteger(Int(bytes[index] - 0x30)) }
    }
    if hasDecimals, let decimals = segments.last {
      for index in decimals { digits.appendDecimal(Int(bytes[index] - 0x30)) }
    }
    return (digits.number(isNegative: isNegative), !groupMarks.isEmpty)
  }
}

extension NumberText {
  /// The decimal mark that this text proves, when only one reading is possible and uses it.
  var provenMark: ColumnDecision.DecimalMark? {
    switch (withPoint != .none, withComma != .none) {
    case (true, false) where marks.last == UInt8(ascii: "."): .point
    case (false, true) where marks.last == UInt8(ascii: ","): .comma
    default: nil
    }
  }

  /// Whether both readings are possible and differ.
  var isOpen: Bool {
    withPoint != .none && withComma != .none && withPoint != withComma
  }

  /// Whether the mark of an ambiguous text is a comma (`1,250`), not a point (`1.250`).
  var isOpenByComma: Bool { marks.last == UInt8(ascii: ",") }
}
