import RecordMapping
import Schemas
import TabularCore

/// Where the value of a path comes from, seen from a row that is read by columns.
struct ColumnPath: Sendable {
  /// Where the path begins.
  enum Start: Sendable {
    /// A value of the row itself, by place among the columns.
    case own(Int)
    /// The record that a reference leads to, by place among the references.
    case parent(Int)
    /// A field that no row has a value of.
    case none
  }

  /// Where it begins.
  var start: Start
  /// The references to follow from the parent.
  var rest: [String]
  /// The field at the end.
  var field: String

  /// A path; `nil` when it begins at a reference that is resolved later.
  init?(
    _ path: FieldPath, of schema: TableSchema, positions: [Int: Int],
    references: [ColumnReference]
  ) {
    rest = Array(path.references.dropFirst())
    field = path.field
    let name = path.references.first ?? path.field
    guard let index = schema.fieldIndex(named: name), let column = positions[index] else {
      start = .none
      return
    }
    if path.references.isEmpty {
      start = .own(column)
    } else if let place = references.firstIndex(where: { $0.field == index }) {
      start = .parent(place)
    } else {
      return nil
    }
  }
}

/// A reference whose parents are looked up among the rows of the run by the bytes of their keys.
struct ColumnReference: Sendable {
  /// A part of the parent's key.
  enum KeyPart: Sendable {
    /// The cell's text.
    case text
    /// The value of a path of the row.
    case path(ColumnPath)
  }

  /// The place of the referring column among the columns.
  let column: Int
  /// The referring field, by index.
  let field: Int
  /// The parents' table, by index in dependency order.
  let table: Int
  /// Whether there are no parents but those of the run.
  let isComplete: Bool
  /// The parents' rows.
  let rows: RowList
  /// The parents; `nil` where none can be looked up.
  let parent: ParentTables.Table?
  /// The parts of the parents' key, in its order.
  let keyParts: [KeyPart]
  /// Whether a cell names several records.
  let isList: Bool
  /// Reads the parents' own field.
  let target: CompiledField
  /// The parent's status field and the values that close it, where parents must be live.
  let liveness: (field: Int, closed: Set<String>)?
  /// What parents must have.
  let requirements: [(field: Int, values: [String])]

  /// A reference of a source; `nil` when the cell-by-cell reading has to resolve it.
  init?(
    _ reference: Reference, column: Int, field: Int, setup: SourceSetup, isPlain: Bool,
    parents: ParentTables, positions: [Int: Int], among references: [ColumnReference]
  ) throws(StoreError) {
    let session = setup.session
    guard let table = session.positions[reference.table] else { return nil }
    let schema = session.order[table]
    self.column = column
    self.field = field
    self.table = table
    rows = session.tables[table].rows
    isComplete = isPlain ? try session.store.recordCount(of: schema) == 0 : false
    parent = isPlain ? nil : parents[table]
    isList = setup.fields.schema.fields[field].type == .list
    guard reference.givesKey(of: schema), var own = schema.field(named: reference.targetField)
    else { return nil }
    var keyParts: [KeyPart] = []
    for name in schema.naturalKey {
      if name == reference.targetField {
        keyParts.append(.text)
      } else if let path = reference.with[name],
        let found = ColumnPath(
          path, of: setup.fields.schema, positions: positions, references: references)
      {
        keyParts.append(.path(found))
      } else {
        return nil
      }
    }
    self.keyParts = keyParts
    own.isRequired = false
    target = CompiledField(field: own, in: schema, package: session.package)
    liveness = reference.requiresLiveParent ? session.order[table].closing : nil
    requirements = reference.requirements.sorted { $0.key < $1.key }.compactMap { name, values in
      schema.fieldIndex(named: name).map { ($0, values) }
    }
  }
}
