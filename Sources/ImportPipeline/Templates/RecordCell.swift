import Foundation
public import RecordMapping
public import Schemas
public import TabularCore

/// What a template shows of a stored value: the contents of a cell that an import reads as the same value.
public enum RecordCell: Sendable, Hashable {
  /// Nothing; an import keeps what is stored.
  case blank
  /// A text.
  case text(String)
  /// A number; in a column of dates or times a serial date of the 1900 system.
  case number(Double)

  /// What the cell is of.
  public enum Form: Sendable {
    /// Of a workbook: dates, times and numbers are numbers.
    case workbook
    /// Of text: they are written out.
    case text
  }

  /// The most characters that a cell of a workbook holds (ECMA-376 part 1, 18.3.1.4).
  public static let longestText = 32_767
  /// The days from serial 0 to 1970-01-01, for dates after February 1900.
  private static let serialOfEpoch = 25_569
  /// Dates before 1905 are texts, so that no date system or shift can move them.
  private static let firstSerialDay = -23_741

  /// The cell of a field of a record.
  ///
  /// A secret, and a text that is longer than a cell, are left blank.
  ///
  /// - Parameters:
  ///   - values: all values of the record, by the index of the schema's fields.
  ///   - language: that of the template, for yes and no and the values of lists.
  init(
    ofFieldAt index: Int, in values: [FieldValue], of schema: TableSchema, language: Language
  ) {
    let field = schema.fields[index]
    let cell = Self.cell(
      values[index], of: field, money: schema.form(ofFieldAt: index, in: values),
      language: language, form: .workbook)
    if case .text(let text) = cell, text.unicodeScalars.count > Self.longestText || text.isEmpty {
      self = .blank
    } else {
      self = cell
    }
  }

  /// The cell of a field of a record for a file from which an import makes an equal record elsewhere.
  ///
  /// Where the record has no value and a blank cell would take a default, the cell says that there is none.
  public init(
    exporting index: Int, of values: [FieldValue], in schema: TableSchema, language: Language,
    form: Form
  ) {
    let field = schema.fields[index]
    guard values[index] != .null else {
      let takesDefault = field.defaultValue != nil && !field.isNeverNull && !field.isTransient
      self = takesDefault && field.type != .secret ? .text("[clear]") : .blank
      return
    }
    self = Self.cell(
      values[index], of: field, money: schema.form(ofFieldAt: index, in: values),
      language: language, form: form)
  }

  private static func cell(
    _ value: FieldValue, of field: Field, money: ValueForm, language: Language, form: Form
  ) -> RecordCell {
    let definition = field.type.definition
    let template = definition.template(of: field)
    let isText = form == .text
    let canonical = value.description
    switch value {
    case .null, .secret: return .blank
    case .list(let items):
      let texts = items.map { shown($0.description, of: field, language, form) }
      return .text(list(texts, separator: template.separator ?? ";"))
    case .dateTime(let local, _):
      return template.rule == .date && !isText ? moment(local) : .text(canonical)
    case .integer, .real, .decimal, .text: break
    }
    switch definition.storage {
    case .truth: return .text(truth(canonical, template.choices, language))
    case .minorUnits:
      let amount = money.amount(canonical)
      return isText ? .text(amount) : number(amount)
    case .integer, .decimal:
      return template.numberFormat == "@" || isText ? .text(canonical) : number(canonical)
    case .date: return template.rule == .date && !isText ? moment(canonical) : .text(canonical)
    case .timeOfDay: return template.rule == .time && !isText ? time(canonical) : .text(canonical)
    case .text: return .text(shown(canonical, of: field, language, form))
    case .moment, .list, .sealed: return .text(canonical)
    }
  }

  /// A value in the words of a workbook's language; files of text keep the words of the schema.
  private static func shown(
    _ canonical: String, of field: Field, _ language: Language, _ form: Form
  ) -> String {
    form == .text ? canonical : field.shown(canonical, in: language)
  }

  /// Items with their separator; where an item could be taken for several, one separator more says how they
  /// are cut.
  private static func list(_ texts: [String], separator: String) -> String {
    let text = texts.joined(separator: separator)
    let isUnclear = texts.contains { $0.contains(",") || $0.contains("\n") }
    return separator == ";" && isUnclear ? text + ";" : text
  }

  private static func truth(
    _ canonical: String, _ choices: TemplateForm.Choices, _ language: Language
  ) -> String {
    let isTrue = canonical == "1"
    switch choices {
    case .values(let words) where words.count == 2: return isTrue ? words[0] : words[1]
    case .yesNo: return language.label(isTrue ? "value/yes" : "value/no")
    default: return isTrue ? "true" : "false"
    }
  }

  /// A number cell for a number that fifteen digits hold, else its text.
  private static func number(_ text: String) -> RecordCell {
    let digits = text.utf8.drop { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
      .count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits <= 15, let number = Double(text), number.isFinite else { return .text(text) }
    return .number(number)
  }

  /// The serial of `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, else the text.
  private static func moment(_ text: String) -> RecordCell {
    let shown = RecordCell.text(text.replacing("T", with: " "))
    guard let days = CivilDate.days(in: text.prefix(10)), days >= firstSerialDay else {
      return shown
    }
    let serial = Double(days + serialOfEpoch)
    let rest = text.dropFirst(10)
    guard !rest.isEmpty else { return .number(serial) }
    guard rest.first == "T", let minutes = minutes(rest.dropFirst()) else { return shown }
    return .number(serial + Double(minutes) / 1440)
  }

  private static func time(_ text: String) -> RecordCell {
    minutes(text[...]).map { .number(Double($0) / 1440) } ?? .text(text)
  }

  /// The minutes of `HH:MM` before midnight.
  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard text.utf8.count == 5, parts.count == 2, let hours = Int(parts[0]),
      let minutes = Int(parts[1]), (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    return hours * 60 + minutes
  }
}
