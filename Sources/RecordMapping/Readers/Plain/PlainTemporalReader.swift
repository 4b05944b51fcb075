import Schemas
import TabularCore

/// Reads Table Schema's `date`, `time` and `datetime`.
///
/// Canonical forms are `YYYY-MM-DD`, `HH:MM:SS` and `YYYY-MM-DDTHH:MM:SS`, with a fraction of the
/// second where one is given; a date-time with an offset becomes its instant in UTC with `Z`.
struct PlainTemporalReader: FieldReader {
  /// The type.
  enum Kind: Sendable {
    case date, time, dateTime
  }

  private enum Form: Sendable {
    case standard
    case any
    case pattern(TemporalPattern, text: String)
  }

  private let kind: Kind
  private let form: Form

  /// A reader of a format: `default`, `any`, or a pattern of `strptime` directives.
  init(_ kind: Kind, format: String) {
    self.kind = kind
    switch format {
    case "default": form = .standard
    case "any": form = .any
    default: form = .pattern(TemporalPattern(format), text: format)
    }
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .number:
      let text = try text(ofSerial: cell)
      let days = kind == .time ? nil : CivilDate.days(in: text.prefix(10))
      return FieldReading(.text(text), remarks: days.map(earlyDateRemarks) ?? [])
    case .boolean: throw .wrongCellType(cell, expected: expected)
    case .isoDate: return try read(isoCell: cell)
    default: break
    }
    switch form {
    case .standard: return try read(standard: cell.text, of: cell)
    case .any:
      if let reading = try? read(standard: cell.text, of: cell) { return reading }
      return try readAny(cell, in: context)
    case .pattern(let pattern, let text):
      guard let parts = pattern.parts(of: cell.text) else { throw misfit(cell, form: text) }
      return try reading(parts, of: cell)
    }
  }

  private var expected: String {
    switch kind {
    case .date: "a date"
    case .time: "a time"
    case .dateTime: "a date and a time"
    }
  }

  private func misfit(_ cell: CellInput, form: String) -> CellProblem {
    CellProblem(
      kind == .time
        ? .valueTimeInvalid(.format(expected: form), value: shownText(of: cell))
        : .valueDateInvalid(.format(expected: form), value: shownText(of: cell)))
  }

  /// Reads a cell of type `d`.
  ///
  /// An offset, including `Z`, makes a date-time an instant; a time has none.
  private func read(isoCell cell: CellInput) throws(CellProblem) -> FieldReading {
    switch kind {
    case .date: return FieldReading(.text(CivilDate.text(ofDays: try dateOfISOCell(cell))))
    case .time:
      guard let moment = ISOMoment(cell), moment.days == nil, let time = moment.milliseconds,
        time < 86_400_000
      else { throw misfit(cell, form: model) }
      guard !moment.hasOffset else {
        throw CellProblem(.valueTimeInvalid(.zone, value: shortened(cell.text)))
      }
      return FieldReading(.text(Self.timeText(time)))
    case .dateTime:
      // The text itself may have more digits of the second.
      if let reading = try? read(standard: cell.text, of: cell) { return reading }
      guard let moment = ISOMoment(cell), let days = moment.days else {
        throw misfit(cell, form: model)
      }
      var seconds = (moment.milliseconds ?? 0) / 1000
      let fraction = (moment.milliseconds ?? 0) % 1000
      var text = CivilDate.text(ofDays: days)
      if case .offset(let ahead) = moment.zone {
        seconds += days * 86_400 - ahead * 60
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        text = CivilDate.text(ofDays: day)
        seconds -= day * 86_400
      }
      let isInstant = moment.zone != .none
      return FieldReading(
        .text(
          text + "T" + Self.timeText(seconds * 1000 + fraction) + (isInstant ? "Z" : "")))
    }
  }

  private func read(
    standard text: String, of cell: CellInput
  ) throws(CellProblem) -> FieldReading {
    let bytes = text.utf8.span
    var position = 0
    var parts = TemporalParts()
    if kind != .time {
      guard Self.takeDate(bytes, at: &position, into: &parts) else {
        throw misfit(cell, form: model)
      }
    }
    if kind == .dateTime {
      guard ByteScanning.skip(UInt8(ascii: "T"), bytes, at: &position) else {
        throw misfit(cell, form: model)
      }
    }
    if kind != .date {
      guard Self.takeTime(bytes, at: &position, into: &parts) else {
        throw misfit(cell, form: model)
      }
    }
    if kind == .dateTime, position < bytes.count {
      parts.offset = TemporalPattern.offset(bytes, at: &position)
      guard parts.offset != nil else { throw misfit(cell, form: model) }
    }
    guard position == bytes.count else { throw misfit(cell, form: model) }
    return try reading(parts, of: cell)
  }

  private var model: String {
    switch kind {
    case .date: "YYYY-MM-DD"
    case .time: "HH:MM:SS"
    case .dateTime: "YYYY-MM-DDTHH:MM:SS"
    }
  }

  private static func takeDate(
    _ bytes: Span<UInt8>, at position: inout Int, into parts: inout TemporalParts
  ) -> Bool {
    parts.year = TemporalPattern.number(bytes, at: &position, digits: 4...4)
    guard parts.year != nil, ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position) else {
      return false
    }
    parts.month = TemporalPattern.number(bytes, at: &position, digits: 2...2)
    guard parts.month != nil, ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position) else {
      return false
    }
    parts.day = TemporalPattern.number(bytes, at: &position, digits: 2...2)
    return parts.day != nil
  }

  private static func takeTime(
    _ bytes: Span<UInt8>, at position: inout Int, into parts: inout TemporalParts
  ) -> Bool {
    parts.hour = TemporalPattern.number(bytes, at: &position, digits: 2...2)
    guard parts.hour != nil, ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position),
      let minute = TemporalPattern.number(bytes, at: &position, digits: 2...2),
      ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position),
      let second = TemporalPattern.number(bytes, at: &position, digits: 2...2)
    else { return false }
    parts.minute = minute
    parts.second = second
    if ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position) {
      guard let fraction = TemporalPattern.fraction(bytes, at: &position, most: 9) else {
        return false
      }
      parts.fraction = fraction
    }
    return true
  }

  private func reading(
    _ parts: TemporalParts, of cell: CellInput
  ) throws(CellProblem) -> FieldReading {
    switch kind {
    case .date:
      guard let days = parts.days else {
        throw CellProblem(.valueDateInvalid(.noSuchDay, value: shortened(cell.text)))
      }
      return FieldReading(.text(CivilDate.text(ofDays: days)))
    case .time:
      guard let text = parts.timeText else {
        throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(cell.text)))
      }
      return FieldReading(.text(text))
    case .dateTime:
      guard parts.days != nil else {
        throw CellProblem(.valueDateInvalid(.noSuchDay, value: shortened(cell.text)))
      }
      guard let text = parts.dateTimeText else {
        throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(cell.text)))
      }
      return FieldReading(.text(text))
    }
  }

  /// `any`: the forms that Registrar's own types read.
  private func readAny(
    _ cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    switch kind {
    case .date: return try DateReader().read(cell, in: context)
    case .time:
      var reading = try TimeReader().read(cell, in: context)
      if let text = reading.value.text { reading.value = .text(text + ":00") }
      return reading
    case .dateTime:
      var reading = try DateTimeReader(hasZone: false).read(cell, in: context)
      if case .dateTime(let local, _) = reading.value { reading.value = .text(local + ":00") }
      return reading
    }
  }

  private func text(ofSerial cell: CellInput) throws(CellProblem) -> String {
    if kind == .time {
      guard cell.format.isTemporal, case .number(let number) = ScaledDecimal.lexeme(cell.text),
        number.mantissa >= 0, number.double < 1
      else {
        throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(shownText(of: cell))))
      }
      guard !cell.format.namesZone else {
        throw CellProblem(.valueTimeInvalid(.zoneFormat, value: shortened(shownText(of: cell))))
      }
      let milliseconds = min(Int((number.double * 86_400_000).rounded()), 86_399_999)
      return Self.timeText(milliseconds)
    }
    if kind == .date { return CivilDate.text(ofDays: try dateOfSerial(cell)) }
    guard cell.format.hasDate else {
      throw CellProblem(.valueDateInvalid(.bareNumber, value: shortened(shownText(of: cell))))
    }
    guard cell.format != .zonedDateTime else {
      throw CellProblem(.valueDateInvalid(.zoneFormat, value: shortened(shownText(of: cell))))
    }
    let moment = try serialMoment(cell)
    return CivilDate.text(ofDays: moment.days) + "T" + Self.timeText(moment.milliseconds)
      + (cell.format == .utcDateTime ? "Z" : "")
  }

  private static func timeText(_ milliseconds: Int) -> String {
    var parts = TemporalParts()
    // Whole seconds unless there clearly is a fraction: serials are binary fractions.
    let rest = milliseconds % 1000
    let seconds = rest <= 1 || rest >= 999 ? (milliseconds + 1) / 1000 : milliseconds / 1000
    parts.hour = seconds / 3600
    parts.minute = seconds / 60 % 60
    parts.second = seconds % 60
    if rest > 1, rest < 999 {
      var digits = padded(rest, 3)
      while digits.hasSuffix("0") { digits.removeLast() }
      parts.fraction = digits
    }
    return parts.timeText ?? "23:59:59"
  }
}

extension PlainTemporalReader {
  /// The reader of a field of dates.
  static func date(_ settings: ReaderSettings) -> any FieldReader {
    PlainTemporalReader(.date, format: settings.field.plain.format)
  }

  /// The reader of a field of times.
  static func time(_ settings: ReaderSettings) -> any FieldReader {
    PlainTemporalReader(.time, format: settings.field.plain.format)
  }

  /// The reader of a field of dates and times.
  static func dateTime(_ settings: ReaderSettings) -> any FieldReader {
    PlainTemporalReader(.dateTime, format: settings.field.plain.format)
  }

  /// The byte reader of a field of dates without a format.
  static func dateByteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    let given = settings.field.constraints
    guard settings.field.plain.format == "default", settings.isTokenPlain, !settings.isWorded,
      given.exclusiveMinimum == nil, given.exclusiveMaximum == nil
    else { return nil }
    let least = given.minimum.map { CivilDate.days(in: $0) } ?? .some(.min)
    let most = given.maximum.map { CivilDate.days(in: $0) } ?? .some(.max)
    guard let least, let most else { return nil }
    return FieldByteReader(
      .date(
        DateByteReader(
          text: settings.text, least: least, most: most,
          countsFrom1904: settings.countsFrom1904)))
  }
}
