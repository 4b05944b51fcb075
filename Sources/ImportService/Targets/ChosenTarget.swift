import Foundation
public import Schemas

/// A target of a project file, with the folder that its paths are relative to.
public struct ChosenTarget: Sendable {
  /// The target.
  public let target: Project.Target
  /// The folder of the project file.
  public let folder: String

  /// The working folder of the process.
  private let workingFolder: String

  /// A target of a project file.
  ///
  /// - Parameters:
  ///   - folder: the folder of the project file.
  ///   - workingFolder: the working folder of the process.
  init(target: Project.Target, folder: String, workingFolder: String) {
    self.target = target
    self.folder = folder
    self.workingFolder = workingFolder
  }

  /// The location of the store, the path of a file from the project file's folder.
  public var store: String {
    guard let path = (try? StoreLocation(target.store))?.path, !path.hasPrefix("/") else {
      return target.store
    }
    return "sqlite:" + resolved(path)
  }

  /// A path of the project file, seen from the working folder.
  func resolved(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    return folder == workingFolder ? path : folder + "/" + path
  }

  /// The folder of the target's backups, when its rules name one.
  public var backupFolder: String? { target.backup.map { resolved($0.folder) } }

  /// The package's name or path, when the target names one.
  public var package: String? {
    guard let package = target.package else { return nil }
    return package.contains("/") ? resolved(package) : package
  }

  /// Whether a location is that of the target's store.
  func isStore(_ location: StoreLocation) throws(ServiceFailure) -> Bool {
    let own = try StoreLocation(store)
    guard let path = own.path, let other = location.path else { return own.text == location.text }
    return Self.standard(path) == Self.standard(other)
  }

  private static func standard(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
