import TabularCore

/// The options of the command at hand that other commands need too, to act on the same store with the
/// same package: a help line names whole commands, which can be run as they stand.
public struct CommandOptions: Sendable, Hashable {
  /// The store's location without credentials; `nil` where commands find it by themselves.
  public var store: String?
  /// The package's name or path; `nil` where commands find it by themselves.
  public var package: String?

  /// The options of a command.
  public init(store: String? = nil, package: String? = nil) {
    self.store = store
    self.package = package
  }

  /// What stands behind a command that works on the store: ` --store sqlite:records.sqlite`.
  public var storeOption: String { store.map { " --store " + Self.quoted($0) } ?? "" }

  /// What stands behind a command that needs the package, too.
  public var packageOption: String { package.map { " --package " + Self.quoted($0) } ?? "" }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "/._-:@+=,%".unicodeScalars.contains($0)
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
