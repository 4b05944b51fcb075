import NIOPosix
import Submissions

/// What all pages work with.
struct Site: Sendable {
  let settings: ServerSettings
  let desk: SubmissionDesk
  let packages: [ServedPackage]
  let library: PageLibrary
  let grids: GridSessions
  let counts = RequestCounts()

  /// Does work that blocks where it keeps no request waiting.
  func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
    -> Result
  {
    try await NIOThreadPool.singleton.runIfActive(work)
  }

  /// A package by its name; `nil` for one that is not served.
  func package(named name: String) -> ServedPackage? { packages.first { $0.name == name } }
}
