public import Schemas

extension DraftedPackage {
  /// The descriptor files of the package, `datapackage.json` first.
  public var descriptors: [DataPackage.Descriptor] {
    let resources = tables.map { table in
      DescriptorValue.object([
        ("name", .text(table.name)), ("type", .text("table")),
        ("path", .text((table.fileStem ?? table.name) + ".csv")),
        ("schema", .text(table.name + ".schema.json")),
      ])
    }
    let package = DescriptorValue.object([
      ("$schema", .text("https://datapackage.org/profiles/2.0/datapackage.json")),
      ("name", .text(name)), ("title", .text(title)), ("version", .text(version)),
      ("resources", .list(resources)),
    ])
    return [DataPackage.Descriptor(file: "datapackage.json", content: package.json() + "\n")]
      + tables.map { table in
        DataPackage.Descriptor(
          file: table.name + ".schema.json", content: table.descriptor.json() + "\n")
      }
  }
}

extension DraftedTable {
  /// The Table Schema of the table.
  var descriptor: DescriptorValue {
    var members: [(name: String, value: DescriptorValue)] = [
      ("$schema", .text("https://datapackage.org/profiles/2.0/tableschema.json")),
      ("title", .text(title)),
    ]
    if sheet != title { members.append(("registrar:sheet", .text(sheet))) }
    if !sheetAliases.isEmpty {
      members.append(("registrar:sheetAliases", .texts(sheetAliases)))
    }
    if let fileStem { members.append(("registrar:fileStem", .text(fileStem))) }
    members.append(("fields", .list(fields.map(\.descriptor))))
    if !key.isEmpty { members.append(("primaryKey", .texts(key))) }
    if !uniqueKeys.isEmpty {
      members.append(("uniqueKeys", .list(uniqueKeys.map { .texts($0) })))
    }
    if !references.isEmpty {
      members.append(("foreignKeys", .list(references.map { $0.descriptor(in: name) })))
    }
    if !ignoredHeaders.isEmpty {
      members.append(("registrar:ignoredHeaders", .texts(ignoredHeaders)))
    }
    if let store { members.append(("registrar:store", store.descriptor)) }
    return .object(members)
  }
}

extension DraftedTable.Reference {
  fileprivate func descriptor(in owner: String) -> DescriptorValue {
    let reference = DescriptorValue.object([
      ("resource", .text(table == owner ? "" : table)), ("fields", .texts([target])),
    ])
    var members: [(name: String, value: DescriptorValue)] = [
      ("fields", .texts([field])), ("reference", reference),
    ]
    if !with.isEmpty {
      members.append(
        ("registrar:with", .object(with.map { ($0.target, .text($0.field)) })))
    }
    return .object(members)
  }
}

extension StoreMapping {
  fileprivate var descriptor: DescriptorValue {
    var members: [(name: String, value: DescriptorValue)] = [("table", .text(table))]
    if !isOwned {
      members.append(("owned", .literal("false")))
      if idColumn != "id" { members.append(("id", .text(idColumn))) }
      if idType != .integer { members.append(("idType", .text(idType.rawValue))) }
      members.append(("provenance", .texts(provenance)))
      if !checks.isEmpty { members.append(("checks", .texts(checks))) }
      if !defaults.isEmpty {
        let sorted = defaults.sorted { $0.key < $1.key }
        members.append(("defaults", .object(sorted.map { ($0.key, .text($0.value)) })))
      }
    }
    return .object(members)
  }
}
