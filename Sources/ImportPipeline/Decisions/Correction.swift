public import TabularCore

/// What somebody decided about a spelling: cells of a field that read like this mean that.
public struct Correction: Sendable, Hashable {
  /// The field, `table.field`, or `field` for every table that has one of the name.
  public var field: String
  /// The text of the cells; case, width and runs of spaces do not count.
  public var read: String
  /// The text that is read in its stead; empty while nobody has decided.
  public var meant: String
  /// Why.
  public var reason: String
  /// Who decided.
  public var author: String
  /// The last day on which it holds, `2027-03-06`; `nil` for no end.
  public var until: String?
  /// The physical line of the file on which it stands, from 1.
  public var line: Int

  /// A decision and where it stands.
  public init(
    field: String, read: String, meant: String, reason: String, author: String,
    until: String? = nil, line: Int
  ) {
    self.field = field
    self.read = read
    self.meant = meant
    self.reason = reason
    self.author = author
    self.until = until
    self.line = line
  }
}

/// A file of decisions as it was read: what stands in it, and what is wrong with it.
public struct DecisionFile<Decision: Sendable>: Sendable {
  /// The last component of its path.
  public var name: String
  /// SHA-256 of its bytes, hexadecimal; empty when it could not be read.
  public var sha256: String
  /// The decisions, in the order of the file.
  public var decisions: [Decision]
  /// What is wrong with lines of the file, or with the file.
  public var issues: [Issue]

  /// A file by its name and contents.
  public init(name: String, sha256: String, decisions: [Decision] = [], issues: [Issue] = []) {
    self.name = name
    self.sha256 = sha256
    self.decisions = decisions
    self.issues = issues
  }

  /// A cell of the file.
  func place(line: Int, column: Int? = nil, field: String? = nil) -> IssueLocation {
    IssueLocation(.delimited, file: name, row: line, column: column, field: field)
  }
}
