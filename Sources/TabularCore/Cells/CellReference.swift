/// The place of a cell in a sheet: a row and a column, both counted from 1.
public struct CellReference: Hashable, Sendable, Comparable {
  /// The row number that a spreadsheet shows, from 1.
  public var row: Int
  /// The column number, from 1 (`A` is 1).
  public var column: Int

  /// The last row of a worksheet (ECMA-376 part 1, 18.3.1.73).
  public static let lastRow = 1_048_576
  /// The last column of a worksheet, `XFD`.
  public static let lastColumn = 16_384

  /// A reference from its row and column, both counted from 1.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads an A1 reference such as `B12`; `nil` for anything else, and beyond `XFD1048576`.
  public init?(a1: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in a1.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
        guard row > 0 else { return nil }
      default:
        return nil
      }
      guard column <= Self.lastColumn, row <= Self.lastRow else { return nil }
    }
    guard row > 0, column > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// Row-major order.
  public static func < (left: CellReference, right: CellReference) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}

extension CellReference: CustomStringConvertible {
  /// The A1 form, `B12`.
  public var description: String { columnLetters(column) + String(row) }
}

/// The letters of a column number counted from 1: 1 is `A`, 27 is `AA`.
public func columnLetters(_ column: Int) -> String {
  var letters: [UInt8] = []
  var rest = column
  while rest > 0 {
    letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
    rest = (rest - 1) / 26
  }
  return String(decoding: letters.reversed(), as: UTF8.self)
}
