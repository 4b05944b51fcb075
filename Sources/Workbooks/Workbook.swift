public import TabularCore

/// An Office Open XML workbook (.xlsx, .xlsm, .xltx), open for reading.
///
/// Opening reads the archive's directory, the content types, the relationships and the workbook
/// part; shared strings and styles are read with the first worksheet. Nothing is extracted, nothing
/// outside the file is touched, no macro is run and no formula computed.
///
/// A workbook belongs to one thread at a time.
public final class Workbook {
  /// The sheets, in the order of their tabs, hidden ones and charts too.
  public let sheets: [Sheet]
  /// The day from which serial dates count.
  public let dateSystem: DateSystem
  /// Whether the workbook holds macros, which are never run.
  public let hasMacros: Bool
  /// How cells are read.
  public let contents: CellContents
  /// The limits that hold.
  public let limits: Limits
  /// Names of archive members that point out of the package; they are never opened.
  public let unsafeMemberNames: [String]

  private let archive: ZipArchive
  private let stylesPart: String?
  private let stringsPart: String?
  private let themePart: String?
  private let isCalculatedOnLoad: Bool
  private let refusals: [Int: WorkbookError]
  private var styles: Styles?
  private var strings: SharedStrings?
  private var missingStringsPart: String?
  /// The sheets, by index, that store a row after a later one.
  var unorderedSheets: Set<Int> = []
  /// The rows of sheets that stay in memory, by index, `nil` where they cannot; `nil` for a workbook that keeps
  /// none.
  var keptRows: [Int: KeptRows?]?
  /// The texts that cells hold instead of those of the file, by the index of the sheet.
  var editedCells: [Int: EditedCells] = [:]
  private let meter = ReadMeter()

  /// Opens a workbook by its path; a symbolic link is refused.
  public convenience init(
    path: String, contents: CellContents = .shown, limits: Limits = Limits()
  ) throws(WorkbookError) {
    try self.init(RandomAccessFile(path: path, limits: limits), contents, limits: limits)
  }

  /// Opens a workbook through a descriptor of a regular file, which is duplicated and whose
  /// position does not matter.
  public convenience init(
    fileDescriptor: Int32, contents: CellContents = .shown, limits: Limits = Limits()
  ) throws(WorkbookError) {
    try self.init(
      RandomAccessFile(descriptor: fileDescriptor, limits: limits), contents, limits: limits)
  }

  private init(
    _ file: RandomAccessFile, _ contents: CellContents, limits: Limits
  ) throws(WorkbookError) {
    try Self.checkKind(of: file)
    archive = try ZipArchive(file, limits: limits)
    self.contents = contents
    self.limits = limits
    unsafeMemberNames = archive.unsafeNames
    let types = try ContentTypes(in: archive)
    let (part, isMacroEnabled) = try PackageKind.workbookPart(in: archive, types: types)
    guard let relationships = try Relationships(of: part, in: archive) else {
      throw WorkbookError(.zipMissingPart(.other), part: PartName.relationships(of: part))
    }
    stylesPart = try Self.part("styles", relationships, types)
    stringsPart = try Self.part("sharedStrings", relationships, types)
    // The theme is only a help; one outside the package is ignored.
    themePart = try? Self.part("theme", relationships, types)
    let workbook = try WorkbookPart(part, relationships: relationships, in: archive)
    sheets = workbook.sheets
    dateSystem = workbook.dateSystem
    refusals = workbook.refusals
    isCalculatedOnLoad = workbook.isCalculatedOnLoad
    hasMacros =
      isMacroEnabled || relationships.first(ofType: "vbaProject") != nil
      || workbook.sheets.contains { $0.kind == .macrosheet }
  }

  /// The part that a relationship of the workbook names; some writers give it only by content type.
  private static func part(
    _ type: String, _ relationships: Relationships, _ types: ContentTypes?
  ) throws(WorkbookError) -> String? {
    try relationships.first(ofType: type)?.member()
      ?? types?.onlyPart(ofTypeEndingIn: ".\(type)+xml")
  }

  private static func checkKind(of file: RandomAccessFile) throws(WorkbookError) {
    switch ContentKind(leadingBytes: try file.bytes(at: 0, count: 512)) {
    case .zip: return
    case .compoundFile: throw CompoundFile.refusal(of: file)
    case .json: throw .unknownFormat("a JSON file")
    case .other(let found): throw .unknownFormat(found)
    case .pointer: throw .unknownFormat("a file that only tells where the data is")
    case .unknown: throw .unknownFormat("no zip archive, as a workbook is,")
    }
  }

  /// Reads the rows of a sheet, batch by batch.
  ///
  /// Each row is delivered once, with its filled cells in column order; rows without filled cells are
  /// left out. A row with an invalid number, or the number of an earlier row, is left out with a finding.
  /// So is a cell with an invalid reference, shared string index, number or type. Two consecutive `row`
  /// elements with the same number are one row. Of a cell that is given twice the first is kept, with a
  /// finding if the contents differ.
  ///
  /// A finding may concern a row that is not delivered.
  ///
  /// An error means that the part is damaged: everything delivered before must be discarded.
  ///
  /// - Parameters:
  ///   - index: the sheet's position, from 0. A chart or dialog sheet has no rows.
  ///   - maximumRows: the most rows a batch holds.
  ///   - order: the order in which rows are delivered. If it is `ascending` and the sheet turns out to be
  ///     stored otherwise, reading ends; see `SheetSummary.isOutOfOrder`.
  ///   - maximumColumns: the most columns, when they are limited: a filled cell beyond is an error.
  ///   - body: takes a batch, which is reused afterwards; returns false to stop.
  public func readRows(
    ofSheetAt index: Int, maximumRows: Int = 4096, order: RowOrder = .stored,
    maximumColumns: Int? = nil, _ body: (inout RowBatch) -> Bool
  ) throws(WorkbookError) -> SheetSummary {
    precondition(sheets.indices.contains(index), "a sheet's index counts from 0")
    if order == .ascending, unorderedSheets.contains(index) {
      return try SortedRows(self, sheet: index, maximumColumns: maximumColumns)
        .read(maximumRows: maximumRows, body)
    }
    guard let edits = editedCells[index] else {
      return try readUnedited(
        index, maximumRows: maximumRows, order: order, maximumColumns: maximumColumns, body)
    }
    var emptied: Set<Int> = []
    var summary = try readUnedited(
      index, maximumRows: maximumRows, order: order, maximumColumns: maximumColumns
    ) { batch in
      emptied.formUnion(edits.apply(to: &batch))
      return body(&batch)
    }
    if !emptied.isEmpty { summary.leaveOut(emptied) }
    return summary
  }

  /// Reads the rows of a sheet as the file has them, from memory where they are kept.
  private func readUnedited(
    _ index: Int, maximumRows: Int, order: RowOrder, maximumColumns: Int?,
    _ body: (inout RowBatch) -> Bool
  ) throws(WorkbookError) -> SheetSummary {
    if let rows = keptRows(ofSheetAt: index, maximumColumns: maximumColumns) {
      let summary = rows.deliver(maximumRows: maximumRows, order: order, body)
      if summary.isOutOfOrder { unorderedSheets.insert(index) }
      return summary
    }
    return try readStored(
      index, maximumRows: maximumRows, order: order, maximumColumns: maximumColumns, body)
  }

  /// Reads the rows of a sheet from its part.
  func readStored(
    _ index: Int, maximumRows: Int, order: RowOrder, maximumColumns: Int?,
    _ body: (inout RowBatch) -> Bool
  ) throws(WorkbookError) -> SheetSummary {
    let sheet = sheets[index]
    guard sheet.kind == .worksheet else {
      var summary = SheetSummary()
      summary.isComplete = true
      return summary
    }
    if let refusal = refusals[index] { throw refusal }
    guard let part = sheet.part, let member = try archive.member(part) else {
      throw WorkbookError(
        .zipMissingPart(.ofSheet(sheet: sheet.name)), part: sheet.part ?? "")
    }
    member.meter = meter
    meter.note(0)
    let styles = try loadStyles()
    try loadStrings()
    let limits = limits
    let missing = missingStringsPart
    // The closure is called only while the sheet is read.
    let result: Result<SheetSummary, WorkbookError> = withoutActuallyEscaping(body) { body in
      do throws(WorkbookError) {
        let reader = WorksheetReader(
          maximumRows: maximumRows, order: order, maximumColumns: maximumColumns,
          stringCount: strings?.count ?? 0, limits: limits, contents: contents,
          isCalculatedOnLoad: isCalculatedOnLoad, body: body)
        try read(member, styles, limits, missing, reader)
        var summary = reader.summary
        if reader.isOutOfOrder {
          unorderedSheets.insert(index)
          summary.isOutOfOrder = true
        }
        return .success(summary)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// How much of a sheet was read by the reading that is going on, or was the last, and how much there is:
  /// bytes of its part, as the archive tells them.
  public func progress(ofSheetAt index: Int) -> (read: Int, size: Int) {
    let size = archive.claimedSize(of: sheets[index].part ?? "")
    return (min(meter.count, size), size)
  }

  private func read(
    _ member: ZipMember, _ styles: Styles, _ limits: Limits, _ missing: String?,
    _ reader: WorksheetReader
  ) throws(WorkbookError) {
    switch strings {
    case .some(let strings):
      try reader.read(member, strings: strings, styles: styles, limits: limits)
    case .none:
      try reader.read(member, strings: SharedStrings(), styles: styles, limits: limits)
    }
    if reader.hasBadStringIndex, let missing {
      throw WorkbookError(.zipMissingPart(.other), part: missing)
    }
  }

  /// The totals rows of the tables on a sheet: the last rows of each table that has any (ECMA-376 part 1,
  /// 18.5.1.2, `totalsRowCount`).
  ///
  /// A table whose part is missing has none.
  public func totalsRows(ofSheetAt index: Int) throws(WorkbookError) -> [CellRange] {
    guard sheets.indices.contains(index), let part = sheets[index].part,
      let relationships = try Relationships(of: part, in: archive)
    else { return [] }
    var found: [CellRange] = []
    for relationship in relationships.all
    where relationship.type == "table" && !relationship.isExternal {
      guard let member = try archive.member(try relationship.member()) else { continue }
      try PartWalker.walk(member, root: .table, limits: limits) { path, attributes in
        guard path.count == 1, let range = attributes["ref"].flatMap(CellRange.init(a1:)),
          let count = attributes["totalsRowCount"].flatMap(Int.init), count > 0
        else { return }
        let first = max(range.first.row, range.last.row - min(count, range.last.row) + 1)
        found.append(
          CellRange(
            first: CellReference(row: first, column: range.first.column), last: range.last))
      }
    }
    return found
  }

  private func loadStyles() throws(WorkbookError) -> Styles {
    if let styles { return styles }
    var loaded = Styles()
    if let stylesPart, let member = try archive.member(stylesPart) {
      loaded = Styles(try StylesPart(member, limits: limits), themeFonts: themeFonts)
    }
    styles = loaded
    return loaded
  }

  /// The names of the theme's fonts; none when there is no theme that can be read.
  private func themeFonts() -> [String] {
    guard let themePart, let member = try? archive.member(themePart) else { return [] }
    var names: [String] = []
    try? PartWalker.walk(member, root: .theme, limits: limits) { path, attributes in
      guard path.count == 5, path[2] == "fontScheme", ["latin", "ea"].contains(path[4]),
        let name = attributes["typeface"], !name.isEmpty
      else { return }
      names.append(name)
    }
    return names
  }

  /// Reads the shared strings once.
  ///
  /// A missing part matters only if a cell refers to it.
  private func loadStrings() throws(WorkbookError) {
    guard strings == nil else { return }
    guard let stringsPart, let member = try archive.member(stringsPart) else {
      missingStringsPart = stringsPart
      strings = SharedStrings()
      return
    }
    strings = try SharedStrings(member, contents: contents, limits: limits)
  }
}
