/// A masked copy of a store in another, empty one.
public struct ScrambleRequest: Sendable {
  /// The store that is copied.
  public var source: StoreChoice
  /// The store that is filled; it is made where there is none.
  public var target: StoreChoice
  /// The package's name or path; `nil` for the one that the store keeps.
  public var package: String?
  /// The file with the key, which is made where there is none; `nil` for a key that nothing keeps.
  public var keyFile: String?

  /// A copy from one store to another.
  public init(from source: StoreChoice, to target: StoreChoice) {
    self.source = source
    self.target = target
  }
}
