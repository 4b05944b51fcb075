public import TabularCore

/// A package cannot be used: the mistakes found in it, all of them.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The mistakes, of the area `schema`, in the order of the package's files.
  public var issues: [Issue]

  /// The mistakes of a package.
  public init(issues: [Issue]) {
    self.issues = issues
  }

  /// The mistakes, one per line: file, pointer, code and what the message tells.
  public var description: String {
    issues.map { issue in
      let place = (issue.location.file ?? "") + "#" + (issue.location.part ?? "")
      let facts = issue.arguments.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      return "\(place): \(issue.code) \(facts)"
    }.joined(separator: "\n")
  }
}
