/// The texts of a language as they are built into the program, sorted by their keys.
///
/// A key is the path of a text in `Messages/<language>.json`, its names joined by `/`:
/// `issues/file.empty/help`, `labels/report/read`; `pages/<code>` is a page of `Explanations`. Nothing is
/// read at start-up: a text is searched for where it lies in the program.
struct LanguageFile: Sendable {
  /// The language's code, `en`.
  let code: String
  /// Keys and texts in turn, without anything between them.
  private let texts: StaticString
  /// Where each key and each text ends, in bytes of `texts`.
  private let ends: [UInt32]

  init(code: String, texts: StaticString, ends: [UInt32]) {
    self.code = code
    self.texts = texts
    self.ends = ends
  }

  /// The text of a key; `nil` for a key that the file does not have.
  func text(_ key: String) -> String? {
    var key = key
    return key.withUTF8 { key in
      texts.withUTF8Buffer { bytes in
        var range = 0..<(ends.count / 2)
        while !range.isEmpty {
          let middle = range.lowerBound + range.count / 2
          let start = middle == 0 ? 0 : Int(ends[2 * middle - 1])
          let end = Int(ends[2 * middle])
          let candidate = UnsafeBufferPointer(rebasing: bytes[start..<end])
          if candidate.elementsEqual(key) {
            let text = bytes[end..<Int(ends[2 * middle + 1])]
            return String(decoding: UnsafeBufferPointer(rebasing: text), as: UTF8.self)
          }
          if candidate.lexicographicallyPrecedes(key) {
            range = (middle + 1)..<range.upperBound
          } else {
            range = range.lowerBound..<middle
          }
        }
        return nil
      }
    }
  }

  /// The keys that begin with a text, without it, in the order of their bytes.
  func keys(below prefix: String) -> [String] {
    texts.withUTF8Buffer { bytes in
      (0..<(ends.count / 2)).compactMap { index in
        let start = index == 0 ? 0 : Int(ends[2 * index - 1])
        let key = String(
          decoding: UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[2 * index])]),
          as: UTF8.self)
        return key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : nil
      }
    }
  }
}
