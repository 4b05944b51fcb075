import CLibZ
import Foundation

/// A text of a page as its script reads it: compressed (zlib, RFC 1950), in base64.
///
/// A million issues would be more than a hundred megabytes as they stand, and browsers read a page of that
/// size for seconds before they show anything.
enum PackedText {
  /// The type of a `script` element that holds such a text.
  static let type = "text/x-zlib-base64"
  /// More takes longer than it makes smaller: the texts of a block repeat each other.
  private static let level: CInt = 5

  /// The packed form of a text; `nil` when there is no memory for it.
  static func packed(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var count = compressBound(uLong(bytes.count))
    var result = Data(count: Int(count))
    let status = result.withUnsafeMutableBytes { target in
      target.withMemoryRebound(to: Bytef.self) { target in
        compress2(target.baseAddress, &count, bytes, uLong(bytes.count), level)
      }
    }
    guard status == Z_OK else { return nil }
    return result.prefix(Int(count)).base64EncodedString()
  }
}
