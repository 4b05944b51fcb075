import TabularCore

/// One section of a format code.
struct FormatSection {
  /// How the section shows a number.
  var format: NumberFormatClass
  /// The numbers that the section applies to, if it says so.
  var condition: NumberFormat.Condition?
}

/// What has been read of a section so far.
struct FormatSectionState {
  var condition: NumberFormat.Condition?
  var hasDate = false
  var hasTime = false
  var hasElapsed = false
  var hasPercent = false
  var hasText = false
  var hasDigit = false
  var hasGroups = false
  /// Whether the last letter was an hour, so that an `m` after it means minutes.
  var isAfterHour = false
  /// Whether an `m` waits for an `s` that would make it minutes.
  var isMonthUndecided = false
  /// The literal text of the section, cut at a few hundred bytes.
  private(set) var literals: [UInt8] = []

  /// Takes a literal byte.
  mutating func show(_ byte: UInt8) {
    if literals.count < 300 { literals.append(byte) }
  }

  /// Takes a part of a date, time or number, which separates the texts around it.
  mutating func part() { if literals.last != 0x20 { show(0x20) } }

  mutating func resolveMonth() {
    if isMonthUndecided { hasDate = true }
    isMonthUndecided = false
  }

  /// The section as a whole.
  ///
  /// Digits make it a number, whatever letters are next to them: `0.0 h`, `#,##0 USD`.
  var section: FormatSection { FormatSection(format: format, condition: condition) }

  private var format: NumberFormatClass {
    if hasElapsed { return .duration }
    if !hasDigit {
      if hasDate || isMonthUndecided { return hasTime ? zonedDateTime : .date }
      if hasTime { return FormatZone(shownIn: literals) == nil ? .time : .zonedTime }
    }
    if hasPercent { return .percent }
    if hasGroups { return .grouped }
    return hasText && !hasDigit ? .text : .general
  }

  private var zonedDateTime: NumberFormatClass {
    switch FormatZone(shownIn: literals) {
    case nil: .dateTime
    case .utc: .utcDateTime
    case .other: .zonedDateTime
    }
  }
}
