import CLibXLSXWriter

/// How a cell looks and how its value is shown.
struct CellStyle: Hashable {
  /// Where a cell's text stands.
  enum Alignment: Hashable {
    case general
    case left
  }

  /// The format of numbers, as Excel writes it; `@` for text.
  var numberFormat: String?
  var isBold = false
  var isItalic = false
  /// The font's size in points.
  var size = 11.0
  /// The text's colour, `0xRRGGBB`.
  var color: UInt32?
  /// The background, `0xRRGGBB`.
  var fill: UInt32?
  /// The colour of a thin line around the cell, `0xRRGGBB`.
  var border: UInt32?
  var wraps = false
  var alignment = Alignment.general
  /// Whether the text starts at the top of its cell instead of the middle.
  var isAtTop = false
  /// Steps between the cell's edge and the text.
  var indent: UInt8 = 0
  var isMonospaced = false
  /// Whether the cell may be changed on a sheet that is protected.
  var isUnlocked = false

  /// Gives a format of the library the properties of this style.
  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    format_set_font_name(format, isMonospaced ? "Consolas" : "Calibri")
    format_set_font_size(format, size)
    if let numberFormat { format_set_num_format(format, numberFormat) }
    if isBold { format_set_bold(format) }
    if isItalic { format_set_italic(format) }
    if let color { format_set_font_color(format, color) }
    if let fill { format_set_bg_color(format, fill) }
    if let border {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, border)
    }
    if wraps { format_set_text_wrap(format) }
    switch alignment {
    case .general: break
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    }
    let vertical = isAtTop ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER
    format_set_align(format, UInt8(vertical.rawValue))
    if isUnlocked { format_set_unlocked(format) }
    if indent > 0 { format_set_indent(format, indent) }
  }
}

extension CellStyle {
  private static let navy: UInt32 = 0x1F_3864
  private static let steel: UInt32 = 0x5B_7DB1
  private static let slate: UInt32 = 0x8A_8F98
  private static let line: UInt32 = 0xB7_C4D6

  private static func header(_ fill: UInt32) -> CellStyle {
    CellStyle(
      isBold: true, color: 0xFF_FFFF, fill: fill, border: line, wraps: true, alignment: .left,
      indent: 1)
  }

  /// The header of a required column.
  static let requiredHeader = header(navy)
  /// The header of an optional column.
  static let optionalHeader = header(steel)
  /// The header of a column that steers the import.
  static let controlHeader = header(slate)
  /// The title of a sheet.
  static let title = CellStyle(isBold: true, size: 18, color: navy)
  /// The line below a title.
  static let subtitle = CellStyle(isItalic: true, size: 11, color: 0x59_5959)
  /// The heading of a section.
  static let heading = CellStyle(isBold: true, size: 13, color: navy)
  /// The first words of a paragraph.
  static let topic = CellStyle(isBold: true, wraps: true, alignment: .left, isAtTop: true)
  /// A paragraph.
  static let paragraph = CellStyle(wraps: true, alignment: .left, isAtTop: true)
  /// What a colour means, beside its sample.
  static let legend = CellStyle(wraps: true, alignment: .left, indent: 1)
  /// The key of a stored record, which is not to be changed.
  static func lockedKey(_ numberFormat: String?) -> CellStyle {
    CellStyle(numberFormat: numberFormat, color: 0x59_5959, fill: 0xF2_F2F2)
  }
  /// A row that shows how others are filled in.
  static func example(_ numberFormat: String?) -> CellStyle {
    CellStyle(numberFormat: numberFormat, isItalic: true, color: 0x8A_8F98, isUnlocked: true)
  }
  /// A cell that is to be looked at.
  static let problem = CellStyle(color: 0x9C_0006, fill: 0xFF_C7CE)
  /// A value of a list.
  static let listValue = CellStyle(numberFormat: "@")
  /// What a command line looks like.
  static let command = CellStyle(fill: 0xF2_F2F2, alignment: .left, indent: 1, isMonospaced: true)
}
