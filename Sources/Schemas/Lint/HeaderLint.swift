import TabularCore

/// Finds headers that would match two things in one table.
struct HeaderLint {
  /// Collects the mistakes.
  let findings: Findings

  /// The headers of the columns that every table accepts in addition to its own.
  private static let control: [(name: String, headers: [String])] = [
    ("action", ["action", "Operation", "Opération", "Acción", "Operación"]),
    (
      "source_id",
      [
        "source_id", "Source ID", "Legacy ID", "Old ID", "YouTestMe ID", "Internal ID",
        "Ancien ID", "ID anterior",
      ]
    ),
    ("notes", ["notes", "Remarks", "Remarques", "Notas"]),
  ]

  /// Checks the headers of a table: names, labels, aliases, parts, control columns.
  ///
  /// A field of plain Table Schema replaces a control column of the same name.
  func run(on table: DescribedTable) {
    var claims: [String: String] = [:]
    for field in table.schema.fields {
      guard let object = table.fields[field.name] else { continue }
      let headers = [field.name] + field.label.all.map(\.text)
      claim(headers + field.aliases, for: field.name, at: object.place, table, &claims)
      guard let parts = field.parts else { continue }
      let place = object.place(of: "registrar:parts")
      claim(parts.dateHeaders, for: field.name + " (date)", at: place, table, &claims)
      claim(parts.timeHeaders, for: field.name + " (time)", at: place, table, &claims)
    }
    for column in Self.control {
      for header in column.headers {
        guard let field = claims[fold(header)] else { continue }
        guard let object = table.fields[field],
          table.schema.field(named: field)?.type.isPlain != true
        else { continue }
        report(header, field, column.name, at: object.place, table)
      }
    }
    for header in table.schema.ignoredHeaders {
      guard let field = claims[fold(header)] else { continue }
      report(
        header, field, "registrar:ignoredHeaders",
        at: table.object.place(of: "registrar:ignoredHeaders"), table)
    }
  }

  private func claim(
    _ headers: [String], for name: String, at place: DescriptorPlace, _ table: DescribedTable,
    _ claims: inout [String: String]
  ) {
    var own: [String] = []
    for header in headers {
      let folded = fold(header)
      guard !own.contains(folded) else { continue }
      own.append(folded)
      if folded.isEmpty {
        findings.add(at: place, "the header `\(header)` of `\(name)` is empty once it is folded")
      } else if let other = claims[folded] {
        report(header, other, name, at: place, table)
      } else {
        claims[folded] = name
      }
    }
  }

  private func report(
    _ header: String, _ first: String, _ second: String, at place: DescriptorPlace,
    _ table: DescribedTable
  ) {
    findings.add(
      .schemaAmbiguousHeader(
        header: header, first: first, second: second, table: table.schema.name),
      at: place)
  }
}
