import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// The values of a table that are kept because another program wrote them, record by record.
  ///
  /// - Parameters:
  ///   - place: the place among the kept edits to begin at.
  ///   - limit: the greatest number of records.
  /// - Returns: the records, and the place of the next one; `nil` at the end.
  func keptOperations(
    in table: Int, from place: Int, limit: Int
  ) throws(StoreError) -> ([StagedOperation], next: Int?) {
    var operations: [StagedOperation] = []
    let edits = tables[table].keptEdits
    for next in place..<edits.count where tables[table].rows[edits[next].ordinal].state == .valid {
      let edit = edits[next]
      if operations.last?.ordinal != edit.ordinal {
        if operations.count == limit { return (operations, next) }
        operations.append(
          StagedOperation(
            ordinal: edit.ordinal, operation: .update, values: edit.stored.values,
            stored: edit.stored,
            storedRun: try store.lastRun(ofRecord: edit.stored.id, of: order[table])))
      }
      operations[operations.count - 1].values[edit.field] = edit.given
      operations[operations.count - 1].changedFields.append(edit.field)
    }
    return (operations, nil)
  }

  /// An operation of a table as a plan records it.
  ///
  /// - Parameter keeps: whether the operation keeps what is stored.
  func planOperation(
    _ staged: StagedOperation, in table: Int, keeps: Bool = false
  ) -> PlanOperation {
    let schema = order[table]
    let kind: PlanOperation.Kind =
      switch staged.operation {
      case .create: .create
      case .delete: .delete
      case .update, .unchanged: keeps ? .keep : .update
      }
    func key(_ values: [FieldValue]?) -> [String] {
      guard let values else { return [] }
      return RecordKey.text(tables[table].keyFields.map { values[$0] }).map(RecordKey.parts) ?? []
    }
    var operation = PlanOperation(
      kind, table: schema.name,
      key: key(kind == .delete ? staged.stored?.values : staged.values),
      sourceID: staged.sourceID.flatMap { $0.isEmpty ? nil : $0 }, storedRun: staged.storedRun,
      state: staged.stored.map { RecordFingerprint.text($0.values, of: schema) } ?? "",
      fields: planFields(staged, kind, of: table))
    operation.storedKey = key(staged.stored?.values)
    operation.storedID = staged.stored?.id
    if tables[table].rows.indices.contains(staged.ordinal) {
      let row = tables[table].rows[staged.ordinal]
      let source = sources[Int(row.source)]
      operation.source = source.name.id
      operation.file = source.fileName
      operation.sheet = source.sheet
      operation.row = Int(row.number)
    }
    return operation
  }

  private func planFields(
    _ staged: StagedOperation, _ kind: PlanOperation.Kind, of table: Int
  ) -> [PlanOperation.Field] {
    let schema = order[table]
    let isChange = kind == .update || kind == .keep
    let indexes = isChange ? staged.changedFields : order[table].keptFields
    let changed: [PlanOperation.Field] = indexes.compactMap { index in
      let field = schema.fields[index]
      let isSecret = field.privacy == .secret || field.type == .secret
      let before = staged.stored?.values[index] ?? .null
      let after = kind == .delete ? .null : staged.values[index]
      guard isChange || !before.isNull || !after.isNull else { return nil }
      return PlanOperation.Field(
        field.name, before: kind == .create ? .null : before, after: after, isSecret: isSecret,
        isPersonal: field.privacy == .personal,
        beforeForm: schema.form(ofFieldAt: index, in: staged.stored?.values ?? []),
        afterForm: schema.form(ofFieldAt: index, in: staged.values))
    }
    return changed + sourceIDField(staged, kind)
  }

  /// The record's external identifier, as a field that changes.
  private func sourceIDField(
    _ staged: StagedOperation, _ kind: PlanOperation.Kind
  ) -> [PlanOperation.Field] {
    guard kind != .keep, staged.sourceID != nil || kind == .delete else { return [] }
    func value(_ text: String) -> FieldValue { text.isEmpty ? .null : .text(text) }
    let before = value(staged.storedSourceIDs.joined(separator: ";"))
    let after = kind == .delete ? .null : value(staged.sourceID ?? "")
    guard !before.isNull || !after.isNull else { return [] }
    return [PlanOperation.Field("source_id", before: before, after: after)]
  }

  /// The header of a plan of this run.
  func planHeader(runID: String, target: String, files: [ImportReport.File]) -> PlanHeader {
    PlanHeader(
      toolVersion: options.toolVersion, run: runID, createdAt: now, target: target,
      package: package.name, packageVersion: package.version, packageHash: package.hash,
      optionsJSON: options.planOptionsJSON,
      files: files.map {
        PlanHeader.File(name: $0.name, sha256: $0.sha256, bytes: $0.byteCount)
      }, fieldNames: headers)
  }

  /// The headers of the fields by table: those of the first source that has them.
  private var headers: [String: [String: String]] {
    var names: [String: [String: String]] = [:]
    for index in sources.indices {
      let sheet = sheetReport(index)
      for column in sheet.columns {
        let name = column.name
        guard let table = sheet.table, let field = column.field, field != name, !name.isEmpty,
          names[table]?[field] == nil
        else { continue }
        names[table, default: [:]][field] = name
      }
    }
    return names
  }
}
