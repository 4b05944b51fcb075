import ImportPipeline
import RecordMapping
import Schemas

/// A table of the package with the staging tables that feed it.
struct MergedTable {
  /// A reference that is looked up by the key of the record it names.
  struct Lookup {
    var field: String
    var column: TargetColumn
    var parent: TargetTable
    /// The staged parts of the parent's key.
    var staged: [StagedColumn]
    /// Whether the record may be one of the same run that is merged later.
    var isLate: Bool
  }

  /// A list whose items stand in a table of their own.
  struct Items {
    var field: String
    var join: JoinTable
    var parent: TargetTable?
    var staged: [StagedColumn]
    var stage: String
    var resolved: String
  }

  let schema: TableSchema
  let target: TargetTable
  /// The columns that are staged, without those of lookups.
  let columns: [StagedColumn]
  let lookups: [Lookup]
  let items: [Items]
  /// The columns that identify a record in a table of removed ones.
  let keyColumns: [StagedColumn]

  var stage: String { Self.prefix + schema.name }
  var resolved: String { stage + "_resolved" }
  var removed: String { stage + "_removed" }
  var removedResolved: String { removed + "_resolved" }

  /// How the names of staging tables begin.
  static let prefix = "registrar_stage_"

  init?(_ schema: TableSchema, in layout: StoreLayout, of package: DataPackage) {
    guard let target = layout.table(of: schema.name) else { return nil }
    self.schema = schema
    self.target = target
    let order = layout.tables.map(\.schema)
    var columns: [StagedColumn] = []
    var lookups: [Lookup] = []
    for column in target.columns where !column.isSecret {
      let field = column.field.flatMap(schema.field(named:))
      switch column.role {
      case .value, .local, .utc:
        columns.append(
          StagedColumn(column, field: field, source: .value, isOwned: target.isOwned))
      case .folded:
        columns.append(
          StagedColumn(column, field: field, source: .folded, isOwned: target.isOwned))
      case .reference:
        guard let field, let reference = schema.reference(from: field.name),
          let parent = layout.table(of: reference.table),
          let parentSchema = package.table(named: reference.table)
        else { continue }
        lookups.append(
          Lookup(
            field: field.name, column: column, parent: parent,
            staged: Self.keyColumns(of: parent, parentSchema, layout, prefix: field.name),
            isLate: (order.firstIndex(of: parent.schema) ?? 0)
              >= (order.firstIndex(of: schema.name) ?? 0)))
      case .provenance: break
      }
    }
    self.columns = columns
    self.lookups = lookups
    items = target.joinTables.map { join in
      let reference = schema.reference(from: join.field)
      let parent =
        join.itemReference == nil ? nil : reference.flatMap { layout.table(of: $0.table) }
      let parentSchema = reference.flatMap { package.table(named: $0.table) }
      let stage = Self.prefix + schema.name + "_" + join.field
      var staged: [StagedColumn] = []
      if let parent, let parentSchema {
        staged = Self.keyColumns(of: parent, parentSchema, layout, prefix: join.itemColumn)
      } else {
        let column = TargetColumn(name: join.itemColumn, kind: join.itemKind, field: join.field)
        staged = [StagedColumn(column, field: nil, source: .value, isOwned: target.isOwned)]
      }
      return Items(
        field: join.field, join: join, parent: parent, staged: staged, stage: stage,
        resolved: stage + "_resolved")
    }
    keyColumns = Self.keyColumns(of: target, schema, layout, prefix: nil).enumerated()
      .map { place, column in
        var column = column
        column.source = .key(place)
        return column
      }
  }

  /// Columns for the parts of the key of a table's records.
  ///
  /// - Parameter prefix: how their names begin; `nil` for the names of the fields alone.
  private static func keyColumns(
    of target: TargetTable, _ schema: TableSchema, _ layout: StoreLayout, prefix: String?
  ) -> [StagedColumn] {
    schema.naturalKey.enumerated().map { place, field in
      let name =
        prefix.map { schema.naturalKey.count == 1 ? "\($0)_key" : "\($0)_\(field)" } ?? field
      return StagedColumn(
        column(of: field, in: target, schema, layout), name: name,
        field: schema.field(named: field),
        source: .parentKey(place), isOwned: target.isOwned)
    }
  }

  /// The column that holds the text by which a key names its part.
  private static func column(
    of field: String, in target: TargetTable, _ schema: TableSchema, _ layout: StoreLayout
  ) -> TargetColumn {
    let own = target.columns(of: field)
    let column = own.first { $0.role == .utc } ?? own.first
    guard let column, case .reference = column.role,
      let reference = schema.reference(from: field),
      let parent = layout.table(of: reference.table),
      let named = parent.columns(of: reference.targetField).first
    else { return column ?? TargetColumn(name: field, kind: .text, field: field) }
    return named
  }

  /// The row that a table of items gives for a record.
  static func itemRows(_ record: EmittedRecord, _ items: Items) -> [(Int, [String])] {
    guard case .list(let values)? = record.values[items.field] else { return [] }
    let references = record.references.filter { $0.field == items.field }
    return values.enumerated().map { place, value in
      if items.parent != nil {
        let reference = references.indices.contains(place) ? references[place] : nil
        return (place + 1, items.staged.map { $0.literal(of: record, reference: reference) })
      }
      return (place + 1, [TSQLSpelling.literal(value, items.join.itemKind)])
    }
  }
}
