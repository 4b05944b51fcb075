import Foundation

/// A file that was put on the desk.
public struct StoredFile: Sendable, Hashable {
  /// The random name under which it lies in the folder.
  public var id: String
  /// The name that it came with, made safe.
  public var name: String
  /// SHA-256 of its bytes, hexadecimal.
  public var sha256: String
  /// Its size in bytes.
  public var bytes: Int
}

/// How much may be put on the desk.
public struct UploadLimits: Sendable {
  /// The most bytes of a file.
  public var fileBytes = 100 << 20
  /// The most files of a submission.
  public var files = 20
  /// The most submissions of an account that wait to be checked.
  public var waiting = 20
  /// The bytes that must stay free on the disk.
  public var freeBytes = 256 << 20

  /// The usual limits.
  public init() {}
}

/// Names of files as they come from browsers.
public enum UploadName {
  /// The endings of files that are taken.
  public static let endings = ["xlsx", "csv", "tsv", "json", "ndjson"]

  /// A name that can stand in a folder, a report and a header: the last component, letters, digits and
  /// `. _ - ( )` and spaces, no more than 100 characters, its ending in lower case.
  ///
  /// - Returns: `nil` for a kind of file that is not taken.
  public static func safe(_ name: String) -> String? {
    let last = name.split { "/\\:".contains($0) }.last.map(String.init) ?? ""
    guard let dot = last.lastIndex(of: ".") else { return nil }
    let ending = last[last.index(after: dot)...].lowercased()
    guard endings.contains(ending) else { return nil }
    let stem = last[..<dot].precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "._-() ".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    let trimmed = String(stem.prefix(100)).drop { " .-".contains($0) }
    let kept = trimmed.trimmingCharacters(in: [" ", "."])
    return (kept.isEmpty ? "file" : kept) + "." + ending
  }
}
