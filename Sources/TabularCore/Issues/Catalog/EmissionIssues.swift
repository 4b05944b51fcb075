extension IssueCatalog {
  /// Issues of records that go to another system over its interface.
  static let systemEmissionIssues: [IssueDefinition] = [
    IssueDefinition(
      "emit.refused", .error,
      when: "another system refuses a record, or keeps it otherwise than it was sent",
      variants: ["bare", "later", "before", "kept", "fixed", "several", "absent", "parent"]),
    IssueDefinition(
      "emit.outcome-unknown", .warning,
      when: "a request has no answer; its record is looked up before it is sent again"),
    IssueDefinition(
      "emit.unmapped", .error, when: "a value has no entry in the map of a profile"),
    IssueDefinition(
      "emit.key-collision", .error, when: "two records would be one in the other system"),
    IssueDefinition(
      "emit.limit", .error, when: "a value is none that the other system takes",
      variants: ["words", "missing", "longer", "shorter"]),
    IssueDefinition(
      "emit.stopped", .error, level: 1,
      when:
        "another system cannot be worked with: unreachable, another one, no session, a redirect",
      variants: [
        "identity", "session", "status", "redirect", "too-long", "not-json", "pages", "empty",
        "unprotected", "host", "settings", "profile", "plan", "held",
      ]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// A record on its way to another system.
  public struct EmittedName: Sendable, Hashable {
    /// How the system is called.
    public var target: String
    /// The table of the profile.
    public var table: String
    /// The record's key there.
    public var key: String

    /// A record.
    public init(target: String, table: String, key: String) {
      self.target = target
      self.table = table
      self.key = key
    }
  }

  /// Why another system does not have a record as it was sent.
  public enum EmissionRefusal: Sendable {
    /// It said so, with a status, and perhaps a reason.
    case answer(status: Int, reason: String)
    /// It said so, and may say otherwise later.
    case later(status: Int, reason: String)
    /// It said so in an earlier run, and the record did not change since.
    case before(status: Int)
    /// It took the record, and holds something else at a JSON pointer.
    case kept(pointer: String)
    /// So many of its records are the one.
    case several(count: Int)
    /// It has the record with another value at a pointer, and no way to change it.
    case fixed(pointer: String)
    /// It has no such record, and none is made.
    case absent
    /// It does not have the record to which this one refers.
    case parent(parent: String, parentKey: String)
  }

  /// Another system refuses a record.
  public static func emitRefused(_ why: EmissionRefusal, _ record: EmittedName) -> IssueContent {
    let code: IssueCode = "emit.refused"
    let (target, table, key) = (record.target, record.table, record.key)
    switch why {
    case .answer(let status, let reason):
      return IssueContent(
        code, reason.isEmpty ? "bare" : "",
        [
          "target": target, "table": table, "key": key, "status": status,
          "reason": reason.isEmpty ? nil : reason,
        ])
    case .later(let status, let reason):
      return IssueContent(
        code, "later",
        ["target": target, "table": table, "key": key, "status": status, "reason": reason])
    case .before(let status):
      return IssueContent(
        code, "before", ["target": target, "table": table, "key": key, "status": status])
    case .kept(let pointer):
      return IssueContent(
        code, "kept", ["target": target, "table": table, "key": key, "pointer": pointer])
    case .fixed(let pointer):
      return IssueContent(
        code, "fixed", ["target": target, "table": table, "key": key, "pointer": pointer])
    case .several(let count):
      return IssueContent(
        code, "several", ["target": target, "table": table, "key": key, "count": count])
    case .absent:
      return IssueContent(code, "absent", ["target": target, "table": table, "key": key])
    case .parent(let parent, let parentKey):
      return IssueContent(
        code, "parent",
        [
          "target": target, "table": table, "key": key, "parent": parent, "parentKey": parentKey,
        ])
    }
  }

  /// A request had no answer.
  public static func emitOutcomeUnknown(_ record: EmittedName) -> IssueContent {
    IssueContent(
      "emit.outcome-unknown", "",
      ["target": record.target, "table": record.table, "key": record.key])
  }

  /// A value has no entry in a map.
  public static func emitUnmapped(
    _ record: EmittedName, map: String, found: String
  ) -> IssueContent {
    IssueContent(
      "emit.unmapped", "",
      ["table": record.table, "key": record.key, "map": map, "found": found])
  }

  /// Two records would be one.
  ///
  /// - Parameter other: the table and key of the first one.
  public static func emitKeyCollision(
    _ record: EmittedName, other: String
  ) -> IssueContent {
    IssueContent(
      "emit.key-collision", "",
      ["target": record.target, "table": record.table, "key": record.key, "other": other])
  }

  /// What another system takes.
  public enum EmissionLimit: Sendable {
    /// Texts of a form.
    case pattern(String)
    /// In words: `expected` tells what it takes.
    case words(expected: String)
    /// Texts that are not empty.
    case filled
    /// Texts of at most so many characters.
    case longest(Int)
    /// Texts of at least so many characters.
    case shortest(Int)
  }

  /// A value is none that another system takes.
  public static func emitLimit(
    _ limit: EmissionLimit, _ record: EmittedName, column: String
  ) -> IssueContent {
    let code: IssueCode = "emit.limit"
    let (target, table, key) = (record.target, record.table, record.key)
    switch limit {
    case .pattern(let pattern):
      return IssueContent(
        code, "",
        ["target": target, "table": table, "key": key, "column": column, "pattern": pattern])
    case .words(let expected):
      return IssueContent(
        code, "words",
        ["target": target, "table": table, "key": key, "column": column, "expected": expected])
    case .filled:
      return IssueContent(
        code, "missing", ["target": target, "table": table, "key": key, "column": column])
    case .longest(let count):
      return IssueContent(
        code, "longer",
        ["target": target, "table": table, "key": key, "column": column, "limit": count])
    case .shortest(let count):
      return IssueContent(
        code, "shorter",
        ["target": target, "table": table, "key": key, "column": column, "limit": count])
    }
  }

  /// Why another system cannot be worked with.
  public enum EmissionStop: Sendable {
    /// It does not answer, for a reason in the words of the library that asks.
    case unreachable(reason: String)
    /// Something that it says of itself is not what the profile is for.
    case identity(pointer: String, found: String)
    /// It gives no session, or not to the account.
    case session(status: Int)
    /// A status to a request after which nothing is certain.
    case status(request: String, status: Int)
    /// It sends to another address.
    case redirect(request: String, status: Int)
    /// An answer is longer than is read.
    case tooLong(request: String)
    /// An answer is no JSON, or lacks what the profile says is there.
    case notJSON(request: String)
    /// A list has no end, or its pages repeat.
    case pages(request: String, count: Int)
    /// A list is empty that never is.
    case empty(request: String)
    /// Anybody on the way could read along.
    case unprotected(address: String)
    /// Its host is none that the profile names.
    case host(address: String)
    /// A setting that the profile needs has no value; it is looked for in a variable of the environment.
    case settings(setting: String, variable: String)
    /// The profile does not fit the store.
    case profile(reason: String)
    /// Other things have to be done than a plan says, for so many records.
    case plan(count: Int)
    /// Another process is at it.
    case held(host: String, process: Int)
  }

  /// Another system cannot be worked with.
  public static func emitStopped(_ why: EmissionStop, target: String) -> IssueContent {
    let code: IssueCode = "emit.stopped"
    switch why {
    case .unreachable(let reason):
      return IssueContent(code, "", ["target": target, "reason": reason])
    case .identity(let pointer, let found):
      return IssueContent(
        code, "identity", ["target": target, "pointer": pointer, "found": found])
    case .session(let status):
      return IssueContent(code, "session", ["target": target, "status": status])
    case .status(let request, let status):
      return IssueContent(
        code, "status", ["target": target, "request": request, "status": status])
    case .redirect(let request, let status):
      return IssueContent(
        code, "redirect", ["target": target, "request": request, "status": status])
    case .tooLong(let request):
      return IssueContent(code, "too-long", ["target": target, "request": request])
    case .notJSON(let request):
      return IssueContent(code, "not-json", ["target": target, "request": request])
    case .pages(let request, let count):
      return IssueContent(code, "pages", ["target": target, "request": request, "count": count])
    case .empty(let request):
      return IssueContent(code, "empty", ["target": target, "request": request])
    case .unprotected(let address):
      return IssueContent(code, "unprotected", ["target": target, "address": address])
    case .host(let address):
      return IssueContent(code, "host", ["target": target, "address": address])
    case .settings(let setting, let variable):
      return IssueContent(
        code, "settings", ["target": target, "setting": setting, "variable": variable])
    case .profile(let reason):
      return IssueContent(code, "profile", ["target": target, "reason": reason])
    case .plan(let count):
      return IssueContent(code, "plan", ["target": target, "count": count])
    case .held(let host, let process):
      return IssueContent(code, "held", ["target": target, "host": host, "process": process])
    }
  }
}
