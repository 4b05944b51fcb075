import TabularCore

/// Who runs a command, where, and with which release of the tool.
public struct RunAuthor: Sendable, Hashable {
  /// Who runs the tool.
  public var operatorName: String
  /// On which machine.
  public var host: String
  /// The version of the tool.
  public var toolVersion: String

  /// An author.
  public init(operatorName: String, host: String, toolVersion: String) {
    self.operatorName = operatorName
    self.host = host
    self.toolVersion = toolVersion
  }
}

extension StoreError {
  /// The outcome of a run that ends with this error.
  var outcome: RunOutcome {
    switch code.area {
    case "run" where code == "run.locked" || code == "run.unfinished": .locked
    case "schema": .unreadable
    case "guard": .guarded
    case "run" where code == "run.undo-refused": .guarded
    default: .storeFailedRolledBack
    }
  }
}
