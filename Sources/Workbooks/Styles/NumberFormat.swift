public import TabularCore

/// Number formats: what a format code says about the numbers that carry it.
public enum NumberFormat {
  /// The class of a built-in format (ECMA-376 part 1, 18.8.30), those of East Asian and Thai
  /// versions of Excel included.
  public static func builtIn(_ id: Int) -> NumberFormatClass {
    switch id {
    case 3, 4, 37...44, 61, 62: .grouped
    case 9, 10, 67, 68: .percent
    case 14...17, 27...31, 36, 50...54, 57, 58, 71...74, 81: .date
    case 18...21, 32...35, 45, 47, 55, 56, 75, 76, 80: .time
    case 22, 77: .dateTime
    case 46, 78, 79: .duration
    case 49: .text
    default: .general
    }
  }

  /// The class of a format code (ECMA-376 part 1, 18.8.31).
  ///
  /// The first section, which formats positive numbers, decides. Quoted text, escaped characters,
  /// colours, conditions and locales are passed over.
  public static func classify(_ code: String) -> NumberFormatClass {
    var scanner = Scanner(Array(code.utf8))
    return scanner.classify()
  }

  /// Reads one format code.
  private struct Scanner {
    let bytes: [UInt8]
    var place = 0
    var hasDate = false
    var hasTime = false
    var hasElapsed = false
    var hasMonthOrMinute = false
    var hasPercent = false
    var hasText = false
    var hasDigit = false
    var hasGroups = false
    /// Whether the last letter was an hour, so that an `m` after it means minutes.
    var isAfterHour = false
    /// Whether an `m` waits for an `s` that would make it minutes.
    var isMonthUndecided = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func classify() -> NumberFormatClass {
      scan: while place < bytes.count {
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: ";"): break scan
        case UInt8(ascii: "\""): skip(to: UInt8(ascii: "\""))
        case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): skipCharacter()
        case UInt8(ascii: "["): readBracket()
        case UInt8(ascii: "%"): hasPercent = true
        case UInt8(ascii: "@"): hasText = true
        case UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?"): hasDigit = true
        case UInt8(ascii: ","):
          if hasDigit, let next = peek(), "0#?".utf8.contains(next) { hasGroups = true }
        default: readLetter(byte | 0x20)
        }
      }
      return outcome
    }

    private var outcome: NumberFormatClass {
      if hasElapsed { return .duration }
      let isDate = hasDate || isMonthUndecided
      if isDate { return hasTime ? .dateTime : .date }
      if hasTime { return .time }
      if hasPercent { return .percent }
      if hasGroups { return .grouped }
      return hasText && !hasDigit ? .text : .general
    }

    private func peek() -> UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skip(to end: UInt8) {
      while let byte = peek() {
        place += 1
        if byte == end { return }
      }
    }

    /// Passes over one character, all its bytes.
    private mutating func skipCharacter() {
      place += 1
      while let byte = peek(), byte & 0xC0 == 0x80 { place += 1 }
    }

    /// `[h]`, `[mm]`, `[ss]` are elapsed times; `[Red]`, `[>9]`, `[$-409]` are passed over.
    private mutating func readBracket() {
      let start = place
      skip(to: UInt8(ascii: "]"))
      let end = place > start && bytes[place - 1] == UInt8(ascii: "]") ? place - 1 : place
      let content = bytes[start..<end].map { $0 | 0x20 }
      guard let first = content.first, "hms".utf8.contains(first),
        content.allSatisfy({ $0 == first })
      else { return }
      hasElapsed = true
    }

    private mutating func readLetter(_ letter: UInt8) {
      switch letter {
      case UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "b"):
        settleMonth()
        hasDate = true
        isAfterHour = false
      case UInt8(ascii: "h"):
        settleMonth()
        hasTime = true
        isAfterHour = true
      case UInt8(ascii: "s"):
        isMonthUndecided = false
        hasTime = true
        isAfterHour = false
      case UInt8(ascii: "m"): readMonthOrMinute()
      case UInt8(ascii: "a"): readMeridiemOrWeekday()
      case UInt8(ascii: "g"): readEraOrGeneral()
      case UInt8(ascii: "e"): readYearOrExponent()
      default: break
      }
    }

    private mutating func settleMonth() {
      if isMonthUndecided { hasDate = true }
      isMonthUndecided = false
    }

    private mutating func readMonthOrMinute() {
      var count = 1
      while let byte = peek(), byte | 0x20 == UInt8(ascii: "m") {
        place += 1
        count += 1
      }
      if count > 2 {
        settleMonth()
        hasDate = true
      } else if isAfterHour {
        hasTime = true
      } else {
        settleMonth()
        isMonthUndecided = true
      }
      isAfterHour = false
    }

    /// `AM/PM` and `A/P` belong to times; `aaa` is a weekday.
    private mutating func readMeridiemOrWeekday() {
      let rest = bytes[(place - 1)...].prefix(5).map { $0 | 0x20 }
      if rest.starts(with: Array("am/pm".utf8)) {
        place += 4
        hasTime = true
      } else if rest.starts(with: Array("a/p".utf8)) {
        place += 2
        hasTime = true
      } else if rest.starts(with: Array("aaa".utf8)) {
        place += 2
        hasDate = true
      }
    }

    /// `General` is no format at all; a `g` alone is an era.
    private mutating func readEraOrGeneral() {
      let rest = bytes[(place - 1)...].prefix(7).map { $0 | 0x20 }
      if rest.elementsEqual("general".utf8) { place += 6 } else { hasDate = true }
    }

    /// An `E` before a sign is an exponent, before anything else the year of an era.
    private mutating func readYearOrExponent() {
      if let next = peek(), next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
        if hasDigit { return }
      }
      settleMonth()
      hasDate = true
    }
  }
}
