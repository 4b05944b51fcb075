extension IssueCatalog {
  /// Issues between the run and the stored records.
  ///
  /// `{parent}`, `{children}` and `{records}` are nouns that the package gives its tables.
  static let storeIssues: [IssueDefinition] = [
    IssueDefinition(
      "store.unreachable", .error, level: 1,
      when: "the store cannot be opened, or the connection is lost before anything was written",
      variants: ["lost", "missing", "file", "broken", "full", "denied", "read-only", "in-doubt"]),
    IssueDefinition(
      "store.schema-version", .error, level: 1,
      when: "stored schema version, package hash or platform version does not fit",
      variants: [
        "package", "hash", "missing", "empty", "unfit", "not-owned", "unknown-column", "bare",
        "statement",
        "older-run", "folding", "newer",
      ]),
    IssueDefinition(
      "store.row-refused", .error,
      when: "the store refuses an operation while executing; the group is rolled back",
      variants: ["statement", "changed"]),
    IssueDefinition(
      "store.rights-missing", .error,
      when: "the role may not do in the store what the run would do, or row-level security hides"
        + " records from it", variants: ["privilege", "rows"]),
    IssueDefinition(
      "store.manual-edit", .warning,
      when: "the stored value was last written outside the tool; kept",
      variants: [
        "cleared", "other", "other-cleared", "found", "found-cleared", "found-list",
        "found-deleted", "found-deleted-row",
      ]),
    IssueDefinition(
      "store.changed-since", .warning,
      when: "a template's record was changed or removed in the store since the template was"
        + " written",
      variants: ["cleared", "gone", "deleting"]),
    IssueDefinition(
      "store.unrecorded", .warning, when: "verification finds a stored record that no run made"),
    IssueDefinition(
      "store.protection-missing", .warning,
      when: "verification finds that the store has lost a trigger or a key of its tables",
      variants: ["changed", "off", "key"]),
    IssueDefinition(
      "store.delete-referenced", .error, when: "a record to delete still has children",
      variants: ["unseen"]),
    IssueDefinition(
      "store.exists-skipped", .note, when: "mode insert-only and the key is stored",
      variants: ["differs", "differs-several"]),
    IssueDefinition(
      "store.absent-from-file", .note,
      when: "stored records the file does not mention; nothing deleted", variants: ["most"]),
    IssueDefinition(
      "store.not-stored", .warning,
      when: "a command names a record by its key, and the store has none with it"),
    IssueDefinition(
      "store.orphans", .warning, when: "verification finds stored children without parent"),
    IssueDefinition(
      "store.count-mismatch", .error, when: "counts after commit or against --expect differ",
      variants: ["journal", "verified", "expected", "chosen"]),
    IssueDefinition(
      "store.value-differs", .error, when: "a value read back after writing is not the one written",
      variants: ["seal", "access", "journal", "journal-part", "source", "source-record"]),
  ]
}

// MARK: Contents; a `field` or `target` that is not given comes from the place

extension IssueContent {
  /// How a record differs from what a template showed of it.
  public enum ChangeSince: Sendable {
    /// The field of the place has another value now.
    case value(ShownText)
    /// The field of the place was emptied.
    case cleared
    /// The record was removed.
    case gone
    /// The record that is to be deleted was changed.
    case deleting
  }

  /// A record was changed or removed in the store since the template was written.
  public static func storeChangedSince(_ change: ChangeSince, key: String) -> IssueContent {
    let code: IssueCode = "store.changed-since"
    return switch change {
    case .value(let found): IssueContent(code, "", ["key": key, "found": found])
    case .cleared: IssueContent(code, "cleared", ["key": key])
    case .gone: IssueContent(code, "gone", ["key": key])
    case .deleting: IssueContent(code, "deleting", ["key": key])
    }
  }

  /// What goes wrong with a store, for a reason of its own.
  public enum StoreTrouble: String, Sendable, CaseIterable {
    /// It cannot be opened.
    case opening = ""
    /// The connection was lost.
    case lost
    /// It does not exist.
    case missing
    /// Its file is none that can be opened.
    case file
    /// It cannot be read or written any further.
    case broken
    /// It is full.
    case full
    /// It may not be written.
    case readOnly = "read-only"
  }

  /// Why a store cannot be used.
  public enum StoreFailure: Sendable {
    /// For a reason of its own.
    case trouble(StoreTrouble, reason: String)
    /// A role lacks a privilege on an object of it.
    case denied(role: String, privilege: String, object: String, reason: String)
    /// The connection was lost while a run was committed.
    case inDoubt(run: String)
  }

  /// A store cannot be used.
  public static func storeUnreachable(_ failure: StoreFailure, target: String) -> IssueContent {
    let code: IssueCode = "store.unreachable"
    return switch failure {
    case .trouble(let trouble, let reason):
      IssueContent(code, trouble.rawValue, ["target": target, "reason": reason])
    case .denied(let role, let privilege, let object, let reason):
      IssueContent(
        code, "denied",
        [
          "target": target, "role": role, "privilege": privilege, "object": object,
          "reason": reason,
        ])
    case .inDoubt(let run): IssueContent(code, "in-doubt", ["target": target, "run": run])
    }
  }

  /// How a store does not fit a package or a release.
  public enum StoreMisfit: Sendable {
    /// It was made with another version of the package.
    case version(found: String, expected: String)
    /// It belongs to another package.
    case package(found: String, expected: String)
    /// It was made with other tables of the package.
    case hash(package: String)
    /// It lacks a table or column.
    case missing(first: String)
    /// It is empty.
    case empty(package: String)
    /// Its tables have `count` errors.
    case unfit(first: ShownText, count: Int)
    /// A run wrote to a table of another program.
    case notOwned(run: String, table: String)
    /// A run made or removed records of a table that has a column which the package does not know.
    case unknownColumn(run: String, table: String, column: String)
    /// It is no store.
    case bare(target: String)
    /// It does not accept a statement.
    case statement(reason: String)
    /// A run was written by an older release.
    case olderRun(run: String)
    /// It compares names as an earlier release did.
    case folding(found: Int, expected: Int)
    /// It was written by a newer release.
    case newer(found: Int, expected: Int)
  }

  /// A store does not fit a package or a release.
  public static func storeSchemaVersion(_ misfit: StoreMisfit) -> IssueContent {
    let code: IssueCode = "store.schema-version"
    return switch misfit {
    case .version(let found, let expected):
      IssueContent(code, "", ["found": found, "expected": expected])
    case .package(let found, let expected):
      IssueContent(code, "package", ["found": found, "expected": expected])
    case .hash(let package): IssueContent(code, "hash", ["package": package])
    case .missing(let first): IssueContent(code, "missing", ["first": first])
    case .empty(let package): IssueContent(code, "empty", ["package": package])
    case .unfit(let first, let count):
      IssueContent(code, "unfit", ["first": first, "count": count])
    case .notOwned(let run, let table):
      IssueContent(code, "not-owned", ["run": run, "table": table])
    case .unknownColumn(let run, let table, let column):
      IssueContent(code, "unknown-column", ["run": run, "table": table, "column": column])
    case .bare(let target): IssueContent(code, "bare", ["target": target])
    case .statement(let reason): IssueContent(code, "statement", ["reason": reason])
    case .olderRun(let run): IssueContent(code, "older-run", ["run": run])
    case .folding(let found, let expected):
      IssueContent(code, "folding", ["found": found, "expected": expected])
    case .newer(let found, let expected):
      IssueContent(code, "newer", ["found": found, "expected": expected])
    }
  }

  /// What a store refuses.
  public enum StoreRejection: Sendable {
    /// A record of a table.
    case record(table: String, key: String)
    /// A statement.
    case statement
  }

  /// A store refuses what a run writes, for a reason of its own.
  public static func storeRowRefused(_ what: StoreRejection, reason: String) -> IssueContent {
    let code: IssueCode = "store.row-refused"
    return switch what {
    case .record(let table, let key):
      IssueContent(code, "", ["table": table, "key": key, "reason": reason])
    case .statement: IssueContent(code, "statement", ["reason": reason])
    }
  }

  /// Which right a role lacks.
  public enum MissingRight: Sendable {
    /// One that only the store can name.
    case other(reason: String)
    /// A privilege in a table.
    case privilege(role: String, privilege: String, table: String)
    /// The right to see all records of a table.
    case rows(table: String, role: String, reason: String)
  }

  /// A role lacks a right in a store.
  public static func storeRightsMissing(_ right: MissingRight) -> IssueContent {
    let code: IssueCode = "store.rights-missing"
    return switch right {
    case .other(let reason): IssueContent(code, "", ["reason": reason])
    case .privilege(let role, let privilege, let table):
      IssueContent(code, "privilege", ["role": role, "privilege": privilege, "table": table])
    case .rows(let table, let role, let reason):
      IssueContent(code, "rows", ["table": table, "role": role, "reason": reason])
    }
  }

  /// A trigger of the store that is not as the tool made it.
  public enum TriggerFault: String, Sendable, CaseIterable {
    /// It is missing.
    case missing = ""
    /// It was changed.
    case changed
    /// It is switched off.
    case off
  }

  /// What a store lacks of its protection.
  public enum ProtectionGap: Sendable {
    /// A trigger of a table.
    case trigger(TriggerFault, trigger: String, table: String)
    /// The index that keeps a field of a table unique.
    case key(table: String, field: String)
  }

  /// A store lacks a part of its protection.
  public static func storeProtectionMissing(_ gap: ProtectionGap) -> IssueContent {
    let code: IssueCode = "store.protection-missing"
    return switch gap {
    case .trigger(let fault, let trigger, let table):
      IssueContent(code, fault.rawValue, ["trigger": trigger, "table": table])
    case .key(let table, let field): IssueContent(code, "key", ["table": table, "field": field])
    }
  }

  /// A record cannot be deleted: `count` others refer to it, or 0 if the role may not see them.
  public static func storeDeleteReferenced(
    parent: String, key: String, count: Int, children: String
  ) -> IssueContent {
    IssueContent(
      "store.delete-referenced", count == 0 ? "unseen" : "",
      ["parent": parent, "key": key, "count": count, "children": children])
  }

  /// A field in which a row differs from the stored record that it would have made.
  public struct StoredDifference: Sendable {
    /// The field.
    public var field: String
    /// The stored value.
    public var found: ShownText
    /// The value of the row.
    public var value: ShownText
    /// In how many fields they differ.
    public var count: Int

    /// The first of so many fields.
    public init(field: String, found: ShownText, value: ShownText, count: Int) {
      self.field = field
      self.found = found
      self.value = value
      self.count = count
    }
  }

  /// A record is stored already and its row was left out.
  public static func storeExistsSkipped(
    key: String, difference: StoredDifference? = nil
  ) -> IssueContent {
    let variant =
      switch difference?.count {
      case nil: ""
      case 1: "differs"
      default: "differs-several"
      }
    return IssueContent(
      "store.exists-skipped", variant,
      [
        "key": key, "field": difference?.field, "found": difference?.found,
        "value": difference?.value, "count": difference?.count,
      ])
  }

  /// A command names a record that is not stored.
  public static func storeNotStored(record: String, key: String) -> IssueContent {
    IssueContent("store.not-stored", "", ["record": record, "key": key])
  }

  /// How sure a count is.
  public enum Exactness: String, Sendable, CaseIterable {
    /// It is exact.
    case exact = ""
    /// It is the highest that it can be.
    case most
  }

  /// Stored records are not in the file.
  public static func storeAbsentFromFile(
    _ exactness: Exactness, count: Int, records: String, table: String
  ) -> IssueContent {
    IssueContent(
      "store.absent-from-file", exactness.rawValue,
      ["count": count, "records": records, "table": table])
  }
}
