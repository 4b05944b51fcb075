import TabularCore

/// Checks fields that change the keys of records, and fields whose values the database provides.
struct RenameLint {
  /// Collects the mistakes.
  let findings: Findings

  /// Checks a table.
  func run(on table: DescribedTable) {
    let schema = table.schema
    let renaming = schema.fields.contains { $0.renames != nil } || schema.renamesBySourceID
    for field in schema.fields {
      guard let object = table.fields[field.name] else { continue }
      if let name = field.renames {
        let place = object.place(of: "registrar:renames")
        if !schema.naturalKey.contains(name) {
          findings.add(at: place, "`\(name)` is no part of the key of `\(schema.name)`")
        } else if schema.field(named: name)?.type != field.type {
          findings.add(at: place, "`\(field.name)` and `\(name)` are of different types")
        }
        if schema.naturalKey.contains(field.name) || field.isRequired {
          findings.add(at: place, "`\(field.name)` is blank in rows that rename nothing")
        }
      }
      // A secret is sealed for the key of its record and could not be opened under another key.
      if renaming, field.store == .secret {
        findings.add(
          at: object.place,
          "`\(field.name)` is kept sealed for the key of its record, which rows rename")
      }
      guard field.hasDatabaseDefault else { continue }
      let place = object.place(of: "registrar:databaseDefault")
      if schema.store.isOwned {
        findings.add(
          at: place,
          "`registrar:databaseDefault` belongs to tables of other programs; use `registrar:default`"
        )
      }
      if schema.naturalKey.contains(field.name) {
        findings.add(at: place, "`\(field.name)` is part of the key, which the row must say")
      }
      switch field.store {
      case .column, .foldedColumn: break
      default:
        findings.add(at: place, "`\(field.name)` does not stand in a column of its own")
      }
    }
  }
}
