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

// MARK: Contents

extension IssueContent {
  /// How a plan exceeds a limit.
  public struct LimitExcess: Sendable {
    /// The share of all records that it concerns, in whole percent.
    public var percent: Int
    /// How many records or rows it concerns.
    public var count: Int
    /// How many there are.
    public var total: Int
    /// The table.
    public var table: String
    /// The limit, as a share in percent or a number of rows.
    public var limit: String
    /// Whether the limit is a number of rows.
    public var isInRows: Bool
    /// The field and the value of the group it is about; `nil` for the whole table.
    public var group: (field: String, value: ShownText)?

    /// A limit that is exceeded.
    public init(
      percent: Int, count: Int, total: Int, table: String, limit: String, isInRows: Bool,
      group: (field: String, value: ShownText)?
    ) {
      self.percent = percent
      self.count = count
      self.total = total
      self.table = table
      self.limit = limit
      self.isInRows = isInRows
      self.group = group
    }

    fileprivate func content(_ code: IssueCode) -> IssueContent {
      let variant = group == nil ? isInRows ? "rows" : "" : isInRows ? "group-rows" : "group"
      return IssueContent(
        code, variant,
        [
          "percent": percent, "count": count, "total": total, "table": table, "limit": limit,
          "field": group?.field, "value": group?.value,
        ])
    }
  }

  /// More records would change than the limit.
  public static func guardChangeLimit(_ excess: LimitExcess) -> IssueContent {
    excess.content("guard.change-limit")
  }

  /// More records would be deleted than the limit.
  public static func guardDeleteLimit(_ excess: LimitExcess) -> IssueContent {
    excess.content("guard.delete-limit")
  }

  /// More rows would be left out than the limit.
  public static func guardRejectLimit(_ excess: LimitExcess) -> IssueContent {
    excess.content("guard.reject-limit")
  }

  /// Why nothing of a table is pruned.
  public enum PruneObstacle: Sendable {
    /// No row of it was read.
    case noRow
    /// A row has an error.
    case invalid(row: Int)
    /// A row could not be read.
    case unread(row: Int)
    /// A row is skipped, and its key is not clear.
    case skipped(row: Int)
    /// Neither a record nor a row has the value; `nearest` is one like it.
    case value(field: String, value: String, nearest: String?)
  }

  /// Nothing of a table is pruned.
  public static func guardPruneRefused(_ why: PruneObstacle, table: String) -> IssueContent {
    let code: IssueCode = "guard.prune-refused"
    return switch why {
    case .noRow: IssueContent(code, "", ["table": table, "row": 0])
    case .invalid(let row): IssueContent(code, "invalid", ["table": table, "row": row])
    case .unread(let row): IssueContent(code, "unread", ["table": table, "row": row])
    case .skipped(let row): IssueContent(code, "skipped", ["table": table, "row": row])
    case .value(let field, let value, let nearest):
      IssueContent(
        code, nearest == nil ? "value" : "value-near",
        ["table": table, "field": field, "value": value, "nearest": nearest])
    }
  }

  /// Why a target has no backup that counts.
  public enum MissingBackup: Sendable {
    /// The last one is `count` hours old.
    case old(count: Int, limit: Int)
    /// There is none.
    case none
    /// It failed.
    case failed(reason: String)
    /// A role may not make the database in which it is proven.
    case createdb(role: String)
    /// A role lacks a privilege.
    case denied(role: String, privilege: String, object: String, reason: String)
  }

  /// A target has no backup that counts.
  public static func guardBackupMissing(_ why: MissingBackup, target: String) -> IssueContent {
    let code: IssueCode = "guard.backup-missing"
    return switch why {
    case .old(let count, let limit):
      IssueContent(code, "", ["target": target, "count": count, "limit": limit])
    case .none: IssueContent(code, "none", ["target": target])
    case .failed(let reason): IssueContent(code, "failed", ["target": target, "reason": reason])
    case .createdb(let role): IssueContent(code, "createdb", ["target": target, "role": role])
    case .denied(let role, let privilege, let object, let reason):
      IssueContent(
        code, "denied",
        [
          "target": target, "role": role, "privilege": privilege, "object": object,
          "reason": reason,
        ])
    }
  }

  /// What would have to be confirmed.
  public enum Confirmation: Sendable {
    /// The name of a production target.
    case production
    /// The name of a store that is replaced.
    case restore
    /// The name of the production target whose store another target, `name`, has.
    case other(name: String)
  }

  /// The name of a target was not confirmed.
  public static func guardTargetUnconfirmed(
    _ what: Confirmation, target: String
  ) -> IssueContent {
    let code: IssueCode = "guard.target-unconfirmed"
    return switch what {
    case .production: IssueContent(code, "", ["target": target])
    case .restore: IssueContent(code, "restore", ["target": target])
    case .other(let name): IssueContent(code, "other", ["target": target, "name": name])
    }
  }

  /// Files were not validated within so many hours.
  public static func guardPlanMissing(limit: Int, target: String) -> IssueContent {
    IssueContent("guard.plan-missing", "", ["limit": limit, "target": target])
  }

  /// Why a store takes no receipt.
  public enum ReceiptRefusal: String, Sendable, CaseIterable {
    /// For a reason of its own.
    case refused = ""
    /// It does not exist yet.
    case noStore = "no-store"
  }

  /// A validation cannot leave its receipt.
  public static func guardReceiptRefused(
    _ why: ReceiptRefusal, target: String, reason: String
  ) -> IssueContent {
    IssueContent("guard.receipt-refused", why.rawValue, ["target": target, "reason": reason])
  }

  /// A command is not allowed on a production target.
  public static func guardProductionRefused(command: String, target: String) -> IssueContent {
    IssueContent("guard.production-refused", "", ["command": command, "target": target])
  }

  /// A clock that was set by hand is not allowed on a production target; `command` set it.
  public static func guardProductionRefused(
    clockOf command: String, target: String
  ) -> IssueContent {
    IssueContent("guard.production-refused", "clock", ["command": command, "target": target])
  }

  /// A target accepts no changes now, but between the times of `window`, if it has one.
  public static func guardMaintenanceOff(
    target: String, window: (from: String, to: String)?
  ) -> IssueContent {
    IssueContent(
      "guard.maintenance-off", window == nil ? "" : "window",
      ["target": target, "from": window?.from, "to": window?.to])
  }
}
