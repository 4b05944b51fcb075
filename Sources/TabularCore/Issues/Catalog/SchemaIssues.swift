extension IssueCatalog {
  /// Issues of a schema package.
  static let schemaIssues: [IssueDefinition] = [
    IssueDefinition(
      "schema.unreadable", .error, when: "a package file is missing or not parseable",
      variants: ["missing", "syntax", "reason"]),
    IssueDefinition(
      "schema.invalid", .error,
      when: "unknown type, unknown key, reference to an unknown table or field, constraint that"
        + " does not fit the type, rule expression that does not parse",
      variants: [
        "unknown-key", "unknown-type", "missing-key", "wrong-kind", "unknown-value", "constraint",
        "rule", "repeated", "reason",
      ], kindArguments: ["path", "value", "rule", "reason"]),
    IssueDefinition(
      "schema.cycle", .error, when: "required references form a cycle between tables"),
    IssueDefinition(
      "schema.ambiguous-header", .error, when: "two fields of a table share a folded header",
      kindArguments: ["header", "table"]),
    IssueDefinition(
      "schema.bad-example", .error,
      when: "an example, default or alias of a listed value breaks its own field's rules",
      variants: ["default", "alias"], kindArguments: ["path", "value"]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// Why a file of a package cannot be read.
  public enum SchemaUnreadability: Sendable {
    /// Its JSON breaks off.
    case breaksOff(line: Int, reason: String)
    /// It does not exist.
    case missing
    /// It is not JSON.
    case syntax(line: Int, reason: String)
    /// The system refuses, with its reason.
    case refused(reason: String)
  }

  /// A file of a package cannot be read.
  public static func schemaUnreadable(_ why: SchemaUnreadability, file: String) -> IssueContent {
    switch why {
    case .breaksOff(let line, let reason):
      IssueContent("schema.unreadable", "", ["file": file, "line": line, "reason": reason])
    case .missing: IssueContent("schema.unreadable", "missing", ["file": file])
    case .syntax(let line, let reason):
      IssueContent("schema.unreadable", "syntax", ["file": file, "line": line, "reason": reason])
    case .refused(let reason):
      IssueContent("schema.unreadable", "reason", ["file": file, "reason": reason])
    }
  }

  /// What is wrong with a place of a package.
  public enum SchemaMistake: Sendable {
    /// It refers to a name that does not exist.
    case unknownName(path: String, value: String)
    /// It has a key that is not known.
    case unknownKey(path: String, value: String)
    /// It has a type that is not known.
    case unknownType(path: String, value: String)
    /// It is another kind of JSON than expected; both are told with their article.
    case wrongKind(path: String, found: String, expected: String)
    /// A constraint does not fit the field's type.
    case constraint(value: String, path: String, type: String)
    /// The expression of a rule is not accepted.
    case rule(rule: String, reason: String)
    /// It declares a name twice.
    case repeated(path: String, value: String)
    /// Anything else, told in a few words.
    case other(path: String, reason: String)
  }

  /// A package says something that cannot be.
  public static func schemaInvalid(_ mistake: SchemaMistake) -> IssueContent {
    let code: IssueCode = "schema.invalid"
    return switch mistake {
    case .unknownName(let path, let value):
      IssueContent(code, "", ["path": path, "value": value])
    case .unknownKey(let path, let value):
      IssueContent(code, "unknown-key", ["path": path, "value": value])
    case .unknownType(let path, let value):
      IssueContent(code, "unknown-type", ["path": path, "value": value])
    case .wrongKind(let path, let found, let expected):
      IssueContent(code, "wrong-kind", ["path": path, "found": found, "expected": expected])
    case .constraint(let value, let path, let type):
      IssueContent(code, "constraint", ["value": value, "path": path, "type": type])
    case .rule(let rule, let reason):
      IssueContent(code, "rule", ["rule": rule, "reason": reason])
    case .repeated(let path, let value):
      IssueContent(code, "repeated", ["path": path, "value": value])
    case .other(let path, let reason):
      IssueContent(code, "reason", ["path": path, "reason": reason])
    }
  }

  /// Tables require each other.
  public static func schemaCycle(tables: [String]) -> IssueContent {
    IssueContent("schema.cycle", "", ["tables": tables.joined(separator: ", ")])
  }

  /// A header names two fields of a table, or two tables of a package.
  public static func schemaAmbiguousHeader(
    header: String, first: String, second: String, table: String
  ) -> IssueContent {
    IssueContent(
      "schema.ambiguous-header", "",
      ["header": header, "first": first, "second": second, "table": table])
  }

  /// A text of a package that its field must accept.
  public enum SchemaText: String, Sendable, CaseIterable {
    /// The example.
    case example = ""
    /// The default.
    case byDefault = "default"
    /// Another spelling of a value.
    case alias
  }

  /// A text of a package does not fit its field; `reason` tells why, where it is known.
  public static func schemaBadExample(
    _ text: SchemaText, value: String, path: String, reason: String?
  ) -> IssueContent {
    IssueContent(
      "schema.bad-example", text.rawValue, ["value": value, "path": path, "reason": reason])
  }
}
