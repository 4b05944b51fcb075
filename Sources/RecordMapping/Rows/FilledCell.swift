public import TabularCore

/// A cell of a row that is not blank.
public struct FilledCell: Sendable {
  /// The column number, from 1.
  public var column: Int
  /// The text as read.
  public var text: String
  /// What is stored.
  public var kind: CellKind
  /// The class of the number format.
  public var format: NumberFormatClass
  /// What kind of formula the value comes from.
  public var formula: CellFormula

  /// A cell of a batch with its text.
  public init(_ cell: Cell, text: String) {
    self.column = Int(cell.column)
    self.text = text
    self.kind = cell.kind
    self.format = cell.format
    self.formula = cell.formula
  }

  /// Whether the cell holds a number, or would if its formula could be calculated; as text, digits with
  /// the signs of numbers and at most a currency code.
  var isNumeric: Bool {
    switch kind {
    case .number, .uncachedFormula, .error: return true
    case .text: break
    case .blank, .boolean, .isoDate: return false
    }
    guard text.utf8.count <= 40 else { return false }
    var digits = 0
    var letters = 0
    var hyphens = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits += 1
      case "A"..."Z": letters += 1
      case "-", "\u{2212}": hyphens += 1
      case " ", "\u{A0}", "\u{202F}", ".", ",", "'", "+", "%", "(", ")": break
      default: if scalar.properties.generalCategory != .currencySymbol { return false }
      }
    }
    return digits > 0 && hyphens <= 1 && (letters == 0 || letters == 3)
  }
}
