import JSONText
import TabularCore

/// Reads one item of `foreignKeys` (Table Schema v1 and v2) into the model.
struct ReferenceDescriptor {
  /// Reads a reference of a table; an empty or absent `resource` refers to the table itself.
  ///
  /// Of several fields, the last one is the reference; the others complete the parent's key.
  static func read(_ object: ObjectReader, table: String) -> Reference? {
    let fields = object.strings("fields") ?? []
    guard let parent = object.object("reference") else {
      object.findings.add(at: object.place, "the foreign key has no `reference`")
      return nil
    }
    let resource = parent.string("resource") ?? ""
    let targets = parent.strings("fields") ?? []
    parent.finish(.prefixed)
    var with: [String: FieldPath] = [:]
    if let others = object.object("registrar:with") {
      for name in others.names {
        if let path = others.string(name) { with[name] = FieldPath(path) }
      }
    }
    let alternatives = readAlternatives(object)
    let requiresLiveParent = object.optionalBoolean("registrar:live") ?? true
    var requirements: [String: [String]] = [:]
    if let values = object.object("registrar:requires") {
      for name in values.names { requirements[name] = values.strings(name) ?? [] }
    }
    object.finish(.prefixed)
    guard let field = fields.last, let target = targets.last else {
      object.findings.add(at: object.place, "the foreign key names no fields")
      return nil
    }
    guard fields.count == targets.count else {
      object.findings.add(
        at: object.place,
        "the foreign key has \(fields.count) fields and refers to \(targets.count)")
      return nil
    }
    for (name, target) in zip(fields, targets).dropLast() { with[target] = FieldPath(field: name) }
    return Reference(
      field: field, table: resource.isEmpty ? table : resource, targetField: target, with: with,
      alternatives: alternatives, requiresLiveParent: requiresLiveParent,
      requirements: requirements)
  }

  private static func readAlternatives(_ object: ObjectReader) -> [Reference.Alternative] {
    object.items("registrar:alsoBy").compactMap { node, place in
      if let field = node.string { return Reference.Alternative(field: field) }
      guard
        let item = ObjectReader(
          node, at: place, findings: object.findings, expected: "a text or an object with `field`")
      else { return nil }
      let field = item.string("field")
      var within: [String: FieldPath] = [:]
      if let others = item.object("within") {
        for name in others.names {
          if let path = others.string(name) { within[name] = FieldPath(path) }
        }
      }
      let path = item.string("path")
      let separator = item.string("separator")
      if separator?.contains(where: { !$0.isWhitespace }) == false {
        item.invalid("separator", "a separator is not blank")
      }
      if separator != nil, path == nil {
        item.invalid("separator", "`separator` belongs to `path`")
      }
      item.finish(.all)
      guard let field else {
        object.findings.add(at: place, "the alternative names no `field`")
        return nil
      }
      return Reference.Alternative(
        field: field, within: within, path: path, separator: separator ?? ">")
    }
  }
}
