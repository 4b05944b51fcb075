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
/// a spreadsheet program has these colours.
struct MarkFill: Hashable {
  /// How bad it is.
  var level: MarkLevel
  /// The number of the fill that the cell had; 0 for none.
  var former: Int
  /// Whether the fill is dark, for cells that are written in a light colour.
  var isDark = false

  /// How many different fills can be told apart.
  static let formerCount = 64

  /// The colour of former fill 0.
  private var base: UInt32 {
    switch (level, isDark) {
    case (.error, false): 0xFE_C0C8
    case (.error, true): 0xBE_0810
    case (.warning, false): 0xFE_E898
    case (.warning, true): 0x9E_5808
    }
  }

  init(_ level: MarkLevel, former: Int, isDark: Bool = false) {
    self.level = level
    self.former = former
    self.isDark = isDark
  }

  /// The mark that a colour is; `nil` for any other colour.
  init?(argb: String) {
    guard argb.count == 8, let value = UInt32(argb, radix: 16) else { return nil }
    let former = Int(value >> 8 & 7 | (value & 7) << 3)
    for level in MarkLevel.allCases {
      for isDark in [false, true] {
        let fill = MarkFill(level, former: former, isDark: isDark)
        guard fill.base == value & 0xFF_F8F8 else { continue }
        self = fill
        return
      }
    }
    return nil
  }

  /// The colour, `FFFEC0C8`.
  var argb: String {
    let bits = UInt32(former & 7) << 8 | UInt32(former >> 3 & 7)
    return String(0xFF00_0000 | base | bits, radix: 16, uppercase: true)
  }
}
