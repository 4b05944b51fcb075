public import ImportPipeline
import RecordMapping
import Schemas

/// The operations of a plan, parents first, as other systems are told of them.
public struct PlannedEmission {
  private let stream: OperationStream
  /// What the other system cannot be told.
  public private(set) var unexpressed: [Unexpressed] = []

  /// The operations of a run.
  public init(_ stream: OperationStream) { self.stream = stream }

  /// Gives the records that are made, changed and removed, in this order; a new record refers to others that
  /// may come later.
  public mutating func forEachRecord(_ body: (EmittedRecord) throws -> Void) throws {
    var batches = stream.batches(.parentsFirst, [.writes, .deletes])
    while let batch = try batches.next() {
      for operation in batch.operations {
        if operation.kind == .update, operation.key != operation.storedKey {
          unexpressed.append(
            Unexpressed(
              table: operation.table, key: operation.storedKey.joined(separator: "/"),
              reason: "newKey", arguments: ["newKey": operation.key.joined(separator: "/")]))
          continue
        }
        try body(record(operation))
      }
    }
  }

  private func record(_ operation: PlanOperation) -> EmittedRecord {
    var values: [String: FieldValue] = [:]
    for field in operation.fields where !field.isSecret && !field.after.isNull {
      values[field.name] = field.after
    }
    var record = EmittedRecord(
      .merge, table: operation.table, key: operation.key, values: values,
      references: operation.references)
    switch operation.kind {
    case .create:
      let defaulted = stream.defaultedFields(of: operation)
      record.taken = Set(values.keys.filter { !defaulted.contains($0) })
    case .update:
      record.kind = .change
      record.taken = Set(operation.fields.filter { !$0.isSecret }.map(\.name))
    case .delete: record.kind = .delete
    case .keep: record.taken = []
    }
    return record
  }
}
