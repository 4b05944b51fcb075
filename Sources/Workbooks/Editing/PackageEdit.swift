import TabularCore

/// What the copy of a workbook needs outside its sheets: content types, relationships, the list of sheets.
struct PackageEdit {
  static let commentsType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
  private static let worksheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
  private static let stylesType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
  private static let shapesType = "application/vnd.openxmlformats-officedocument.vmlDrawing"
  static let noRelationships =
    Markup.declaration + "<Relationships xmlns=\""
    + "http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
  private static let pageID = "rIdRegistrarPage"

  /// The namespace of the workbook's parts.
  let namespace: String
  /// The namespace of relationships in those parts.
  let relationshipNamespace: String
  /// The folder of the workbook part, with its slash.
  let folder: String
  /// Whether a part of shapes was added.
  var needsShapes = false

  private var types: MarkupDocument
  private var links: MarkupDocument
  private var workbook: MarkupDocument
  private var overrides: [(part: String, type: String)] = []
  private var linkTexts = ""
  private var pageName = ""
  private var page: [UInt8] = []

  init(_ copy: WorkbookCopy, _ marks: WorkbookMarks) throws(WorkbookError) {
    let linksName = PartName.relationships(of: copy.workbookName)
    guard let types = try copy.document("[Content_Types].xml", depth: 2),
      let links = try copy.document(linksName, depth: 2),
      let workbook = try copy.document(copy.workbookName, depth: 3)
    else { throw WorkbookError(.zipMissingPart(.workbook), part: copy.workbookName) }
    self.types = types
    self.links = links
    self.workbook = workbook
    let isStrict =
      workbook.elements.first?.attributes.contains {
        $0.value == "http://purl.oclc.org/ooxml/spreadsheetml/main"
      } ?? false
    namespace =
      isStrict
      ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
      : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relationshipNamespace =
      isStrict
      ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
      : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    folder =
      copy.workbookName.lastIndex(of: "/").map { String(copy.workbookName[...$0]) } ?? ""
  }

  // MARK: Parts that are added

  /// Notes that a part is added.
  mutating func add(part: String, type: String) { overrides.append((part, type)) }

  /// Adds styles to a workbook without; returns the name of their part.
  mutating func addStyles(of copy: WorkbookCopy) -> String {
    let name = copy.unusedName { $0 == 1 ? "\(folder)styles.xml" : "\(folder)styles\($0).xml" }
    add(part: name, type: Self.stylesType)
    link("styles", id: "rIdRegistrarStyles", to: name)
    return name
  }

  /// Styles without any.
  var emptyStyles: String {
    Markup.declaration + "<styleSheet xmlns=\"\(namespace)\"></styleSheet>"
  }

  private mutating func link(_ type: String, id: String, to target: String) {
    linkTexts +=
      "<\(links.prefix)Relationship Id=\"\(id)\" Type=\"\(relationshipNamespace)/\(type)\" "
      + "Target=\"/\(target)\"/>"
  }

  // MARK: The workbook

  /// Changes the list of sheets and what counts their positions, and all that goes with it.
  ///
  /// - Parameter page: makes the page's part, told whether it is the sheet that is shown first.
  mutating func finish(
    _ copy: WorkbookCopy, _ marks: WorkbookMarks, filters: [Int: CellRange?],
    page: (Bool) -> [UInt8]
  ) throws(WorkbookError) {
    let former = marks.formerPage.flatMap { copy.sheets[safe: $0] }
    try removePage(former, of: copy)
    if let part = former?.part {
      pageName = part
    } else {
      let folder = folder
      pageName = copy.unusedName { "\(folder)worksheets/registrarPage\($0).xml" }
    }
    // A page that another program saved is under another name; the copy's own name is the same always.
    link("worksheet", id: Self.pageID, to: pageName)
    add(part: pageName, type: Self.worksheetType)
    addSheet(marks, copy)
    changeNames(marks, copy, filters)
    let isSelected = changeViews(marks)
    self.page = page(isSelected)
    copy.put(workbook.result, in: copy.workbookName)
    links.append(linkTexts, to: 0)
    copy.put(links.result, in: PartName.relationships(of: copy.workbookName))
    finishTypes()
    copy.put(types.result, in: "[Content_Types].xml")
  }

  /// Puts the page behind all other parts.
  func addPage(to copy: WorkbookCopy) {
    copy.remove(pageName)
    copy.copy.additions.append((pageName, .bytes(page)))
  }

  private mutating func removePage(_ former: Sheet?, of copy: WorkbookCopy) throws(WorkbookError) {
    guard let former, let part = former.part else { return }
    copy.remove(PartName.relationships(of: part))
    for index in types.children(of: 0) {
      let name = types.elements[index]["PartName"].flatMap { PartName.resolve($0, from: "") }
      if let name, PartName.key(name) == PartName.key(part) { types.remove(index) }
    }
    for index in links.children(of: 0) {
      let target = links.elements[index]["Target"]
      let name = target.flatMap { PartName.resolve($0, from: copy.workbookName) }
      if let name, PartName.key(name) == PartName.key(part) { links.remove(index) }
    }
  }

  private mutating func addSheet(_ marks: WorkbookMarks, _ copy: WorkbookCopy) {
    guard let list = workbook.child("sheets") else { return }
    let children = workbook.children(of: list).filter { workbook.elements[$0].name == "sheet" }
    var highest = 0
    for (position, index) in children.enumerated() {
      if position == marks.formerPage {
        workbook.remove(index)
      } else {
        highest = max(highest, workbook.elements[index]["sheetId"].flatMap { Int($0) } ?? 0)
      }
    }
    let p = workbook.prefix
    let place = workbook.elements[list].tag.upperBound
    workbook.replace(
      place..<place,
      by: "<\(p)sheet name=\"\(Markup.escaped(marks.page.name))\" sheetId=\"\(highest + 1)\" "
        + "xmlns:r=\"\(relationshipNamespace)\" r:id=\"\(Self.pageID)\"/>")
  }

  /// The position of a sheet in the copy; `nil` for a page that is dropped.
  private func position(_ index: Int, _ marks: WorkbookMarks) -> Int? {
    guard let former = marks.formerPage else { return index + 1 }
    if index == former { return nil }
    return index > former ? index : index + 1
  }

  /// Changes the names that belong to a sheet, by its position, and those that keep the ranges of filters.
  private mutating func changeNames(
    _ marks: WorkbookMarks, _ copy: WorkbookCopy, _ filters: [Int: CellRange?]
  ) {
    let filterName = "_xlnm._FilterDatabase"
    func text(_ range: CellRange, of sheet: String) -> String {
      func absolute(_ cell: CellReference) -> String {
        "$\(columnLetters(cell.column))$\(cell.row)"
      }
      return Markup.escaped(
        "\(Markup.sheetReference(sheet))!\(absolute(range.first)):\(absolute(range.last))")
    }
    var pending = filters
    let list = workbook.child("definedNames")
    for index in list.map(workbook.children(of:)) ?? [] {
      let element = workbook.elements[index]
      guard let sheet = element["localSheetId"].flatMap({ Int($0) }) else { continue }
      guard let moved = position(sheet, marks) else {
        workbook.remove(index)
        continue
      }
      if element["name"] == filterName, let filter = pending.removeValue(forKey: sheet) {
        guard let filter else {
          workbook.remove(index)
          continue
        }
        workbook.replace(
          workbook.contents(of: index), by: text(filter, of: copy.sheets[sheet].name))
      }
      if moved != sheet { workbook.set([("localSheetId", String(moved))], of: index) }
    }
    let p = workbook.prefix
    var added = ""
    func add(_ range: CellRange, _ sheet: String, _ position: Int) {
      added +=
        "<\(p)definedName name=\"\(filterName)\" localSheetId=\"\(position)\" hidden=\"1\">"
        + "\(text(range, of: sheet))</\(p)definedName>"
    }
    for (sheet, filter) in pending.sorted(by: { $0.key < $1.key }) {
      guard let filter, let moved = position(sheet, marks) else { continue }
      add(filter, copy.sheets[sheet].name, moved)
    }
    if let range = marks.page.tableRange { add(range, marks.page.name, 0) }
    guard !added.isEmpty else { return }
    if let list {
      workbook.append(added, to: list)
    } else if let before = ["externalReferences", "functionGroups", "sheets"].lazy
      .compactMap(workbook.child).first
    {
      let place = workbook.elements[before].range.upperBound
      workbook.replace(place..<place, by: "<\(p)definedNames>\(added)</\(p)definedNames>")
    }
  }

  /// Keeps the sheet that is shown first the same; returns whether it is the page.
  private mutating func changeViews(_ marks: WorkbookMarks) -> Bool {
    guard let list = workbook.child("bookViews") else { return false }
    var isSelected = false
    for index in workbook.children(of: list)
    where workbook.elements[index].name == "workbookView" {
      let element = workbook.elements[index]
      let active = element["activeTab"].flatMap { Int($0) } ?? 0
      let first = element["firstSheet"].flatMap { Int($0) } ?? 0
      guard let moved = position(active, marks) else {
        // The page of an earlier copy was shown; this one is.
        isSelected = true
        workbook.set([("activeTab", "0"), ("firstSheet", "0")], of: index)
        continue
      }
      // Tabs left of the first one would be out of sight, with the page among them.
      var changes: [(name: String, value: String?)] = [("activeTab", String(moved))]
      if element["firstSheet"] != nil, first > 0 { changes.append(("firstSheet", "0")) }
      workbook.set(changes, of: index)
    }
    return isSelected
  }

  private mutating func finishTypes() {
    let p = types.prefix
    var text = ""
    let hasShapes = types.children(of: 0).contains {
      types.elements[$0].name == "Default"
        && types.elements[$0]["Extension"].map(PartName.key) == "vml"
    }
    if needsShapes, !hasShapes {
      text += "<\(p)Default Extension=\"vml\" ContentType=\"\(Self.shapesType)\"/>"
    }
    for part in overrides {
      text += "<\(p)Override PartName=\"/\(part.part)\" ContentType=\"\(part.type)\"/>"
    }
    types.append(text, to: 0)
  }
}
