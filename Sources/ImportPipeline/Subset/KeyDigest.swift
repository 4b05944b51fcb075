import Crypto
import TabularCore

/// A digest over keys, which may name people: what a record of a run keeps of them.
enum KeyDigest {
  /// SHA-256 of keys in their order, hexadecimal.
  static func text(_ keys: [[String]]) -> String {
    let text = keys.map { $0.joined(separator: "\u{1F}") }.joined(separator: "\n")
    return SHA256.hash(data: Array(text.utf8)).hexadecimal
  }
}
