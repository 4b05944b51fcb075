import TabularCore

/// Plans the copy of one sheet: its own part, its notes and their shapes.
struct SheetEdit {
  private let copy: WorkbookCopy
  private let sheet: Sheet
  private let marks: WorkbookMarks.Sheet

  init(_ copy: WorkbookCopy, _ sheet: Sheet, _ marks: WorkbookMarks.Sheet) {
    self.copy = copy
    self.sheet = sheet
    self.marks = marks
  }

  /// Plans what the sheet gets and loses; nothing of a sheet that is to stay as it is.
  func plan(
    _ styles: inout StyleEdit, _ package: inout PackageEdit, _ filters: inout [Int: CellRange?],
    _ omissions: inout WorkbookCopy.Omissions
  ) throws(WorkbookError) {
    guard let part = sheet.part else { return }
    let relationships = try Relationships(of: part, in: copy.archive)
    let commentsName = try relationships?.first(ofType: "comments")?.member()
    var notes: NoteEdit?
    if let commentsName, let document = try copy.document(commentsName, depth: 3) {
      notes = NoteEdit(document)
    }
    let isWanted =
      !marks.cells.isEmpty || !marks.notes.isEmpty || marks.status != nil
      || marks.formerStatusColumn != nil || !marks.texts.isEmpty
    guard isWanted || styles.hasMarks || notes?.former.isEmpty == false,
      let member = try copy.archive.member(part)
    else { return }
    let survey = try SheetSurvey(
      member, cells: marks.cells, limits: copy.limits, isMark: { styles.isMark($0) },
      headerRow: marks.status?.headerRow, formerStatus: marks.formerStatusColumn)
    guard isWanted || survey.hasMarkedCells || notes?.former.isEmpty == false else { return }
    var plan = SheetPlan()
    plan.prefix = survey.prefix
    plan.inserts = survey.isOrdered
    plan.bases = styles.bases
    plan.texts = marks.texts
    if !survey.hasMarkedCells, marks.formerStatusColumn == nil, marks.texts.isEmpty {
      plan.lastKeptColumn = survey.lastColumn
    }
    plan.statusHeaderFormat = styles.base(of: survey.headerFormat)
    let column = survey.lastFilledColumn + 1
    if survey.isOrdered, column <= CellReference.lastColumn {
      plan.status = marks.status
      plan.status?.column = column
    } else if marks.status != nil {
      omissions.statusColumns += 1
    }
    planCells(&plan, survey, &styles, &omissions)
    if let former = marks.formerStatusColumn {
      plan.formerStatus = (former, marks.status?.headerRow ?? 1)
    }
    planFilter(&plan, survey, &filters)
    try planNotes(&plan, survey, &notes, commentsName, relationships, &package, &omissions)
    let (limits, name) = (copy.limits, part)
    let copied = copy
    let finished = plan
    copy.put(
      .stream { () throws(WorkbookError) in
        guard let member = try copied.archive.member(name) else {
          throw WorkbookError(.zipMissingPart(.other), part: name)
        }
        return PartAhead(SheetCopy(member, plan: finished, limits: limits))
      }, in: part)
  }

  /// Gives the marked cells their formats, and those of the column of states their places.
  private func planCells(
    _ plan: inout SheetPlan, _ survey: SheetSurvey, _ styles: inout StyleEdit,
    _ omissions: inout WorkbookCopy.Omissions
  ) {
    var marked: [(cell: WorkbookMarks.MarkedCell, format: Int)] = []
    marked.reserveCapacity(marks.cells.count)
    var isSorted = true
    for (cell, format) in zip(marks.cells, survey.formats) {
      guard cell.place.column == WorkbookMarks.statusColumn else {
        marked.append((cell, format))
        continue
      }
      guard let place = place(cell.place, in: plan) else { continue }
      isSorted = false
      let isSame = place.column == marks.formerStatusColumn
      let normal = place.row == plan.status?.headerRow ? survey.headerFormat : 0
      marked.append((WorkbookMarks.MarkedCell(place, cell.level), isSame ? format : normal))
    }
    if !isSorted { marked.sort { $0.cell < $1.cell } }
    for (cell, format) in marked {
      let mark = styles.mark(styles.base(of: format), at: cell.level)
      if mark == nil { omissions.fills += 1 }
      plan.cells.append(cell)
      plan.formats.append(mark)
    }
  }

  /// A place whose column may be that of the states; `nil` if the sheet has none.
  private func place(_ place: CellReference, in plan: SheetPlan) -> CellReference? {
    guard place.column == WorkbookMarks.statusColumn else { return place }
    return plan.status.map { CellReference(row: place.row, column: $0.column) }
  }

  // MARK: Filter

  /// Lets the sheet's filter reach the column of states, or gives that column a filter of its own.
  private func planFilter(
    _ plan: inout SheetPlan, _ survey: SheetSurvey, _ filters: inout [Int: CellRange?]
  ) {
    var present = survey.filter
    if let filter = present, let former = marks.formerStatusColumn,
      filter.last.column == former
    {
      // That of an earlier copy ends in its column.
      if filter.first.column == former {
        present = nil
        plan.drops.insert("autoFilter")
        filters[sheet.index] = .some(nil)
      } else {
        present?.last.column = former - 1
        plan.filter = present
        filters[sheet.index] = present
      }
    }
    guard let status = plan.status else { return }
    let lastRow = max(status.headerRow, status.rows.lastIndex { $0 > 0 } ?? 0)
    if var filter = present {
      guard filter.first.row == status.headerRow, filter.last.column < status.column else { return }
      filter.last.column = status.column
      plan.filter = filter
      filters[sheet.index] = filter
    } else if !survey.hasTables, lastRow > status.headerRow {
      let range = CellRange(
        first: CellReference(row: status.headerRow, column: status.column),
        last: CellReference(row: lastRow, column: status.column))
      plan.drops.insert("autoFilter")
      plan.elements.append(
        (SheetPlan.rank(of: "autoFilter") ?? 0, "<\(plan.prefix)autoFilter ref=\"\(range)\"/>"))
      filters[sheet.index] = range
    }
  }

  // MARK: Notes

  private func planNotes(
    _ plan: inout SheetPlan, _ survey: SheetSurvey, _ notes: inout NoteEdit?,
    _ commentsName: String?, _ relationships: Relationships?, _ package: inout PackageEdit,
    _ omissions: inout WorkbookCopy.Omissions
  ) throws(WorkbookError) {
    guard let part = sheet.part else { return }
    let former = notes?.former ?? []
    let taken = notes?.taken ?? []
    let placed = marks.notes.compactMap { note in
      place(note.place, in: plan).map { WorkbookMarks.Note($0, note.text) }
    }
    let wanted = placed.filter { !taken.contains($0.place) }
    omissions.notes += marks.notes.count - wanted.count
    guard !wanted.isEmpty || !former.isEmpty else { return }
    var links = try SheetLinks(of: part, relationships, copy, package)
    let shapesName = try links.shapes(survey.legacyDrawing)
    var shapes = NoteShapes(Array(NoteShapes.empty.utf8))
    if let shapesName, let bytes = try copy.bytes(of: shapesName) { shapes = NoteShapes(bytes) }
    if notes == nil {
      notes = NoteEdit(
        try MarkupDocument(NoteEdit.empty(namespace: package.namespace), name: "comments"))
    }
    // Without both parts a spreadsheet program repairs the file; then no note is added.
    guard var shapes, let texts = notes?.result(with: wanted) else {
      omissions.notes += wanted.count
      return
    }
    shapes.remove(former)
    shapes.add(wanted)
    let folder = package.folder
    let comments =
      commentsName ?? copy.unusedName { "\(folder)registrarNotes\($0).xml" }
    if commentsName == nil {
      links.add("comments", id: "rIdRegistrarNotes", to: comments)
      package.add(part: comments, type: PackageEdit.commentsType)
    }
    copy.put(texts, in: comments)
    let drawing = shapesName ?? copy.unusedName { "\(folder)drawings/registrarNotes\($0).vml" }
    if shapesName == nil {
      let id = links.add("vmlDrawing", id: "rIdRegistrarShapes", to: drawing)
      package.needsShapes = true
      plan.elements.append(
        (
          SheetPlan.rank(of: "legacyDrawing") ?? 0,
          "<\(plan.prefix)legacyDrawing xmlns:r=\"\(package.relationshipNamespace)\" r:id=\"\(id)\"/>"
        ))
    }
    copy.put(shapes.result, in: drawing)
    try links.finish()
  }
}

/// The relationships of a sheet, to which some are added.
struct SheetLinks {
  private let part: String
  private let copy: WorkbookCopy
  private let present: Relationships?
  private let package: PackageEdit
  private var added = ""

  init(
    of part: String, _ relationships: Relationships?, _ copy: WorkbookCopy, _ package: PackageEdit
  ) throws(WorkbookError) {
    self.part = part
    self.copy = copy
    self.package = package
    present = relationships
  }

  /// The part of the shapes that the sheet's own drawing of notes refers to.
  func shapes(_ id: String?) throws(WorkbookError) -> String? {
    guard let id else { return nil }
    return try present?.relationship(id: id)?.member()
  }

  /// Adds a relationship; returns its identifier.
  @discardableResult
  mutating func add(_ type: String, id: String, to target: String) -> String {
    var unused = id
    while present?.relationship(id: unused) != nil { unused += "1" }
    added +=
      "<Relationship Id=\"\(unused)\" Type=\"\(package.relationshipNamespace)/\(type)\" "
      + "Target=\"/\(target)\"/>"
    return unused
  }

  /// Puts the relationships into the copy.
  func finish() throws(WorkbookError) {
    guard !added.isEmpty else { return }
    let name = PartName.relationships(of: part)
    var document: MarkupDocument
    if let present = try copy.document(name, depth: 2) {
      document = present
    } else {
      document = try MarkupDocument(PackageEdit.noRelationships, name: name)
    }
    document.append(prefixed(added, document.prefix), to: 0)
    copy.put(document.result, in: name)
  }

  private func prefixed(_ text: String, _ prefix: String) -> String {
    prefix.isEmpty ? text : text.replacing("<Relationship", with: "<\(prefix)Relationship")
  }
}
