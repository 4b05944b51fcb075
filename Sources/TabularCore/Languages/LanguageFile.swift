/// The texts of a language as they are built into the program, sorted by their keys.
///
/// A key is the path of a text in `Messages/<language>.json`, its names joined by `/`:
/// `issues/file.empty/help`, `labels/report/read`; `pages/<code>` is a page of `Explanations`. Nothing is
/// read at start-up: texts are searched in place.
struct LanguageFile: Sendable {
  /// The language's code, `en`.
  let code: String
  /// Keys and texts alternately, without separators.
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
        let index = firstIndex(notBefore: key, in: bytes)
        guard index < ends.count / 2, self.key(at: index, in: bytes).elementsEqual(key) else {
          return nil
        }
        let text = bytes[Int(ends[2 * index])..<Int(ends[2 * index + 1])]
        return String(decoding: UnsafeBufferPointer(rebasing: text), as: UTF8.self)
      }
    }
  }

  /// The keys with a prefix, without that prefix, in byte order.
  func keys(below prefix: String) -> [String] {
    var prefix = prefix
    return prefix.withUTF8 { prefix in
      texts.withUTF8Buffer { bytes in
        var keys: [String] = []
        for index in firstIndex(notBefore: prefix, in: bytes)..<(ends.count / 2) {
          let key = key(at: index, in: bytes)
          guard key.starts(with: prefix) else { break }
          keys.append(String(decoding: key[prefix.count...], as: UTF8.self))
        }
        return keys
      }
    }
  }

  /// The first of the sorted keys that is not less than a key; the number of keys if there is none.
  private func firstIndex(
    notBefore key: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var range = 0..<(ends.count / 2)
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if self.key(at: middle, in: bytes).lexicographicallyPrecedes(key) {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }

  private func key(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let start = index == 0 ? 0 : Int(ends[2 * index - 1])
    return UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[2 * index])])
  }
}
