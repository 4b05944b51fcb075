public import ImportPipeline

/// One of the two things that are compared.
public struct ComparedSource: Sendable {
  /// What keeps the records.
  public enum Kind: Sendable {
    /// A store; the closure makes it and opens it for reading.
    case store(open: @Sendable () throws -> any RecordStore)
    /// A folder that ``DumpWriter`` wrote.
    case dump(folder: String)
  }

  /// The name as reports show it, without credentials.
  public var name: String
  /// What keeps the records.
  public var kind: Kind

  /// A source of records.
  public init(name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// Whether values come typed.
  var isStore: Bool {
    if case .store = kind { true } else { false }
  }
}
