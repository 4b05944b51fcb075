/// The limits for untrusted input; each has a name, an issue code and `--limit name=value`.
public struct Limits: Sendable, Hashable {
  /// The name of a limit.
  public enum Name: String, Sendable, CaseIterable {
    /// Bytes of an input file.
    case fileSize = "file-size"
    /// Entries of a zip archive.
    case zipEntries = "zip-entries"
    /// Bytes that all members of a workbook may expand to, counted while reading.
    case inflatedSize = "inflated-size"
    /// How many times its compressed size a member over 1 MiB may expand to.
    case inflationRatio = "inflation-ratio"
    /// Rows of one table.
    case rows
    /// Columns of one table.
    case columns
    /// Filled cells of one file.
    case cells
    /// Entries of the shared string table.
    case sharedStrings = "shared-strings"
    /// Characters of one cell's text.
    case textLength = "text-length"
    /// Bytes of one delimited field.
    case fieldSize = "field-size"
    /// Bytes of one record of a JSON file.
    case recordSize = "record-size"
    /// Nested elements of an XML part.
    case xmlDepth = "xml-depth"
    /// Characters of an XML attribute.
    case xmlAttributeLength = "xml-attribute-length"
    /// Issues kept per code, table and field.
    case issuesKept = "issues-kept"
  }

  private var values: [Name: Int]

  /// The defaults.
  public init() {
    values = [:]
  }

  /// The value of a limit, in the unit that its name says.
  public subscript(name: Name) -> Int {
    get { values[name] ?? name.defaultValue }
    set { values[name] = newValue }
  }
}

extension Limits.Name {
  /// The value unless `--limit` says otherwise.
  public var defaultValue: Int {
    switch self {
    case .fileSize: 512 << 20
    case .zipEntries: 10_000
    case .inflatedSize: 2 << 30
    case .inflationRatio: 200
    case .rows: 10_000_000
    case .columns: 500
    case .cells: 100_000_000
    case .sharedStrings: 10_000_000
    case .textLength: 32_767
    case .fieldSize, .recordSize: 1 << 20
    case .xmlDepth: 256
    case .xmlAttributeLength: 65_536
    case .issuesKept: 200
    }
  }

  /// The code of the issue raised when the limit is exceeded.
  public var code: IssueCode {
    switch self {
    case .fileSize, .rows, .columns, .cells, .recordSize: "file.too-large"
    case .zipEntries, .inflatedSize, .inflationRatio: "zip.bomb"
    case .sharedStrings, .xmlDepth, .xmlAttributeLength: "xml.limit"
    case .textLength: "value.too-long"
    case .fieldSize: "csv.quote-unclosed"
    case .issuesKept: "run.too-many-errors"
    }
  }

  /// What is counted, for the table that `registrar limits` prints.
  public var unit: String {
    switch self {
    case .fileSize, .inflatedSize, .fieldSize, .recordSize: "bytes"
    case .inflationRatio: "times"
    case .textLength, .xmlAttributeLength: "characters"
    case .zipEntries, .sharedStrings: "entries"
    case .xmlDepth: "levels"
    case .rows: "rows"
    case .columns: "columns"
    case .cells: "cells"
    case .issuesKept: "issues"
    }
  }
}
