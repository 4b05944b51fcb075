import TabularCore

/// Finds mistakes of a package that no single property shows.
struct PackageLint {
  /// Collects the mistakes.
  let findings: Findings
  /// Checks that need other modules.
  let checks: PackageChecks

  /// Checks a package and completes its rules with the texts that they share.
  func run(on source: inout PackageDescriptor.Source) {
    RuleLint(findings: findings, checks: checks).shareTexts(&source)
    source.package.tables = source.tables.map(\.schema)
    let package = source.package
    for table in source.tables {
      HeaderLint(findings: findings).run(on: table)
      KeyLint(findings: findings, package: package).run(on: table)
      ItemLint(findings: findings, package: package).run(on: table)
      ReferenceLint(findings: findings, package: package).run(on: table)
      FieldLint(findings: findings, package: package, checks: checks).run(on: table)
      ColumnLint(findings: findings).run(on: table)
      RenameLint(findings: findings).run(on: table)
      RuleLint(findings: findings, checks: checks).run(on: table, of: package)
    }
    checkSheets(source.tables, of: source.package.name)
    checkCycle(source)
  }

  /// Two tables with the same sheet name could not be told apart.
  private func checkSheets(_ tables: [DescribedTable], of package: String) {
    var claims: [String: String] = [:]
    for table in tables {
      var own: Set<String> = []
      let names = [table.schema.name, table.schema.sheetName] + table.schema.sheetAliases
      for name in names where own.insert(fold(name)).inserted {
        if let other = claims[fold(name)] {
          findings.add(
            .schemaAmbiguousHeader(
              header: name, first: other, second: table.schema.name, table: package),
            at: table.object.place)
        } else {
          claims[fold(name)] = table.schema.name
        }
      }
    }
  }

  private func checkCycle(_ source: PackageDescriptor.Source) {
    let cycle = source.package.dependencyOrder.cycle
    guard let first = cycle.first,
      let table = source.tables.first(where: { $0.schema.name == first })
    else { return }
    let index = table.schema.references.firstIndex { reference in
      cycle.contains(reference.table) && table.schema.requires(reference)
    }
    let place = index.flatMap { table.references.indices.contains($0) ? table.references[$0] : nil }
    findings.add(
      .schemaCycle(tables: cycle), at: (place ?? table.object).place)
  }
}
