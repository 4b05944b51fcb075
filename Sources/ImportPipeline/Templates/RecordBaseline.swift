import Crypto
import Foundation
import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// What the cells of a template held when it was written, as fingerprints: the common ancestor of what
/// people typed into it and what others wrote into the store meanwhile.
///
/// It stands in the hidden sheet `_base`. Its rows begin with `table`, the name of a table and the fields
/// that follow, or with a key; the digest over them stands in `_meta`.
struct RecordBaseline {
  /// The sheet's name.
  static let sheetName = "_base"
  /// The name of the digest in `_meta`.
  static let markName = "baseline"

  /// The records of one table.
  struct Table {
    let salt: String
    /// The natural key's fields, by index.
    let keyFields: [Int]
    /// The fields whose cells are known, by index, with the place of each in a record's fingerprints.
    let fields: [(position: Int, index: Int)]
    /// How many fingerprints a record has.
    let width: Int
    /// Where the fingerprints of a record begin, by the fingerprint of its key.
    private(set) var places: [UInt64: Int] = [:]
    private(set) var values: [UInt64] = []

    init(salt: String, names: [String], of schema: TableSchema) {
      self.salt = salt
      keyFields = schema.naturalKey.compactMap(schema.fieldIndex(named:))
      fields = names.enumerated().compactMap { position, name in
        schema.fieldIndex(named: name).map { (position, $0) }
      }
      width = names.count
    }

    mutating func add(key: CellFingerprint, _ fingerprints: [CellFingerprint]) {
      places[key.bits] = values.count
      values += fingerprints.map(\.bits)
    }

    /// Where the record begins that the key's cells of a row name; `nil` for a row that is not of the
    /// template.
    func place(of row: PendingRow) -> Int? {
      let cells = keyFields.map { CellFingerprint(row.origins[$0], salt: salt) }
      guard cells.contains(where: { $0 != .blank }) else { return nil }
      return places[CellFingerprint(key: cells, salt: salt).bits]
    }

    /// Whether the key's cells of a row, by field, are those of a record.
    func knows(_ cells: [RecordCell]) -> Bool {
      let key = keyFields.map { CellFingerprint(cells[$0], salt: salt) }
      return places[CellFingerprint(key: key, salt: salt).bits] != nil
    }

    /// Whether a cell is what the template had.
    func isUntouched(_ cell: CellFingerprint, at place: Int, _ position: Int) -> Bool {
      values[place + position] == cell.bits
    }
  }

  /// The records, by table.
  private(set) var tables: [String: Table] = [:]

  /// The rows of the sheet and their digest, for a template.
  struct Lines {
    let salt: String
    private(set) var rows: [[String]] = []
    private var hash = SHA256()

    init(salt: String) {
      self.salt = salt
      add([RecordBaseline.markName, "1", salt])
    }

    mutating func add(_ cells: [String]) {
      rows.append(cells)
      hash.update(data: Array(cells.joined(separator: "\t").utf8) + [10])
    }

    var digest: String { hash.finalize().map { String($0, radix: 16) }.joined(separator: ".") }
  }

  /// The rows of the sheet as they stand in a workbook; `nil` when they are not what was written.
  static func rows(of workbook: Workbook, digest: String) throws -> [[String]]? {
    guard let sheet = workbook.sheets.first(where: { $0.name == sheetName }),
      sheet.kind == .worksheet
    else { return nil }
    var lines: Lines?
    _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: 1_000) { batch in
      for row in batch.rows.indices {
        let cells = batch.cells(ofRowAt: row).filter { $0.kind != .blank }.map(batch.text(of:))
        guard !cells.isEmpty else { continue }
        if lines == nil {
          lines = Lines(salt: cells.last ?? "")
        } else {
          lines?.add(cells)
        }
      }
      return true
    }
    return lines?.digest == digest ? lines?.rows : nil
  }

  /// Reads the sheet of a workbook; `nil` when it is not what was written.
  ///
  /// - Parameter digest: the digest that `_meta` tells.
  init?(_ workbook: Workbook, digest: String, tables schemas: [TableSchema]) throws {
    guard
      let sheet = workbook.sheets.first(where: { $0.name == Self.sheetName }),
      sheet.kind == .worksheet
    else { return nil }
    var lines: Lines?
    var open: Table?
    var name = ""
    var read: [String: Table] = [:]
    var isSound = true
    _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: 1_000) { batch in
      for row in batch.rows.indices where isSound {
        let cells = batch.cells(ofRowAt: row).filter { $0.kind != .blank }.map(batch.text(of:))
        guard !cells.isEmpty else { continue }
        guard lines != nil else {
          isSound = cells.count == 3 && cells[0] == Self.markName && cells[1] == "1"
          if isSound { lines = Lines(salt: cells[2]) }
          continue
        }
        lines?.add(cells)
        if cells.count == 3, cells[0] == "table" {
          if let open { read[name] = open }
          name = cells[1]
          open = schemas.first { $0.name == cells[1] }.map { schema in
            Table(
              salt: lines?.salt ?? "", names: cells[2].split(separator: " ").map(String.init),
              of: schema)
          }
        } else if cells.count == 2, let key = CellFingerprint(cells[0][...]) {
          let values = Self.fingerprints(cells[1])
          isSound = values != nil && (open == nil || values?.count == open?.width)
          if isSound, let values { open?.add(key: key, values) }
        } else {
          isSound = false
        }
      }
      return isSound
    }
    if let open { read[name] = open }
    guard isSound, lines?.digest == digest else { return nil }
    tables = read
  }

  private static func fingerprints(_ text: String) -> [CellFingerprint]? {
    var rest = text[...]
    var values: [CellFingerprint] = []
    while !rest.isEmpty {
      guard let value = CellFingerprint(rest.prefix(CellFingerprint.length)) else { return nil }
      values.append(value)
      rest = rest.dropFirst(CellFingerprint.length)
    }
    return values
  }
}
