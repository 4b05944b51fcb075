import Foundation
import Testing

/// The schema of the job queue's engine, which is not kept in the project: `.ci/queue` fetches it.
public enum AbsurdSchema {
  /// Where `absurd.sql` lies; `nil` where it was not fetched.
  public static let path: String? = {
    let variables = ProcessInfo.processInfo.environment
    let cache = variables["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let folder =
      variables["REGISTRAR_QUEUE_FOLDER"]
      ?? (cache ?? (variables["HOME"] ?? "") + "/.cache") + "/registrar-queue"
    let path = folder + "/absurd.sql"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  /// Whether tests run that need it.
  ///
  /// Where it was not fetched they are skipped, which is told; where `REGISTRAR_QUEUE_TESTS` is `ci` or `all` they
  /// run all the same, and fail.
  public static let isThere: Bool = {
    let demanded = ProcessInfo.processInfo.environment["REGISTRAR_QUEUE_TESTS"] ?? ""
    if path == nil, demanded.isEmpty {
      print("queue: tests skipped: absurd.sql is not there; run .ci/queue")
    }
    return path != nil || !demanded.isEmpty
  }()

  /// The text of the schema.
  public static func text() throws -> String {
    try String(contentsOfFile: try #require(path, "run .ci/queue"), encoding: .utf8)
  }
}
