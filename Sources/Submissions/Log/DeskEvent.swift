/// Something that happened at the desk: a step of a submission, a look, a download, a log-in.
public struct DeskEvent: Sendable, Hashable {
  /// Its place, from 1; 0 before it is written.
  public var number = 0
  /// When, seconds since 1970.
  public var at: Int
  /// The name of the account; empty for the server itself.
  public var account: String
  /// The network address; empty for the server and the command line.
  public var address = ""
  /// What: the name of a ``DeskAction``, or `log-in`, `checked`, `executed`, `account-add` and the like.
  public var action: String
  /// The submission; empty for none.
  public var subject = ""
  /// What else is to be known, without any value of a file.
  public var detail: String
}
