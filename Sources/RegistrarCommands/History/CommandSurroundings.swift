import ArgumentParser
import Foundation
import ImportPipeline

/// The clock and the author of a command that writes a run.
struct CommandSurroundings {
  let clock: RunClock
  let author: RunAuthor

  /// What the environment says; a clock that was set is told on standard error.
  init() throws {
    do {
      clock = try RunClock()
    } catch {
      throw ValidationError("\(error)")
    }
    if let fixed = clock.fixed {
      Terminal.note("REGISTRAR_NOW is set: the clock stands at \(fixed)")
    }
    let environment = ProcessInfo.processInfo.environment
    author = RunAuthor(
      operatorName: StoreHolder.userName(environment),
      host: ProcessInfo.processInfo.hostName, toolVersion: ToolVersion.text)
  }
}
