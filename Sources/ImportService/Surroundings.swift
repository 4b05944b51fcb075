public import ImportPipeline
public import Schemas

/// What a front end knows of where it runs, so that the service need not ask the process.
///
/// Who works and where packages lie are asked for when they are needed: a command that needs neither
/// does not wait for the user database or for a search of folders.
public struct Surroundings: Sendable {
  /// The clock of runs.
  public var clock: RunClock
  /// The store of a request that names none, a location or any other text, such as the value of
  /// `DATABASE_URL`; a text that is no location of a store is passed over.
  public var usualStore: String?
  /// The working folder of the process, absolute.
  ///
  /// Relative paths are seen from it, and paths of a project file in it are shown as they stand there.
  public var folder: String
  /// The file with the key that seals kept secrets.
  public var secretKeyFile: String?
  /// Told when a store's log of accesses does not have one.
  public var tellGap: @Sendable (ImportService.AccessGap) -> Void = { _ in }

  private let makeAuthor: @Sendable () -> RunAuthor
  private let makeLocator: @Sendable () -> PackageLocator

  /// Surroundings of a front end.
  ///
  /// - Parameters:
  ///   - author: who works, where and with which release; asked for when a run is written.
  ///   - packages: where packages lie; asked for when one is looked for.
  public init(
    author: @autoclosure @escaping @Sendable () -> RunAuthor,
    packages: @autoclosure @escaping @Sendable () -> PackageLocator = PackageLocator(
      environment: [:], executable: nil),
    clock: RunClock = RunClock(), usualStore: String? = nil, folder: String = "",
    secretKeyFile: String? = nil
  ) {
    makeAuthor = author
    makeLocator = packages
    self.clock = clock
    self.usualStore = usualStore
    self.folder = folder
    self.secretKeyFile = secretKeyFile
  }

  /// Who works, where and with which release of the tool.
  public var author: RunAuthor { makeAuthor() }

  /// Where packages lie.
  public var packages: PackageLocator { makeLocator() }
}
