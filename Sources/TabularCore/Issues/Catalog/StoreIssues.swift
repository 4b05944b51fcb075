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
        "package", "hash", "missing", "empty", "unfit", "not-owned", "bare", "statement",
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
      "store.orphans", .warning, when: "verification finds stored children without parent"),
    IssueDefinition(
      "store.count-mismatch", .error, when: "counts after commit or against --expect differ",
      variants: ["journal", "verified"]),
    IssueDefinition(
      "store.value-differs", .error, when: "a value read back after writing is not the one written",
      variants: ["seal", "journal", "journal-part"]),
  ]
}
