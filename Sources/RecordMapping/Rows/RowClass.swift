import TabularCore

/// What a row of a source is, before its values are read.
public enum RowClass: Sendable, Equatable {
  /// No cell holds anything but white space or invisible characters.
  case blank
  /// The template's example row.
  case example
  /// A row that is not a record, with the text that shows it.
  case notData(Reason, String)
  /// A row that looks like a total but may be a record, with the text that suggests it.
  case unsure(String)
  /// A row to read.
  case data

  /// Why a row is not a record.
  public enum Reason: Sendable, Equatable {
    /// It repeats the header.
    case header
    /// It has a total word in place of its key, and numbers.
    case total
    /// It is the totals row of a table.
    case totalsRow
    /// Its numbers are subtotals of other rows.
    case subtotal
    /// It was printed by a database client.
    case clientOutput
  }

  /// What is known about a row and its table besides the cells.
  public struct Context: Sendable {
    /// The header of the source.
    public var binding: HeaderBinding
    /// The columns of the natural key.
    public var keyColumns: Set<Int>
    /// The columns of required fields outside the key.
    public var requiredColumns: Set<Int>
    /// Whether a required field has no column.
    public var lacksRequired: Bool
    /// Whether a cell is a subtotal or a sum over its column.
    public var hasSubtotal = false
    /// Whether the row is the totals row of a table.
    public var isTotalsRow = false

    /// The context of the rows of a source.
    public init(
      binding: HeaderBinding, keyColumns: Set<Int>, requiredColumns: Set<Int> = [],
      lacksRequired: Bool = false
    ) {
      self.binding = binding
      self.keyColumns = keyColumns
      self.requiredColumns = requiredColumns
      self.lacksRequired = lacksRequired
    }

    fileprivate func isField(_ column: Int) -> Bool {
      switch binding.column(numbered: column)?.target {
      case .field, .datePart, .timePart: true
      default: false
      }
    }
  }

  /// The mark that begins an example row.
  public static let exampleMark = "#EXAMPLE"

  /// Classifies a row by its filled cells, given in column order.
  public static func of(_ cells: [FilledCell], in context: Context) -> RowClass {
    guard let first = cells.first else { return .blank }
    if first.text.hasPrefix(exampleMark) { return .example }
    if cells.count >= 2, repeatsHeader(cells, context.binding) {
      return .notData(.header, first.text)
    }
    if context.isTotalsRow { return .notData(.totalsRow, first.text) }
    if context.hasSubtotal, let found = subtotal(cells, context) { return found }
    let printed = cells.map(\.text).joined(separator: ", ")
    if cells.count == 1 || first.text.lowercased() == "query ok", ClientOutput.isRowCount(printed) {
      return .notData(.clientOutput, printed)
    }
    if cells.count == 1, context.binding.columns.count > 1, ClientOutput.isStatus(first.text) {
      return .unsure(first.text)
    }
    if cells.count > 1 || context.binding.columns.count == 1,
      ClientOutput.isRule(cells.map(\.text))
    {
      return .notData(.clientOutput, first.text)
    }
    return total(cells, context) ?? .data
  }

  /// A row whose numbers are subtotals; unsure if only some are, or if they are just sums and nothing
  /// else suggests a record.
  private static func subtotal(_ cells: [FilledCell], _ context: Context) -> RowClass? {
    let numbers = cells.filter {
      ($0.kind == .number || $0.kind == .uncachedFormula) && context.isField($0.column)
    }
    guard let first = numbers.first(where: { $0.formula == .subtotal || $0.formula == .columnSum })
    else { return nil }
    let text = cells.first { TotalWords.match($0.text) != nil }?.text ?? first.text
    let isRecord = cells.contains { speaksForRecord($0, context) }
    let hasKey = cells.contains { context.keyColumns.contains($0.column) }
    if numbers.allSatisfy({ $0.formula == .subtotal }) {
      return isRecord && hasKey ? .unsure(text) : .notData(.subtotal, text)
    }
    if let found = total(cells, context), found != .data { return found }
    let areSums = numbers.allSatisfy { $0.formula == .subtotal || $0.formula == .columnSum }
    let hasSubtotals = numbers.contains { $0.formula == .subtotal }
    return !isRecord && (areSums || hasSubtotals) ? .unsure(text) : nil
  }

  /// A row with a total word; `nil` without one.
  ///
  /// Without a key the word decides. If the key itself is a total word, the row is a record when a text,
  /// or everything a record needs, accompanies it; if a record needs nothing else, that cannot be known.
  private static func total(_ cells: [FilledCell], _ context: Context) -> RowClass? {
    var keyWord: FilledCell?
    var other: (cell: FilledCell, match: TotalWords.Match)?
    var hasKey = false
    for cell in cells {
      let isKey = context.keyColumns.contains(cell.column)
      if isKey { hasKey = true }
      guard cell.kind == .text, isKey ? keyWord == nil : other?.match != .alone,
        TotalWords.mayMatch(cell.text), let match = TotalWords.match(cell.text)
      else { continue }
      if isKey { keyWord = cell } else { other = (cell, match) }
    }
    if !hasKey {
      guard let other else { return nil }
      let areNumbers = cells.allSatisfy { $0.column == other.cell.column || $0.isNumeric }
      switch other.match {
      case .alone: return .notData(.total, other.cell.text)
      case .attached: return areNumbers ? .notData(.total, other.cell.text) : nil
      // Names can begin with such words too, and the key may be missing by mistake.
      case .leading: return areNumbers ? .unsure(other.cell.text) : nil
      }
    }
    guard let keyWord else { return nil }
    if cells.contains(where: { speaksForRecord($0, context) }) { return .data }
    if context.lacksRequired { return .notData(.total, keyWord.text) }
    guard !context.requiredColumns.isEmpty else { return .unsure(keyWord.text) }
    let isWhole = context.requiredColumns.isSubset(of: cells.map(\.column))
    return isWhole ? .data : .notData(.total, keyWord.text)
  }

  /// Whether a cell outside the key shows that a row is a record, because it is not a number.
  private static func speaksForRecord(_ cell: FilledCell, _ context: Context) -> Bool {
    !cell.isNumeric && !context.keyColumns.contains(cell.column) && context.isField(cell.column)
  }

  private static func repeatsHeader(
    _ cells: [FilledCell], _ binding: HeaderBinding
  ) -> Bool {
    guard cells.count >= min(2, binding.columns.count), let first = cells.first,
      let header = binding.columns.first(where: { $0.number == first.column })?.header.utf8.first,
      let begin = first.text.utf8.first,
      begin | 0x20 == header | 0x20 || begin >= 0x80 || header >= 0x80 || begin <= 0x20
        || header <= 0x20
    else { return false }
    for cell in cells {
      guard let header = binding.column(numbered: cell.column)?.header,
        cell.text.utf8.count <= header.utf8.count + 8, fold(cell.text) == fold(header)
      else { return false }
    }
    return true
  }
}

/// Whether a text holds nothing but white space and invisible characters.
public func isBlankText(_ text: String) -> Bool {
  for byte in text.utf8 where byte > 0x20 {
    if byte < 0x80 { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        || scalar.value == 0xFEFF
    }
  }
  return true
}
