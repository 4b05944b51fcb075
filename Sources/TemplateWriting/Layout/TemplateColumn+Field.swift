import Schemas
import TabularCore

extension TemplateColumn {
  /// The column of a field.
  init(field: Field, of table: TableSchema, in package: DataPackage, phrases: TemplatePhrases) {
    label = field.label.text(in: phrases.language)
    role = table.mustFill(field) ? .required : .optional
    note = HeaderNote(field: field, table: table, package: package, phrases: phrases).text
    choices = Self.choices(of: field, in: table, package: package, phrases: phrases)
    if field.type == .list { separator = ";" }
    if field.type == .plainList { separator = field.plain.delimiter }
    rule = Self.rule(of: field)
    numberFormat = Self.numberFormat(of: field)
    width = field.templateWidth ?? Self.width(of: field, label: label)
  }

  private static func choices(
    of field: Field, in table: TableSchema, package: DataPackage, phrases: TemplatePhrases
  ) -> Choices {
    if let reference = table.reference(from: field.name),
      let parent = package.table(named: reference.table),
      parent.templateFields.contains(where: { $0.name == reference.targetField })
    {
      return .column(reference.targetField, of: reference.table)
    }
    let isList = field.type == .list || field.type == .plainList
    let values = field.enumValues.map(\.value)
    if !values.isEmpty { return .values(values, isClosed: !isList) }
    if let allowed = field.constraints.allowedValues {
      return .values(allowed, isClosed: !isList)
    }
    switch isList ? field.itemType : field.type {
    case .boolean: return .values([phrases.yes, phrases.no], isClosed: true)
    case .plainBoolean:
      return .values(
        [field.plain.trueValues.first, field.plain.falseValues.first].compactMap(\.self),
        isClosed: true)
    case .timeZone: return .values(KnownLists.timeZones, isClosed: true)
    case .currency: return .values(KnownLists.currencies, isClosed: false)
    case .language: return .values(KnownLists.languages, isClosed: false)
    case .subdivision where package.defaultCountry == "CA":
      return .values(KnownLists.canadianSubdivisions, isClosed: false)
    default: return .none
    }
  }

  private static func rule(of field: Field) -> CellRule? {
    func limits() -> ClosedRange<Double>? {
      let lower = (field.constraints.minimum ?? field.constraints.exclusiveMinimum)
        .flatMap(Double.init)
      let upper = (field.constraints.maximum ?? field.constraints.exclusiveMaximum)
        .flatMap(Double.init)
      guard lower != nil || upper != nil else { return nil }
      let range = (lower ?? -1e9, upper ?? 1e9)
      return range.0 <= range.1 ? range.0...range.1 : nil
    }
    switch field.type {
    case .integer where !field.readsMinutes, .plainInteger:
      return limits().map { .wholeNumber($0) }
    case .decimal, .plainNumber: return limits().map { .number($0) }
    case .money: return .number((limits() ?? -1e9...1e9))
    case .date, .plainDate: return .date
    case .time, .plainTime: return .time
    case .dateTime where field.dateFrom == nil, .plainDateTime: return .date
    default: return nil
    }
  }

  private static func numberFormat(of field: Field) -> String? {
    switch field.type {
    case .integer, .plainInteger: "0"
    case .decimal, .percent, .boolean, .plainNumber, .plainBoolean, .plainYear, .plainAny: nil
    case .money: "#,##0.00"
    case .date: "yyyy-mm-dd"
    case .plainDate: field.plain.format == "default" ? "yyyy-mm-dd" : "@"
    case .time, .plainTime: "hh:mm"
    // A time alone is welcome there, so that a date format would show it as 1900-01-00.
    case .dateTime where field.dateFrom != nil: "@"
    case .dateTime, .plainDateTime: "yyyy-mm-dd hh:mm"
    default: "@"
    }
  }

  private static func width(of field: Field, label: String) -> Double {
    let words = label.split(separator: " ").map(\.count)
    let header = label.count <= 14 ? label.count : max(words.max() ?? 0, (label.count + 1) / 2)
    let example = field.example?.count ?? 0
    let least =
      switch field.type {
      case .email: 26
      case .phone: 17
      case .timeZone: 20
      case .dateTime, .plainDateTime: 17
      case .date, .plainDate: 12
      case .string, .plainString: field.isMultiline ? 36 : 14
      default: 10
      }
    return Double(min(max(header + 5, example + 3, least), 40))
  }
}
