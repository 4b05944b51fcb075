/// Writes small real workbooks for tests.
///
/// For example:
///
///     try WorkbookBuilder()
///       .sheet("Locations", rows: [["code", "opened"], ["TOR", .date(45_000)]])
///       .write(to: path)
public struct WorkbookBuilder: Sendable {
  /// How texts are stored.
  public enum Strings: Sendable {
    /// In the shared string table.
    case shared
    /// In the cells.
    case inline
  }

  /// Which namespaces the parts are written in.
  public enum Conformance: Sendable {
    /// Those of ECMA-376 part 4, which Excel writes.
    case transitional
    /// Those of ECMA-376 part 1.
    case strict
  }

  /// The encoding of the parts.
  public enum Encoding: Sendable {
    /// Without a byte order mark.
    case utf8
    /// With a byte order mark.
    case utf8WithMark
    /// Little-endian, with a byte order mark.
    case utf16LittleEndian
    /// Big-endian, with a byte order mark.
    case utf16BigEndian
  }

  /// How texts are stored.
  public var strings = Strings.shared
  /// Which namespaces the parts are written in.
  public var conformance = Conformance.transitional
  /// The encoding of worksheets, shared strings, styles and workbook.
  public var encoding = Encoding.utf8
  /// The prefix of every element of the main namespace, such as `x`; `nil` for none.
  public var prefix: String?
  /// Whether dates count from 1904.
  public var isDate1904 = false
  /// Whether rows and cells carry their references.
  public var writesReferences = true
  /// Whether a part with macros is put in.
  public var hasMacros = false
  /// Whether members are stored uncompressed.
  public var isStored = false

  var sheets: [BuiltSheet] = []
  var overrides: [(name: String, bytes: [UInt8]?)] = []

  /// A workbook without sheets.
  public init() {}

  /// Adds a worksheet whose rows start in row 1.
  ///
  /// - Parameters:
  ///   - rows: the rows, cell by cell from column A.
  ///   - visibility: `visible`, `hidden` or `veryHidden`.
  ///   - merged: merged ranges in A1 form.
  ///   - hiddenRows: the numbers of hidden rows, from 1.
  public func sheet(
    _ name: String, rows: [[WorkbookValue]], visibility: String = "visible", merged: [String] = [],
    hiddenRows: Set<Int> = []
  ) -> WorkbookBuilder {
    var copy = self
    copy.sheets.append(
      BuiltSheet(
        name: name, rows: rows, visibility: visibility, merged: merged, hiddenRows: hiddenRows))
    return copy
  }

  /// Adds a worksheet whose `sheetData` holds `data` as it stands.
  public func sheet(_ name: String, data: String) -> WorkbookBuilder {
    var copy = self
    copy.sheets.append(BuiltSheet(name: name, data: data))
    return copy
  }

  /// Adds a chart sheet.
  public func chartSheet(_ name: String) -> WorkbookBuilder {
    var copy = self
    copy.sheets.append(BuiltSheet(name: name, isChart: true))
    return copy
  }

  /// Sets one property.
  public func with<Value>(
    _ property: WritableKeyPath<WorkbookBuilder, Value>, _ value: Value
  ) -> WorkbookBuilder {
    var copy = self
    copy[keyPath: property] = value
    return copy
  }

  /// Replaces a part, or adds one.
  public func part(_ name: String, _ text: String) -> WorkbookBuilder {
    part(name, bytes: Array(text.utf8))
  }

  /// Replaces a part by bytes, or adds one.
  public func part(_ name: String, bytes: [UInt8]) -> WorkbookBuilder {
    var copy = self
    copy.overrides.append((name, bytes))
    return copy
  }

  /// Leaves a part out, though others name it.
  public func withoutPart(_ name: String) -> WorkbookBuilder {
    var copy = self
    copy.overrides.append((name, nil))
    return copy
  }

  /// Writes the workbook, over any file that is there.
  public func write(to path: String) throws {
    try ZipWriting.write(parts(), to: path, isStored: isStored)
  }
}

/// One sheet as the builder keeps it.
struct BuiltSheet: Sendable {
  var name: String
  var rows: [[WorkbookValue]] = []
  var visibility = "visible"
  var merged: [String] = []
  var hiddenRows: Set<Int> = []
  var data: String?
  var isChart = false
}
