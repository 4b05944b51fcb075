import Foundation
public import ImportPipeline
import Schemas
public import TabularCore

/// What became of the rows of earlier files: which are new, which are gone, which changed.
///
/// Rows are the same that have the same key, wherever they stand; a row without one is the same as one that says the
/// same in every cell. Texts count as they are written, without the spaces around them; rows that cannot be read or
/// have errors count too, as it is often those that somebody corrected. For example:
///
///     let difference = try RowDifference(session, earlierFrom: 2)
///     let changed = difference.count(of: .changed)
public struct RowDifference: Sendable {
  /// What became of a row.
  public enum Change: String, Sendable, CaseIterable {
    /// The earlier files do not have it.
    case new
    /// Only the earlier files have it.
    case gone
    /// Some of its cells say something else.
    case changed
  }

  /// A row that is not as it was.
  public struct Row: Sendable {
    /// What became of it.
    public var change: Change
    /// The table that it is read as.
    public var table: String
    /// The texts of its key; empty texts where cells of it are empty.
    public var key: [String]
    /// Where it stands now, and of a row that is gone where it stood.
    public var place: RowPlace
    /// The cells that differ; of a row that is new or gone all that are filled.
    public var cells: [Cell]
  }

  /// A cell that is not as it was.
  public struct Cell: Sendable {
    /// Its column.
    public var column: EditedColumn
    /// What it said; `nil` for nothing.
    public var before: String?
    /// What it says; `nil` for nothing.
    public var after: String?
  }

  /// The texts of a row by what their columns are read as.
  private typealias Texts = [String: (column: EditedColumn, text: String)]

  private struct Entry {
    var sheet: Int
    var row: Int
    var digest: Int
  }

  private struct Difference {
    var change: Change
    var entry: Entry
    /// The row that it was, of one that changed.
    var earlier: Entry?
  }

  private let sheets: [EditedSheet]
  private let keys: [String: [String]]
  private var differences: [Difference] = []

  /// Compares files of a session with others of it.
  ///
  /// - Parameter first: the first of the earlier files; those before it are the later ones.
  public init(
    _ session: CorrectionSession, earlierFrom first: SourceID
  ) throws(EditRefusal) {
    let files = session.files
    sheets = files.sheets
    keys = Dictionary(
      session.prepared.package.tables.map { ($0.name, $0.naturalKey) },
      uniquingKeysWith: { one, _ in one })
    var earlier: [[String]: [Entry]] = [:]
    for (index, sheet) in sheets.enumerated() where sheet.source.rawValue >= first.rawValue {
      try files.forEachRow(below: sheet) { row, texts in
        let texts = Self.texts(texts, of: sheet)
        earlier[identity(of: texts, in: sheet), default: []].append(
          Entry(sheet: index, row: row, digest: Self.digest(of: texts)))
      }
    }
    for (index, sheet) in sheets.enumerated() where sheet.source.rawValue < first.rawValue {
      var found: [Difference] = []
      try files.forEachRow(below: sheet) { row, texts in
        let texts = Self.texts(texts, of: sheet)
        let entry = Entry(sheet: index, row: row, digest: Self.digest(of: texts))
        let identity = identity(of: texts, in: sheet)
        guard var candidates = earlier[identity], !candidates.isEmpty else {
          found.append(Difference(change: .new, entry: entry))
          return
        }
        // Of rows with one key those are paired that say the same, else the first.
        let place = candidates.firstIndex { $0.digest == entry.digest } ?? 0
        let other = candidates.remove(at: place)
        earlier[identity] = candidates
        guard other.digest != entry.digest else { return }
        found.append(Difference(change: .changed, entry: entry, earlier: other))
      }
      differences += found
    }
    differences += earlier.values.joined()
      .sorted { ($0.sheet, $0.row) < ($1.sheet, $1.row) }
      .map { Difference(change: .gone, entry: $0) }
  }

  /// How many rows are not as they were.
  public var count: Int { differences.count }

  /// How many rows became so.
  public func count(of change: Change) -> Int { differences.count { $0.change == change } }

  /// Some of the rows: those of the later files in their order, behind them those that are gone.
  ///
  /// - Parameters:
  ///   - change: which of them; `nil` for all.
  ///   - first: how many are passed over.
  ///   - limit: the most that are wanted.
  public func rows(
    _ change: Change?, from first: Int, limit: Int, of session: CorrectionSession
  ) throws(EditRefusal) -> [Row] {
    var rows: [Row] = []
    for one in differences.lazy.filter({ change == nil || $0.change == change }).dropFirst(first) {
      guard rows.count < limit else { break }
      rows.append(try row(one, session.files))
    }
    return rows
  }

  private func row(_ one: Difference, _ files: EditedFiles) throws(EditRefusal) -> Row {
    let own = try texts(of: one.entry, files)
    let other = try one.earlier.map { entry throws(EditRefusal) in try texts(of: entry, files) }
    let sheet = sheets[one.entry.sheet]
    let before: Texts? = one.change == .gone ? own : other
    let after: Texts? = one.change == .gone ? nil : own
    let names = Set((before ?? [:]).keys).union((after ?? [:]).keys)
    let cells = names.compactMap { name -> Cell? in
      let (was, now) = (before?[name], after?[name])
      guard was?.text != now?.text, let column = (now ?? was)?.column else { return nil }
      return Cell(column: column, before: was?.text, after: now?.text)
    }
    return Row(
      change: one.change, table: sheet.table,
      key: (keys[sheet.table] ?? []).map { own["f " + $0]?.text ?? "" },
      place: RowPlace(source: sheet.source, sheet: sheet.sheet, row: one.entry.row),
      cells: cells.sorted { $0.column.number < $1.column.number })
  }

  private func texts(of entry: Entry, _ files: EditedFiles) throws(EditRefusal) -> Texts {
    let sheet = sheets[entry.sheet]
    let cells = try files.cells(ofRow: entry.row, source: sheet.source, sheet: sheet.sheet)
    return Self.texts(
      Dictionary(cells.map { ($0.column, $0.text) }, uniquingKeysWith: { one, _ in one }),
      of: sheet)
  }

  // MARK: What rows say

  /// What a column is called: the field that it is read as, else its header.
  private static func name(of column: EditedColumn) -> String {
    column.field.map { "f " + $0 } ?? "h " + fold(column.header)
  }

  private static func texts(_ texts: [Int: String], of sheet: EditedSheet) -> Texts {
    var found: Texts = [:]
    for column in sheet.columns {
      let text = texts[column.number]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      let name = name(of: column)
      if !text.isEmpty, found[name] == nil { found[name] = (column, text) }
    }
    return found
  }

  private static func digest(of texts: Texts) -> Int {
    var hasher = Hasher()
    for name in texts.keys.sorted() {
      hasher.combine(name)
      hasher.combine(texts[name]?.text)
    }
    return hasher.finalize()
  }

  /// What makes a row the same in both: its table with its key, else all that it says.
  private func identity(of texts: Texts, in sheet: EditedSheet) -> [String] {
    let key = (keys[sheet.table] ?? []).map { texts["f " + $0]?.text.lowercased() ?? "" }
    guard key.allSatisfy(\.isEmpty) else { return [sheet.table, "key"] + key }
    return [sheet.table, "row"] + texts.keys.sorted().flatMap { [$0, texts[$0]?.text ?? ""] }
  }
}
