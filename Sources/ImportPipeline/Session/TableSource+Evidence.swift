import RecordMapping
import Schemas
import TabularCore

extension TableSource {
  /// The cells of a row as they were read, for the issues in it; `nil` where they might show a secret.
  ///
  /// A secret is known by its column. Where a table has secrets, a cell below no known header may be one,
  /// and so may any cell of a record whose cells stand in wrong columns.
  func evidence(ofRowAt index: Int, in batch: RowBatch, of schema: TableSchema) -> RowEvidence? {
    let row = batch.rows[index]
    var evidence = RowEvidence(isDisplaced: isDisplaced(row, in: batch))
    let hasSecrets =
      schema.fields.indices.contains { Self.isSecret(schema.fields[$0]) }
      || binding.columns.contains(where: \.isSecret)
    if evidence.isDisplaced, hasSecrets { return nil }
    for cell in batch.cells(ofRowAt: index) where cell.kind != .blank {
      let number = Int(cell.column)
      let column = binding.column(numbered: number)
      let isSecret = isSecret(column, of: schema) ?? hasSecrets
      guard !evidence.isFull else {
        evidence.omit()
        continue
      }
      let text = isSecret ? "" : batch.text(of: cell)
      if !isSecret, isBlankText(text) { continue }
      evidence.append(
        RowEvidence.Cell(
          column: number, header: maskingPaymentCards(column?.header ?? ""),
          field: fieldName(of: column, in: schema), text: text, isSecret: isSecret))
    }
    return evidence
  }

  /// Whether a record is broken, or has more or fewer fields than the header.
  private func isDisplaced(_ row: RowBatch.Row, in batch: RowBatch) -> Bool {
    guard !isWorksheet else { return false }
    return row.cellCount != binding.width || row.endsUnlikeOthers || row.followsUnlikeEnd
      || batch.findings.contains { $0.row == row.number && $0.code.area == "csv" }
  }

  /// Whether a column holds secrets; `nil` for one that is read as nothing.
  private func isSecret(_ column: HeaderBinding.Column?, of schema: TableSchema) -> Bool? {
    guard let column, let target = column.target else {
      return column?.isSecret == true ? true : nil
    }
    if column.isSecret { return true }
    return target.fieldIndex.map { Self.isSecret(schema.fields[$0]) } ?? false
  }

  private static func isSecret(_ field: Field) -> Bool {
    field.privacy == .secret || field.type == .secret
  }

  private func fieldName(
    of column: HeaderBinding.Column?, in schema: TableSchema
  ) -> String? {
    switch column?.target {
    case .action: "action"
    case .sourceID: "source_id"
    case .notes: "notes"
    case let target: target?.fieldIndex.map { schema.fields[$0].name }
    }
  }
}
