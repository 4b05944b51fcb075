import TabularCore

/// How a cell of the added page looks.
public enum PageLook: Int, Sendable, CaseIterable {
  /// A text that wraps.
  case plain
  /// The title of the page.
  case title
  /// The heading of a section.
  case heading
  /// The header of a table.
  case header
  /// A place that leads to its cell.
  case link
  /// An error's name.
  case error
  /// A warning's name.
  case warning
  /// A count.
  case number
  /// A text that stays on one line.
  case line

  var font: PageFonts.Kind {
    switch self {
    case .title: .title
    case .heading: .heading
    case .header: .header
    case .link: .link
    default: .plain
    }
  }

  var wraps: Bool { ![.title, .heading, .line, .number].contains(self) }
}

/// A cell of the added page.
public struct PageCell: Sendable {
  /// What it holds.
  public enum Value: Sendable {
    /// A text.
    case text(String)
    /// A number.
    case number(Int)
  }

  /// What it holds.
  public var value: Value
  /// How it looks.
  public var look: PageLook
  /// The place in the workbook that it leads to, by the sheet's name and a reference.
  public var target: (sheet: String, reference: String)?

  /// A text.
  public init(
    _ text: String, _ look: PageLook = .plain, target: (sheet: String, reference: String)? = nil
  ) {
    value = .text(text)
    self.look = look
    self.target = target
  }

  /// A number.
  public init(_ number: Int) {
    value = .number(number)
    look = .number
  }
}

/// The sheet that is put before all others.
public struct ReportPage: Sendable {
  /// The name on its tab.
  public var name: String
  /// The rows, each with its cells from column A.
  public var rows: [[PageCell]] = []
  /// The widths of the columns, in characters.
  public var widths: [Double] = []
  /// The row, from 1, whose cells head a table that ends with the page; `nil` for none.
  public var tableHeader: Int?

  /// An empty page.
  public init(name: String) { self.name = name }

  /// The column in which the former fills of marked cells are kept, from 1; it is hidden.
  static let formerColumn = 12
}

/// The fonts and the fill of the added page.
enum PageFonts {
  /// The fonts, in the order in which they are added.
  enum Kind: CaseIterable {
    case plain
    case title
    case heading
    case header
    case link
  }

  static let all = Kind.allCases

  static func font(_ kind: Kind, prefix p: String) -> String {
    let (marks, size, color) =
      switch kind {
      case .plain: ("", 11, "FF1F1F1F")
      case .title: ("<\(p)b/>", 18, "FF1F3864")
      case .heading: ("<\(p)b/>", 13, "FF1F3864")
      case .header: ("<\(p)b/>", 11, "FFFFFFFF")
      case .link: ("<\(p)u/>", 11, "FF0563C1")
      }
    return "<\(p)font>\(marks)<\(p)sz val=\"\(size)\"/><\(p)color rgb=\"\(color)\"/>"
      + "<\(p)name val=\"Calibri\"/><\(p)family val=\"2\"/></\(p)font>"
  }

  static func headerFill(prefix p: String) -> String {
    "<\(p)fill><\(p)patternFill patternType=\"solid\"><\(p)fgColor rgb=\"FE1F3864\"/>"
      + "<\(p)bgColor indexed=\"64\"/></\(p)patternFill></\(p)fill>"
  }
}

extension ReportPage {
  /// The part of the page.
  ///
  /// - Parameters:
  ///   - former: the formats that show the former fills of marked cells, from number 1 on.
  ///   - isSelected: whether the page is the sheet that is shown first.
  func part(
    looks: [PageLook: Int], former: [Int], namespace: String, isSelected: Bool
  ) -> [UInt8] {
    var text = Markup.declaration + "<worksheet xmlns=\"\(namespace)\">"
    text += "<sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
    text += "<sheetViews><sheetView showGridLines=\"0\"\(isSelected ? " tabSelected=\"1\"" : "")"
    text += " workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>"
    for (index, width) in widths.enumerated() {
      text +=
        "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    let kept = Self.formerColumn
    text +=
      "<col min=\"\(kept)\" max=\"\(kept)\" width=\"2\" hidden=\"1\" customWidth=\"1\"/></cols>"
    text += "<sheetData>"
    var bytes = Array(text.utf8)
    for index in 0..<max(rows.count, former.count) {
      let row = rows.indices.contains(index) ? rows[index] : []
      bytes += "<row r=\"\(index + 1)\"\(height(of: row))>".utf8
      // Piece by piece, since a page may have many rows.
      let number = String(index + 1)
      for (column, cell) in row.enumerated() {
        bytes += "<c r=\"".utf8
        bytes += columnLetters(column + 1).utf8
        bytes += number.utf8
        bytes += "\" s=\"".utf8
        bytes += String(looks[cell.look] ?? 0).utf8
        switch cell.value {
        case .number(let number):
          bytes += "\"><v>\(number)</v></c>".utf8
        case .text(let text) where text.isEmpty:
          bytes += "\"/>".utf8
        case .text(let text):
          bytes += "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8
          bytes += Markup.cellText(text).utf8
          bytes += "</t></is></c>".utf8
        }
      }
      if former.indices.contains(index) {
        let reference = CellReference(row: index + 1, column: kept)
        bytes += "<c r=\"\(reference)\" s=\"\(former[index])\"/>".utf8
      }
      bytes += "</row>".utf8
    }
    bytes += "</sheetData>".utf8
    if let range = tableRange {
      bytes += "<autoFilter ref=\"\(range)\"/>".utf8
    }
    bytes += links
    bytes +=
      "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\"".utf8
    bytes += " footer=\"0.3\"/><pageSetup orientation=\"landscape\" fitToHeight=\"0\"/>".utf8
    bytes += "</worksheet>".utf8
    return bytes
  }

  /// The height of a row in which a text takes more than one line: programs that open the file do not all
  /// find it themselves.
  private func height(of row: [PageCell]) -> String {
    var lines = 1
    for (cell, width) in zip(row, widths) where cell.look.wraps {
      guard case .text(let text) = cell.value else { continue }
      let room = max(1, Int(width * 1.1))
      // Scalars are counted, since letters of several are few.
      lines = max(lines, (text.unicodeScalars.count + room - 1) / room)
    }
    if row.first?.look == .title { return " ht=\"27\" customHeight=\"1\"" }
    if row.first?.look == .heading { return " ht=\"21\" customHeight=\"1\"" }
    return lines == 1 ? "" : " ht=\"\(min(lines, 27) * 15)\" customHeight=\"1\""
  }

  /// The range of the table that can be filtered.
  var tableRange: CellRange? {
    guard let tableHeader, rows.indices.contains(tableHeader - 1), rows.count > tableHeader
    else { return nil }
    return CellRange(
      first: CellReference(row: tableHeader, column: 1),
      last: CellReference(row: rows.count, column: rows[tableHeader - 1].count))
  }

  /// Links to cells; a spreadsheet program allows at most 65,530 on a sheet.
  private var links: [UInt8] {
    var bytes: [UInt8] = []
    var room = 65_000
    for (index, row) in rows.enumerated() {
      for (column, cell) in row.enumerated() {
        guard let target = cell.target, room > 0 else { continue }
        room -= 1
        let reference = CellReference(row: index + 1, column: column + 1)
        let place = Markup.escaped("\(Markup.sheetReference(target.sheet))!\(target.reference)")
        bytes += "<hyperlink ref=\"\(reference)\" location=\"\(place)\"/>".utf8
      }
    }
    guard !bytes.isEmpty else { return [] }
    return Array("<hyperlinks>".utf8) + bytes + Array("</hyperlinks>".utf8)
  }
}
