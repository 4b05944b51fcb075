/// How many pages side by side a table takes when it is printed in a size that people can read.
///
/// Neither the language nor the package tells the paper: French is written on A4 and, in Canada, on Letter. So
/// no paper is named, the printer's own is taken, and the pages are counted for the narrower of the two.
struct PrintedPages {
  /// The smallest scale that is read without a magnifying glass: 11 points become 6.6.
  static let smallestScale = 0.6

  /// The margin at the left and at the right, in inches.
  static let margin = 0.4

  /// The width between the margins of Letter paper across, in pixels of a screen; A4 has 67 more.
  private static let pixels = (11 - 2 * margin) * 96

  /// The pixels of a character: 7 in Calibri, 8 in what stands for it where it is not installed.
  private static let pixelsPerCharacter = 8.0

  /// What a cell has beside its characters, in pixels.
  private static let padding = 5.0

  /// How many pages stand side by side.
  let across: Int

  /// The pages of columns.
  ///
  /// - Parameters:
  ///   - widths: the widths of the columns, in characters.
  ///   - keyColumns: how many of the first columns are repeated on each page.
  init(widths: [Double], keyColumns: Int) {
    let widths = widths.map { $0 * Self.pixelsPerCharacter + Self.padding }
    let room = Self.pixels / Self.smallestScale
    let keys = widths.prefix(keyColumns).reduce(0, +)
    var pages = 1
    var filled = 0.0
    for width in widths {
      if filled > 0, filled + width > room {
        pages += 1
        filled = keys
      }
      filled += width
    }
    across = pages
  }
}
