import TabularCore

extension WorkbookBuilder {
  private var main: String {
    switch conformance {
    case .transitional: "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    case .strict: "http://purl.oclc.org/ooxml/spreadsheetml/main"
    }
  }

  private var relationshipTypes: String {
    switch conformance {
    case .transitional: "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    case .strict: "http://purl.oclc.org/ooxml/officeDocument/relationships"
    }
  }

  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let spreadsheetML =
    "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// All parts by name, in the order in which they are written; overrides applied.
  func parts() -> [(name: String, bytes: [UInt8])] {
    var cells = CellWriting(strings: strings, writesReferences: writesReferences)
    var parts: [(name: String, bytes: [UInt8])] = []
    var worksheets: [(name: String, bytes: [UInt8])] = []
    for (index, sheet) in sheets.enumerated() {
      let name = path(of: sheet, at: index)
      let body =
        sheet.isChart
        ? "<chartsheet><sheetViews/></chartsheet>" : worksheet(sheet, cells: &cells)
      worksheets.append((name, encoded(element(body))))
    }
    parts.append(("[Content_Types].xml", plain(contentTypes(hasStrings: !cells.items.isEmpty))))
    parts.append(("_rels/.rels", plain(packageRelationships)))
    parts.append(("xl/workbook.xml", encoded(element(workbook))))
    parts.append(
      ("xl/_rels/workbook.xml.rels", plain(relationships(hasStrings: !cells.items.isEmpty))))
    parts += worksheets
    if !cells.items.isEmpty {
      parts.append(("xl/sharedStrings.xml", encoded(element(cells.sharedStrings))))
    }
    parts.append(("xl/styles.xml", encoded(element(cells.styles))))
    if hasMacros { parts.append(("xl/vbaProject.bin", [0xD0, 0xCF, 0x11, 0xE0])) }
    for override in overrides {
      parts.removeAll { $0.name == override.name }
      if let bytes = override.bytes { parts.append((override.name, bytes)) }
    }
    return parts
  }

  private func path(of sheet: BuiltSheet, at index: Int) -> String {
    sheet.isChart
      ? "xl/chartsheets/sheet\(index + 1).xml" : "xl/worksheets/sheet\(index + 1).xml"
  }

  private func worksheet(_ sheet: BuiltSheet, cells: inout CellWriting) -> String {
    var data = sheet.data ?? ""
    for (index, row) in sheet.rows.enumerated() {
      let isHidden = sheet.hiddenRows.contains(index + 1)
      data += cells.row(row, number: index + 1, isHidden: isHidden)
    }
    let merges =
      sheet.merged.isEmpty
      ? ""
      : "<mergeCells>" + sheet.merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        + "</mergeCells>"
    return "<worksheet><sheetData>\(data)</sheetData>\(merges)</worksheet>"
  }

  private var workbook: String {
    let properties = isDate1904 ? "<workbookPr date1904=\"1\"/>" : ""
    let list = sheets.enumerated().map { index, sheet in
      let state = sheet.visibility == "visible" ? "" : " state=\"\(sheet.visibility)\""
      return "<sheet name=\"\(CellWriting.escaped(sheet.name))\" sheetId=\"\(index + 1)\"\(state)"
        + " r:id=\"rId\(index + 1)\"/>"
    }
    return "<workbook>\(properties)<sheets>\(list.joined())</sheets></workbook>"
  }

  private func relationships(hasStrings: Bool) -> String {
    var list = sheets.enumerated().map { index, sheet in
      (sheet.isChart ? "chartsheet" : "worksheet", String(path(of: sheet, at: index).dropFirst(3)))
    }
    list.append(("styles", "styles.xml"))
    if hasStrings { list.append(("sharedStrings", "sharedStrings.xml")) }
    if hasMacros { list.append(("vbaProject", "vbaProject.bin")) }
    let elements = list.enumerated().map { index, entry in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relationshipTypes)/\(entry.0)\""
        + " Target=\"\(entry.1)\"/>"
    }
    return "<Relationships xmlns=\"\(Self.package)/relationships\">\(elements.joined())"
      + "</Relationships>"
  }

  private var packageRelationships: String {
    "<Relationships xmlns=\"\(Self.package)/relationships\"><Relationship Id=\"rId1\""
      + " Type=\"\(relationshipTypes)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
  }

  private func contentTypes(hasStrings: Bool) -> String {
    let kind =
      hasMacros
      ? "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
      : "\(Self.spreadsheetML).sheet.main+xml"
    var list = [("/xl/workbook.xml", kind), ("/xl/styles.xml", "\(Self.spreadsheetML).styles+xml")]
    if hasStrings {
      list.append(("/xl/sharedStrings.xml", "\(Self.spreadsheetML).sharedStrings+xml"))
    }
    for (index, sheet) in sheets.enumerated() {
      let type = sheet.isChart ? "chartsheet+xml" : "worksheet+xml"
      list.append(("/" + path(of: sheet, at: index), "\(Self.spreadsheetML).\(type)"))
    }
    let overrides = list.map { "<Override PartName=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }
    return "<Types xmlns=\"\(Self.package)/content-types\"><Default Extension=\"rels\""
      + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"
      + overrides.joined() + "</Types>"
  }

  /// Declares the namespaces on the root, and puts the prefix before every name.
  private func element(_ xml: String) -> String {
    var text = ""
    var isRoot = true
    var rest = xml[...]
    while let open = rest.firstIndex(of: "<") {
      text += rest[..<open]
      let after = rest.index(after: open)
      guard let close = rest[after...].firstIndex(of: ">") else { break }
      var tag = String(rest[after..<close])
      let isEnd = tag.hasPrefix("/")
      if isEnd { tag.removeFirst() }
      let isMarkup = tag.hasPrefix("!") || tag.hasPrefix("?")
      if let prefix, !isMarkup, !tag.prefix(while: { $0 != " " }).contains(":") {
        tag = "\(prefix):\(tag)"
      }
      if isRoot, !isMarkup {
        let name = prefix.map { "xmlns:\($0)" } ?? "xmlns"
        tag += " \(name)=\"\(main)\" xmlns:r=\"\(relationshipTypes)\""
        isRoot = false
      }
      text += "<" + (isEnd ? "/" : "") + tag + ">"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private func plain(_ xml: String) -> [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\(xml)".utf8)
  }

  private func encoded(_ xml: String) -> [UInt8] {
    switch encoding {
    case .utf8: return plain(xml)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + plain(xml)
    case .utf16LittleEndian, .utf16BigEndian:
      let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>\(xml)"
      let isLittle = encoding == .utf16LittleEndian
      return text.utf16.flatMap { unit in
        let low = UInt8(truncatingIfNeeded: unit)
        let high = UInt8(truncatingIfNeeded: unit >> 8)
        return isLittle ? [low, high] : [high, low]
      }
    }
  }
}
