import TabularCore

/// Writes cells, and collects the shared strings and styles they need.
struct CellWriting {
  let strings: WorkbookBuilder.Strings
  let writesReferences: Bool
  private(set) var items: [String] = []
  private var indexByItem: [String: Int] = [:]
  private var codes: [String] = []

  init(strings: WorkbookBuilder.Strings, writesReferences: Bool) {
    self.strings = strings
    self.writesReferences = writesReferences
  }

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r\n": result += "&#13;\n"
      case "\r": result += "&#13;"
      default: result.append(character)
      }
    }
  }

  /// One `row` element.
  mutating func row(_ values: [WorkbookValue], number: Int, isHidden: Bool) -> String {
    var cells = ""
    for (index, value) in values.enumerated() {
      if case .blank = value {
        // Without references, an empty cell keeps the place.
        if !writesReferences { cells += "<c/>" }
        continue
      }
      cells += cell(value, CellReference(row: number, column: index + 1), style: nil, formula: nil)
    }
    let reference = writesReferences ? " r=\"\(number)\"" : ""
    return "<row\(reference)\(isHidden ? " hidden=\"1\"" : "")>\(cells)</row>"
  }

  private mutating func cell(
    _ value: WorkbookValue, _ place: CellReference, style: Int?, formula: String?
  ) -> String {
    func element(_ type: String?, _ content: String) -> String {
      let reference = writesReferences ? " r=\"\(place)\"" : ""
      let style = style.map { " s=\"\($0)\"" } ?? ""
      let type = type.map { " t=\"\($0)\"" } ?? ""
      let formula = formula.map { "<f>\(Self.escaped($0))</f>" } ?? ""
      return "<c\(reference)\(style)\(type)>\(formula)\(content)</c>"
    }
    switch value {
    case .blank: return element(nil, "")
    case .text(let text):
      if formula != nil { return element("str", "<v>\(Self.escaped(text))</v>") }
      let (type, content) = string("<t xml:space=\"preserve\">\(Self.escaped(text))</t>")
      return element(type, content)
    case .runs(let runs):
      let item = runs.map { "<r><t xml:space=\"preserve\">\(Self.escaped($0))</t></r>" }.joined()
      let (type, content) = string(item)
      return element(type, content)
    case .lexeme(let lexeme): return element(nil, "<v>\(Self.escaped(lexeme))</v>")
    case .number(let number): return element(nil, "<v>\(number)</v>")
    case .date(let serial): return temporal(serial, "yyyy\\-mm\\-dd", place, style, formula)
    case .dateTime(let serial):
      return temporal(serial, "yyyy\\-mm\\-dd hh:mm:ss", place, style, formula)
    case .time(let serial): return temporal(serial, "hh:mm:ss", place, style, formula)
    case .duration(let serial): return temporal(serial, "[h]:mm:ss", place, style, formula)
    case .isoDate(let text): return element("d", "<v>\(text)</v>")
    case .boolean(let flag): return element("b", "<v>\(flag ? 1 : 0)</v>")
    case .error(let text): return element("e", "<v>\(Self.escaped(text))</v>")
    case .formula(let text, let cached):
      return cell(cached ?? .blank, place, style: style, formula: text)
    case .formatted(let value, let code):
      return cell(value, place, style: index(ofCode: code), formula: formula)
    case .xml(let xml): return xml
    }
  }

  private mutating func temporal(
    _ serial: Double, _ code: String, _ place: CellReference, _ style: Int?, _ formula: String?
  ) -> String {
    cell(.number(serial), place, style: style ?? index(ofCode: code), formula: formula)
  }

  /// The type and content of a cell that holds a text.
  private mutating func string(_ item: String) -> (type: String, content: String) {
    switch strings {
    case .inline: return ("inlineStr", "<is>\(item)</is>")
    case .shared:
      let index = indexByItem[item] ?? items.count
      if index == items.count {
        items.append(item)
        indexByItem[item] = index
      }
      return ("s", "<v>\(index)</v>")
    }
  }

  /// The style index of a format code; style 0 is the plain one.
  private mutating func index(ofCode code: String) -> Int {
    if let index = codes.firstIndex(of: code) { return index + 1 }
    codes.append(code)
    return codes.count
  }

  /// The shared string part.
  var sharedStrings: String {
    "<sst count=\"\(items.count)\" uniqueCount=\"\(items.count)\">"
      + items.map { "<si>\($0)</si>" }.joined() + "</sst>"
  }

  /// The styles part: one cell format per code used, custom numbers from 164 on.
  var styles: String {
    let formats = codes.enumerated().map {
      "<numFmt numFmtId=\"\(164 + $0.offset)\" formatCode=\"\(Self.escaped($0.element))\"/>"
    }
    let cells = codes.indices.map { "<xf numFmtId=\"\(164 + $0)\" applyNumberFormat=\"1\"/>" }
    return "<styleSheet><numFmts>\(formats.joined())</numFmts>"
      + "<cellXfs><xf numFmtId=\"0\"/>\(cells.joined())</cellXfs></styleSheet>"
  }
}
