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
  /// Records that only one has, by their keys without case and space.
  private var waiting: [String: (record: ComparedRecord, isMissing: Bool)] = [:]
  /// So many wait at most, as memory must not grow with the differences.
  private static let mostWaiting = 10_000

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
      case (nil, nil): return try tellWaiting(tell)
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

  private mutating func difference(
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

  /// A record that only one of them has under its key; it waits for one whose key differs in case or space
  /// only, as both are the same record then.
  private mutating func lone(
    _ one: ComparedRecord?, _ other: ComparedRecord?
  ) throws -> Difference? {
    guard let record = one ?? other else { return nil }
    let isMissing = one != nil
    let name = DifferenceReason.plain(record.key)
    if let twin = waiting[name], twin.isMissing != isMissing {
      waiting[name] = nil
      let (one, other) = isMissing ? (record, twin.record) : (twin.record, record)
      return try pair(
        one, other, form.fields.filter { !isEqual(one.values[$0], other.values[$0]) })
    }
    guard waiting.count < Self.mostWaiting, waiting[name] == nil else {
      return try difference(ofLone: record, isMissing: isMissing)
    }
    waiting[name] = (record, isMissing)
    return nil
  }

  private func difference(ofLone record: ComparedRecord, isMissing: Bool) throws -> Difference {
    let (reason, run) = try judge.reason(ofLone: record, isMissing: isMissing, form)
    return Difference(
      table: form.schema.name, key: form.keyParts(of: record),
      kind: isMissing ? .missing : .extra, reason: reason, removingRun: run,
      one: isMissing ? record : nil, other: isMissing ? nil : record)
  }

  /// Tells the records for which none came, in the order of their keys.
  private mutating func tellWaiting(_ tell: (Difference) throws -> Void) throws {
    let rest = waiting.values.sorted { byteOrder($0.record.key, $1.record.key) < 0 }
    waiting = [:]
    for (record, isMissing) in rest {
      try tell(try difference(ofLone: record, isMissing: isMissing))
    }
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
    case (.null, _), (_, .null), (.dateTime, .dateTime): one == other
    // Tables of other programs may keep a number as text.
    default: one == other || byteOrder(one.description, other.description) == 0
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
