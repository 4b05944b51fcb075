import TabularCore

/// Reads the sections of a format code (ECMA-376 part 1, 18.8.31).
struct FormatScanner {
  private let bytes: [UInt8]
  private var place = 0
  private var state = FormatSectionState()

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The sections of a code, four at most; none for an empty one.
  static func sections(of code: String) -> [FormatSection] {
    guard !code.isEmpty else { return [] }
    var scanner = FormatScanner(Array(code.utf8))
    var sections: [FormatSection] = []
    repeat {
      scanner.state = FormatSectionState()
      let hasNext = scanner.readSection()
      sections.append(scanner.state.section)
      if !hasNext { break }
    } while sections.count < 4
    return sections
  }

  /// Reads up to the end of a section; returns whether another one follows.
  private mutating func readSection() -> Bool {
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: ";"): return true
      case UInt8(ascii: "\""): readQuoted()
      case UInt8(ascii: "\\"): readCharacter { $0.show($1) }
      case UInt8(ascii: "_"), UInt8(ascii: "*"): readCharacter { _, _ in }
      case UInt8(ascii: "["): readBracket()
      case UInt8(ascii: "%"): state.hasPercent = true
      case UInt8(ascii: "@"): state.hasText = true
      case UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?"):
        state.hasDigit = true
        state.part()
      case UInt8(ascii: ","):
        if state.hasDigit, let next = peek(), "0#?".utf8.contains(next) { state.hasGroups = true }
      case UInt8(ascii: "+"), UInt8(ascii: "-"): readSign(byte)
      case _ where isLetter(at: place - 1): readWord()
      default: state.show(byte)
      }
    }
    return false
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    place + distance < bytes.count ? bytes[place + distance] : nil
  }

  private mutating func readQuoted() {
    while let byte = peek() {
      place += 1
      if byte == UInt8(ascii: "\"") { return }
      state.show(byte)
    }
  }

  /// Reads one character with all its bytes.
  private mutating func readCharacter(_ take: (inout FormatSectionState, UInt8) -> Void) {
    guard let first = peek() else { return }
    place += 1
    take(&state, first)
    while let byte = peek(), byte & 0xC0 == 0x80 {
      place += 1
      take(&state, byte)
    }
  }

  /// An offset from UTC after a time, `+00:00`: its zeros are not digits of a number.
  private mutating func readSign(_ sign: UInt8) {
    state.show(sign)
    guard state.hasTime, peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "0") else { return }
    while let byte = peek(), byte == UInt8(ascii: "0") || byte == UInt8(ascii: ":") {
      place += 1
      state.show(byte)
    }
  }

  /// `[h]`, `[mm]`, `[ss]` are elapsed times, `[<=0]` is a condition; `[Red]`, `[$-409]` and `[DBNum1]`
  /// do not matter here.
  private mutating func readBracket() {
    let start = place
    while let byte = peek(), byte != UInt8(ascii: "]") { place += 1 }
    let content = bytes[start..<place]
    if place < bytes.count { place += 1 }
    guard let first = content.first else { return }
    if "<>=".utf8.contains(first) {
      state.condition = state.condition ?? NumberFormat.Condition(content)
    } else if first == UInt8(ascii: "$") {
      content.dropFirst().prefix { $0 != UInt8(ascii: "-") }.forEach { state.show($0) }
    } else if "hms".utf8.contains(first | 0x20),
      content.allSatisfy({ $0 | 0x20 == first | 0x20 })
    {
      state.hasElapsed = true
      skipFraction()
    }
  }
}

extension FormatScanner {
  /// Whether a letter of an alphabet (Latin, Greek or Cyrillic) begins at a position: ideographs separate
  /// words.
  private func isLetter(at place: Int) -> Bool {
    let byte = bytes[place]
    if byte < 0x80 { return (byte | 0x20) &- 0x61 < 26 }
    return (0xC3...0xD4).contains(byte)
  }

  /// Reads letters without a gap.
  ///
  /// A word with a letter that no date contains is literal text: a unit, a currency, a zone, or `General`
  /// in some language (`Standard`, `Geral`).
  private mutating func readWord() {
    let start = place - 1
    var end = start
    var isDate = true
    while end < bytes.count, isLetter(at: end) {
      if bytes[end] < 0x80 {
        isDate = isDate && "ymdhsegabtz".utf8.contains(bytes[end] | 0x20)
        end += 1
      } else {
        isDate = false
        end += end + 1 < bytes.count ? 2 : 1
      }
    }
    guard isDate, !FormatZone.isName(bytes[start..<end]) else {
      bytes[start..<end].forEach { state.show($0) }
      place = end
      return
    }
    place = start
    while place < end {
      place += 1
      readLetter(bytes[place - 1])
    }
  }

  private mutating func readLetter(_ letter: UInt8) {
    switch letter | 0x20 {
    case UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "b"), UInt8(ascii: "e"):
      takeDate()
    case UInt8(ascii: "h"):
      state.resolveMonth()
      takeTime()
      state.isAfterHour = true
    case UInt8(ascii: "s"):
      state.isMonthUndecided = false
      takeTime()
      if peek().map({ $0 | 0x20 }) != UInt8(ascii: "s") { skipFraction() }
    case UInt8(ascii: "m"): readMonthOrMinute()
    case UInt8(ascii: "a"): readMeridiemOrWeekday()
    case UInt8(ascii: "g"): readEraOrGeneral()
    default: state.show(letter)
    }
  }

  private mutating func takeDate() {
    state.part()
    state.resolveMonth()
    state.hasDate = true
    state.isAfterHour = false
  }

  private mutating func takeTime() {
    state.part()
    state.hasTime = true
    state.isAfterHour = false
  }

  private mutating func readMonthOrMinute() {
    var count = 1
    while let byte = peek(), byte | 0x20 == UInt8(ascii: "m") {
      place += 1
      count += 1
    }
    if count > 2 {
      takeDate()
    } else if state.isAfterHour {
      takeTime()
    } else {
      state.part()
      state.resolveMonth()
      state.isMonthUndecided = true
    }
    state.isAfterHour = false
  }

  /// Skips the fraction of a second: `ss.000`.
  private mutating func skipFraction() {
    var next = place
    func at(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    let isQuoted = at(next) == UInt8(ascii: "\"")
    if isQuoted || at(next) == UInt8(ascii: "\\") { next += 1 }
    guard let mark = at(next), ".,:".utf8.contains(mark) else { return }
    next += 1
    if isQuoted {
      guard at(next) == UInt8(ascii: "\"") else { return }
      next += 1
    }
    let digits = next
    while let byte = at(next), "0#?".utf8.contains(byte) { next += 1 }
    if next > digits { place = next }
  }

  /// `AM/PM` and `A/P` belong to times; `aaa` is a weekday.
  private mutating func readMeridiemOrWeekday() {
    let rest = bytes[(place - 1)...].prefix(5).map { $0 | 0x20 }
    if rest.starts(with: Array("am/pm".utf8)) {
      place += 4
      takeTime()
    } else if rest.starts(with: Array("a/p".utf8)) {
      place += 2
      takeTime()
    } else if rest.starts(with: Array("aaa".utf8)) {
      place += 2
      takeDate()
    } else {
      state.show(UInt8(ascii: "a"))
    }
  }

  /// `G/標準` and `G/通用格式` are `General`; a `g` alone is an era.
  private mutating func readEraOrGeneral() {
    guard peek() == UInt8(ascii: "/"), let next = peek(1), next >= 0x80 else { return takeDate() }
    place += 1
    while let byte = peek(), byte >= 0x80 { place += 1 }
  }
}

extension NumberFormat.Condition {
  /// Reads a condition without its brackets: `<=0`, `<>100`, `=1.5`.
  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    let sign = bytes.prefix { "<>=".utf8.contains($0) }
    let text = String(decoding: bytes[sign.endIndex...].filter { $0 != 0x20 }, as: UTF8.self)
    guard let limit = Double(text.replacing(",", with: ".")), limit.isFinite else { return nil }
    switch String(decoding: sign, as: UTF8.self) {
    case "<": self.init(comparison: .less, limit: limit)
    case "<=", "=<": self.init(comparison: .atMost, limit: limit)
    case "=": self.init(comparison: .equal, limit: limit)
    case "<>": self.init(comparison: .unequal, limit: limit)
    case ">=", "=>": self.init(comparison: .atLeast, limit: limit)
    case ">": self.init(comparison: .more, limit: limit)
    default: return nil
    }
  }
}
