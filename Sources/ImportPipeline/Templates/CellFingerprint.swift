import Crypto
import Foundation
import TabularCore

/// What a cell held, as 48 bits: enough to see that it was changed, too little to tell what it was.
///
/// A program that saves the workbook again may write a number with other digits, so numbers count to the
/// fifteenth.
struct CellFingerprint: Hashable {
  let bits: UInt64

  /// A blank cell.
  static let blank = CellFingerprint(bits: 0)
  /// How many hexadecimal digits are written.
  static let length = 12

  private init(bits: UInt64) { self.bits = bits }

  /// The fingerprint of a text that stands for a cell or for the cells of a key.
  ///
  /// - Parameter salt: what one template mixes into all of its fingerprints.
  private init(_ text: String, salt: String) {
    var hash = SHA256()
    hash.update(data: Array(salt.utf8))
    hash.update(data: Array(text.utf8))
    var bits: UInt64 = 0
    for byte in hash.finalize().prefix(6) { bits = bits << 8 | UInt64(byte) }
    self.bits = max(bits, 1)
  }

  /// The fingerprint of a cell that a template gets.
  init(_ cell: RecordCell, salt: String) {
    switch cell {
    case .blank: self = .blank
    case .text(let text): self.init(Self.form(text: text), salt: salt)
    case .number(let number): self.init(Self.form(number: number), salt: salt)
    }
  }

  /// The fingerprint of a cell as it was read; `nil` is blank.
  init(_ cell: PendingRow.Origin?, salt: String) {
    guard let cell else {
      self = .blank
      return
    }
    switch cell.kind {
    case .blank: self = .blank
    case .number:
      self.init(Double(cell.text).map(Self.form(number:)) ?? "?" + cell.text, salt: salt)
    case .text: self.init(Self.form(text: cell.text), salt: salt)
    case .boolean, .error, .isoDate, .uncachedFormula:
      self.init("\(cell.kind.rawValue):" + cell.text, salt: salt)
    }
  }

  /// The fingerprint of the key that several cells make.
  init(key: [CellFingerprint], salt: String) {
    self.init("k" + key.map(\.text).joined(), salt: salt)
  }

  /// Twelve hexadecimal digits.
  var text: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: max(0, Self.length - digits.utf8.count)) + digits
  }

  /// Reads twelve hexadecimal digits; `nil` for any other text.
  init?(_ text: Substring) {
    guard text.utf8.count == Self.length,
      text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let bits = UInt64(text, radix: 16)
    else { return nil }
    self.bits = bits
  }

  private static func form(text: String) -> String {
    "t" + text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  private static func form(number: Double) -> String {
    "n" + (number == 0 ? "0" : String(format: "%.14e", number))
  }
}
