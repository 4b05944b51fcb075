import Schemas
import TabularCore

/// A column of a template: its header, its note, and how its cells behave.
struct TemplateColumn {
  /// What a header's colour says.
  enum Role {
    case required
    case optional
    case control
  }

  /// Where the values of a drop-down come from.
  enum Choices {
    case none
    /// A list of its own; other values are questioned when `isClosed`.
    case values([String], isClosed: Bool)
    /// A column of another table.
    case column(String, of: String)
  }

  /// The header without its mark.
  var label: String
  var role: Role
  /// What people read when they point at the header.
  var note: String
  var choices = Choices.none
  /// What separates the values of a cell that may hold several; `nil` for one that holds one.
  var separator: String?
  /// The limits or kind of typed values, where there are no choices.
  var rule: CellRule?
  /// The number format of the cells; `@` keeps what is typed.
  var numberFormat: String?
  /// The width in characters.
  var width: Double

  /// The header as written: required ones end in a star.
  var header: String { role == .required ? label + " *" : label }

  var headerStyle: CellStyle {
    switch role {
    case .required: .requiredHeader
    case .optional: .optionalHeader
    case .control: .controlHeader
    }
  }
}

extension TableSchema {
  /// The fields that people fill in: all but secrets that an import refuses.
  var templateFields: [Field] {
    fields.filter { $0.secretPolicy != .refuse }
  }

  /// The columns of the table's template: its fields, then what steers the import.
  func templateColumns(in language: Language, of package: DataPackage) -> [TemplateColumn] {
    let phrases = TemplatePhrases(language)
    var columns = templateFields.map { field in
      TemplateColumn(field: field, of: self, in: package, phrases: phrases)
    }
    let names = Set(fields.map(\.name))
    if !names.contains("action") {
      columns.append(
        TemplateColumn(
          label: phrases.actionLabel, role: .control, note: phrases.actionNote,
          choices: .values(phrases.actions, isClosed: false), width: 11))
    }
    if !names.contains("notes") {
      columns.append(
        TemplateColumn(
          label: phrases.notesLabel, role: .control, note: phrases.notesNote, numberFormat: "@",
          width: 30))
    }
    return columns
  }

  /// Whether a row without a value in the field cannot be imported.
  func mustFill(_ field: Field) -> Bool {
    if field.isRequired { return true }
    return naturalKey.contains(field.name) && identity(of: field) == nil
      && field.defaultValue == nil
  }

  /// The identity that a field is one of several columns of.
  func identity(of field: Field) -> Identity? {
    identities.first { $0.fields.contains(field.name) }
  }
}
