import TabularCore
import Workbooks

/// A cell's text read as the narrowest type it fits, for statistics; no schema decides.
struct TypedValue {
  /// The types a text is tried for.
  enum Kind: UInt8, CaseIterable {
    case string, number, boolean, date, dateTime, time, duration, error

    /// The name in the output of `--stats`.
    var name: String {
      switch self {
      case .string: "string"
      case .number: "number"
      case .boolean: "bool"
      case .date: "date"
      case .dateTime: "dateTime"
      case .time: "time"
      case .duration: "duration"
      case .error: "error"
      }
    }
  }

  /// The type.
  var kind: Kind
  /// The value: binary64 of a number, days or milliseconds of a date or time, a hash of a text.
  var bits: UInt64

  /// A value that has been read already.
  init(kind: Kind, bits: UInt64) {
    self.kind = kind
    self.bits = bits
  }

  /// Reads a text: a decimal number, `true` or `false`, `YYYY-MM-DD`, `HH:MM[:SS]`, or both with
  /// `T` or a space between; anything else is a string.
  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let first = bytes[0]
    if first &- UInt8(ascii: "0") <= 9 || first == UInt8(ascii: "-") {
      // A date is no number, and is soon seen to be none.
      let mayBeDate = bytes.count == 10 && bytes[4] == UInt8(ascii: "-")
      if mayBeDate, let value = Self.temporal(bytes) {
        self = value
        return
      }
      if let value = Self.number(bytes) ?? Self.temporal(bytes) {
        self = value
        return
      }
    } else if bytes.count == 4 || bytes.count == 5, let value = Self.boolean(bytes) {
      self = value
      return
    }
    self.init(kind: .string, bits: Self.hash(bytes))
  }

  /// Reads a cell of a workbook, whose kind is known.
  init(_ bytes: UnsafeBufferPointer<UInt8>, of cell: Cell, dateSystem: DateSystem) {
    switch cell.kind {
    case .number:
      if cell.format.isTemporal,
        let date = SerialDate(lexeme: bytes.span, format: cell.format, system: dateSystem)
      {
        self.init(date)
      } else if let value = Lexeme.double(bytes.span) {
        self.init(kind: .number, bits: value.bitPattern)
      } else {
        self.init(kind: .string, bits: Self.hash(bytes))
      }
    case .isoDate:
      if let date = SerialDate(isoText: bytes.span) {
        self.init(date)
      } else {
        self.init(kind: .string, bits: Self.hash(bytes))
      }
    case .boolean: self.init(kind: .boolean, bits: UInt64(bytes[0] & 1))
    case .error: self.init(kind: .error, bits: Self.hash(bytes))
    default: self.init(kind: .string, bits: Self.hash(bytes))
    }
  }

  private init(_ date: SerialDate) {
    switch date {
    case .dateTime(let days, let milliseconds):
      let isDay = milliseconds == 0
      let total = Int64(days) * 86_400 + Int64(milliseconds / 1000)
      self.init(
        kind: isDay ? .date : .dateTime,
        bits: UInt64(bitPattern: isDay ? Int64(days) : total) ^ UInt64(milliseconds % 1000) << 48)
    case .time(let milliseconds):
      self.init(
        kind: .time, bits: UInt64(milliseconds / 1000) ^ UInt64(milliseconds % 1000) << 48)
    case .duration(let milliseconds):
      self.init(kind: .duration, bits: UInt64(bitPattern: Int64(milliseconds)))
    }
  }

  /// Digits with a sign, a decimal point and an exponent; no leading zeros, as in JSON.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> TypedValue? {
    var index = 0
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    let start = index
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var hasPoint = false
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        if hasPoint { scale += 1 }
      } else if bytes[index] == UInt8(ascii: "."), !hasPoint, digits > 0 {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0, !(hasPoint && scale == 0) else { return nil }
    // A code such as 007 is a text.
    if bytes[start] == UInt8(ascii: "0"), start + 1 < bytes.count,
      bytes[start + 1] &- UInt8(ascii: "0") <= 9
    {
      return nil
    }
    if index == bytes.count, digits <= 15, scale <= 15 {
      let value = scale == 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[scale]
      return TypedValue(kind: .number, bits: (isNegative ? -value : value).bitPattern)
    }
    guard index == bytes.count || bytes[index] | 0x20 == UInt8(ascii: "e"), bytes.count <= 40,
      let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else { return nil }
    return TypedValue(kind: .number, bits: value.bitPattern)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private static func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> TypedValue? {
    func equals(_ word: StaticString) -> Bool {
      guard bytes.count == word.utf8CodeUnitCount else { return false }
      for index in 0..<bytes.count where bytes[index] | 0x20 != word.utf8Start[index] {
        return false
      }
      return true
    }
    if equals("true") { return TypedValue(kind: .boolean, bits: 1) }
    if equals("false") { return TypedValue(kind: .boolean, bits: 0) }
    return nil
  }

  private static func temporal(_ bytes: UnsafeBufferPointer<UInt8>) -> TypedValue? {
    func pair(_ index: Int) -> Int? {
      let tens = bytes[index] &- UInt8(ascii: "0")
      let ones = bytes[index + 1] &- UInt8(ascii: "0")
      return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
    }
    func seconds(from index: Int) -> Int? {
      let count = bytes.count - index
      guard count == 5 || count == 8, bytes[index + 2] == UInt8(ascii: ":"),
        let hour = pair(index), let minute = pair(index + 3), hour < 24, minute < 60
      else { return nil }
      guard count == 8 else { return hour * 3600 + minute * 60 }
      guard bytes[index + 5] == UInt8(ascii: ":"), let second = pair(index + 6), second < 60 else {
        return nil
      }
      return hour * 3600 + minute * 60 + second
    }
    if bytes.count == 5 || bytes.count == 8, let seconds = seconds(from: 0) {
      return TypedValue(kind: .time, bits: UInt64(seconds))
    }
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = pair(0), let year = pair(2), let month = pair(5), let day = pair(8)
    else { return nil }
    guard let days = days(year: century * 100 + year, month: month, day: day) else { return nil }
    if bytes.count == 10 {
      return TypedValue(kind: .date, bits: UInt64(bitPattern: Int64(days)))
    }
    guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let seconds = seconds(from: 11)
    else { return nil }
    return TypedValue(
      kind: .dateTime, bits: UInt64(bitPattern: Int64(days) * 86_400 + Int64(seconds)))
  }

  /// Days since 1970-01-01 in the Gregorian calendar, or `nil` for a day that never was.
  private static func days(year: Int, month: Int, day: Int) -> Int? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    guard month >= 1, month <= 12, day >= 1 else { return nil }
    // The long months are the odd ones up to July and the even ones after it.
    let length = month == 2 ? (isLeap ? 29 : 28) : 30 + (month + month >> 3) & 1
    guard day <= length else { return nil }
    // Years begin in March, so that the leap day is the last one.
    let shifted = month > 2 ? year : year - 1
    let yearDay = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + yearDay - 719_468
  }

  /// A hash of the bytes, eight at a time.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= raw.count {
      hash =
        (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 29
      index &+= 8
    }
    var rest: UInt64 = 0
    if raw.count >= 8 {
      // The last eight bytes once more, whichever of them are taken already.
      rest = raw.loadUnaligned(fromByteOffset: raw.count &- 8, as: UInt64.self)
    } else {
      while index < raw.count {
        rest = rest << 8 | UInt64(raw[index])
        index &+= 1
      }
    }
    hash = (hash ^ rest) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 32
  }
}
