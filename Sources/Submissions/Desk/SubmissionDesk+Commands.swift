import Foundation

/// What commands tell those who keep the store.
extension SubmissionDesk {
  /// Has a command tell something, and notes who asked.
  ///
  /// - Parameters:
  ///   - arguments: the command and its options; nothing that somebody typed.
  ///   - variables: variables that it needs besides those of every command.
  ///   - detail: what is looked at, for the log.
  /// - Returns: what it printed.
  /// - Throws: ``DeskError/notAllowed`` to who neither keeps nor audits the store; ``DeskError/noResources`` when
  ///   the command fails or takes longer than a minute.
  public func told(
    by arguments: [String], variables: [String: String], detail: String, to caller: Caller
  ) async throws(DeskError) -> [UInt8] {
    guard caller.may(.operate) || caller.may(.audit) else { throw .notAllowed }
    // Whoever asks is noted as the one who read.
    let own = variables.merging(["USER": caller.name, "LOGNAME": caller.name]) { $1 }
    let result = await children.run(arguments, usesStore: false, seconds: 60, variables: own)
    guard result.ending == .exited(0) else { throw .noResources }
    try log.note(caller.event(.look, of: "", at: store.now, detail: detail))
    return result.output
  }
}
