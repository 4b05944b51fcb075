/// Which characters of texts a pattern does not let vary, by the classes of their characters.
struct KnownShapes {
  private var ofShapes: [UInt64: (shape: String, literals: [Bool])] = [:]

  /// So many shapes are remembered at most.
  private static let mostCount = 100_000

  /// What was kept for the shape of a text.
  func literals(of text: String) -> [Bool]? {
    var text = text
    let plain = text.withUTF8 { bytes -> [Bool]?? in
      // The shape of a text of ASCII is not made for that.
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return .some(literals(ofShape: bytes.lazy.map(ShapedText.shape(of:))))
    }
    return plain ?? literals(ofShape: ShapedText.shape(of: text).utf8)
  }

  private func literals(ofShape shape: some Collection<UInt8>) -> [Bool]? {
    guard let known = ofShapes[Self.hash(shape)], known.shape.utf8.elementsEqual(shape) else {
      return nil
    }
    return known.literals
  }

  /// Keeps the literals of the shape of a text.
  mutating func keep(_ literals: [Bool], of text: String) {
    guard ofShapes.count < Self.mostCount else { return }
    let shape = ShapedText.shape(of: text)
    ofShapes[Self.hash(shape.utf8)] = (shape, literals)
  }

  private static func hash(_ shape: some Collection<UInt8>) -> UInt64 {
    shape.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
