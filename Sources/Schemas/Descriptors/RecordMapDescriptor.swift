import JSONText
import TabularCore

/// Reads a mapping file and checks its names against both packages.
struct RecordMapDescriptor {
  let source: DataPackage
  let target: DataPackage

  /// Reads a map; mistakes are reported where they stand.
  func read(_ object: ObjectReader) -> RecordMap {
    let from = object.string("from") ?? ""
    let to = object.string("to") ?? ""
    if from != source.name { object.invalid("from", "`from` is not `\(source.name)`") }
    if to != target.name { object.invalid("to", "`to` is not `\(target.name)`") }
    object.know("$schema", "title", "description")
    let tables = object.objects("tables").compactMap(table)
    object.finish(.all)
    return RecordMap(from: from, to: to, tables: tables)
  }

  private func table(_ object: ObjectReader) -> RecordMap.Table? {
    let name = object.string("table") ?? ""
    let from = object.string("from") ?? ""
    defer { object.finish(.all) }
    let condition = object.object("where")
    let fields = object.object("fields")
    guard let made = target.table(named: name) else {
      object.invalid("table", "`\(target.name)` has no table `\(name)`")
      return nil
    }
    guard let read = source.table(named: from) else {
      object.invalid("from", "`\(source.name)` has no table `\(from)`")
      return nil
    }
    var table = RecordMap.Table(name: name, source: from)
    for field in condition?.names ?? [] {
      if read.field(named: field) == nil {
        condition?.invalid(field, "`\(from)` has no field `\(field)`")
      }
      table.condition[field] = condition?.strings(field) ?? []
    }
    for field in fields?.names ?? [] {
      if made.field(named: field) == nil {
        fields?.invalid(field, "`\(name)` has no field `\(field)`")
      }
      if let fields { table.fields[field] = origin(of: field, in: fields, read) }
    }
    let missing = made.naturalKey.filter { key in
      table.fields[key] == nil && !made.identities.contains { $0.fields.contains(key) }
        && made.field(named: key)?.defaultValue == nil
    }
    for key in missing { object.invalid("fields", "the key `\(key)` comes from nowhere") }
    condition?.finish(.all)
    fields?.finish(.all)
    return table
  }

  private func origin(
    of name: String, in fields: ObjectReader, _ table: TableSchema
  ) -> RecordMap.Source {
    var origin = RecordMap.Source()
    if let node = fields.node(name), node.string != nil {
      origin.paths = [FieldPath(node.string ?? "")]
    } else if let object = fields.object(name) {
      let paths = object.has("path") ? texts(object, "path") : []
      origin.paths = paths.map { FieldPath($0) }
      origin.value = object.string("value")
      origin.lookup = object.string("lookup")
      origin.plusDays = object.number("plusDays").map { Int($0) } ?? 0
      if let values = object.object("values") {
        var meant: [String: String] = [:]
        for value in values.names { meant[value] = values.string(value) }
        origin.values = meant
        values.finish(.all)
      }
      object.finish(.all)
    }
    if origin.paths.isEmpty == (origin.value == nil) {
      fields.invalid(name, "`\(name)` needs either a path or a value")
    }
    for path in origin.paths where !leads(path, from: table) {
      fields.invalid(name, "`\(path)` leads nowhere from `\(table.name)`")
    }
    return origin
  }

  private func texts(_ object: ObjectReader, _ name: String) -> [String] {
    if let text = object.node(name)?.string { return [text] }
    return object.strings(name) ?? []
  }

  private func leads(_ path: FieldPath, from table: TableSchema) -> Bool {
    var table = table
    for step in path.references {
      guard let reference = table.reference(from: step),
        let parent = source.table(named: reference.table)
      else { return false }
      table = parent
    }
    return table.field(named: path.field) != nil
  }
}
