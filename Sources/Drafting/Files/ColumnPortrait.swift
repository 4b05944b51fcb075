import RecordMapping
import Schemas
import TabularCore

/// What the values of a column have in common, seen once from top to bottom.
///
/// Every type that a column may have is tried on every different value by the reader that an import would
/// use, until one refuses; so a guess means what an import does.
struct ColumnPortrait {
  /// The types that are tried: those of the tool's own but lists, secrets and enumerations, whose words
  /// only people know.
  private static let tried = FieldType.allCases.filter { type in
    let definition = type.definition
    return !type.isPlain && definition.storage != .sealed && !definition.storage.isList
      && !definition.properties.contains(.values)
  }

  /// The header as the file has it.
  let header: String
  /// How many rows have a value.
  private(set) var filledCount = 0
  /// The different values.
  private(set) var distinct = DistinctValues()
  /// The different texts with how often they occur, by the form in which lists compare them; `nil` when
  /// they are too many for a list.
  private(set) var spelled: [String: (text: String, count: Int)]? = [:]
  /// The longest text, in characters.
  private(set) var longest = 0
  /// Whether a number begins with a zero that counts, `007`.
  private(set) var hasLeadingZero = false
  /// Whether a number has more digits than spreadsheets keep.
  private(set) var hasManyDigits = false
  /// Whether all values are words of letters, digits and punctuation that codes have.
  private(set) var isCodeLike = true
  private(set) var hasSmallLetters = false
  private(set) var hasDigits = false
  private(set) var hasLineBreaks = false
  private(set) var hasPercent = false
  /// Whether a yes or no is more than a number.
  private(set) var hasTruthWords = false
  /// Whether a text looks like a path such as those that name time zones.
  private(set) var hasSlash = false
  /// The first value and its row.
  private(set) var first: (text: String, row: Int)?
  /// Cells that no field could read: errors of formulas, damaged texts, numbers of payment cards.
  private(set) var faultyCount = 0

  private var alive = [Bool](repeating: true, count: Self.tried.count)
  private var readers: [CompiledField]
  private let blankness: CompiledField
  private var dates: ColumnStudy
  private var numbers: ColumnStudy

  private static let mostSpelled = 24
  private static let mostCodeLength = 32

  /// A column without values yet.
  init(header: String) {
    self.header = header
    let package = DataPackage(name: "draft", title: LocalizedText("draft"))
    func reader(_ type: FieldType) -> CompiledField {
      var field = Field(name: "value", type: type)
      if type == .money { field.currencyField = nil }
      return CompiledField(
        field: field, in: TableSchema(name: "draft", fields: [field]), package: package)
    }
    readers = Self.tried.map(reader)
    blankness = reader(.string)
    dates = ColumnStudy(field: Field(name: "value", type: .date))
    numbers = ColumnStudy(field: Field(name: "value", type: .decimal))
  }

  /// Whether all values can be read as a type.
  func fits(_ type: FieldType) -> Bool {
    guard filledCount > 0, let index = Self.tried.firstIndex(of: type), alive[index] else {
      return false
    }
    switch type.definition.evidence(of: Field(name: "value", type: type)) {
    case .dates: return dates.findings().isEmpty
    case .numbers, .amounts: return numbers.decision().decimalMark != .mixed
    case nil: return true
    }
  }

  /// What the values prove about the order of day and month, and the decimal mark.
  var decision: (dates: ColumnDecision, numbers: ColumnDecision) {
    (dates.decision(), numbers.decision())
  }

  /// Takes a cell.
  ///
  /// - Parameter row: the row number, from 1.
  mutating func observe(_ cell: CellInput, row: Int, _ budget: DistinctBudget) {
    if let reading = try? blankness.read(cell, in: ReadingContext()), reading.value.isNull {
      return
    }
    if cell.kind == .error || cell.kind == .uncachedFormula {
      faultyCount += 1
      return
    }
    filledCount += 1
    if first == nil { first = (cell.text, row) }
    dates.observe(cell, row: row)
    numbers.observe(cell, row: row)
    let isNew = distinct.insert(valueHash(cell.text), budget)
    countSpelling(cell.text)
    guard isNew else { return }
    describe(cell)
    var context = ReadingContext()
    context.zone = "UTC"
    for index in alive.indices where alive[index] {
      do throws(CellProblem) {
        _ = try readers[index].read(cell, in: context)
      } catch {
        alive[index] = error.awaitsColumn
      }
    }
  }

  private mutating func countSpelling(_ text: String) {
    guard var known = spelled else { return }
    spelled = nil
    let folded = foldedValue(text)
    if let entry = known[folded] {
      known[folded] = (entry.text, entry.count + 1)
    } else if known.count < Self.mostSpelled, text.utf8.count <= 60 {
      known[folded] = (text, 1)
    } else {
      return
    }
    spelled = known
  }

  private mutating func describe(_ cell: CellInput) {
    let text = cell.text
    longest = max(longest, text.count)
    if cell.kind == .boolean { hasTruthWords = true }
    if cell.format == .percent || text.hasSuffix("%") { hasPercent = true }
    if cell.kind != .text {
      if cell.format.hasDate || cell.kind == .boolean || text.contains(".") { isCodeLike = false }
      return
    }
    let bytes = text.utf8
    let digits = bytes.count { (48...57).contains($0) }
    if digits > 0 { hasDigits = true }
    if digits == bytes.count {
      if bytes.count > 1, bytes.first == UInt8(ascii: "0") { hasLeadingZero = true }
      if bytes.count > 15 { hasManyDigits = true }
    } else if digits == 0 {
      hasTruthWords = true
    }
    if bytes.contains(where: { (97...122).contains($0) }) { hasSmallLetters = true }
    if bytes.contains(UInt8(ascii: "\n")) { hasLineBreaks = true }
    if bytes.contains(UInt8(ascii: "/")) { hasSlash = true }
    let isCode =
      bytes.count <= Self.mostCodeLength
      && bytes.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      }
    if !isCode { isCodeLike = false }
  }
}
