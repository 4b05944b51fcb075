import RecordMapping
import Schemas
import TabularCore
import Workbooks

extension SourceFiles {
  /// Decides for every sheet of a workbook whether it is a table, and which.
  mutating func assignSheets(of workbook: Workbook, file: SourceName, table: String?) throws {
    let options = session.options
    let missing = options.sheets.filter { name in
      !workbook.sheets.contains { fold($0.name) == fold(name) }
    }
    for name in missing { reportMissingSheet(name, in: workbook, file: file) }
    let mark = try TemplateMark(workbook)
    if session.templateLanguage == nil { session.templateLanguage = mark?.language }
    template = nil
    if let mark {
      guard try accept(mark, of: workbook, file: file, table: table),
        let baseline = try baseline(mark, of: workbook, file: file)
      else { return }
      template = (mark, baseline)
    }
    var claimed: [Int: Sheet] = [:]
    var unknown: [Sheet] = []
    var wanted = workbook.sheets.filter { sheet in
      options.sheets.isEmpty || options.sheets.contains { fold($0) == fold(sheet.name) }
    }
    if let index = table.flatMap(finder.table(named:)) {
      guard let only = try sheets(of: wanted, for: index, in: workbook, file: file) else { return }
      wanted = only.sheets
      if let sheet = only.renamed {
        try bindSheet(sheet, table: index, in: workbook)
        return
      }
    }
    for sheet in wanted {
      let mapped = options.sheetTables.first { fold($0.key) == fold(sheet.name) }?.value
      let isKnown = TableFinder.knownSheets.contains(fold(sheet.name)) && mapped == nil
      guard !isKnown else { continue }
      guard sheet.kind == .worksheet else {
        if !options.sheets.isEmpty || mapped != nil {
          session.issues.add(
            Issue(
              .sheetMissing(.chart, sheet: sheet.name),
              at: file.place(.workbook, sheet: sheet.name)))
        }
        continue
      }
      guard let index = finder.table(named: mapped ?? sheet.name) else {
        if sheet.visibility == .visible { unknown.append(sheet) }
        continue
      }
      guard sheet.visibility == .visible || mapped != nil else {
        try reportHidden(sheet, table: index, in: workbook, file: file)
        continue
      }
      if let first = claimed[index] {
        reportAmbiguous(first, sheet, table: index, file: file)
        continue
      }
      claimed[index] = sheet
    }
    if claimed.isEmpty, missing.isEmpty {
      try claimByHeaders(&unknown, in: workbook, file: file, &claimed)
    }
    for sheet in unknown { try reportUnknown(sheet, in: workbook, file: file) }
    for (index, sheet) in claimed.sorted(by: { $0.value.index < $1.value.index })
    where session.tables[index].unreadFile == nil {
      try bindSheet(sheet, table: index, in: workbook)
    }
  }

  /// Whether the template that a workbook was made from fits the package; reports it if not.
  private func accept(
    _ mark: TemplateMark, of workbook: Workbook, file: SourceName, table: String?
  ) throws -> Bool {
    let problem = try mark.problem(package: session.package, table: table) { name in
      guard let index = finder.table(named: name),
        let sheet = workbook.sheets.first(where: { finder.table(named: $0.name) == index })
      else { return nil }
      let head = try WorksheetRows(workbook: workbook, index: sheet.index)
        .head(upTo: HeaderRow.searchedRows)
      let schema = session.order[index]
      guard
        let header = HeaderRow.find(
          in: head, vocabulary: finder.vocabularies[index], table: schema)
      else { return nil }
      let known = finder.vocabularies[index].recognised(in: header.cells.map(\.text)).fields
      return finder.requiredFields(of: schema).first { !known.contains($0) }.map {
        schema.fields[$0].label.english
      }
    }
    if let problem {
      session.issues.add(Issue(problem, at: file.place(.workbook)))
      refuse(mark, file: file)
      return false
    }
    try reportChanges(mark, of: workbook, file: file)
    guard session.options.sheets.isEmpty, session.options.sheetTables.isEmpty else { return true }
    let asked = table.flatMap(finder.table(named:))
    for table in mark.tables
    where (asked == nil || finder.table(named: table.name) == asked)
      && !workbook.sheets.contains(where: { fold($0.name) == fold(table.sheet) })
    {
      let isRenamed = finder.table(named: table.name).map { index in
        workbook.sheets.contains { finder.table(named: $0.name) == index }
      }
      if isRenamed != true { reportMissingSheet(table.sheet, in: workbook, file: file) }
    }
    return true
  }

  /// Tells how the columns and lists of a template of an older version differ from today's.
  private func reportChanges(
    _ mark: TemplateMark, of workbook: Workbook, file: SourceName
  ) throws {
    guard let version = mark.version, version != session.package.version else { return }
    let lists = try TemplateChanges.lists(of: workbook)
    var changes = TemplateChanges()
    for table in mark.tables {
      guard let index = finder.table(named: table.name),
        let sheet = workbook.sheets.first(where: { finder.table(named: $0.name) == index })
      else { continue }
      let head = try WorksheetRows(workbook: workbook, index: sheet.index)
        .head(upTo: HeaderRow.searchedRows)
      guard
        let header = HeaderRow.find(
          in: head, vocabulary: finder.vocabularies[index], table: session.order[index])
      else { continue }
      changes.compare(
        header, with: session.order[index], vocabulary: finder.vocabularies[index],
        sheet: sheet.name, language: mark.language ?? .english, lists: lists)
    }
    guard !changes.changes.isEmpty else { return }
    session.issues.add(
      Issue(
        .workbookTemplateOlder(
          found: version, expected: session.package.version, changes: changes.line),
        at: file.place(.workbook)))
  }

  /// What the records of a template were, which is none for most; `nil` when that was damaged: nobody knows
  /// then which cells were touched, so that none is read.
  private func baseline(
    _ mark: TemplateMark, of workbook: Workbook, file: SourceName
  ) throws -> RecordBaseline?? {
    guard let digest = mark.baseline else { return .some(nil) }
    if let baseline = try RecordBaseline(workbook, digest: digest, tables: session.order) {
      return baseline
    }
    session.issues.add(
      Issue(
        .workbookTemplateBaseline(sheet: RecordBaseline.sheetName), at: file.place(.workbook)))
    refuse(mark, file: file)
    return nil
  }

  /// Marks the tables of a template as unread.
  private func refuse(_ mark: TemplateMark, file: SourceName) {
    for promised in mark.tables.compactMap({ finder.table(named: $0.name) }) {
      session.tables[promised].unreadFile = file
    }
  }

  private mutating func bindSheet(_ sheet: Sheet, table: Int, in workbook: Workbook) throws {
    let rows = WorksheetRows(workbook: workbook, index: sheet.index)
    let declared = declaredHeaderRow(of: table)
    let head = try rows.head(upTo: max(HeaderRow.searchedRows, declared ?? 0)) { head in
      HeaderRow.find(
        in: head, vocabulary: finder.vocabularies[table], table: session.order[table],
        declared: declared) != nil
    }
    try bind(
      rows, head: head, table: table, sheet: sheet.name,
      countsFrom1904: workbook.dateSystem == .from1904)
  }

  /// The sheets that `--table` means: those with the table's name, else the only filled sheet of the
  /// workbook; `nil` if there is neither, which is reported.
  private func sheets(
    of wanted: [Sheet], for index: Int, in workbook: Workbook, file: SourceName
  ) throws -> (sheets: [Sheet], renamed: Sheet?)? {
    let mapped = session.options.sheetTables
    let named = wanted.filter { sheet in
      let name = mapped.first { fold($0.key) == fold(sheet.name) }?.value ?? sheet.name
      return sheet.kind == .worksheet && finder.table(named: name) == index
    }
    guard named.isEmpty else { return (named, nil) }
    let others = wanted.filter {
      $0.kind == .worksheet && $0.visibility == .visible
        && !TableFinder.knownSheets.contains(fold($0.name))
    }
    let filled = try others.filter { try contents(of: $0, in: workbook) > 0 }
    if filled.count == 1, let sheet = filled.first { return ([], sheet) }
    guard !filled.isEmpty else { return (wanted, nil) }
    session.tables[index].unreadFile = file
    reportMissingSheet(session.order[index].sheetName, in: workbook, file: file)
    return nil
  }

  private func claimByHeaders(
    _ unknown: inout [Sheet], in workbook: Workbook, file: SourceName, _ claimed: inout [Int: Sheet]
  ) throws {
    var best: TableFinder.HeaderMatch = .none(closest: nil, present: -1, required: 0)
    var isRefused = false
    let heads = try unknown.map { sheet in
      let rows = WorksheetRows(workbook: workbook, index: sheet.index)
      let head = try rows.head(upTo: HeaderRow.searchedRows) { head in
        if case .none = finder.table(ofHeaders: head) { false } else { true }
      }
      return (sheet, head)
    }
    // The name of a file says what its only filled sheet is, not what each of several is.
    let isOne = heads.count { sheet, head in head.rows.contains { $0.cellCount > 0 } } == 1
    for (sheet, head) in heads {
      let names = [sheet.name] + (isOne ? [Self.lastComponent(of: file.text)] : [])
      let choice = finder.choice(names: names, head: head)
      let place = file.place(.workbook, sheet: sheet.name)
      switch (choice, best) {
      case (.table(let index), _), (.guessed(let index, _), _):
        if claimed[index] == nil {
          claimed[index] = sheet
          _ = choose(names: names, head: head, at: place)
          unknown.removeAll { $0.index == sheet.index }
        }
      case (.contradiction, _), (.nearly, _):
        reportNoTable(choice, at: place)
        isRefused = true
        unknown.removeAll { $0.index == sheet.index }
      case (.none(let match), .none(_, let most, _)):
        if case .none(_, let present, _) = match, present <= most { continue }
        best = match
      case (.none(let match), _):
        if case .tie = match { best = match }
      }
    }
    if claimed.isEmpty, !isRefused { reportNoTable(.none(best), at: file.place(.workbook)) }
  }

  /// How many cells of a sheet have contents, readable or not.
  private func contents(of sheet: Sheet, in workbook: Workbook) throws -> Int {
    var unread = 0
    let summary = try workbook.readRows(ofSheetAt: sheet.index) { batch in
      unread += batch.findings.count { $0.code == "sheet.bad-cell" }
      return true
    }
    return summary.filledCellCount + unread
  }

  private func reportMissingSheet(_ name: String, in workbook: Workbook, file: SourceName) {
    session.issues.add(
      Issue(
        .sheetMissing(.absent(names: workbook.sheets.map(\.name)), sheet: name),
        at: file.place(.workbook, sheet: name)))
  }

  private func reportUnknown(_ sheet: Sheet, in workbook: Workbook, file: SourceName) throws {
    let count = try contents(of: sheet, in: workbook)
    guard count > 0 else { return }
    session.issues.add(
      Issue(
        .sheetUnknown(sheet: sheet.name, count: count),
        at: file.place(.workbook, sheet: sheet.name)))
  }

  private func reportHidden(
    _ sheet: Sheet, table: Int, in workbook: Workbook, file: SourceName
  ) throws {
    var rows = 0
    _ = try workbook.readRows(ofSheetAt: sheet.index) { batch in
      rows += batch.rowCount + batch.findings.count(where: \.leavesRowOut)
      return true
    }
    guard rows > 1 else { return }
    session.issues.add(
      Issue(
        .sheetHidden(sheet: sheet.name, count: rows - 1),
        at: file.place(
          .workbook, sheet: sheet.name, table: session.order[table].name)))
  }

  private func reportAmbiguous(_ first: Sheet, _ second: Sheet, table: Int, file: SourceName) {
    session.tables[table].unreadFile = file
    session.issues.add(
      Issue(
        .sheetAmbiguous(
          first: first.name, second: second.name, table: session.order[table].name),
        at: file.place(
          .workbook, sheet: second.name, table: session.order[table].name)))
  }
}
