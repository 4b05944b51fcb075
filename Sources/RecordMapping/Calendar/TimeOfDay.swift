/// Times of day as minutes since midnight.
public enum TimeOfDay {
  /// The canonical text `HH:MM` of minutes since midnight, from 0.
  public static func text(ofMinutes minutes: Int) -> String {
    padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
  }

  /// The minutes of the canonical text `HH:MM`; `nil` for any other text.
  public static func minutes(in text: some StringProtocol) -> Int? {
    var minutes = 0
    var index = 0
    for byte in text.utf8 {
      let digit = Int(byte) - Int(UInt8(ascii: "0"))
      switch index {
      case 0 where (0...9).contains(digit): minutes += digit * 600
      case 1 where (0...9).contains(digit): minutes += digit * 60
      case 2 where byte == UInt8(ascii: ":"): break
      case 3 where (0...5).contains(digit): minutes += digit * 10
      case 4 where (0...9).contains(digit): minutes += digit
      default: return nil
      }
      index += 1
    }
    return index == 5 && minutes < 1440 ? minutes : nil
  }
}
