import TabularCore

/// Checks the cells of one type by their bytes.
///
/// A byte reader may only be sure if the field's reader would come to the same result; rare cases, such as
/// texts that need cleaning, are left to the reader.
protocol CellByteReader: Sendable {
  /// Checks a cell that is not blank.
  func validate(
    _ bytes: UnsafePointer<UInt8>, _ cell: Cell, into value: inout ColumnValue
  ) -> CellVerdict
}

/// Tests for texts that cannot be taken as they stand.
struct PlainTextCheck: Sendable {
  var keepsRuns: Bool
  var looksForCards: Bool
  var knowsPlaceholders: Bool
  /// The length and the first byte of the token that clears a value; 0 for none.
  var clearLength: Int
  var clearFirst: UInt8
  var missingValues: WordList
  var textLimit: Int

  /// Whether the reader would take a text unchanged: printable, with nothing to clean.
  @inline(__always)
  func isPlain(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count > 0, bytes[0] > 0x20, bytes[count &- 1] > 0x20, count <= textLimit,
      count < 13 || !looksForCards || isShortOfDigits(bytes, count),
      isPrintable(bytes, count)
    else { return false }
    if count == clearLength, bytes[0] == clearFirst { return false }
    if SpreadsheetText.mayBegin(with: bytes[0]) || SpreadsheetText.mayBeNumberedError(bytes, count)
    {
      return false
    }
    if knowsPlaceholders, count <= 8, mayBePlaceholder(bytes, count) { return false }
    return missingValues.isEmpty || !missingValues.contains(bytes, count)
  }

  /// Whether a text is printable ASCII, possibly with single letters of Latin-1, without `_x`.
  @inline(__always)
  private func isPrintable(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let raw = UnsafeRawPointer(bytes)
    var index = 0
    while index &+ 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if Self.isOdd(word) || (!keepsRuns && Self.hasSpace(word)) {
        return isPrintableSlowly(bytes, count, from: index)
      }
      index &+= 8
    }
    if index == count { return true }
    guard count >= 8 else { return isPrintableSlowly(bytes, count, from: index) }
    let word = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    if Self.isOdd(word) || (!keepsRuns && Self.hasSpace(word)) {
      return isPrintableSlowly(bytes, count, from: index)
    }
    return true
  }

  /// Whether any of eight bytes is a control, `_`, DEL or beyond ASCII.
  @inline(__always)
  private static func isOdd(_ word: UInt64) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    let low: UInt64 = 0x0101_0101_0101_0101
    let controls = (word &- low &* 0x20) & ~word
    let underscore = word ^ (low &* 0x5F)
    let underscores = (underscore &- low) & ~underscore
    let delete = word ^ (low &* 0x7F)
    let deletes = (delete &- low) & ~delete
    return (controls | underscores | deletes | word) & high != 0
  }

  @inline(__always)
  private static func hasSpace(_ word: UInt64) -> Bool {
    let low: UInt64 = 0x0101_0101_0101_0101
    let space = word ^ (low &* 0x20)
    return (space &- low) & ~space & (low &* 0x80) != 0
  }

  private func isPrintableSlowly(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int
  ) -> Bool {
    var index = start
    while index < count {
      let byte = bytes[index]
      if byte == 0x5F {
        if index &+ 1 < count, bytes[index &+ 1] == 0x78 { return false }
      } else if byte == 0x20 {
        if !keepsRuns, index == 0 || bytes[index &- 1] == 0x20 { return false }
      } else if byte == 0x0A || byte == 0x09 {
        guard keepsRuns else { return false }
      } else if byte < 0x20 || byte == 0x7F {
        return false
      } else if byte >= 0x80 {
        // A Latin-1 letter between ASCII characters is composed and cannot be half of a doubly decoded
        // text.
        guard byte == 0xC3, index &+ 1 < count, bytes[index &+ 1] >= 0x80, bytes[index &+ 1] < 0xC0,
          bytes[index &+ 1] != 0x82, bytes[index &+ 1] != 0x83,
          index &+ 2 == count || bytes[index &+ 2] < 0x80,
          index == 0 || bytes[index &- 1] < 0x80
        else { return false }
        index &+= 1
      }
      index &+= 1
    }
    return true
  }

  private func isShortOfDigits(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var digits = 0
    for index in 0..<count { digits &+= bytes[index] &- 0x30 < 10 ? 1 : 0 }
    return digits < 13
  }

  private func mayBePlaceholder(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    switch bytes[0] | 0x20 {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "-") | 0x20,
      UInt8(ascii: "?") | 0x20, 0x80..., UInt8(ascii: "<") | 0x20, UInt8(ascii: "(") | 0x20,
      UInt8(ascii: "[") | 0x20, UInt8(ascii: "\\") | 0x20, UInt8(ascii: "+") | 0x20:
      return Placeholder.isPlaceholder(
        String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    default: return false
    }
  }
}

/// What a text must be, besides clean.
enum TextForm: Sendable {
  /// Nothing.
  case any
  /// A code: ASCII without letters of the other case, of which the first is given, and not a number with
  /// an exponent.
  case code(otherCase: UInt8)
  /// An e-mail address as it is stored.
  case email
}

/// Reads texts by their bytes.
struct StringByteReader: CellByteReader {
  var text: PlainTextCheck
  var form = TextForm.any
  var leastLength: Int
  var mostLength: Int
  var pattern: Pattern?
  var allowed: WordList?

  @inline(__always)
  func validate(
    _ bytes: UnsafePointer<UInt8>, _ cell: Cell, into value: inout ColumnValue
  ) -> CellVerdict {
    let count = Int(cell.length)
    guard cell.kind == .text, text.isPlain(bytes, count) else { return .unsure }
    switch form {
    case .any: break
    case .code(let otherCase): if !isCode(bytes, count, otherCase) { return .unsure }
    case .email:
      if !EmailReader.isCertain(UnsafeBufferPointer(start: bytes, count: count)) { return .unsure }
    }
    if count > mostLength || count < leastLength &* 2 {
      var scalars = 0
      for index in 0..<count { scalars &+= bytes[index] & 0xC0 == 0x80 ? 0 : 1 }
      if scalars > mostLength { return .tooLong }
      if scalars < leastLength { return .pattern }
    }
    if let pattern, !pattern.matches(UnsafeBufferPointer(start: bytes, count: count)) {
      return .pattern
    }
    if let allowed, !allowed.contains(bytes, count) { return .notListed }
    value = ColumnValue(offset: Int(cell.offset), length: count)
    return .sound
  }
}

extension StringByteReader {
  /// Whether a text is certainly a code in its canonical form.
  @inline(__always)
  private func isCode(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ otherCase: UInt8
  ) -> Bool {
    // Text that begins with a digit may be a number in scientific notation.
    let mayBeNumber = bytes[0] &- 0x30 < 10
    for index in 0..<count {
      let byte = bytes[index]
      if byte >= 0x80 || byte &- otherCase < 26 { return false }
      if mayBeNumber, byte | 0x20 == UInt8(ascii: "e") { return false }
    }
    return true
  }
}

/// Reads whole and decimal numbers of Table Schema.
struct NumberByteReader: CellByteReader {
  var text: PlainTextCheck
  var isInteger: Bool
  var least: Double
  var most: Double
  var isLeastExcluded: Bool
  var isMostExcluded: Bool

  @inline(__always)
  func validate(
    _ bytes: UnsafePointer<UInt8>, _ cell: Cell, into value: inout ColumnValue
  ) -> CellVerdict {
    let count = Int(cell.length)
    guard cell.kind == .text || (cell.kind == .number && !cell.format.isTemporal) else {
      return .unsure
    }
    var index = 0
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var mantissa: UInt64 = 0
    var point = -1
    while index < count {
      let digit = bytes[index] &- 0x30
      if digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
      } else if bytes[index] == UInt8(ascii: "."), point < 0, !isInteger {
        point = index
      } else {
        return misfit(bytes, cell)
      }
      index &+= 1
    }
    let digits = count &- (isNegative ? 1 : 0) &- (point < 0 ? 0 : 1)
    guard digits > 0, digits <= 18 else { return digits == 0 ? misfit(bytes, cell) : .unsure }
    if !text.missingValues.isEmpty, cell.kind == .number || !text.isPlain(bytes, count) {
      return .unsure
    }
    if isInteger {
      // The last digits of a worksheet's long number may be wrong: left to the reader.
      guard cell.kind == .text || mantissa < 1_000_000_000_000_000 else { return .unsure }
      let number = isNegative ? 0 &- Int64(mantissa) : Int64(mantissa)
      value = ColumnValue(bits: UInt64(bitPattern: number), kind: .integer)
      return validate(Double(number))
    }
    let scale = point < 0 ? 0 : count &- point &- 1
    // Whether the digits of so long a text can be kept is left to the reader.
    if digits > 15, cell.kind == .text { return .unsure }
    let number: Double
    if digits <= 15 {
      let size = Double(mantissa) / powerOfTen(scale)
      number = isNegative ? -size : size
    } else {
      // Worksheets store numbers with 16 or 17 digits if the 15 that people see do not determine them.
      let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
      guard let exact = Double(text), exact.isFinite else { return .unsure }
      number = exact
    }
    value = ColumnValue(bits: number.bitPattern, kind: .real)
    return validate(number)
  }

  @inline(__always)
  private func validate(_ number: Double) -> CellVerdict {
    if number < least || number > most { return .outOfRange }
    if isLeastExcluded, number == least { return .outOfRange }
    if isMostExcluded, number == most { return .outOfRange }
    return .sound
  }

  /// A clean text with a letter that no number contains is not a number.
  private func misfit(_ bytes: UnsafePointer<UInt8>, _ cell: Cell) -> CellVerdict {
    let count = Int(cell.length)
    guard cell.kind == .text, text.isPlain(bytes, count) else { return .unsure }
    for index in 0..<count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return isInteger ? .notInteger : .notNumber
      }
    }
    return .unsure
  }
}

/// Ten to a power from 0 to 15.
@inline(__always)
private func powerOfTen(_ exponent: Int) -> Double {
  switch exponent {
  case 0: 1
  case 1: 1e1
  case 2: 1e2
  case 3: 1e3
  case 4: 1e4
  case 5: 1e5
  case 6: 1e6
  case 7: 1e7
  case 8: 1e8
  case 9: 1e9
  case 10: 1e10
  case 11: 1e11
  case 12: 1e12
  case 13: 1e13
  case 14: 1e14
  default: 1e15
  }
}

/// Reads Table Schema's Booleans.
struct BooleanByteReader: CellByteReader {
  var text: PlainTextCheck
  var trueValues: WordList
  var falseValues: WordList

  @inline(__always)
  func validate(
    _ bytes: UnsafePointer<UInt8>, _ cell: Cell, into value: inout ColumnValue
  ) -> CellVerdict {
    let count = Int(cell.length)
    if cell.kind == .boolean, count == 1, text.missingValues.isEmpty {
      value = ColumnValue(bits: bytes[0] == UInt8(ascii: "0") ? 0 : 1, kind: .integer)
      return .sound
    }
    guard cell.kind == .text else { return .unsure }
    if falseValues.contains(bytes, count) {
      value = ColumnValue(bits: 0, kind: .integer)
    } else if trueValues.contains(bytes, count) {
      value = ColumnValue(bits: 1, kind: .integer)
    } else {
      return text.isPlain(bytes, count) ? .notBoolean : .unsure
    }
    return text.missingValues.isEmpty || text.isPlain(bytes, count) ? .sound : .unsure
  }
}

/// Reads Table Schema's dates in their default form.
struct DateByteReader: CellByteReader {
  var text: PlainTextCheck
  /// Days since 1970-01-01.
  var least: Int
  var most: Int
  var countsFrom1904: Bool

  @inline(__always)
  func validate(
    _ bytes: UnsafePointer<UInt8>, _ cell: Cell, into value: inout ColumnValue
  ) -> CellVerdict {
    let count = Int(cell.length)
    if cell.kind == .number { return validateSerial(bytes, cell, into: &value) }
    guard cell.kind == .text else { return .unsure }
    guard count == 10, let days = Self.days(bytes) else {
      return text.isPlain(bytes, count) ? .invalidDate : .unsure
    }
    if !text.missingValues.isEmpty, !text.isPlain(bytes, count) { return .unsure }
    guard days >= least, days <= most else { return .outOfRange }
    value = ColumnValue(offset: Int(cell.offset), length: count)
    return .sound
  }

  /// The days of a text `YYYY-MM-DD`; `nil` for any other text.
  @inline(__always)
  private static func days(_ bytes: UnsafePointer<UInt8>) -> Int? {
    @inline(__always)
    func pair(_ index: Int) -> Int {
      let tens = bytes[index] &- 0x30
      let ones = bytes[index &+ 1] &- 0x30
      return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : -1
    }
    let century = pair(0)
    let year = pair(2)
    let month = pair(5)
    let day = pair(8)
    guard century >= 0, year >= 0, bytes[4] == 0x2D, bytes[7] == 0x2D, month >= 1, month <= 12,
      day >= 1, day <= 31
    else { return nil }
    return CivilDate.days(year: century &* 100 &+ year, month: month, day: day)
  }

  /// A whole serial after the leap day that never existed.
  private func validateSerial(
    _ bytes: UnsafePointer<UInt8>, _ cell: Cell, into value: inout ColumnValue
  ) -> CellVerdict {
    guard cell.format == .date || cell.format == .dateTime, cell.length <= 7,
      text.missingValues.isEmpty
    else { return .unsure }
    var serial = 0
    for index in 0..<Int(cell.length) {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return .unsure }
      serial = serial &* 10 &+ Int(digit)
    }
    if countsFrom1904 { serial &+= 1462 }
    guard serial > 60, serial <= 2_958_465 else { return .unsure }
    let days = serial &- 25_569
    guard days >= least, days <= most else { return .outOfRange }
    value = ColumnValue(bits: UInt64(bitPattern: Int64(days)), kind: .date)
    return .sound
  }
}
