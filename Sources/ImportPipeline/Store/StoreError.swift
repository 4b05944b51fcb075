public import TabularCore

/// The store cannot go on.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// `store.unreachable`, `store.schema-version`, `store.row-refused`, `store.rights-missing`,
  /// `run.locked`, `schema.invalid` or `run.internal`.
  ///
  /// Its arguments never hold a row's values.
  public var content: IssueContent
  /// The table, when one is concerned.
  public var table: String?
  /// The key of the refused record, when it is known.
  public var key: [String]
  /// The rows that the store refused, all that were found.
  public var refusals: [StoreRefusal] = []

  /// Whether the same command may succeed when it is repeated: another run held the store, the connection
  /// was lost, or another program changed the same records meanwhile.
  public var isTransient: Bool

  /// An error that says this.
  public init(
    _ content: IssueContent, table: String? = nil, key: [String] = [], isTransient: Bool = false
  ) {
    self.content = content
    self.table = table
    self.key = key
    self.isTransient = isTransient || content.code == "run.locked"
  }

  /// The issue code.
  public var code: IssueCode { content.code }
  /// Which template of the code applies.
  public var variant: String { content.variant }
  /// The arguments of the code's message.
  public var arguments: [IssueArgument] { content.arguments }

  /// The text of an argument of the message.
  public func argument(_ name: String) -> String? {
    content.arguments.first { $0.name == name }?.value
  }

  /// The code with its arguments.
  public var description: String {
    "\(code) " + arguments.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}
