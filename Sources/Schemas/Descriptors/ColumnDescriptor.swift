/// Decides where a field's value is stored: as the descriptor says, else by the naming convention.
struct ColumnDescriptor {
  /// The mapping of a field whose table's references and identities are known.
  static func read(_ object: ObjectReader, field: Field, table: TableSchema) -> ColumnMapping {
    let column = object.string("registrar:column")
    let reference = table.reference(from: field.name)
    let storage = field.type.definition.storage
    if !storage.isList, object.has("registrar:joinTable") {
      object.invalid("registrar:joinTable", "`registrar:joinTable` belongs to lists")
    }
    if field.isTransient { return .none }
    if storage == .sealed {
      switch field.secretPolicy {
      case .keep: return .secret
      case .hash: return .column(column ?? field.name + "_hash")
      case .refuse, nil: return .none
      }
    }
    if let mapping = kept(object, field: field, table: table, reference: reference) {
      return mapping
    }
    if let identity = table.identities.first(where: { $0.fields.contains(field.name) }),
      identity.fields.first != field.name
    {
      return .none
    }
    if storage.isList { return list(object, field: field, table: table, reference: reference) }
    if reference != nil { return .reference(column ?? field.name + "_id") }
    switch storage {
    case .moment:
      let stem =
        column ?? (field.name.hasSuffix("_at") ? String(field.name.dropLast(3)) : field.name)
      return .dateTime(local: stem + "_local", utc: stem + "_utc")
    case .minorUnits: return .column(column ?? field.name + "_minor")
    case .integer, .decimal, .truth, .date, .timeOfDay, .text, .list, .sealed:
      let isTaken = ColumnLint.own.contains(field.name)
      let name = column ?? (isTaken ? field.name + "_value" : field.name)
      // Another program's table has no column of folded texts.
      let keepsFolded = field.isFolded && table.store.isOwned
      return keepsFolded ? .foldedColumn(name, folded: name + "_folded") : .column(name)
    }
  }

  /// The mapping of a field whose schema says in which form its value is kept; `nil` otherwise.
  private static func kept(
    _ object: ObjectReader, field: Field, table: TableSchema, reference: Reference?
  ) -> ColumnMapping? {
    guard let form = object.choice("registrar:keeps", of: KeptForm.self) else { return nil }
    let column = object.string("registrar:column") ?? field.name
    let storage = field.type.definition.storage
    func refuse(_ reason: String) -> ColumnMapping? {
      object.invalid("registrar:keeps", "`\(form.rawValue)` \(reason)")
      return nil
    }
    switch form {
    case .instant, .local:
      guard storage == .moment else { return refuse("belongs to fields of type `datetime`") }
      return form == .instant ? .instant(column) : .localTime(column)
    case .key:
      guard reference != nil, !storage.isList else { return refuse("belongs to fields that refer") }
      guard !table.store.isOwned else {
        return refuse("belongs to tables of other programs; tables of the tool's own keep ids")
      }
      return .column(column)
    case .array:
      guard storage.isList, reference == nil else {
        return refuse("belongs to lists that do not refer")
      }
      guard ![.moment, .truth].contains(field.itemType.definition.storage) else {
        return refuse("does not fit items of type `\(field.itemType.rawValue)`")
      }
      guard !object.has("registrar:joinTable") else {
        return refuse("and `registrar:joinTable` exclude each other")
      }
      return .array(column)
    }
  }

  private static func list(
    _ object: ObjectReader, field: Field, table: TableSchema, reference: Reference?
  ) -> ColumnMapping {
    let join = object.object("registrar:joinTable")
    let name = join?.string("table")
    let owner = join?.string("owner")
    let item = join?.string("item")
    let position = join?.string("position")
    join?.finish(.all)
    let isOrdered =
      field.isOrderedList || field.type.definition.storage == .list(isOrdered: true)
    let ownerColumn = owner ?? StoreMapping.bareName(of: table.store.table) + "_id"
    var itemColumn = item ?? (reference.map { $0.table + "_id" } ?? "item")
    // A list of references to the table itself has the owner's name for both.
    if item == nil, itemColumn == ownerColumn { itemColumn = field.name + "_id" }
    return .list(
      table: name ?? table.store.table + "_" + field.name, owner: ownerColumn, item: itemColumn,
      position: position ?? (isOrdered ? "position" : nil))
  }
}
