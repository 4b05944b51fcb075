/// The cells of a worksheet part as they are written, found by a scan for tags: a second reader that
/// shares nothing with the product's and decides nothing.
public struct PlainSheet: Sendable {
  /// A `c` element that holds a text.
  public struct Cell: Sendable {
    /// Which `row` element it stands in, from 0.
    public var row: Int
    /// Its `r`, as written.
    public var reference: String?
    /// Its `t`, as written.
    public var type: String?
    /// What its `v` or `t` elements hold.
    public var text: String
  }

  /// The `r` of each `row` element, as written.
  public private(set) var rowNumbers: [String?] = []
  /// The cells in their order.
  public private(set) var cells: [Cell] = []

  /// Scans the contents of `sheetData`; entities are not decoded.
  public init(data: String) {
    var open: Cell?
    for piece in data.split(separator: "<", omittingEmptySubsequences: true) {
      let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      let tag = parts[0]
      let text = parts.count > 1 ? parts[1] : ""
      let name = tag.prefix { $0 != " " && $0 != "/" }
      switch name.isEmpty ? tag : name {
      case "row": rowNumbers.append(Self.attribute("r", of: tag))
      case "c":
        open = Cell(
          row: rowNumbers.count - 1, reference: Self.attribute("r", of: tag),
          type: Self.attribute("t", of: tag), text: "")
      case "v", "t": open?.text += text
      case "/c":
        if let cell = open, !cell.text.isEmpty { cells.append(cell) }
        open = nil
      default: break
      }
    }
  }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound,
      let end = tag[start...].firstIndex(of: "\"")
    else { return nil }
    return String(tag[start..<end])
  }
}
