/// Gives the bytes of the small letter of a letter from U+00C0 to U+00FF, whose first byte in UTF-8 is C3; the sharp
/// s becomes `ss`, the signs of multiplication and division stay.
///
/// - Parameters:
///   - second: the letter's second byte.
///   - add: takes one byte after the other, two of them.
@inlinable public func addSmallLetter(ofWestern second: UInt8, _ add: (UInt8) -> Void) {
  if second == 0x9F {
    add(UInt8(ascii: "s"))
    add(UInt8(ascii: "s"))
  } else {
    add(0xC3)
    // All but the sign of multiplication have a small letter.
    add(second < 0x9F && second != 0x97 ? second | 0x20 : second)
  }
}
