import TabularCore

/// The notes of a sheet with ours: the part that holds their texts (ECMA-376 part 1, 18.7).
struct NoteEdit {
  private var document: MarkupDocument
  private let list: Int?
  private let authors: Int?
  /// The cells whose notes are of an earlier copy.
  private(set) var former: Set<CellReference> = []
  /// The cells that have a note of somebody else.
  private(set) var taken: Set<CellReference> = []
  private var formerElements: [Int] = []
  private var authorIndex: Int?

  /// Reads the notes of a sheet.
  init(_ document: MarkupDocument) {
    self.document = document
    authors = document.child("authors")
    list = document.child("commentList")
    let names = (authors.map(document.children(of:)) ?? []).map {
      Markup.decoded(document.text(document.contents(of: $0)))
    }
    authorIndex = names.firstIndex(of: WorkbookMarks.author)
    for index in list.map(document.children(of:)) ?? [] {
      let element = document.elements[index]
      guard let place = element["ref"].flatMap({ CellReference(a1: $0) }) else { continue }
      if element["authorId"] == authorIndex.map(String.init) || Self.isOurs(document, index) {
        former.insert(place)
        formerElements.append(index)
      } else {
        taken.insert(place)
      }
    }
  }

  /// Whether a note ends as ours do: LibreOffice does not keep by whom notes are.
  private static func isOurs(_ document: MarkupDocument, _ index: Int) -> Bool {
    var text = ""
    var isText = true
    for character in document.text(document.elements[index].range) {
      if character == "<" { isText = false } else if character == ">" { isText = true }
      if isText, character != ">" { text.append(character) }
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.hasSuffix(WorkbookMarks.signature)
  }

  /// The part of a sheet without notes.
  static func empty(namespace: String) -> String {
    Markup.declaration
      + "<comments xmlns=\"\(namespace)\"><authors></authors><commentList></commentList></comments>"
  }

  /// The part with some notes; `nil` if it cannot hold any.
  func result(with notes: [WorkbookMarks.Note]) -> [UInt8]? {
    var document = document
    guard let authors, let list else { return nil }
    let p = document.prefix
    for index in formerElements { document.remove(index) }
    let author = authorIndex ?? document.children(of: authors).count
    if authorIndex == nil, !notes.isEmpty {
      document.append("<\(p)author>\(WorkbookMarks.author)</\(p)author>", to: authors)
    }
    let text = notes.map { note in
      "<\(p)comment ref=\"\(note.place)\" authorId=\"\(author)\"><\(p)text><\(p)r><\(p)rPr>"
        + "<\(p)sz val=\"10\"/><\(p)rFont val=\"Calibri\"/></\(p)rPr>"
        + "<\(p)t xml:space=\"preserve\">\(Markup.cellText(note.text + "\n" + WorkbookMarks.signature))</\(p)t></\(p)r></\(p)text>"
        + "</\(p)comment>"
    }
    document.append(text.joined(), to: list)
    return document.result
  }
}

/// The shapes of a sheet's notes, which spreadsheet programs need besides the texts.
///
/// The part is VML, often not well-formed, so that it is changed as text (ECMA-376 part 4, 19.4).
struct NoteShapes {
  private var text: String

  /// The shapes of a sheet; `nil` for bytes that are no such part.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), text.contains("</xml>")
    else { return nil }
    self.text = text
  }

  /// The part of a sheet without shapes.
  static let empty =
    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" "
    + "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
    + "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">"
    + "<o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>"

  private static let shapeType =
    "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
    + "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
    + "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"

  /// Takes away the shapes of some cells.
  mutating func remove(_ places: Set<CellReference>) {
    guard !places.isEmpty else { return }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "<v:shape ") {
      guard let end = rest[start.upperBound...].firstRange(of: "</v:shape>") else { break }
      result += rest[..<start.lowerBound]
      let shape = rest[start.lowerBound..<end.upperBound]
      let isFormer = Self.place(of: shape).map(places.contains) ?? false
      if !isFormer { result += shape }
      rest = rest[end.upperBound...]
    }
    text = result + rest
  }

  private static func place(of shape: Substring) -> CellReference? {
    guard let row = number("x:Row", in: shape), let column = number("x:Column", in: shape),
      row < CellReference.lastRow, column < CellReference.lastColumn
    else { return nil }
    return CellReference(row: row + 1, column: column + 1)
  }

  private static func number(_ name: String, in shape: Substring) -> Int? {
    guard let start = shape.firstRange(of: "<\(name)>"),
      let end = shape[start.upperBound...].firstRange(of: "<")
    else { return nil }
    return UInt32(shape[start.upperBound..<end.lowerBound].filter { !$0.isWhitespace })
      .map(Int.init)
  }

  /// Adds the shapes of notes behind all others.
  mutating func add(_ notes: [WorkbookMarks.Note]) {
    guard !notes.isEmpty, let end = text.ranges(of: "</xml>").last else { return }
    var added = text.contains("\"_x0000_t202\"") ? "" : Self.shapeType
    // Whoever opens the file finds a box by its place; ids must only differ.
    var id =
      (text.ranges(of: "_x0000_s").map { range in
        Int(text[range.upperBound...].prefix { $0.isNumber && $0.isASCII }.prefix(9)) ?? 0
      }.max() ?? 1024) + 1
    for note in notes {
      added += Self.shape(of: note, id: id)
      id += 1
    }
    text.insert(contentsOf: added, at: end.lowerBound)
  }

  private static func shape(of note: WorkbookMarks.Note, id: Int) -> String {
    let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + max(1, ($1.count + 43) / 44) }
    let rows = min(2 + (lines * 14 + 14) / 15, 30)
    let (row, column) = (note.place.row - 1, note.place.column - 1)
    let top = max(0, row - 1)
    return "<v:shape id=\"_x0000_s\(id)\" type=\"#_x0000_t202\" style=\"position:absolute;"
      + "margin-left:60pt;margin-top:2pt;width:240pt;height:\(rows * 15)pt;z-index:1;"
      + "visibility:hidden\" fillcolor=\"#fffbe6\" o:insetmode=\"auto\"><v:fill color2=\"#fffbe6\"/>"
      + "<v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
      + "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
      + "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>"
      + "\(column + 1), 15, \(top), 2, \(column + 5), 31, \(top + rows), 2</x:Anchor>"
      + "<x:AutoFill>False</x:AutoFill><x:Row>\(row)</x:Row><x:Column>\(column)</x:Column>"
      + "</x:ClientData></v:shape>"
  }

  /// The bytes of the part.
  var result: [UInt8] { Array(text.utf8) }
}
