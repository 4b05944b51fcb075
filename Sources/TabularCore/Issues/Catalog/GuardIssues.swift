extension IssueCatalog {
  /// Issues of guards: conditions under which nothing may be written.
  static let guardIssues: [IssueDefinition] = [
    IssueDefinition(
      "guard.change-limit", .error, when: "updates over the change guard without matching approval",
      variants: ["group"]),
    IssueDefinition(
      "guard.delete-limit", .error,
      when: "deletions over the delete guard without matching approval",
      variants: ["rows", "group", "group-rows"]),
    IssueDefinition(
      "guard.reject-limit", .error,
      when: "rows left out because of errors over the limit without matching approval",
      variants: ["rows"]),
    IssueDefinition(
      "guard.prune-refused", .error,
      when: "--prune, and it is not clear which records the rows of the table name",
      variants: ["invalid", "unread", "skipped", "value", "value-near"]),
    IssueDefinition(
      "guard.backup-missing", .error,
      when: "the target requires a backup and none is younger than its limit, or the hook failed",
      variants: ["none", "failed", "createdb", "denied"]),
    IssueDefinition(
      "guard.target-unconfirmed", .error, when: "a production target without --confirm-target NAME",
      variants: ["restore", "other"]),
    IssueDefinition(
      "guard.plan-missing", .error,
      when: "execute on a production target without a plan or a clean validation of these files"),
    IssueDefinition(
      "guard.receipt-refused", .warning,
      when: "a clean validation for a production target cannot leave its receipt in the store",
      variants: ["no-store"]),
    IssueDefinition(
      "guard.plan-stale", .error,
      when: "file hash, package hash or state fingerprint differs from the plan",
      variants: [
        "file", "file-missing", "file-added", "package", "target", "store", "options", "foreign",
        "damaged",
        "value", "value-run", "cleared", "cleared-run", "made", "made-run", "gone", "unlike",
      ], kindArguments: ["key", "option"]),
    IssueDefinition(
      "guard.production-refused", .error,
      when: "a command or data that must not reach a production target",
      variants: ["clock", "sandbox"]),
    IssueDefinition(
      "guard.maintenance-off", .error,
      when: "the target requires maintenance mode or a time window and it is not on",
      variants: ["window"]),
  ]
}
