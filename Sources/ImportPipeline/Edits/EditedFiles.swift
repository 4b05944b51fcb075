import DelimitedText
import RecordMapping
public import TabularCore
import Workbooks

/// The files of a run that is made again and again while somebody corrects their cells.
///
/// They are opened once. Each run reads them as they would be saved: a delimited file byte by byte, a workbook cell
/// by cell from memory. For example:
///
///     let files = EditedFiles(limits: limits)
///     var report = run.run(store: store, clock: clock, edits: files)
///     try files.setText("12", at: EditedPlace(source: 1, sheet: nil, row: 7, column: 3))
///     report = run.run(store: store, clock: clock, edits: files)
///
/// It belongs to one thread at a time.
public final class EditedFiles {
  /// A file with its edits.
  private struct File {
    var original: InputFile
    /// The file as it would be saved; `nil` until a run asks for it.
    var current: InputFile?
    var workbook: Workbook?
    var records: EditedRecords?
    /// The texts of a workbook's cells, by the name of the sheet.
    var texts: [String: [CellReference: String]] = [:]
    var isSigned: Bool?
  }

  /// A sheet or delimited file.
  private struct ContentName: Hashable {
    var source: SourceID
    var sheet: String?
  }

  private let limits: Limits
  /// What the runs found of tables that no edit has changed since.
  let readings = KeptReadings()
  /// How many edits were tried in each sheet or delimited file.
  private var contentVersions: [ContentName: Int] = [:]
  private var files: [SourceID: File] = [:]
  private var size = 0
  /// The last run.
  private(set) var session: ImportSession?

  /// The most bytes that the texts of all edited cells may have.
  public static let mostBytes = 64 << 20

  /// Files that are opened by the first run.
  public init(limits: Limits = Limits()) { self.limits = limits }

  // MARK: What runs ask for

  /// The file at a path as it would be saved.
  func input(at path: String, name: SourceName) throws(InputFileError) -> InputFile {
    if let file = files[name.id] {
      let current = file.current ?? file.records?.result ?? file.original
      files[name.id]?.current = current
      return current
    }
    let input = try InputFile(path: path, name: name, limits: limits)
    files[name.id] = File(original: input, current: input)
    return input
  }

  /// The workbook that a file is, which keeps its rows.
  func workbook(of input: InputFile) throws(WorkbookError) -> Workbook {
    if let known = files[input.name.id]?.workbook { return known }
    let workbook = try Workbook(fileDescriptor: input.descriptor, limits: limits)
    workbook.keepRows()
    files[input.name.id]?.workbook = workbook
    return workbook
  }

  /// A number that a sheet or delimited file has as long as its cells stay the same.
  func contentVersion(of source: SourceID, sheet: String?) -> Int {
    contentVersions[ContentName(source: source, sheet: sheet)] ?? 0
  }

  /// The names of the tables that the last run read; what it told of the others is what the run before found.
  public var readTables: [String] { readings.readTables }

  /// Whether somebody wrote to any of the files since it was opened.
  var isAnyChangedBeside: Bool { files.values.contains { $0.original.isChanged } }

  /// Whether a file has edits.
  func isEdited(_ input: InputFile) -> Bool { isEdited(input.name.id) }

  /// Keeps what a run knows of the rows, until the next.
  func keep(_ session: ImportSession) {
    // Both would hold each other.
    session.edits = nil
    self.session = session
  }

  /// Lets go of what the last run knew of the rows: a run that begins needs the memory.
  public func forgetRun() { session = nil }

  // MARK: Files

  /// Whether a file has edits.
  public func isEdited(_ source: SourceID) -> Bool {
    guard let file = files[source] else { return false }
    return file.records?.isEdited ?? false || !file.texts.isEmpty
  }

  /// Whether somebody wrote to a file, or put another in its place, since it was opened.
  public func isChangedBeside(_ source: SourceID) -> Bool {
    guard let file = files[source] else { return false }
    return file.original.isChanged || !file.original.isSame(as: file.original.path)
  }

  /// Why a file is not edited; `nil` for one that may be.
  public func refusal(of source: SourceID) -> EditRefusal? {
    guard let file = files[source] else { return .unknownPlace(.file) }
    switch file.original.kind {
    case .json, .items: return .file(.format)
    case .delimited: return nil
    case .workbook:
      if file.isSigned == nil {
        files[source]?.isSigned =
          (try? WorkbookCopy(fileDescriptor: file.original.descriptor, limits: limits))?.isSigned
      }
      return files[source]?.isSigned == true ? .file(.signed) : nil
    }
  }

  // MARK: Rows

  /// The row that a row as it would be saved was in the file; `nil` where there is none.
  public func originalRow(_ row: Int, source: SourceID, sheet: String?) -> Int? {
    guard let file = files[source], sheet == nil else { return row }
    return file.records.map { $0.originalLine(of: row) } ?? row
  }

  /// The row of a place as it would be saved.
  public func currentRow(of place: EditedPlace) -> Int {
    files[place.source]?.records?.line(ofOriginal: place.row) ?? place.row
  }

  /// The filled cells of a row of the file, in the order of their columns; of a delimited file all fields.
  ///
  /// - Parameter isOriginal: whether the texts of the file are wanted instead of those that the cells have now.
  public func cells(
    ofRow row: Int, source: SourceID, sheet: String?, isOriginal: Bool = false
  ) throws(EditRefusal) -> [EditedCell] {
    guard let file = files[source] else { throw .unknownPlace(.file) }
    if file.original.kind == .delimited {
      let records = try records(of: source)
      do {
        if let cells = try records.cells(ofLine: row, isOriginal: isOriginal) { return cells }
      } catch {
        throw Self.refusal(error)
      }
      throw .unknownPlace(.row)
    }
    guard let workbook = file.workbook, let sheet, let index = Self.index(of: sheet, in: workbook)
    else { throw .unknownPlace(.sheet) }
    guard let original = workbook.uneditedRow(row, ofSheetAt: index) else {
      throw .unknownPlace(.row)
    }
    // A row that was emptied has no cells any more.
    guard let batch = isOriginal ? original : workbook.row(row, ofSheetAt: index) else { return [] }
    return batch.cells(ofRowAt: 0).map { cell in
      EditedCell(
        column: Int(cell.column), text: batch.text(of: cell), kind: cell.kind,
        format: cell.format, isFormula: cell.formula != .none || cell.kind == .uncachedFormula)
    }
  }

  /// Calls a body with each filled row below the header of a sheet or delimited file as it would be saved, in the order
  /// in which it is read: the number of the row, and the texts of its cells by column.
  public func forEachRow(
    below sheet: EditedSheet, _ body: (_ row: Int, _ texts: [Int: String]) -> Void
  ) throws(EditRefusal) {
    guard let file = files[sheet.source] else { throw .unknownPlace(.file) }
    func give(_ batch: RowBatch) {
      for (index, row) in batch.rows.enumerated() where row.number > sheet.headerRow {
        var texts: [Int: String] = [:]
        for cell in batch.cells(ofRowAt: index) {
          let text = batch.text(of: cell)
          if !isBlankText(text) { texts[Int(cell.column)] = text }
        }
        if !texts.isEmpty { body(row.number, texts) }
      }
    }
    do {
      if file.original.kind == .delimited {
        guard let dialect = session?.dialects[sheet.source] else {
          throw EditRefusal.unknownPlace(.file)
        }
        let input = file.records?.result ?? file.original
        let reader = try DelimitedReader(input.source, options: .init(dialect), limits: limits)
        var batch = RowBatch()
        while try reader.next(into: &batch, maximumRows: 4_096) { give(batch) }
      } else {
        guard let workbook = file.workbook, let name = sheet.sheet,
          let index = Self.index(of: name, in: workbook)
        else { throw EditRefusal.unknownPlace(.sheet) }
        _ = try workbook.readRows(ofSheetAt: index) { batch in
          give(batch)
          return true
        }
      }
    } catch {
      throw Self.refusal(error)
    }
  }

  // MARK: Edits

  /// The text that was given to a cell; `nil` for one that has what the file has.
  public func text(at place: EditedPlace) -> String? {
    if let sheet = place.sheet {
      return files[place.source]?.texts[sheet]?[
        CellReference(row: place.row, column: place.column)]
    }
    return files[place.source]?.records?.text(ofLine: place.row, column: place.column)
  }

  /// The cells that have other texts than the files, in order.
  public var editedPlaces: [EditedPlace] {
    files.flatMap { source, file in
      let fields = (file.records?.edited ?? []).map {
        EditedPlace(source: source, sheet: nil, row: $0.row, column: $0.column)
      }
      return fields
        + file.texts.flatMap { sheet, texts in
          texts.keys.map {
            EditedPlace(source: source, sheet: sheet, row: $0.row, column: $0.column)
          }
        }
    }.sorted()
  }

  /// Gives a cell another text; `nil` gives it back what the file has, an empty one empties it.
  ///
  /// - Returns: whether rows of the file have other numbers now.
  @discardableResult
  public func setText(_ text: String?, at place: EditedPlace) throws(EditRefusal) -> Bool {
    if let refusal = refusal(of: place.source) { throw refusal }
    guard !(files[place.source]?.original.isChanged ?? false) else { throw .changed }
    let meant = try text.map { given throws(EditRefusal) in try self.meant(given, at: place) }
    let growth = (meant?.utf8.count ?? 0) - (self.text(at: place)?.utf8.count ?? 0)
    guard growth <= 0 || size + growth <= Self.mostBytes else {
      throw .tooMany(limit: Self.mostBytes)
    }
    contentVersions[ContentName(source: place.source, sheet: place.sheet), default: 0] += 1
    let moves = try place.sheet == nil ? setField(meant, at: place) : setCell(meant, at: place)
    size += growth
    return moves
  }

  /// A text as the file can hold it.
  private func meant(_ text: String, at place: EditedPlace) throws(EditRefusal) -> String {
    let limit = limits[.textLength]
    guard text.utf8.count <= limit || text.utf16.count <= limit else {
      throw .tooLong(limit: limit)
    }
    guard place.sheet == nil else { return WorkbookCopy.cellText(text) }
    // Line breaks within a field are LF whatever the lines end with.
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return String(
      String.UnicodeScalarView(
        lines.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }))
  }

  private func setField(_ text: String?, at place: EditedPlace) throws(EditRefusal) -> Bool {
    var records = try records(of: place.source)
    files[place.source]?.records = nil
    defer {
      files[place.source]?.records = records
      files[place.source]?.current = nil
    }
    do {
      return try records.setText(text, ofLine: place.row, column: place.column)
    } catch {
      throw Self.refusal(error)
    }
  }

  private func setCell(_ text: String?, at place: EditedPlace) throws(EditRefusal) -> Bool {
    guard let sheet = place.sheet, let workbook = files[place.source]?.workbook,
      let index = Self.index(of: sheet, in: workbook)
    else { throw .unknownPlace(.sheet) }
    guard let row = workbook.uneditedRow(place.row, ofSheetAt: index) else {
      throw .unknownPlace(.row)
    }
    let cell = row.cells(ofRowAt: 0).first { Int($0.column) == place.column }
    // What others compute from the formula would no longer follow from anything.
    if let cell, cell.formula != .none || cell.kind == .uncachedFormula { throw .formula }
    let reference = CellReference(row: place.row, column: place.column)
    var texts = files[place.source]?.texts[sheet] ?? [:]
    texts[reference] = text
    files[place.source]?.texts[sheet] = texts.isEmpty ? nil : texts
    workbook.setTexts(texts, ofSheetAt: index)
    return false
  }

  private func records(of source: SourceID) throws(EditRefusal) -> EditedRecords {
    guard let file = files[source] else { throw .unknownPlace(.file) }
    if let records = file.records { return records }
    guard let dialect = session?.dialects[source] else { throw .unknownPlace(.file) }
    do {
      let records = try EditedRecords(file.original, dialect: dialect, limits: limits)
      files[source]?.records = records
      return records
    } catch {
      throw Self.refusal(error)
    }
  }

  private static func index(of sheet: String, in workbook: Workbook) -> Int? {
    workbook.sheets.first { $0.name == sheet }?.index
  }

  private static func refusal(_ error: any Error) -> EditRefusal {
    error as? EditRefusal ?? .failed("\(error)")
  }

  // MARK: Saving

  /// Writes a file as its edits leave it to a path that is none of the run's files; what stands there is replaced
  /// at once, when the copy is whole.
  ///
  /// Only the edited cells differ from the file; every other byte of a delimited file, and of the parts of a
  /// workbook, is the same.
  ///
  /// - Returns: how many cells differ.
  public func save(_ source: SourceID, to path: String) throws(EditRefusal) -> Int {
    guard let file = files[source] else { throw .unknownPlace(.file) }
    guard !isChangedBeside(source) else { throw .changed }
    guard !files.values.contains(where: { $0.original.isSame(as: path) }) else {
      throw .isInput
    }
    do {
      if file.texts.isEmpty {
        try SavedFile(path: path).write(file.records?.result ?? file.original)
        return file.records?.cellCount ?? 0
      }
      let copy = try WorkbookCopy(fileDescriptor: file.original.descriptor, limits: limits)
      var texts: [Int: [CellReference: String]] = [:]
      for sheet in copy.sheets { texts[sheet.index] = file.texts[sheet.name] }
      try SavedFile(path: path).write { try copy.write(texts: texts, to: $0) }
      return texts.values.reduce(0) { $0 + $1.count }
    } catch {
      throw Self.refusal(error)
    }
  }
}
