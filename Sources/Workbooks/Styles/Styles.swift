import TabularCore

/// The cell formats of a workbook, boiled down to the class of each one's number format
/// (ECMA-376 part 1, 18.8).
struct Styles {
  /// The raw value of the `NumberFormatClass` of each entry of `cellXfs`, by style index from 0.
  private(set) var classes: [UInt8] = []

  /// No styles: all numbers are plain.
  init() {}

  /// Reads the styles part.
  init(_ member: ZipMember, limits: Limits) throws(WorkbookError) {
    var codes: [Int: NumberFormatClass] = [:]
    var classes: [UInt8] = []
    var identifiers: [Int] = []
    try PartWalker.walk(member, root: .styles, limits: limits) { path, attributes in
      guard path.count == 3, let id = attributes["numFmtId"].flatMap({ Int($0) }) else {
        if path.count == 3, path[1] == "cellXfs", path[2] == "xf" { identifiers.append(0) }
        return
      }
      switch (path[1], path[2]) {
      case ("numFmts", "numFmt"):
        // A format given twice: the first counts. One of a built-in number replaces the built-in.
        if codes[id] == nil, let code = attributes["formatCode"] {
          codes[id] = NumberFormat.classify(code)
        }
      case ("cellXfs", "xf"): identifiers.append(id)
      default: break
      }
    }
    classes.reserveCapacity(identifiers.count)
    for id in identifiers {
      classes.append((codes[id] ?? NumberFormat.builtIn(id)).rawValue)
    }
    self.classes = classes
  }
}
