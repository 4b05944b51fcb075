/// The place of an issue: in a source, in the store, or in the run itself.
///
/// Addresses refer to the input file, never to an intermediate form.
public struct IssueLocation: Hashable, Sendable {
  /// How the place is written.
  public enum Form: UInt8, Sendable {
    /// A workbook: `sites.xlsx › Sites!C7 (seats)`.
    case workbook
    /// A delimited file: `sites.csv:7:3 (seats)`.
    case delimited
    /// A JSON file, with a JSON pointer: `sites.json:12:5 /sites/3/seats (seats)`.
    case json
    /// A stored record: `store › sites[TOR-01] (seats)`.
    case store
    /// The target of the run: `target › prod`.
    case target
    /// A run: `run › 20270306-0914-A3`.
    case run
    /// A file of a schema package, with line, column and JSON pointer: `sites.schema.json:12:5#/fields/3`.
    case schema
  }

  /// How the place is written.
  public var form: Form
  /// The input file of the run; `nil` for places in no input file, and outside of a run.
  public var source: SourceID?
  /// The file's name: the last component of its path, with as many folders as tell it from the run's
  /// other files; the target's or run's name for these forms.
  public var file: String?
  /// The sheet's name as written in the workbook; for a list of a JSON file its JSON pointer, `/` for a
  /// list that is the whole file, which no sheet can be called.
  public var sheet: String?
  /// A part of the archive (`xl/worksheets/sheet2.xml`), or a JSON pointer for a schema or a JSON file.
  public var part: String?
  /// A byte offset into the part, from 0.
  public var byteOffset: Int?
  /// The table's machine name.
  public var table: String?
  /// The worksheet row, the physical line, or the number of the record in its JSON list, from 1.
  public var row: Int?
  /// The line of a JSON file, from 1; that of a file of a package is `row`.
  public var line: Int?
  /// The column in that line, in characters (Unicode scalars), from 1.
  public var lineColumn: Int?
  /// The column number, from 1.
  public var column: Int?
  /// The field's machine name.
  public var field: String?
  /// The natural key of the record, where it is known.
  public var key: [String]

  /// A place; everything but the form may be left out.
  public init(
    _ form: Form, source: SourceID? = nil, file: String? = nil, sheet: String? = nil,
    part: String? = nil,
    byteOffset: Int? = nil, table: String? = nil, row: Int? = nil, column: Int? = nil,
    field: String? = nil, key: [String] = []
  ) {
    self.form = form
    self.source = source
    self.file = file
    self.sheet = sheet
    self.part = part
    self.byteOffset = byteOffset
    self.table = table
    self.row = row
    self.column = column
    self.field = field
    self.key = key
  }
}

extension IssueLocation.Form {
  /// The form of places in a source that is known by its sheet alone, as in journals and plans.
  ///
  /// - Parameter sheet: the sheet's name, the pointer of a list of a JSON file, or nothing.
  public init(ofSheet sheet: String?) {
    switch sheet {
    case nil, "": self = .delimited
    case let name?: self = name.utf8.first == UInt8(ascii: "/") ? .json : .workbook
    }
  }
}
