import Foundation

/// The files beside the project that nobody in it made.
public enum Corpus {
  /// The folder that holds `corpus` and `hostile`: `REGISTRAR_CORPUS`, else `../shared`.
  public static let folder: String? = {
    if let stated = ProcessInfo.processInfo.environment["REGISTRAR_CORPUS"] { return stated }
    guard let manifest = try? Repository.path(of: "Package.swift") else { return nil }
    return URL(fileURLWithPath: manifest).deletingLastPathComponent()
      .appendingPathComponent("../shared").standardized.path
  }()

  /// The paths of the files of one of its folders, such as `corpus/csv`, sorted; none when it is absent.
  public static func files(of name: String) -> [String] {
    guard let folder else { return [] }
    let path = "\(folder)/\(name)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { "\(path)/\($0)" }
  }

  /// Why nothing of a folder is looked at, in a sentence; empty when there are files.
  public static func obstacle(to name: String) -> String {
    files(of: name).isEmpty
      ? "there is no \(name) below REGISTRAR_CORPUS (\(folder ?? "not known")): nothing is read"
      : ""
  }
}
