internal import CLibArgon2
public import Schemas

/// Hashes passwords with Argon2id into PHC strings, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
///
/// A password leaves the process in no other form.
public enum PasswordHash {
  private static let saltLength = 16
  private static let hashLength = 32
  /// The most that a stored hash may ask for, so that a check stays bounded: 256 MiB and 16 passes.
  private static let mostMemory = UInt32(HashRule.memories.upperBound)
  private static let mostPasses = UInt32(HashRule.passCounts.upperBound)

  /// A placeholder for a hash when nothing is written: of the same form and length.
  public static func placeholder(_ rule: HashRule) -> String {
    "$argon2id$v=19$m=\(rule.memory),t=\(rule.passes),p=\(rule.lanes)$"
      + String(repeating: "A", count: 22) + "$" + String(repeating: "A", count: 43)
  }

  /// The PHC string of a password, with a salt of its own; `nil` if there is not enough memory.
  public static func hash(_ password: String, _ rule: HashRule) -> String? {
    let (memory, passes) = (UInt32(rule.memory), UInt32(rule.passes))
    let lanes = UInt32(rule.lanes)
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<saltLength).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var encoded = [CChar](
      repeating: 0,
      count: argon2_encodedlen(
        passes, memory, lanes, UInt32(saltLength), UInt32(hashLength), Argon2_id))
    let bytes = Array(password.utf8)
    let status = argon2id_hash_encoded(
      passes, memory, lanes, bytes, bytes.count, salt, salt.count, hashLength, &encoded,
      encoded.count)
    guard status == ARGON2_OK.rawValue else { return nil }
    return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a stored text is an Argon2id hash of a password; one whose parameters cost too much is not
  /// checked.
  public static func isHash(_ stored: String, of password: String) -> Bool {
    guard isBounded(stored), !stored.utf8.contains(0) else { return false }
    let bytes = Array(password.utf8)
    return argon2id_verify(stored, bytes, bytes.count) == ARGON2_OK.rawValue
  }

  /// Whether a check with the parameters of a PHC string costs no more than allowed.
  private static func isBounded(_ stored: String) -> Bool {
    let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[1] == "argon2id" else { return false }
    var values: [Substring: UInt32] = [:]
    for item in parts[3].split(separator: ",") {
      let pair = item.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, let number = UInt32(pair[1]) else { return false }
      values[pair[0]] = number
    }
    guard let memory = values["m"], let passes = values["t"], let lanes = values["p"] else {
      return false
    }
    return memory <= mostMemory && passes <= mostPasses && lanes <= 16
  }
}
