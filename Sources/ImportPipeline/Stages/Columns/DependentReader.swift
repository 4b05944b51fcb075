import RecordMapping
import Schemas
import TabularCore

/// Reads the cells of a field that are read with a country, a time zone, a currency or a date of the row.
final class DependentReader {
  /// What a cell's reading depends on, by places of values; -1 for none.
  private struct Surroundings: Hashable {
    var country = Token.none
    var zone = Token.none
    var currency = Token.none
    var date = Token.none
    var subdivision = Token.none
  }

  /// A value: where it comes from and its place there.
  private struct Token: Hashable {
    static let none = Token(source: -1, place: -1)
    var source: Int32
    var place: Int32
  }

  private struct Source {
    var path: ColumnPath
    var inherited: InheritedValues?
  }

  private let column: Int
  private let countries: [Source]
  private let defaultCountry: String?
  private let zones: [Source]
  private let currency: Source?
  private let date: Source?
  private let subdivision: Source?
  private let decision: ColumnDecision?
  private let layout: BatchLayout
  private let stride: Int
  private let referenceCount: Int
  private let memo: ReadingMemo
  private var numbers: [Surroundings: Int32] = [:]
  private var last: (surroundings: Surroundings, number: Int32)?
  /// Texts that stand in the batch alone, each with a number.
  private var texts: [String: Int32] = [:]
  private var textValues: [FieldValue] = []
  private var generations: [Int] = []

  init(
    _ field: RowSurroundings.Dependent, layout: BatchLayout, surroundings: RowSurroundings,
    memo: ReadingMemo
  ) {
    column = field.column
    func source(_ path: ColumnPath) -> Source {
      guard case .parent(let reference) = path.start else { return Source(path: path) }
      return Source(
        path: path,
        inherited: InheritedValues(
          path, of: surroundings.parents, table: layout.references[reference].table))
    }
    countries = field.countries.map(source)
    defaultCountry = field.defaultCountry
    zones = field.zones.map(source)
    currency = field.currency.map(source)
    date = field.date.map(source)
    subdivision = field.subdivision.map(source)
    decision = surroundings.decisions[field.column]
    self.layout = layout
    stride = layout.columns.count
    referenceCount = layout.references.count
    self.memo = memo
  }

  /// Reads the field's cells in the rows that are sound so far.
  func read(
    _ result: inout ColumnBatch, places: [Int32], memos: [ReadingMemo],
    arena: UnsafeRawBufferPointer
  ) {
    forgetOld(memos)
    let batch = result.batch
    for row in 0..<result.verdicts.count where result.verdicts[row] != .unsure {
      let place = places[row &* stride &+ column]
      guard place >= 0 else { continue }
      guard let surroundings = surroundings(ofRow: row, result, memos, arena) else {
        result.verdicts[row] = .unsure
        continue
      }
      let number = number(of: surroundings)
      let cell = batch.cells[Int(place)]
      let start = Int(cell.offset)
      let answer = memo.answer(
        UnsafeRawBufferPointer(rebasing: arena[start..<start &+ Int(cell.length)]), of: cell,
        surroundings: number
      ) { context(surroundings, memos) }
      if answer >= 0 {
        result.values[row &* stride &+ column] = ColumnValue(pooled: answer)
        if let code = memo.note(answer) {
          layout.note(row, layout.columns[column].field, code, &result)
        }
      } else if layout.mayRefuse[column], let code = memo.refusal(answer) {
        layout.refuse(row, layout.columns[column].field, code, &result)
      } else {
        result.verdicts[row] = .unsure
      }
    }
  }

  /// Numbers are of places in pools; they end with them.
  private func forgetOld(_ memos: [ReadingMemo]) {
    let now = memos.map(\.generation)
    guard now != generations || numbers.count > 1 << 14 || textValues.count > 1 << 14 else {
      return
    }
    // Numbers go on, so that what the memo keeps of old surroundings is never taken for new ones.
    generations = now
    numbers = [:]
    last = nil
    texts = [:]
    textValues = []
  }

  private var nextNumber: Int32 = 0

  private func number(of surroundings: Surroundings) -> Int32 {
    if let last, last.surroundings == surroundings { return last.number }
    let number: Int32
    if let known = numbers[surroundings] {
      number = known
    } else {
      nextNumber &+= 1
      number = nextNumber
      numbers[surroundings] = number
    }
    last = (surroundings, number)
    return number
  }

  /// What a row's cell is read with; `nil` where only the cell-by-cell reading can tell.
  private func surroundings(
    ofRow row: Int, _ result: ColumnBatch, _ memos: [ReadingMemo],
    _ arena: UnsafeRawBufferPointer
  ) -> Surroundings? {
    var found = Surroundings()
    if !countries.isEmpty {
      guard let token = first(countries, row, result, memos, arena) else { return nil }
      found.country = token
    }
    if !zones.isEmpty {
      guard let token = first(zones, row, result, memos, arena), token != .none else { return nil }
      found.zone = token
    }
    if let currency {
      guard let token = first([currency], row, result, memos, arena) else { return nil }
      found.currency = token
    }
    if let date {
      guard let token = first([date], row, result, memos, arena) else { return nil }
      found.date = token
    }
    if let subdivision {
      guard let token = first([subdivision], row, result, memos, arena) else { return nil }
      found.subdivision = token
    }
    return found
  }

  /// The first value among some sources; `nil` where that is not known.
  private func first(
    _ sources: [Source], _ row: Int, _ result: ColumnBatch, _ memos: [ReadingMemo],
    _ arena: UnsafeRawBufferPointer
  ) -> Token? {
    for (index, source) in sources.enumerated() {
      switch source.path.start {
      case .none: continue
      case .own(let other):
        let value = result.values[row &* stride &+ other]
        switch value.kind {
        case .null: continue
        case .pooled:
          return Token(source: Int32(index) << 1, place: Int32(truncatingIfNeeded: value.place))
        default:
          return Token(source: -2, place: keep(value.fieldValue(in: arena)))
        }
      case .parent(let reference):
        let ordinal = result.parents[row &* referenceCount &+ reference]
        if ordinal == ColumnBatch.wanted { return nil }
        guard ordinal >= 0, let inherited = source.inherited else { continue }
        let place = inherited.place(ofParent: ordinal)
        if place == InheritedValues.unknown { return nil }
        if place == InheritedValues.none { continue }
        return Token(source: Int32(index) << 1 | 1, place: place)
      }
    }
    return Token.none
  }

  private func keep(_ value: FieldValue) -> Int32 {
    let text = value.text ?? value.description
    if let known = texts[text] { return known }
    let number = Int32(truncatingIfNeeded: textValues.count)
    texts[text] = number
    textValues.append(value)
    return number
  }

  private func context(_ surroundings: Surroundings, _ memos: [ReadingMemo]) -> ReadingContext {
    var context = ReadingContext()
    context.column = decision
    context.country =
      value(surroundings.country, countries, memos)?.text ?? defaultCountry
    context.zone = value(surroundings.zone, zones, memos)?.text
    context.currency = value(surroundings.currency, currency.map { [$0] } ?? [], memos)?.text
    context.subdivision =
      value(surroundings.subdivision, subdivision.map { [$0] } ?? [], memos)?.text
    if case .dateTime(let local, _)? = value(surroundings.date, date.map { [$0] } ?? [], memos) {
      context.date = CivilDate.days(in: local.prefix(10))
    }
    return context
  }

  private func value(
    _ token: Token, _ sources: [Source], _ memos: [ReadingMemo]
  ) -> FieldValue? {
    if token == .none { return nil }
    if token.source == -2 { return textValues[Int(token.place)] }
    let source = sources[Int(token.source >> 1)]
    if token.source & 1 == 1 { return source.inherited?.value(at: token.place) }
    guard case .own(let other) = source.path.start else { return nil }
    return memos[other].pool[Int(token.place)]
  }
}
