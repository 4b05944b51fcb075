/// Names of parts: how targets of relationships become names of archive members (ECMA-376 part 2,
/// 6.2 and annex A).
enum PartName {
  /// A member's name with forward slashes.
  static func normalized(_ name: String) -> String {
    name.contains("\\") ? String(name.map { $0 == "\\" ? "/" : $0 }) : name
  }

  /// The name in the form used for comparison: ASCII letters in lower case.
  static func key(_ name: String) -> String {
    var bytes = Array(name.utf8)
    for index in bytes.indices where bytes[index] >= 65 && bytes[index] <= 90 {
      bytes[index] += 32
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a member's name points out of the package: absolute, with a drive, or with `..`.
  static func isUnsafe(_ name: String) -> Bool {
    let bytes = Array(name.utf8.prefix(2))
    if bytes.first == UInt8(ascii: "/") { return true }
    if bytes.count == 2, bytes[1] == UInt8(ascii: ":") { return true }
    return name.split(separator: "/").contains("..")
  }

  /// The member that a relationship's target names, or `nil` when the target is outside the package.
  ///
  /// - Parameters:
  ///   - target: absolute (`/xl/a.xml`) or relative to the source's folder; a backslash counts as a
  ///     slash, percent escapes are decoded, a query and fragment are dropped.
  ///   - source: the part that the relationship belongs to, `""` for the package.
  static func resolve(_ target: String, from source: String) -> String? {
    let path = String(target.prefix { $0 != "?" && $0 != "#" })
    guard let decoded = percentDecoded(normalized(path)) else { return nil }
    let name = normalized(decoded)
    guard !name.isEmpty else { return "" }
    // A colon in the first segment makes it an absolute URI.
    guard !name.prefix(while: { $0 != "/" }).contains(":") else { return nil }
    var segments: [Substring] = name.hasPrefix("/") ? [] : folder(of: source)
    for segment in name.split(separator: "/") {
      switch segment {
      case ".": continue
      case "..": if segments.popLast() == nil { return nil }
      default: segments.append(segment)
      }
    }
    return segments.joined(separator: "/") + (name.hasSuffix("/") ? "/" : "")
  }

  /// The part that holds the relationships of a part; `""` is the package itself.
  static func relationships(of part: String) -> String {
    let name = part.split(separator: "/").last.map(String.init) ?? ""
    return (folder(of: part) + ["_rels", "\(name).rels"]).joined(separator: "/")
  }

  private static func folder(of part: String) -> [Substring] {
    Array(part.split(separator: "/").dropLast())
  }

  private static func percentDecoded(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), digits.utf8.count == 2,
        digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
        let value = UInt8(digits, radix: 16), value != 0
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
