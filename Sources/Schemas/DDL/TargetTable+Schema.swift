extension TargetTable {
  /// The target table of a table of a package.
  ///
  /// - Parameters:
  ///   - targets: the target table of each table of the package.
  ///   - deferred: fields whose references are written in a second pass.
  init(_ schema: TableSchema, targets: [String: StoreMapping], deferred: Set<String>) {
    name = schema.store.table
    self.schema = schema.name
    columns = []
    joinTables = []
    rowViews = schema.store.rowViews
    checks = schema.store.checks
    indexes = schema.store.indexes
    isOwned = schema.store.isOwned
    idColumn = schema.store.idColumn
    idType = schema.store.idType
    provenance = Self.provenanceColumns.filter { schema.store.provenance.contains($0.name) }
    keyColumns = []
    uniqueColumns = []
    for field in schema.fields { add(field, of: schema, targets: targets, deferred: deferred) }
    keyColumns = schema.naturalKey.compactMap { keyColumn($0) }
    uniqueColumns = schema.uniqueKeys.compactMap { key in
      let columns = key.compactMap { keyColumn($0) }
      return columns.count == key.count && columns != keyColumns ? columns : nil
    }
    addReferenceIndexes()
  }

  private mutating func add(
    _ field: Field, of schema: TableSchema, targets: [String: StoreMapping], deferred: Set<String>
  ) {
    let isNotNull =
      field.isRequired || field.isNeverNull || schema.naturalKey.contains(field.name)
    let mapping = schema.reference(from: field.name).flatMap { targets[$0.table] }
    let parent = mapping?.table
    let identifier: TargetColumn.Kind =
      switch mapping?.idType {
      case .uuid: .uuid
      case .text: .text
      case .integer, nil: .identifier
      }
    switch field.store {
    case .column(let name), .foldedColumn(let name, folded: _):
      let numbers = field.storedNumbers
      columns.append(
        TargetColumn(
          name: name, kind: numbers.isEmpty ? field.columnKind : .integer, field: field.name,
          isNotNull: isNotNull, defaultSQL: numbers.isEmpty ? field.defaultSQL : nil,
          allowedValues: numbers.isEmpty
            ? field.enumValues.map(\.value) : numbers.map { String($0.number) },
          scale: field.scale, refersTo: parent))
      columns[columns.count - 1].numbers = numbers
      columns[columns.count - 1].isSecret = field.type.definition.storage == .sealed
      if case .foldedColumn(_, let folded) = field.store {
        columns.append(
          TargetColumn(
            name: folded, kind: .text, field: field.name, role: .folded, isNotNull: isNotNull))
      }
    case .reference(let name):
      columns.append(
        TargetColumn(
          name: name, kind: identifier, field: field.name,
          role: .reference(table: parent ?? ""), isNotNull: isNotNull,
          isDeferred: deferred.contains(field.name)))
    case .dateTime(let local, let utc):
      columns.append(
        TargetColumn(
          name: local, kind: .localDateTime, field: field.name, role: .local, isNotNull: isNotNull))
      columns.append(
        TargetColumn(
          name: utc, kind: .instant, field: field.name, role: .utc, isNotNull: isNotNull))
    case .instant(let name):
      columns.append(
        TargetColumn(
          name: name, kind: .instant, field: field.name, role: .utc, isNotNull: isNotNull))
    case .localTime(let name):
      columns.append(
        TargetColumn(
          name: name, kind: .localDateTime, field: field.name, role: .local, isNotNull: isNotNull))
    case .array(let name):
      columns.append(
        TargetColumn(name: name, kind: .array, field: field.name, isNotNull: isNotNull))
    case .list(let table, let owner, let item, let position):
      joinTables.append(
        JoinTable(
          name: table, field: field.name, ownerColumn: owner, itemColumn: item,
          itemKind: parent == nil ? field.itemType.columnKind : identifier, itemReference: parent,
          positionColumn: position, allowedValues: field.enumValues.map(\.value)))
    case .secret, .none:
      break
    }
  }

  /// The column by which a key compares a field.
  private func keyColumn(_ field: String) -> String? {
    let own = columns(of: field)
    let column =
      own.first { $0.role == .folded } ?? own.first { $0.role == .utc } ?? own.first
    return column?.name
  }

  /// Every reference has an index that begins with it, so that a parent can be deleted quickly.
  private mutating func addReferenceIndexes() {
    let leading =
      ([keyColumns] + uniqueColumns + indexes.filter { $0.condition == nil }.map(\.columns))
      .compactMap(\.first)
    for column in columns {
      guard case .reference = column.role, !leading.contains(column.name) else { continue }
      let stem = column.name.hasSuffix("_id") ? String(column.name.dropLast(3)) : column.name
      indexes.append(
        StoreMapping.Index(name: "\(name)_by_\(stem)", columns: [column.name], isUnique: false))
    }
  }
}

extension FieldType {
  /// The kind of column for a type.
  var columnKind: TargetColumn.Kind {
    switch definition.storage {
    case .integer, .minorUnits: .integer
    case .decimal: .real
    case .truth: .boolean
    case .date: .date
    case .timeOfDay, .text, .moment, .list, .sealed: .text
    }
  }
}

extension Field {
  /// The kind of column for the field.
  var columnKind: TargetColumn.Kind { type.columnKind }

  /// The default as SQL, for types whose stored form is directly derived from the text.
  var defaultSQL: String? {
    guard case .text(let text) = defaultValue else { return nil }
    return type.definition.defaultSQL(text, of: self)
  }
}
