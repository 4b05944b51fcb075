import TabularCore

extension IssueContentTests {
  static let schemaContents: [IssueContent] =
    [
      .schemaUnreadable(.breaksOff(line: 1, reason: "a"), file: "b"),
      .schemaUnreadable(.missing, file: "b"),
      .schemaUnreadable(.syntax(line: 1, reason: "a"), file: "b"),
      .schemaUnreadable(.refused(reason: "a"), file: "b"),
      .schemaInvalid(.unknownName(path: "a", value: "b")),
      .schemaInvalid(.unknownKey(path: "a", value: "b")),
      .schemaInvalid(.unknownType(path: "a", value: "b")),
      .schemaInvalid(.wrongKind(path: "a", found: "b", expected: "c")),
      .schemaInvalid(.constraint(value: "a", path: "b", type: "c")),
      .schemaInvalid(.rule(rule: "a", reason: "b")),
      .schemaInvalid(.repeated(path: "a", value: "b")),
      .schemaInvalid(.other(path: "a", reason: "b")), .schemaCycle(tables: ["a", "b"]),
      .schemaAmbiguousHeader(header: "a", first: "b", second: "c", table: "d"),
    ]
    + IssueContent.SchemaText.allCases.map {
      .schemaBadExample($0, value: "a", path: "b", reason: "c")
    }
}
