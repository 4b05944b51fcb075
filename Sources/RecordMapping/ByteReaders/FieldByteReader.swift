import Schemas
public import TabularCore

/// Checks a column of cells by their bytes, without creating a string for any of them.
///
/// The type is dispatched once per column and batch. The result is always what the field's reader would
/// say; a cell that the byte reader is not sure of is left to the reader.
public struct FieldByteReader: Sendable {
  enum Kind: Sendable {
    case string(StringByteReader)
    case number(NumberByteReader)
    case boolean(BooleanByteReader)
    case date(DateByteReader)
  }

  private let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

  /// The cells of one column of a batch.
  public struct Column {
    /// The bytes of the batch.
    public var arena: UnsafePointer<UInt8>
    /// The cells of the batch.
    public var cells: UnsafePointer<Cell>
    /// The index of each row's cell among the cells, -1 where there is none; `stride` apart.
    public var places: UnsafePointer<Int32>
    /// The distance between the indexes of consecutive rows.
    public var stride: Int
    /// How many rows there are.
    public var rowCount: Int

    /// A column of a batch.
    public init(
      arena: UnsafePointer<UInt8>, cells: UnsafePointer<Cell>, places: UnsafePointer<Int32>,
      stride: Int, rowCount: Int
    ) {
      self.arena = arena
      self.cells = cells
      self.places = places
      self.stride = stride
      self.rowCount = rowCount
    }
  }

  /// Checks all cells of a column.
  ///
  /// - Parameters:
  ///   - values: receives the value of row 0 at 0, of row 1 at `stride`, and so on.
  ///   - refuse: called with a row and the verdict for each cell that is not sound.
  @inline(__always)
  public func validate(
    _ column: Column, into values: UnsafeMutablePointer<ColumnValue>, isRequired: Bool,
    _ refuse: (Int, CellVerdict) -> Void
  ) {
    switch kind {
    case .string(let byteReader): run(byteReader, column, values, isRequired, refuse)
    case .number(let byteReader): run(byteReader, column, values, isRequired, refuse)
    case .boolean(let byteReader): run(byteReader, column, values, isRequired, refuse)
    case .date(let byteReader): run(byteReader, column, values, isRequired, refuse)
    }
  }

  /// Whether a text cell is sound and its value is the text as it stands.
  public func takesAsSpelt(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let bytes = text.baseAddress?.assumingMemoryBound(to: UInt8.self), !text.isEmpty else {
      return false
    }
    var value = ColumnValue.null
    var isSound = true
    withUnsafePointer(
      to: Cell(column: 1, kind: .text, offset: 0, length: text.count)
    ) { cell in
      withUnsafePointer(to: Int32(0)) { place in
        validate(
          Column(arena: bytes, cells: cell, places: place, stride: 1, rowCount: 1), into: &value,
          isRequired: true
        ) { _, _ in isSound = false }
      }
    }
    return isSound && value.kind == .text && value.offset == 0 && value.length == text.count
  }

  @inline(__always)
  private func run(
    _ byteReader: some CellByteReader, _ column: Column,
    _ values: UnsafeMutablePointer<ColumnValue>, _ isRequired: Bool,
    _ refuse: (Int, CellVerdict) -> Void
  ) {
    var place = 0
    for row in 0..<column.rowCount {
      let index = Int(column.places[place])
      values[place] = .null
      if index < 0 || column.cells[index].kind == .blank {
        if isRequired { refuse(row, .missing) }
      } else {
        let cell = column.cells[index]
        let verdict = byteReader.validate(
          column.arena + Int(cell.offset), cell, into: &values[place])
        if verdict != .sound { refuse(row, verdict) }
      }
      place &+= column.stride
    }
  }
}

extension FieldByteReader {
  /// A byte reader of texts in a form; `nil` for constraints that need the reader.
  init?(texts settings: ByteReaderSettings, form: TextForm) {
    let given = settings.field.constraints
    guard !settings.isRanged else { return nil }
    let allowed = given.allowedValues.map { WordList($0.count > 64 ? [] : $0) }
    if let allowed, allowed?.isEmpty ?? true { return nil }
    self.init(
      .string(
        StringByteReader(
          text: settings.text, form: form, leastLength: given.minimumLength ?? 0,
          mostLength: given.maximumLength ?? .max, pattern: settings.pattern,
          allowed: allowed ?? nil)))
  }
}

extension CompiledField {
  /// A byte reader for the field's cells; `nil` for types and constraints that need the reader.
  ///
  /// - Parameter countsFrom1904: whether serial dates count from 1904.
  public func makeByteReader(countsFrom1904: Bool) -> FieldByteReader? {
    let token = (clearToken ?? "").utf8
    let words = (missingValues ?? []).filter {
      !$0.isEmpty && !literals.contains(foldedValue($0))
    }
    guard let missing = WordList(Array(words)) else { return nil }
    let text = PlainTextCheck(
      keepsRuns: keepsRuns && keepsLines, looksForCards: looksForCards,
      knowsPlaceholders: missingValues == nil, clearLength: token.count,
      clearFirst: token.first ?? 0, missingValues: missing, textLimit: byteReaderLimit)
    // If the token could be a value, the reader must tell them apart.
    let isTokenPlain =
      token.first.map { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "<") } ?? true
    return field.type.reading.makeByteReader(
      ByteReaderSettings(
        field: field, text: text, pattern: constraints.pattern, isTokenPlain: isTokenPlain,
        countsFrom1904: countsFrom1904))
  }
}
