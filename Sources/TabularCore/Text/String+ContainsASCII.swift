extension String {
  /// Whether a text of ASCII stands in the string, found by its bytes.
  ///
  /// `contains` of the standard library compares characters and takes thousands of instructions for a short text; a
  /// start asks this of all names of countries and all SQL of a table.
  ///
  /// - Parameters:
  ///   - word: the text, not empty; in lower case where case is ignored.
  ///   - ignoresCase: whether letters A to Z of the string count as a to z.
  public func contains(ascii word: StaticString, ignoringCase ignoresCase: Bool = false) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
      guard let first = word.first, bytes.count >= word.count else { return false }
      func letter(_ place: Int) -> UInt8 {
        let byte = bytes[place]
        return ignoresCase && (65...90).contains(byte) ? byte | 0x20 : byte
      }
      for start in 0...(bytes.count - word.count) where letter(start) == first {
        if word.indices.allSatisfy({ letter(start + $0) == word[$0] }) { return true }
      }
      return false
    }
  }
}
