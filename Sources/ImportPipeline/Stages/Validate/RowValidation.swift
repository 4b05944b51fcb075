import RecordMapping
import Schemas
import TabularCore

/// Validates the resulting record of a row: required fields, the records it refers to, amounts, row rules.
struct RowValidation {
  let fields: TableFields
  let source: TableSource
  let tableName: String
  let records: any RecordLookup
  let rules: any RowRuleEvaluator
  /// The folder whose files rows may name; `nil` where none is looked at.
  let attachments: AttachmentFolder?
  /// Fields required by new records whose column is missing.
  private(set) var missingColumns: Set<Int> = []

  init(_ setup: SourceSetup) {
    fields = setup.fields
    source = setup.source
    tableName = setup.fields.schema.name
    records = setup.session
    rules = setup.rowRules
    attachments = setup.session.attachments
  }

  /// Validates a record; what is wrong with it makes the row invalid.
  mutating func validate(_ row: inout PendingRow, _ issues: inout SourceIssues) throws {
    validateRequired(&row, &issues)
    validateLiveness(&row, &issues)
    validateRequirements(&row, &issues)
    validateAttachments(&row, &issues)
    validateMoney(&row, &issues)
    try validateRules(&row, &issues)
  }

  private mutating func validateRequired(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    for index in fields.required {
      guard row.values[index].isNull, !row.errors.contains(index) else { continue }
      if row.creates, fields.databaseGiven.contains(index), !row.cleared.contains(index) {
        continue
      }
      let field = fields.schema.fields[index]
      row.isInvalid = true
      row.errors.insert(index)
      if !source.binding.hasColumn(forFieldAt: index) {
        missingColumns.insert(index)
        continue
      }
      row.told.insert(index)
      let isPlaceholder = row.placeholder(ofFieldAt: index) != nil
      issues.report(
        .valueRequired(
          row.cleared.contains(index) ? .cleared : isPlaceholder ? .placeholder : .blank,
          field: field.name, expected: field.expectation),
        field: index, of: row)
    }
  }

  /// An amount needs its currency, and a currency its amount.
  private func validateMoney(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    for (index, currency) in fields.amounts {
      guard !row.errors.contains(index), !row.errors.contains(currency),
        row.values[index].isNull != row.values[currency].isNull
      else { continue }
      let filled = row.values[index].isNull ? currency : index
      let blank = filled == index ? currency : index
      row.isInvalid = true
      row.ruleErrors.insert(filled)
      row.doubted.insert(index)
      row.doubted.insert(currency)
      issues.report(
        .ruleMoneyPair(
          filled == index ? .noCurrency : .noAmount, field: fields.schema.fields[filled].name,
          value: row.origins[filled].map { ShownText($0.text) }
            ?? ShownText(
              row.values[filled], as: fields.schema.form(ofFieldAt: filled, in: row.values)),
          other: fields.schema.fields[blank].name),
        field: filled, of: row)
    }
  }
}
