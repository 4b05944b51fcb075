import Foundation

/// What was validated in a folder and what was left beside it, kept in a file of the folder.
struct WatchMemory: Codable, Equatable {
  /// A file that was validated.
  struct Input: Codable, Equatable {
    /// The SHA-256 of what was validated.
    var sha256: String
    /// How it looked, so that it need not be read again.
    var stamp: WatchedFile.Stamp
    /// What was left beside it.
    var outputs: [String]
  }

  /// A file that was left beside another one.
  struct Output: Codable, Equatable {
    /// The name of the file that it tells of.
    var input: String
    /// The SHA-256 of what was written.
    var sha256: String
    /// How it looked.
    var stamp: WatchedFile.Stamp
  }

  /// The form of the file.
  private var version = 1
  /// What was validated, by name.
  var inputs: [String: Input] = [:]
  /// What was left, by name.
  var outputs: [String: Output] = [:]

  /// Knows nothing yet.
  init() {}

  /// What a file remembers; `nil` for a file that is none of ours or of another release.
  init?(path: String) {
    guard let bytes = FileManager.default.contents(atPath: path),
      let memory = try? JSONDecoder().decode(WatchMemory.self, from: bytes), memory.version == 1
    else { return nil }
    self = memory
  }

  /// Replaces the file, whole and durable.
  func save(to path: String) throws(OutputFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(self) else { return }
    let file = try ReplacedFile(path)
    try Descriptor.write([UInt8](bytes), to: file.descriptor)
    try file.commit()
  }

  /// Whether a file looks as it did when it was validated, or when it was left as a report.
  func isKnown(_ file: WatchedFile) -> Bool {
    inputs[file.name]?.stamp == file.stamp || outputs[file.name]?.stamp == file.stamp
  }

  /// Whether the content of a file is known under its name, whatever its time is; takes note of that.
  ///
  /// The same content under another name is another file: whoever sent it looks for the answer beside it.
  mutating func recognizes(_ file: WatchedFile, sha256: String) -> Bool {
    if outputs[file.name]?.sha256 == sha256 {
      outputs[file.name]?.stamp = file.stamp
      return true
    }
    if inputs[file.name]?.sha256 == sha256 {
      inputs[file.name]?.stamp = file.stamp
      return true
    }
    return false
  }
}
