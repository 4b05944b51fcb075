import DelimitedText
import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// Opens the files of a run and finds the tables in them.
struct SourceFiles {
  /// A file that could be opened.
  struct OpenedFile {
    var input: InputFile
    var workbook: Workbook?
    var report: ImportReport.File
  }

  let session: ImportSession
  let finder: TableFinder
  var files: [OpenedFile] = []
  /// The mark of the workbook that is being opened, if it is of a template, and what its records were.
  var template: (mark: TemplateMark, baseline: RecordBaseline?)?
  /// Whether a file could not be read at all.
  var hasUnreadable = false
  /// How many paths the run was given.
  var givenCount = 0
  /// How many files of sets were opened.
  var memberCount = 0

  init(_ session: ImportSession) {
    self.session = session
    finder = TableFinder(order: session.order, package: session.package)
  }

  /// Opens all files and adds their sources to the run, in command-line order.
  mutating func open() {
    var opened: [Int: [InputFile]] = [:]
    let named = session.options.files.map { (table: session.options.table, path: $0) }
    let with = session.options.tableFiles.map { (table: Optional($0.table), path: $0.path) }
    let all = named + with
    let names = SourceName.names(of: all.map(\.path))
    givenCount = all.count
    for ((table, path), name) in zip(all, names) {
      do {
        if let exchange = session.package.exchange, table == nil,
          let folder = try ExchangeFolder(
            path: path, manifest: exchange.manifest, limits: session.options.limits)
        {
          try openExchange(folder, exchange, name: name)
          continue
        }
        let input =
          try session.edits?.input(at: path, name: name)
          ?? InputFile(path: path, name: name, limits: session.options.limits)
        // Only files of one size can be the same.
        if let first = try opened[input.byteCount]?.first(where: {
          try $0.sha256() == input.sha256()
        }) {
          session.issues.add(
            Issue(
              .fileGivenTwice(first: first.displayName).preceded(by: .file, name.text),
              at: name.place(.delimited)))
          continue
        }
        opened[input.byteCount, default: []].append(input)
        input.startHashing()
        switch input.kind {
        case .workbook: try openWorkbook(input, table: table)
        case .delimited: try openDelimited(input, table: table)
        case .json: try openJSON(input, table: table)
        case .items: try openItems(input)
        }
      } catch let error as any InputError {
        refuse(error, file: name, table: table)
      } catch let error as MemberError {
        refuse(error.error, file: error.file, table: nil)
      } catch {
        session.issues.add(
          Issue(
            .fileUnreadable(.refused(reason: "\(error)")).preceded(by: .file, name.text),
            at: name.place(.delimited)))
        hasUnreadable = true
      }
    }
  }

  /// Reports the files that somebody wrote to since they were opened; whether there is one.
  ///
  /// What was read of such a file may be neither what it was nor what it is.
  func noteChanged() -> Bool {
    let changed = files.filter(\.input.isChanged)
    for file in changed {
      session.issues.add(
        Issue(
          .fileUnreadable(.changed).preceded(by: .file, file.report.name), at: file.report.place))
    }
    return !changed.isEmpty
  }

  /// The files as the report shows them, with their hashes.
  var hashedReports: [ImportReport.File] {
    files.map { file in
      var report = file.report
      // Of an edited workbook there are no bytes, only what its copy would hold.
      let isEdited = session.edits?.isEdited(file.input) ?? false
      report.sha256 = isEdited && file.workbook != nil ? "" : (try? file.input.sha256()) ?? ""
      return report
    }
  }

  static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Reports an unreadable file and marks the table that its name promises as unread.
  private mutating func refuse(_ error: any InputError, file: SourceName, table: String?) {
    let name = file.text.lowercased()
    let isWorkbook = name.hasSuffix(".xlsx") || name.hasSuffix(".xlsm")
    // Only the reader of JSON knows lines of this kind.
    let form: IssueLocation.Form = isWorkbook ? .workbook : error.line == nil ? .delimited : .json
    var issue = error.issue(source: file.id, file: file.text, form: form)
    let promised =
      table.flatMap(finder.table(named:)) ?? finder.table(ofFile: Self.lastComponent(of: file.text))
    if let promised {
      session.tables[promised].unreadFile = file
      issue.location.table = session.order[promised].name
    }
    session.issues.add(issue)
    hasUnreadable = true
  }

  mutating func openDelimited(_ input: InputFile, table: String?) throws {
    var options = session.options.dialect
    let promised =
      table.flatMap(finder.table(named:))
      ?? finder.table(ofFile: Self.lastComponent(of: input.path))
    if let declared = promised.flatMap({ session.order[$0].dialect }) {
      options.complete(with: declared)
    }
    let vocabularies = finder.vocabularies
    options.headerScore = { headers in
      vocabularies.all.map { $0.recognised(in: headers).known }.max() ?? 0
    }
    let reader = try DelimitedReader(input.source, options: options, limits: session.options.limits)
    let dialect = reader.dialect
    if let guess = dialect.guess, guess.encoding != .utf8 {
      session.issues.add(
        Issue(
          .csvDialectGuessed(
            encoding: guess.encoding.displayName, sample: guess.example, line: guess.line),
          at: input.name.place(.delimited, row: guess.line)))
    }
    options.delimiter = dialect.delimiter
    options.encoding = .named(dialect.encoding)
    let whole = DelimitedRows(file: input, options: options, limits: session.options.limits)
    let parts = session.options.parts?.parts(ofFileAt: input.path)
    var rows: any RowSource = whole
    if let parts { rows = PartedRows(whole: whole, parts: parts) }
    var report = ImportReport.File(
      source: input.name.id, name: input.displayName, sha256: "", byteCount: input.byteCount,
      kind: "csv")
    report.dialect = dialect
    session.dialects[input.name.id] = dialect
    files.append(OpenedFile(input: input, workbook: nil, report: report))
    let head = try rows.head(
      upTo: max(HeaderRow.searchedRows, declaredHeaderRow(of: promised) ?? 0))
    if head.rows.allSatisfy({ $0.cellCount == 0 }), try !rows.firstContents().isFilled {
      throw InputFileError(.fileEmpty())
    }
    if let promised {
      try bind(rows, head: head, table: promised, sheet: nil, countsFrom1904: false)
      return
    }
    let names = [Self.lastComponent(of: input.path)]
    if let index = choose(names: names, head: head, at: input.name.place(.delimited)) {
      try bind(rows, head: head, table: index, sheet: nil, countsFrom1904: false)
    }
  }

  /// The row that the header of a table is in, where the command line says so, or the table's schema.
  func declaredHeaderRow(of table: Int?) -> Int? {
    session.options.headerRow ?? table.flatMap { session.order[$0].dialect?.headerRows.first }
  }

  private mutating func openWorkbook(_ input: InputFile, table: String?) throws {
    let workbook =
      try session.edits?.workbook(of: input)
      ?? Workbook(fileDescriptor: input.descriptor, limits: session.options.limits)
    if let name = workbook.unsafeMemberNames.first { throw UnsafeMemberError(member: name) }
    files.append(
      OpenedFile(
        input: input, workbook: workbook,
        report: ImportReport.File(
          source: input.name.id, name: input.displayName, sha256: "",
          byteCount: input.byteCount, kind: "xlsx",
          dateSystem: workbook.dateSystem == .from1904 ? 1904 : 1900)))
    if workbook.dateSystem == .from1904 {
      session.issues.add(Issue(.workbookDate1904(), at: input.name.place(.workbook)))
    }
    try assignSheets(of: workbook, file: input.name, table: table)
  }
}

extension DialectOptions {
  /// Takes what the schema of a table declares, where nothing else is asked for.
  ///
  /// UTF-8 is what is looked for anyway, beside encodings that mark themselves.
  mutating func complete(with declared: TableDialect) {
    func mark(_ text: String?) -> UInt8? {
      text.flatMap { $0.utf8.count == 1 ? $0.utf8.first : nil }
    }
    delimiter = delimiter ?? mark(declared.delimiter)
    quote = quote ?? mark(declared.quote)
    if case .utf8OrMarked = encoding, let name = declared.encoding,
      let named = TextEncoding(name: name), named != .utf8
    {
      encoding = .named(named)
    }
  }
}

/// A workbook has a member whose name points out of the archive.
struct UnsafeMemberError: InputError {
  let member: String

  var content: IssueContent { .zipUnsafePath(.outside).preceded(by: .part, member) }
  var part: String? { member }
  var byteOffset: Int? { nil }
  var row: Int? { nil }
}
