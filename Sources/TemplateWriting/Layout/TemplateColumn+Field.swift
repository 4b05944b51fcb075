import Schemas
import TabularCore

extension TemplateColumn {
  /// The column of a field.
  init(field: Field, of table: TableSchema, in package: DataPackage, phrases: TemplatePhrases) {
    label = field.label.text(in: phrases.language)
    role = table.mustFill(field) ? .required : .optional
    note = HeaderNote(field: field, table: table, package: package, phrases: phrases).text
    choices = Self.choices(of: field, in: table, package: package, phrases: phrases)
    let form = field.type.definition.template(of: field)
    separator = form.separator
    rule = Self.rule(of: field, form)
    numberFormat = form.numberFormat
    width = field.templateWidth ?? Self.width(of: field, label: label, form)
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
    let isList = field.type.definition.storage.isList
    let values = field.enumValues.map { $0.shown(in: phrases.language) }
    if !values.isEmpty { return .values(values, isClosed: !isList) }
    if let allowed = field.constraints.allowedValues {
      return .values(allowed, isClosed: !isList)
    }
    let valueType = isList ? field.itemType : field.type
    switch valueType.definition.template(of: field).choices {
    case .none: return .none
    case .yesNo: return .values([phrases.yes, phrases.no], isClosed: true)
    case .values(let texts): return .values(texts, isClosed: true)
    case .timeZones: return .values(KnownLists.timeZones, isClosed: true)
    case .currencies: return .values(KnownLists.currencies, isClosed: false)
    case .languages: return .values(KnownLists.languages, isClosed: false)
    case .subdivisions:
      guard package.defaultCountry == "CA" else { return .none }
      return .values(KnownLists.canadianSubdivisions, isClosed: false)
    }
  }

  private static func rule(of field: Field, _ form: TemplateForm) -> CellRule? {
    func limits() -> ClosedRange<Double>? {
      let lower = (field.constraints.minimum ?? field.constraints.exclusiveMinimum)
        .flatMap(Double.init)
      let upper = (field.constraints.maximum ?? field.constraints.exclusiveMaximum)
        .flatMap(Double.init)
      guard lower != nil || upper != nil else { return nil }
      let range = (lower ?? -1e9, upper ?? 1e9)
      return range.0 <= range.1 ? range.0...range.1 : nil
    }
    switch form.rule {
    case .wholeNumber: return limits().map { .wholeNumber($0) }
    case .number: return limits().map { .number($0) }
    case .amount: return .number((limits() ?? -1e9...1e9))
    case .date: return .date
    case .time: return .time
    case nil: return nil
    }
  }

  private static func width(
    of field: Field, label: String, _ form: TemplateForm
  ) -> Double {
    let words = label.split(separator: " ").map(\.count)
    let header = label.count <= 14 ? label.count : max(words.max() ?? 0, (label.count + 1) / 2)
    let example = field.example?.count ?? 0
    return Double(min(max(header + 5, example + 3, form.width), 40))
  }
}
