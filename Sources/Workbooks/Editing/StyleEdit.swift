import TabularCore

/// The styles of a copy: those of the workbook, a clone with another fill for each style of a marked cell,
/// and the looks of the page that is added (ECMA-376 part 1, 18.8).
///
/// Clones and looks stand at the ends of their lists, where the next copy finds and drops them. In a copy
/// that another program saved they may be anywhere; then they are known by their fills alone.
struct StyleEdit {
  /// More formats than these cannot be stored (Excel's own limit is a few more).
  private static let maximumFormats = 65_490

  private var document: MarkupDocument
  private let fonts: [Int]
  private let fills: [Int]
  private let formats: [Int]
  /// How many of each list are kept; what follows is of an earlier copy.
  private var keptFonts: Int
  private var keptFills: Int
  private var keptFormats: Int
  /// What makes two formats the same but for their fill, and their fill.
  private var keys: [String] = []
  private var fillOfFormat: [Int] = []
  /// The marks among the formats of the workbook.
  private var marks: [Int: MarkFill] = [:]
  private var firstByKey: [String: Int] = [:]
  /// The formats by number of the fills that marked cells had, in an earlier copy.
  private let formerFormats: [Int: Int]

  private var newFills: [String] = []
  private var newFormats: [String] = []
  private var markIndexes: [MarkKey: Int] = [:]
  private var fillIndexes: [MarkFill: Int] = [:]
  private var formerNumbers: [Int: Int] = [:]
  private var baseIndexes: [Int: Int] = [:]
  /// Formats that were put back, each with a mark of its kind and its fill.
  private var restored: [Int: (mark: Int, fill: Int)] = [:]
  /// The fills, by index, that marked cells had: the first is number 1.
  private(set) var formerFills: [Int] = []

  private struct MarkKey: Hashable {
    var format: Int
    var level: MarkLevel
  }

  /// Reads the styles of a workbook.
  ///
  /// - Parameter formerFormats: the formats that show the fills of an earlier copy's marked cells, by
  ///   number.
  init(_ part: MarkupDocument, formerFormats: [Int: Int]) throws(WorkbookError) {
    let document = try Self.completed(part)
    func list(_ name: String) -> [Int] { document.child(name).map(document.children(of:)) ?? [] }
    fonts = list("fonts").filter { document.elements[$0].name == "font" }
    fills = list("fills").filter { document.elements[$0].name == "fill" }
    formats = list("cellXfs").filter { document.elements[$0].name == "xf" }
    self.document = document
    self.formerFormats = formerFormats
    keptFonts = fonts.count
    keptFills = fills.count
    keptFormats = formats.count
    findMarks()
    dropFormer()
  }

  // MARK: An earlier copy

  private func markFill(at index: Int) -> MarkFill? {
    let pattern = document.children(of: index).first
    guard let pattern, document.elements[pattern]["patternType"] == "solid" else { return nil }
    let color = document.children(of: pattern).first { document.elements[$0].name == "fgColor" }
    return color.flatMap { document.elements[$0]["rgb"] }.flatMap(MarkFill.init(argb:))
  }

  private mutating func findMarks() {
    var fillsByIndex: [Int: MarkFill] = [:]
    for (number, index) in fills.enumerated() { fillsByIndex[number] = markFill(at: index) }
    for (number, index) in formats.enumerated() {
      let element = document.elements[index]
      let fill = element["fillId"].flatMap { Int($0) } ?? 0
      let attributes = element.attributes.filter { $0.name != "fillId" && $0.name != "applyFill" }
      let key = attributes.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }
        .joined(separator: "\u{1F}")
      keys.append(key + "\u{1E}" + document.text(document.contents(of: index)))
      fillOfFormat.append(fill)
      if let mark = fillsByIndex[fill] {
        marks[number] = mark
      } else if firstByKey["\(fill)\u{1E}\(keys[number])"] == nil {
        firstByKey["\(fill)\u{1E}\(keys[number])"] = number
      }
    }
  }

  private mutating func dropFormer() {
    let own = PageFonts.all.map { PageFonts.font($0, prefix: document.prefix) }
    if fonts.count > own.count, fonts.suffix(own.count).map({ text(of: $0) }) == own {
      keptFonts -= own.count
    }
    while keptFormats > 1, isOurs(formatAt: keptFormats - 1) { keptFormats -= 1 }
    let header = PageFonts.headerFill(prefix: document.prefix)
    while keptFills > 1,
      markFill(at: fills[keptFills - 1]) != nil || text(of: fills[keptFills - 1]) == header
    {
      keptFills -= 1
    }
    // Formats between others stay, though no cell has them any more, and so does what they refer to.
    for number in 0..<keptFormats {
      keptFills = max(keptFills, min(fillOfFormat[number] + 1, fills.count))
      let font = document.elements[formats[number]]["fontId"].flatMap { Int($0) } ?? 0
      keptFonts = max(keptFonts, min(font + 1, fonts.count))
    }
  }

  private func isOurs(formatAt number: Int) -> Bool {
    if marks[number] != nil { return true }
    let font = document.elements[formats[number]]["fontId"].flatMap { Int($0) } ?? 0
    return font >= keptFonts && font < fonts.count
  }

  private func text(of index: Int) -> String { document.text(document.elements[index].range) }

  /// Whether any format is a mark of an earlier copy.
  var hasMarks: Bool { !marks.isEmpty }

  /// Whether a format is a mark of an earlier copy.
  func isMark(_ format: Int) -> Bool { marks[format] != nil }

  /// The format that a cell had before an earlier copy marked it; that of the cell where none did.
  mutating func base(of format: Int) -> Int {
    guard let mark = marks[format] else { return format }
    if let known = baseIndexes[format] { return known }
    let fill =
      mark.former == 0 ? 0 : formerFormats[mark.former].map { fillOfFormat[safe: $0] ?? 0 } ?? 0
    let key = "\(fill)\u{1E}\(keys[format])"
    let base: Int
    if let known = firstByKey[key] {
      base = known
    } else {
      // The program that saved the copy dropped a format that only marked cells had.
      base = add(
        document.tag(of: formats[format], setting: [("fillId", String(fill))]), of: format)
      firstByKey[key] = base
      restored[base] = (format, fill)
    }
    baseIndexes[format] = base
    return base
  }

  /// The formats of marks of an earlier copy that were asked about, with what cells had before.
  var bases: [Int: Int] { baseIndexes }

  /// Finds what cells with marks of an earlier copy had before.
  mutating func findBases() {
    for format in marks.keys.sorted() { _ = base(of: format) }
  }

  // MARK: Additions

  /// Adds a format that is one of the workbook's but for its tag.
  private mutating func add(_ tag: String, of format: Int) -> Int {
    let element = document.elements[formats[format]]
    newFormats.append(
      element.isEmpty
        ? tag : tag + document.text(element.tag.upperBound..<element.range.upperBound))
    return keptFormats + newFormats.count - 1
  }

  /// Whether a format writes in a light colour, which needs a dark fill.
  private func hasLightFont(_ format: Int) -> Bool {
    let number = document.elements[formats[format]]["fontId"].flatMap { Int($0) } ?? 0
    guard let font = fonts[safe: number],
      let color = document.children(of: font).first(where: { document.elements[$0].name == "color" }
      )
    else { return false }
    // The first colour of a theme is the one of paper.
    if document.elements[color]["theme"] == "0" { return true }
    guard let argb = document.elements[color]["rgb"].flatMap({ UInt32($0, radix: 16) }) else {
      return false
    }
    let (red, green, blue) = (argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF)
    return red * 3 + green * 6 + blue > 1_800
  }

  private mutating func index(of fill: MarkFill) -> Int {
    if let known = fillIndexes[fill] { return known }
    let p = document.prefix
    let index = add(
      fill: "<\(p)fill><\(p)patternFill patternType=\"solid\"><\(p)fgColor rgb=\"\(fill.argb)\"/>"
        + "<\(p)bgColor indexed=\"64\"/></\(p)patternFill></\(p)fill>")
    fillIndexes[fill] = index
    return index
  }

  private mutating func add(fill: String) -> Int {
    newFills.append(fill)
    return keptFills + newFills.count - 1
  }

  /// The format of a marked cell that has a format of the workbook otherwise; `nil` when there is no room
  /// for one more.
  mutating func mark(_ format: Int, at level: MarkLevel) -> Int? {
    let known = formats.indices.contains(format) ? format : 0
    // A format that was put back is described by its mark.
    let model = restored[format]?.mark ?? known
    let fill = restored[format]?.fill ?? fillOfFormat[known]
    let first = firstByKey["\(fill)\u{1E}\(keys[model])"] ?? model
    let key = MarkKey(format: first, level: level)
    if let known = markIndexes[key] { return known }
    var former = 0
    if fill != 0 {
      former = formerNumbers[fill] ?? formerFills.count + 1
      guard former < MarkFill.formerCount else { return nil }
    }
    guard keptFormats + newFormats.count < Self.maximumFormats else { return nil }
    if former > formerFills.count {
      formerFills.append(fill)
      formerNumbers[fill] = former
    }
    let source = restored[first] == nil ? first : model
    let mark = index(of: MarkFill(level, former: former, isDark: hasLightFont(model)))
    let index = add(
      document.tag(
        of: formats[source], setting: [("fillId", String(mark)), ("applyFill", "1")]),
      of: source)
    markIndexes[key] = index
    return index
  }

  /// The formats of the page's looks, and those that show the former fills, from number 1 on.
  mutating func addPage() -> (looks: [PageLook: Int], former: [Int]) {
    let p = document.prefix
    let header = add(fill: PageFonts.headerFill(prefix: p))
    let border = document.child("borders") == nil ? "" : " borderId=\"0\""
    let style = document.child("cellStyleXfs") == nil ? "" : " xfId=\"0\""
    func format(_ look: PageLook, fill: Int) -> String {
      let font = keptFonts + (PageFonts.all.firstIndex(of: look.font) ?? 0)
      let wrap =
        (look == .number ? " horizontal=\"left\"" : "") + (look.wraps ? " wrapText=\"1\"" : "")
      return "<\(p)xf numFmtId=\"\(look == .number ? 3 : 0)\" fontId=\"\(font)\" fillId=\"\(fill)\""
        + border + style + " applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">"
        + "<\(p)alignment vertical=\"top\"\(wrap)/></\(p)xf>"
    }
    var looks: [PageLook: Int] = [:]
    for look in PageLook.allCases {
      let fill =
        switch look {
        case .header: header
        case .error: index(of: MarkFill(.error, former: 0))
        case .warning: index(of: MarkFill(.warning, former: 0))
        default: 0
        }
      newFormats.append(format(look, fill: fill))
      looks[look] = keptFormats + newFormats.count - 1
    }
    var former: [Int] = []
    for fill in formerFills {
      newFormats.append(format(.plain, fill: fill))
      former.append(keptFormats + newFormats.count - 1)
    }
    return (looks, former)
  }

  /// The part with all additions, without those of an earlier copy.
  var result: [UInt8] {
    var document = document
    let newFonts = PageFonts.all.map { PageFonts.font($0, prefix: document.prefix) }
    for (name, all, kept, new) in [
      ("fonts", fonts, keptFonts, newFonts), ("fills", fills, keptFills, newFills),
      ("cellXfs", formats, keptFormats, newFormats),
    ] {
      guard let list = document.child(name) else { continue }
      for index in all[kept...] { document.remove(index) }
      let count = String(kept + new.count)
      document.append(new.joined(), to: list, setting: [("count", count)])
    }
    return document.result
  }

  // MARK: Missing lists

  private static let order = [
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
  ]

  /// The part with the lists that every format needs.
  private static func completed(_ part: MarkupDocument) throws(WorkbookError) -> MarkupDocument {
    guard let root = part.elements.first else {
      throw .malformed("it has no root element", part: part.name)
    }
    let p = part.prefix
    let defaults: [(name: String, text: String)] = [
      ("fonts", "<\(p)font><\(p)sz val=\"11\"/><\(p)name val=\"Calibri\"/></\(p)font>"),
      (
        "fills",
        "<\(p)fill><\(p)patternFill patternType=\"none\"/></\(p)fill>"
          + "<\(p)fill><\(p)patternFill patternType=\"gray125\"/></\(p)fill>"
      ),
      ("cellXfs", "<\(p)xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/>"),
    ]
    var document = part
    var atEnd = ""
    for (name, text) in defaults {
      if let list = part.child(name) {
        guard part.children(of: list).isEmpty else { continue }
        document.append(text, to: list)
        continue
      }
      let whole = "<\(p)\(name) count=\"\(name == "fills" ? 2 : 1)\">\(text)</\(p)\(name)>"
      let rank = order.firstIndex(of: name) ?? 0
      let next = part.children(of: 0).first {
        (order.firstIndex(of: part.elements[$0].name) ?? order.count) > rank
      }
      if let next {
        let place = part.elements[next].range.lowerBound
        document.replace(place..<place, by: whole)
      } else {
        atEnd += whole
      }
    }
    guard root.range.count > 0 else { return part }
    if !atEnd.isEmpty { document.append(atEnd, to: 0) }
    guard document.isChanged else { return part }
    return try MarkupDocument(
      MemoryPartBytes(document.result, name: part.name), limits: Limits())
  }
}

extension Array {
  /// The element at an index that may be out of range.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
