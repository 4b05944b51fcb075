public import TabularCore

/// The hash of a file, by which a store knows it again when its name is another.
public enum FileDigest {
  /// The SHA-256 of the file at a path, hexadecimal; `nil` when it cannot be read.
  public static func sha256(path: String, limits: Limits) -> String? {
    guard path != "-",
      let name = SourceName.names(of: [path]).first,
      let input = try? InputFile(path: path, name: name, limits: limits)
    else { return nil }
    return try? input.sha256()
  }
}
