/// Which records take part in a run.
public struct EmissionScope: Sendable, Hashable {
  /// Keys of records, with all that refers to them and all to which those refer; `nil` for every record.
  public var onlyKeys: Set<String>?
  /// Whether records are passed over that the journal has as done, and that did not change since.
  public var skipsDone: Bool
  /// Whether records are sent again that the system refused before.
  public var retriesRefused: Bool

  /// A scope; all records without arguments.
  public init(
    onlyKeys: Set<String>? = nil, skipsDone: Bool = false, retriesRefused: Bool = false
  ) {
    self.onlyKeys = onlyKeys
    self.skipsDone = skipsDone
    self.retriesRefused = retriesRefused
  }
}
