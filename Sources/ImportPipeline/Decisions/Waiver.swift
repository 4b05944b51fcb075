public import TabularCore

/// A finding that somebody accepts, until a day.
public struct Waiver: Sendable, Hashable {
  /// The code of the finding.
  public var code: IssueCode
  /// The table's machine name; empty where the finding has none.
  public var table: String
  /// The field's machine name; empty where the finding has none.
  public var field: String
  /// The parts of the row's key, joined by `/`; empty where no key could be read.
  public var key: String
  /// The digest of the finding, by which it is known again.
  public var digest: String
  /// Why it is accepted.
  public var reason: String
  /// Who accepts it.
  public var author: String
  /// The last day on which it is accepted, `2027-03-06`.
  public var expires: String
  /// The physical line of the file on which it stands, from 1.
  public var line: Int

  /// A decision and where it stands.
  public init(
    code: IssueCode, table: String, field: String, key: String, digest: String, reason: String,
    author: String, expires: String, line: Int
  ) {
    self.code = code
    self.table = table
    self.field = field
    self.key = key
    self.digest = digest
    self.reason = reason
    self.author = author
    self.expires = expires
    self.line = line
  }
}
