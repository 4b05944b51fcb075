import RecordMapping
import Schemas
import TabularCore

extension ReferenceResolution {
  /// Resolves the columns of an identity to one record.
  func resolveIdentity(_ members: [Int], of row: inout PendingRow, _ issues: inout SourceIssues) {
    let resolved = members.compactMap { index in
      row.parents[index]?.first.map { (index: index, record: $0) }
    }
    guard let first = resolved.first, let primary = members.first else { return }
    for other in resolved.dropFirst() where other.record.key != first.record.key {
      row.isInvalid = true
      row.errors.insert(other.index)
      issues.report(
        .ruleIdentityDisagrees(
          field: fields.schema.fields[first.index].name,
          first: RecordKey.text(first.record.key).map(RecordKey.shown) ?? "",
          other: fields.schema.fields[other.index].name,
          value: row.values[other.index].description,
          second: RecordKey.text(other.record.key).map(RecordKey.shown) ?? ""),
        field: other.index, of: row)
      return
    }
    if let key = first.record.key.first { row.values[primary] = key }
    row.parents[primary] = [first.record]
    row.given.insert(primary)
  }

  /// Finds the natural key of a row, once its references are known.
  func resolveKey(of row: inout PendingRow, _ issues: inout SourceIssues) {
    let schema = fields.schema
    var isReadable = true
    for index in keyFields {
      if row.values[index].isNull, !fields.defaults[index].isNull, !row.errors.contains(index),
        !row.cleared.contains(index)
      {
        row.values[index] = fields.defaults[index]
        row.given.insert(index)
      }
      if row.values[index].isNull, case .path(let path) = schema.fields[index].defaultValue,
        path.references.isEmpty, let source = schema.fieldIndex(named: path.field),
        !row.values[source].isNull
      {
        row.values[index] = row.values[source]
        row.given.insert(index)
      }
      guard row.values[index].isNull || row.errors.contains(index) else { continue }
      isReadable = false
      if row.errors.contains(index) { continue }
      let identity = fields.identities.first { $0.fields.contains(index) }
      let isInDoubt = identity?.fields.contains(where: row.errors.contains) == true
      row.errors.insert(index)
      if let identity {
        if isInDoubt, row.waitsFor != nil { continue }
        if identity.fields.contains(where: { $0 != index && row.errors.contains($0) }) { continue }
        missingIdentity(identity.fields, of: &row, &issues)
      } else {
        row.isInvalid = true
        if source.binding.hasColumn(forFieldAt: index) {
          row.told.insert(index)
          issues.report(
            .keyMissing(
              row.placeholder(ofFieldAt: index) == nil ? .blank : .placeholder,
              field: schema.fields[index].name),
            field: index, of: row)
        }
      }
    }
    guard isReadable else { return }
    row.keyValues = keyFields.map { row.values[$0] }
    row.key = RecordKey.text(row.keyValues)
  }

  private func missingIdentity(
    _ members: [Int], of row: inout PendingRow, _ issues: inout SourceIssues
  ) {
    row.isInvalid = true
    let names = members.map { fields.schema.fields[$0].name }
    guard
      let place = members.first(where: { source.binding.hasColumn(forFieldAt: $0) })
        ?? members.first
    else { return }
    issues.report(
      .ruleIdentityMissing(names: names), field: place, of: row)
  }
}
