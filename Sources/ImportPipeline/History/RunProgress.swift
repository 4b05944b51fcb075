import Foundation

/// How far an unfinished run has come, and how to resume it.
public struct RunProgress: Decodable, Sendable {
  /// The command line and its folder.
  public struct Resumption: Codable, Sendable {
    /// The arguments of the import, without the store.
    public var arguments: [String]
    /// The folder that relative paths start from.
    public var folder: String

    /// A command line and its folder.
    public init(arguments: [String], folder: String) {
      self.arguments = arguments
      self.folder = folder
    }

    /// The same as JSON.
    public var json: String {
      (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
  }

  /// The rows written so far.
  public var done: Int
  /// The rows that were to be written when the process began.
  public var total: Int
  /// How to resume the run.
  public var resumption: Resumption?

  /// What a store keeps of an unfinished run; `nil` for anything else.
  public init?(json: String) {
    guard let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(json.utf8))
    else { return nil }
    self = progress
  }
}
