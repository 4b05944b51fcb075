/// How bad the findings of a cell are; each has a fill of its own.
public enum MarkLevel: UInt8, Sendable, Comparable, CaseIterable {
  /// Someone should look.
  case warning = 1
  /// The cell's row is not imported.
  case error = 2

  /// Warnings before errors.
  public static func < (left: MarkLevel, right: MarkLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The fill of a marked cell.
///
/// The colour alone says that a cell is marked, at which level, and which fill it had before: whatever
/// program saves the copy keeps colours, while it renumbers styles. The lowest three bits of green and blue
/// are the number of the fill that the cell had, from 0 for none; nobody sees the difference. No palette of
/// a spreadsheet program has the red of 254.
struct MarkFill: Hashable {
  /// How bad it is.
  var level: MarkLevel
  /// The number of the fill that the cell had; 0 for none.
  var former: Int

  /// How many different fills can be told apart.
  static let formerCount = 64

  private static func base(_ level: MarkLevel) -> (green: Int, blue: Int) {
    switch level {
    case .error: (0xC0, 0xC8)
    case .warning: (0xE8, 0x98)
    }
  }

  init(_ level: MarkLevel, former: Int) {
    self.level = level
    self.former = former
  }

  /// The mark that a colour is; `nil` for any other colour.
  init?(argb: String) {
    guard argb.count == 8, let value = UInt32(argb, radix: 16), value >> 16 & 0xFF == 0xFE
    else { return nil }
    let (green, blue) = (Int(value >> 8 & 0xFF), Int(value & 0xFF))
    for level in MarkLevel.allCases {
      let base = Self.base(level)
      if green & ~7 == base.green, blue & ~7 == base.blue {
        self.init(level, former: green & 7 | (blue & 7) << 3)
        return
      }
    }
    return nil
  }

  /// The colour, `FFFEC0C8`.
  var argb: String {
    let base = Self.base(level)
    let value = 0xFFFE_0000 | (base.green | former & 7) << 8 | base.blue | former >> 3 & 7
    return String(value, radix: 16, uppercase: true)
  }
}
