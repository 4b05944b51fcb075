import RecordMapping
import Schemas

/// Goes through two sorted streams of records of one table.
struct TableMerge {
  let form: TableForm
  let judge: DifferenceJudge
  /// Whether both sources are stores, whose values have types.
  let areStores: Bool
  /// How many records both have that were not read, as their parts are equal.
  var skipped = 0
  private var read = (one: 0, other: 0)

  init(form: TableForm, judge: DifferenceJudge, areStores: Bool) {
    self.form = form
    self.judge = judge
    self.areStores = areStores
  }

  /// How many records there are.
  var counts: (one: Int, other: Int) { (read.one + skipped, read.other + skipped) }

  /// Passes on each difference.
  mutating func perform(
    _ ones: Handover<[ComparedRecord]>, _ others: Handover<[ComparedRecord]>,
    _ tell: (Difference) throws -> Void
  ) throws {
    defer {
      ones.cancel()
      others.cancel()
    }
    var first = Cursor(ones)
    var second = Cursor(others)
    while true {
      let one = try first.current()
      let other = try second.current()
      let order: Int
      switch (one, other) {
      case (nil, nil): return
      case (_?, nil): order = -1
      case (nil, _?): order = 1
      case (let one?, let other?): order = byteOrder(one.key, other.key)
      }
      if order <= 0 {
        read.one += 1
        first.advance()
      }
      if order >= 0 {
        read.other += 1
        second.advance()
      }
      if let difference = try difference(order <= 0 ? one : nil, order >= 0 ? other : nil) {
        try tell(difference)
      }
    }
  }

  private func difference(
    _ one: ComparedRecord?, _ other: ComparedRecord?
  ) throws -> Difference? {
    guard let one, let other else { return try lone(one, other) }
    let differing = form.fields.filter { !isEqual(one.values[$0], other.values[$0]) }
    guard !differing.isEmpty else { return nil }
    return try pair(one, other, differing)
  }

  /// A record that both have, with different values.
  private func pair(
    _ one: ComparedRecord, _ other: ComparedRecord, _ differing: [Int]
  ) throws -> Difference? {
    let fields = try judge.reasons(of: differing, one, other, form)
    guard let first = fields.first else { return nil }
    return Difference(
      table: form.schema.name, key: form.keyParts(of: one), kind: .different, fields: fields,
      reason: first.reason, one: one, other: other)
  }

  /// A record that only one of them has under its key.
  private func lone(
    _ one: ComparedRecord?, _ other: ComparedRecord?
  ) throws -> Difference? {
    guard let record = one ?? other else { return nil }
    let isMissing = one != nil
    // Keys that differ in case or space only belong to one record.
    if let twin = try judge.twin(of: record, inOther: isMissing, form) {
      guard isMissing else { return nil }
      return try pair(
        record, twin, form.fields.filter { !isEqual(record.values[$0], twin.values[$0]) })
    }
    return Difference(
      table: form.schema.name, key: form.keyParts(of: record),
      kind: isMissing ? .missing : .extra,
      reason: try judge.reason(ofLone: record, isMissing: isMissing, form),
      one: one, other: other)
  }

  /// Whether two values are the same: numbers by their size, texts by their bytes.
  private func isEqual(_ one: FieldValue, _ other: FieldValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.text(let one), .text(let other)): byteOrder(one, other) == 0
    case (.real, .decimal), (.decimal, .real), (.decimal, .decimal), (.real, .integer),
      (.integer, .real), (.decimal, .integer), (.integer, .decimal):
      one == other || NumberText.areEqual(one.description, other.description)
    case (.list(let ones), .list(let others)):
      ones.count == others.count && zip(ones, others).allSatisfy { isEqual($0, $1) }
    case (.null, .list(let items)), (.list(let items), .null): items.isEmpty
    default: one == other
    }
  }
}

/// The place in a stream of batches.
private struct Cursor {
  private let batches: Handover<[ComparedRecord]>
  private var batch: [ComparedRecord] = []
  private var index = 0
  private var isAtEnd = false

  init(_ batches: Handover<[ComparedRecord]>) { self.batches = batches }

  /// The record at the place; `nil` at the end.
  mutating func current() throws -> ComparedRecord? {
    while index == batch.count, !isAtEnd {
      index = 0
      batch = []
      if let next = try batches.next() { batch = next } else { isAtEnd = true }
    }
    return index < batch.count ? batch[index] : nil
  }

  mutating func advance() { index += 1 }
}
