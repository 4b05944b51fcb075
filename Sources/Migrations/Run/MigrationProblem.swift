/// What is wrong with a request about a migration.
public enum MigrationProblem: Error, Sendable, Hashable {
  /// The migration has no environment of the name.
  case unknownEnvironment(String, known: [String])
  /// Several environments, and none was named.
  case noEnvironment([String])
  /// The migration has no phase of the id.
  case unknownPhase(String, known: [String])
  /// No checklist has the item.
  case unknownItem(String, known: [String])
  /// A variable or a file that the migration names has no value.
  case unresolved(environment: String, name: String)
  /// There is no round to go on with.
  case nothingToResume(phase: String)
}

extension Migration {
  /// The environment of a name; the only one without.
  public func environment(
    choosing name: String?
  ) throws(MigrationProblem) -> Environment {
    let names = environments.map(\.name)
    guard let name else {
      guard let only = environments.first, environments.count == 1 else {
        throw .noEnvironment(names)
      }
      return only
    }
    guard let found = environment(name) else { throw .unknownEnvironment(name, known: names) }
    return found
  }

  /// The phase of a name.
  public func phase(named name: String) throws(MigrationProblem) -> Phase {
    guard let phase = phase(name) else {
      throw .unknownPhase(name, known: phases.map(\.id))
    }
    return phase
  }

  /// The item of a name.
  public func item(named name: String) throws(MigrationProblem) -> ChecklistItem {
    guard let found = items.first(where: { $0.item.id == name }) else {
      throw .unknownItem(name, known: items.map(\.item.id))
    }
    return found.item
  }
}
