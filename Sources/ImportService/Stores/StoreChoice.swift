/// Which store a request means: by its location, or by the name of a target of a project file.
public struct StoreChoice: Sendable, Hashable {
  /// The location; `nil` for that of the target, else the usual one.
  public var store: String?
  /// The name of a target.
  public var target: String?
  /// The path of the project file; `nil` for `registrar.json` of the working folder, where there is one.
  public var project: String?
  /// Whether the store is left out of account: every row counts as new, and no target is meant that is
  /// not named.
  public var isOffline: Bool

  /// A store.
  public init(
    store: String? = nil, target: String? = nil, project: String? = nil, isOffline: Bool = false
  ) {
    self.store = store
    self.target = target
    self.project = project
    self.isOffline = isOffline
  }
}
