import TabularCore
import Testing

@Suite struct HexadecimalTests {
  @Test func bytesComeBack() {
    let bytes = (0...255).map { UInt8($0) }
    #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
    #expect([UInt8](hexadecimal: "aAfF09") == [0xAA, 0xFF, 0x09])
    #expect([UInt8](hexadecimal: "") == [])
  }

  @Test(arguments: ["0", "abc", "0g", "+1", " 0", "0x", "é0", "\u{FF10}0"])
  func otherTextsAreRefused(_ text: String) {
    #expect([UInt8](hexadecimal: text) == nil)
  }
}
