import Foundation

/// What is wrong with a password.
public enum PasswordWeakness: Sendable, Hashable {
  /// It has fewer characters than asked for.
  case short(least: Int)
  /// It has more characters than are hashed.
  case long(most: Int)
  /// It holds the name of the account.
  case hasName
  /// It is made of few characters, or of a sequence.
  case simple
  /// It is in the list of passwords that everybody tries.
  case common
}

/// Which passwords are taken.
///
/// Length counts, not kinds of characters (NIST SP 800-63B, OWASP ASVS 5, 6.2): any character may be in it,
/// nothing is cut, and it never expires.
public struct PasswordRules: Sendable {
  /// The fewest characters.
  public var least = 12
  /// The most characters.
  public var most = 128
  /// Passwords that are refused, in lower case.
  public var denied: Set<String> = []

  /// The usual rules.
  public init() {}

  /// What is wrong with a password; `nil` for nothing.
  public func weakness(of password: String, name: String) -> PasswordWeakness? {
    let lowered = Self.normalized(password).lowercased()
    if lowered.count < least { return .short(least: least) }
    if lowered.count > most { return .long(most: most) }
    if name.count > 2, lowered.contains(name) { return .hasName }
    if denied.contains(lowered) { return .common }
    let scalars = Array(lowered.unicodeScalars.map(\.value))
    let steps = zip(scalars, scalars.dropFirst()).filter { left, right in
      left == right || left + 1 == right || right + 1 == left
    }
    let isSequence = steps.count * 3 >= scalars.count * 2
    return Set(scalars).count < 5 || isSequence ? .simple : nil
  }

  /// The form in which a password is hashed: the same however a keyboard composes its letters.
  static func normalized(_ password: String) -> String {
    password.precomposedStringWithCompatibilityMapping
  }
}
