import Crypto
import Foundation
import TabularCore

/// Seals kept secrets with AES-GCM, with the key of a file; a secret leaves the process in no other form.
struct SecretSealer: Sendable {
  private let key: SymmetricKey

  /// Reads the 32-byte key: raw, or as 64 hexadecimal digits or Base64.
  init?(keyFile path: String) {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 4_096
    else { return nil }
    let text = String(decoding: data, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if data.count == 32 {
      key = SymmetricKey(data: data)
    } else if let bytes = Data(base64Encoded: text), bytes.count == 32 {
      key = SymmetricKey(data: bytes)
    } else if let bytes = [UInt8](hexadecimal: text), bytes.count == 32 {
      key = SymmetricKey(data: bytes)
    } else {
      return nil
    }
  }

  /// The sealed form of a secret: Base64 of nonce, ciphertext and tag, bound to its table, key and field.
  func seal(_ secret: String, table: String, key recordKey: String, field: String) -> String? {
    let place = Data("\(table)\u{1F}\(recordKey)\u{1F}\(field)".utf8)
    let box = try? AES.GCM.seal(Data(secret.utf8), using: key, authenticating: place)
    return box?.combined?.base64EncodedString()
  }

  /// The secret of a sealed form.
  func open(_ sealed: String, table: String, key recordKey: String, field: String) -> String? {
    let place = Data("\(table)\u{1F}\(recordKey)\u{1F}\(field)".utf8)
    guard let data = Data(base64Encoded: sealed), let box = try? AES.GCM.SealedBox(combined: data),
      let plain = try? AES.GCM.open(box, using: key, authenticating: place)
    else { return nil }
    return String(decoding: plain, as: UTF8.self)
  }
}
