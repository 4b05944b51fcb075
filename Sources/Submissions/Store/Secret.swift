import Crypto
import Foundation
import TabularCore

/// Random texts that nobody can guess, and what is kept of them.
enum Secret {
  /// 256 random bits in letters, digits, `-` and `_`.
  static func make() throws(DeskError) -> String {
    base64(random(32))
  }

  /// 128 random bits as hexadecimal digits: the name of a file or a submission.
  static func id() -> String { random(16).hexadecimal }

  /// What is kept of a secret: a random text of 256 bits needs no slow hash.
  static func digest(_ secret: String) -> String {
    SHA256.hash(data: Array(secret.utf8)).hexadecimal
  }

  /// Whether texts are equal, in a time that does not tell how far they are.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }

  /// The code of a text under a key.
  static func code(of text: String, key: String) -> String {
    let key = SymmetricKey(data: Array(key.utf8))
    return base64(Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)))
  }

  private static func random(_ count: Int) -> [UInt8] {
    // The system's generator: getrandom(2).
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
