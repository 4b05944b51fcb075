public import ImportPipeline
import RecordMapping
import Schemas

/// The stored records that somebody asks to remove.
public struct CleanRequest: Sendable {
  /// What tells which records are meant.
  public enum Criterion: Sendable, Hashable {
    /// Fields whose values must match patterns, all of them.
    case matches([CleanScope.Match])
    /// The keys of the records.
    case keys(KeyList)
  }

  /// The table's machine name, in any spelling that folds to it.
  public var table: String
  /// Which of its records go.
  public var criterion: Criterion
  /// Whether what refers to them goes too.
  public var takesDependents = false

  /// Records of a table.
  public init(table: String, _ criterion: Criterion) {
    self.table = table
    self.criterion = criterion
  }

  /// What the run removes, in the package's own spelling.
  ///
  /// - Throws: a problem of the request for names that the package does not have, fields that keep secrets,
  ///   patterns that cannot be compiled and keys with other parts than the table's.
  func scope(in package: DataPackage) throws(ServiceFailure) -> CleanScope {
    let schema = try package.requiredTable(spelled: table)
    var scope = CleanScope(table: schema.name)
    scope.takesDependents = takesDependents
    switch criterion {
    case .keys(let list): scope.keys = try list.parts(for: schema)
    case .matches(let matches):
      for match in matches {
        let field = try schema.requiredField(spelled: match.field)
        guard field.privacy != .secret, field.type != .secret, ValuePattern(match.pattern).isValid
        else { throw .request(.unusablePattern(match.pattern, field: field.name)) }
        scope.matches.append(.init(field: field.name, pattern: match.pattern))
      }
    }
    return scope
  }
}
