import JSONRecords
import RecordMapping
import Schemas
import TabularCore

extension SourceFiles {
  /// Finds the lists of a JSON file and decides which tables they are.
  mutating func openJSON(_ input: InputFile, table: String?) throws {
    let vocabularies = zip(finder.vocabularies.all, session.order).map { ($0, $1.fields) }
    let document = try JSONDocument(
      input.jsonSource, isLines: input.isNamedAsLines, limits: session.options.limits,
      keepsWhole: { header in
        vocabularies.contains { vocabulary, fields in
          vocabulary.target(of: header)?.fieldIndex.map { fields[$0].type.definition.mayHoldJSON }
            ?? false
        }
      })
    files.append(
      OpenedFile(
        input: input, workbook: nil,
        report: ImportReport.File(
          source: input.name.id, name: input.displayName, sha256: "",
          byteCount: input.byteCount, kind: "json")))
    for list in document.lists {
      session.jsonLists[JSONListName(source: input.name.id, sheet: list.sheet)] = list
    }
    for member in document.otherMembers {
      reportUnknown(member.name, count: nil, at: member.place, of: input.name)
    }
    if let only = document.lists.first, document.lists.count == 1,
      only.name == nil || only.name.flatMap(finder.table(named:)) == nil
    {
      try openOnly(only, of: input, table: table)
    } else {
      try assign(document.lists, of: input, table: table)
    }
  }

  /// Reads the only list of a file as the table that the command, the file's name or the members name.
  private mutating func openOnly(_ list: JSONList, of input: InputFile, table: String?) throws {
    let promised =
      table.flatMap(finder.table(named:))
      ?? list.name.flatMap { session.options.sheetTables[$0] }.flatMap(finder.table(named:))
      ?? finder.table(ofFile: Self.lastComponent(of: input.path))
    if let promised {
      try bind(list, table: promised)
      return
    }
    let names = [list.name, Self.lastComponent(of: input.path)].compactMap(\.self)
    if let index = choose(names: names, head: list.header, at: input.name.place(.json)) {
      try bind(list, table: index)
    }
  }

  /// Reads the lists of an object as the tables that the names of its members mean.
  private mutating func assign(_ lists: [JSONList], of input: InputFile, table: String?) throws {
    let options = session.options
    let asked = table.flatMap(finder.table(named:))
    let wanted = lists.filter { list in
      options.sheets.isEmpty || options.sheets.contains { fold($0) == fold(list.name ?? "") }
    }
    let isMissing = { (name: String) in !lists.contains { fold($0.name ?? "") == fold(name) } }
    for name in options.sheets where isMissing(name) {
      reportMissing(name, among: lists, of: input.name)
    }
    var claimed: [Int: JSONList] = [:]
    var unknown: [JSONList] = []
    for list in wanted {
      let name = list.name ?? ""
      let mapped = options.sheetTables.first { fold($0.key) == fold(name) }?.value
      guard let index = finder.table(named: mapped ?? name) else {
        unknown.append(list)
        continue
      }
      guard asked == nil || asked == index else { continue }
      if let first = claimed[index] {
        session.tables[index].unreadFile = input.name
        let content = IssueContent.sheetAmbiguous(
          first: first.name ?? "", second: name, table: session.order[index].name)
        session.issues.add(Issue(content, at: place(of: list, in: input.name)))
      } else {
        claimed[index] = list
      }
    }
    if let asked, claimed[asked] == nil {
      session.tables[asked].unreadFile = input.name
      reportMissing(session.order[asked].name, among: lists, of: input.name)
      return
    }
    if claimed.isEmpty { claimByHeaders(&unknown, of: input.name, &claimed) }
    for list in unknown where list.recordCount > 0 {
      reportUnknown(
        list.name ?? "", count: list.recordCount, at: list.place, of: input.name)
    }
    for list in wanted {
      guard let (index, _) = claimed.first(where: { $0.value.name == list.name }),
        session.tables[index].unreadFile == nil
      else { continue }
      try bind(list, table: index)
    }
  }

  private func claimByHeaders(
    _ unknown: inout [JSONList], of file: SourceName, _ claimed: inout [Int: JSONList]
  ) {
    var last: TableFinder.Choice = .none(.none(closest: nil, present: 0, required: 0))
    var isRefused = false
    for list in unknown {
      let choice = finder.choice(names: [list.name ?? ""], head: list.header)
      switch choice {
      case .table(let index), .guessed(let index, _):
        guard claimed[index] == nil else { continue }
        _ = choose(names: [list.name ?? ""], head: list.header, at: place(of: list, in: file))
        claimed[index] = list
        unknown.removeAll { $0.name == list.name }
      case .contradiction, .nearly:
        reportNoTable(choice, at: place(of: list, in: file))
        isRefused = true
        unknown.removeAll { $0.name == list.name }
      case .none: last = choice
      }
    }
    if claimed.isEmpty, !isRefused { reportNoTable(last, at: file.place(.json)) }
  }

  private mutating func bind(_ list: JSONList, table: Int) throws {
    let before = session.sources.count
    try bind(
      JSONRows(list: list), head: list.columns.isEmpty ? RowBatch() : list.header, table: table,
      sheet: list.sheet, countsFrom1904: false)
    guard session.sources.count > before else { return }
    let binding = session.sources[before].binding
    let fields = session.order[table].fields
    let items = list.columns.indices.map { index -> JSONItems in
      guard let target = binding.column(numbered: index + 1)?.target else { return .json }
      return target.fieldIndex.map { JSONItems(fields[$0]) } ?? .json
    }
    session.sources[before].rows = JSONRows(list: list, items: items)
  }

  // MARK: Issues

  private func place(of list: JSONList, in file: SourceName) -> IssueLocation {
    var place = file.place(.json, sheet: list.sheet)
    place.take(list.place)
    return place
  }

  private func reportUnknown(_ name: String, count: Int?, at found: JSONPlace, of file: SourceName)
  {
    var place = file.place(.json)
    place.take(found)
    session.issues.add(Issue(.jsonUnknownMember(name: name, count: count), at: place))
  }

  private func reportMissing(_ name: String, among lists: [JSONList], of file: SourceName) {
    session.issues.add(
      Issue(
        .sheetMissing(.absent(names: lists.map { $0.name ?? "" }), sheet: name),
        at: file.place(.json)))
  }
}

extension JSONItems {
  /// How an array becomes a cell of a field.
  fileprivate init(_ field: Field) {
    let definition = field.type.definition
    if definition.mayHoldJSON {
      self = .json
    } else if !definition.storage.isList {
      self = .none
    } else if field.type.isPlain {
      self = .separated(field.plain.delimiter)
    } else {
      self = .list
    }
  }
}
