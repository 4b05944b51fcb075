import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore

extension ImportService {
  /// The service of this process, for what is looked up: its clock is the system's.
  static func ofThisProcess() -> ImportService { ImportService(.ofThisProcess()) }

  /// The service of this process, for what is written: its clock stands where `REGISTRAR_NOW` says so.
  ///
  /// - Parameter tellsClock: whether a clock that was set is told on standard error.
  static func timed(tellsClock: Bool = true) throws -> ImportService {
    var surroundings = Surroundings.ofThisProcess()
    surroundings.clock = try .ofThisProcess()
    if tellsClock, let fixed = surroundings.clock.fixed {
      Terminal.note(Language.ofThisProcess().label("notice/clock", ["time": fixed]))
    }
    return ImportService(surroundings)
  }
}

extension RunClock {
  /// The clock as the environment says.
  ///
  /// - Throws: a failure when `REGISTRAR_NOW` is no ISO instant.
  static func ofThisProcess() throws(ServiceFailure) -> RunClock {
    guard let text = ProcessInfo.processInfo.environment["REGISTRAR_NOW"], !text.isEmpty else {
      return RunClock()
    }
    return try RunClock(at: text)
  }
}

extension Surroundings {
  /// What the environment says.
  static func ofThisProcess() -> Surroundings {
    let environment = ProcessInfo.processInfo.environment
    var surroundings = Surroundings(
      // The environment first: the user database may be on a server, and nothing here calls one.
      author: RunAuthor(
        operatorName: StoreHolder.userName(environment),
        host: ProcessInfo.processInfo.hostName, toolVersion: ToolVersion.text),
      packages: PackageLocator(), usualStore: environment["DATABASE_URL"],
      folder: FileManager.default.currentDirectoryPath,
      secretKeyFile: environment["REGISTRAR_SECRET_KEY_FILE"])
    surroundings.tellGap = { gap in
      let language = Language.ofThisProcess()
      switch gap {
      case .earlierStore(let store):
        Terminal.note(language.label("notice/noAccessLog", ["store": store]))
      case .unwritable(let store):
        Terminal.note(language.label("notice/accessNotNoted", ["store": store]))
      }
    }
    return surroundings
  }
}
