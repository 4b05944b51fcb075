import Schemas
import TabularCore

/// Reads how records of a table are listed, found, made, changed and removed.
struct TableRequestDescriptor {
  private let requests: RequestDescriptor
  /// Whether requests may carry a key.
  private let isIdempotent: Bool
  private var findings: Findings { requests.findings }

  init(_ requests: RequestDescriptor, isIdempotent: Bool) {
    self.requests = requests
    self.isIdempotent = isIdempotent
  }

  func read(_ object: ObjectReader, _ table: inout EmitTable, _ scope: PlaceholderScope) {
    // Nothing of a row is known when all records are listed.
    var common = scope
    common.columns = nil
    common.ids = []
    if let item = object.object("list") { table.list = listing(item, common) }
    if let item = object.object("find") { table.find = finding(item, scope) }
    table.match = requests.pairs("match", of: object, scope)
    table.id = requests.pointer("id", of: object) ?? ""
    table.body = requests.members("body", of: object, scope).map(JSONTemplate.object)
    if let item = object.object("create") { table.create = creation(item, scope) }
    if let item = object.object("update") { table.update = update(item, table, scope) }
    if let item = object.object("delete") { table.delete = deletion(item, scope) }
    table.compare = object.strings("compare") ?? []
    table.confirm = requests.pairs("confirm", of: object, scope)
    if let item = object.object("bulk") { table.bulk = bulk(item, common) }
    check(table, object)
  }

  /// The columns that stand in a path or query, where nothing may be empty.
  func columnsOfAddresses(_ table: EmitTable) -> [String] {
    let all = [
      table.find?.request, table.create?.request, table.update?.request, table.delete?.request,
    ].compactMap { $0 }
    return all.flatMap { $0.path.placeholders + $0.query.flatMap(\.value.placeholders) }
      .compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  // MARK: Reading records

  private func listing(_ object: ObjectReader, _ scope: PlaceholderScope) -> Listing? {
    defer { object.finish(.all) }
    let items = requests.pointer("items", of: object) ?? ""
    let pages = object.object("pages").flatMap(paging)
    let each = requests.pointer("each", of: object)
    var with: [CarriedMember] = []
    if let members = object.object("with") {
      for name in members.names {
        if let pointer = requests.pointer(name, of: members) {
          with.append(CarriedMember(name: name, pointer: pointer))
        }
      }
      if each == nil { object.invalid("with", "`with` gives members to the records of `each`") }
    }
    let isNeverEmpty = object.boolean("notEmpty")
    return requests.request(object, scope).map {
      if $0.method != "GET" { object.invalid("request", "a list is read with `GET`") }
      return Listing(
        request: $0, items: items, pages: pages, each: each, with: with,
        isNeverEmpty: isNeverEmpty)
    }
  }

  private func paging(_ object: ObjectReader) -> Paging? {
    defer { object.finish(.all) }
    let next = requests.pointer("next", of: object)
    let parameter = object.string("parameter")
    let last = requests.pointer("last", of: object)
    let start = object.string("startIndex")
    let total = requests.pointer("total", of: object)
    switch (next, parameter, last, start, total) {
    case (let next?, nil, nil, nil, nil): return .next(next)
    case (nil, let parameter?, let last?, nil, nil):
      return .number(parameter: parameter, last: last)
    case (nil, nil, nil, let start?, let total?): return .start(parameter: start, total: total)
    default:
      findings.add(
        at: object.place,
        "`pages` needs `next`, or `parameter` and `last`, or `startIndex` and `total`")
      return nil
    }
  }

  private func finding(_ object: ObjectReader, _ scope: PlaceholderScope) -> Finding? {
    defer { object.finish(.all) }
    let items = requests.pointer("items", of: object) ?? ""
    let isOne = object.boolean("one")
    return requests.request(object, scope).map {
      if $0.method != "GET" { object.invalid("request", "a record is found with `GET`") }
      return Finding(request: $0, items: items, isOne: isOne)
    }
  }

  // MARK: Writing records

  private func creation(_ object: ObjectReader, _ scope: PlaceholderScope) -> Creation? {
    defer { object.finish(.all) }
    let add = requests.members("add", of: object, scope) ?? []
    let batch = object.count("batch")
    if batch == 0 { object.invalid("batch", "`batch` is a number of records from 1") }
    let answers = object.choice("answer", of: CreationAnswer.self)
    let isRepeatable = object.boolean("repeatable")
    let carriesKey = carriesKey(object)
    return requests.request(object, scope).map {
      if $0.body != nil {
        object.invalid("body", "what is created is the `body` of the table, with `add`")
      }
      return Creation(
        request: $0, add: add, batchSize: batch, isRepeatable: isRepeatable,
        isIdempotent: carriesKey, answersRecord: answers != CreationAnswer.none)
    }
  }

  /// What a creation answers.
  private enum CreationAnswer: String, CaseIterable {
    /// The record.
    case record
    /// Nothing by which it is known.
    case none
  }

  private func update(
    _ object: ObjectReader, _ table: EmitTable, _ scope: PlaceholderScope
  ) -> Update? {
    defer { object.finish(.all) }
    let never = object.strings("never") ?? []
    let names = table.body?.members.map(\.name) ?? []
    for name in never where !names.contains(name) {
      findings.addMissing(name, at: object.place(of: "never"), path: "body", among: names)
    }
    let extent = object.choice("only", of: UpdateExtent.self)
    let carriesKey = carriesKey(object)
    let version = requests.pointer("ifMatch", of: object)
    var scope = scope.withRecord
    scope.hasChanges = true
    guard let request = requests.request(object, scope) else { return nil }
    if let body = request.body, !body.placeholders.contains(.changed) {
      object.invalid("body", "the body does not say where the members that differ go: `{changed}`")
    }
    checkNamesRecord(request, object)
    return Update(
      request: request, sendsChangedOnly: extent == .changed, never: never,
      isIdempotent: carriesKey, versionPointer: version)
  }

  /// What an update sends.
  private enum UpdateExtent: String, CaseIterable {
    /// The members that differ.
    case changed
  }

  private func deletion(_ object: ObjectReader, _ scope: PlaceholderScope) -> Deletion? {
    defer { object.finish(.all) }
    let leaves = object.string("leaves")
    guard let request = requests.request(object, scope.withRecord) else { return nil }
    checkNamesRecord(request, object)
    let address = request.path.placeholders + request.query.flatMap(\.value.placeholders)
    for case .column(let name) in address {
      object.invalid(
        "request", "a removal names a record by its id alone, not by `{\(printable(name))}`")
    }
    return Deletion(request: request, leaves: leaves)
  }

  private func bulk(_ object: ObjectReader, _ scope: PlaceholderScope) -> Bulk? {
    defer { object.finish(.all) }
    let size = object.count("size")
    guard let request = requests.request(object, scope) else { return nil }
    guard let size, size > 0 else {
      if size != nil || !object.has("size") {
        findings.add(at: object.place, "`bulk` needs a `size`, a number of requests from 1")
      }
      return nil
    }
    return Bulk(request: request, size: size)
  }

  private func carriesKey(_ object: ObjectReader) -> Bool {
    let carriesKey = object.boolean("idempotent")
    if carriesKey, !isIdempotent {
      object.invalid("idempotent", "the profile has no `idempotency` with the name of a header")
    }
    return carriesKey
  }

  /// Whether a request that changes or removes a record says which, in its path.
  private func checkNamesRecord(_ request: RequestTemplate, _ object: ObjectReader) {
    let hasID = request.path.placeholders.contains {
      switch $0 {
      case .record, .id: true
      default: false
      }
    }
    guard !hasID else { return }
    object.invalid(
      "request", "the path names no record: it needs `{id}`, or it would be about all of them")
  }

  // MARK: What belongs together

  private func check(_ table: EmitTable, _ object: ObjectReader) {
    if table.list == nil, table.find == nil, !object.has("list"), !object.has("find") {
      findings.add(at: object.place, "the table has neither `list` nor `find`")
    }
    if table.match.isEmpty, !object.has("match") {
      findings.add(
        at: object.place, "the table has no `match`, which says which record is a row's own")
    }
    if !object.has("id") {
      findings.add(at: object.place, "the table has no `id`, the pointer of a record's id")
    }
    if table.isMatched {
      for member in ["body", "create", "update", "delete", "bulk"] where object.has(member) {
        object.invalid(member, "a table whose records are only matched has no `\(member)`")
      }
    } else {
      for member in ["body", "create"] where !object.has(member) {
        findings.add(at: object.place, "the table has no `\(member)`")
      }
    }
    guard let body = table.body else { return }
    for pointer in table.compare {
      requests.check(pointer: pointer, at: object.place(of: "compare"))
      if pointer.hasPrefix("/"), body.value(at: pointer) == nil {
        object.invalid(
          "compare", "`\(printable(pointer))` is not in `body`, so that nothing is known to compare"
        )
      }
    }
    if table.find != nil, table.list == nil, table.create?.batchSize != nil {
      object.invalid("create", "a `batch` needs a `list`: the answers of many are not told apart")
    }
  }
}
