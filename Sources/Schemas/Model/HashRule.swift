/// How the passwords of a field are hashed, and which hashes of other systems are taken over as they are.
public struct HashRule: Sendable, Hashable {
  /// A form of hashes that other systems keep.
  public enum Kind: String, Sendable, CaseIterable {
    /// `$2b$12$…`, of 60 characters.
    case bcrypt
    /// `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
    case argon2id
  }

  /// The memory that Argon2id works on, in KiB.
  public var memory = 19_456
  /// How often it goes over that memory.
  public var passes = 2
  /// How many lanes work at a time.
  public var lanes = 1
  /// The hashes of other systems that a cell may hold instead of a password.
  public var takes: Set<Kind> = []

  // The least is what OWASP's Password Storage Cheat Sheet recommends; the most keeps checks bounded.
  /// What the memory may be.
  public static let memories = 19_456...262_144
  /// How many passes there may be.
  public static let passCounts = 2...16
  /// How many lanes there may be.
  public static let laneCounts = 1...16

  /// The usual rule.
  public init() {}

  /// The form of hashes that a text has; `nil` for any other text.
  public static func kind(of text: String) -> Kind? {
    let parts = text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty else { return nil }
    switch String(Substring(parts[1])) {
    case "2a", "2b", "2y":
      guard parts.count == 4, let cost = Int(Substring(parts[2])), parts[2].count == 2,
        (4...31).contains(cost), parts[3].count == 53, parts[3].allSatisfy(isBcrypt)
      else { return nil }
      return .bcrypt
    case "argon2id":
      guard parts.count == 6, Substring(parts[2]) == "v=19", parts[4].allSatisfy(isBase64),
        parts[5].allSatisfy(isBase64), (11...64).contains(parts[4].count),
        (16...172).contains(parts[5].count)
      else { return nil }
      let names = Substring(parts[3]).split(separator: ",").map { $0.prefix(2) }
      return names == ["m=", "t=", "p="] ? .argon2id : nil
    default: return nil
    }
  }

  private static func isBcrypt(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || isAlphanumeric(byte)
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || isAlphanumeric(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
