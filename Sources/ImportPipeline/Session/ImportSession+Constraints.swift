import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Whether the rows of a table must be staged, so that the store can be asked which of them it will
  /// refuse.
  func validatesConstraints(ofTable index: Int) -> Bool {
    let mapping = order[index].store
    return !mapping.isOwned || !mapping.checks.isEmpty
      || mapping.indexes.contains(where: \.isUnique)
      || rehearses
  }

  /// Whether a validation tries the merge: if requested, and on a production target.
  var rehearses: Bool {
    options.mode == .validate && !options.isOffline
      && (options.rehearses || productionName != nil)
  }

  /// Reports and leaves out the rows that the store's own constraints will refuse.
  func validateConstraints() throws {
    for (index, schema) in order.enumerated()
    where tables[index].wasRead && tables[index].isStaged && validatesConstraints(ofTable: index) {
      let versions = kept.flatMap { $0.constraintVersions(of: index, stageVersions) }
      if kept?.meetsConstraints(table: index, versions: versions) != true {
        let refusals = try store.refusals(of: schema)
        kept?.noteConstraints(areMet: refusals.isEmpty, byTable: index, versions: versions)
        try report(refusals)
      }
      for error in try store.missingRights(for: schema) {
        guard options.mode == .validate else { throw error }
        // Another role may execute what this one validates.
        issues.add(
          Issue(
            error.content, severity: .warning, at: IssueLocation(.target, file: targetText)))
      }
    }
  }

  /// Tries the merge in a validation that should, and reports what the store refuses.
  ///
  /// Tables of other programs are always tried, since nobody knows their triggers; if that is impossible
  /// at the moment, nothing is reported.
  func rehearse(run: RunRecord) throws {
    let read = order.indices.filter { tables[$0].wasRead && tables[$0].isStaged }
    let isForeign = read.contains { !order[$0].store.isOwned }
    let mayOverflow = read.contains { tables[$0].mayOverflow }
    guard options.mode == .validate, !options.isOffline, rehearses || isForeign || mayOverflow,
      !read.isEmpty,
      read.contains(where: { hasChanges(in: $0) })
    else { return }
    let schemas = read.map { order[$0] }
    for _ in 0..<Self.mostRehearsals {
      let refused: [StoreRefusal]
      do throws(StoreError) {
        for difference in try store.rehearse(schemas, run: run) {
          issues.add(issue(difference))
        }
        return
      } catch {
        guard !error.refusals.isEmpty else { return try resolve(rehearsal: error) }
        refused = error.refusals
      }
      guard try report(refused) > 0 else { return }
    }
  }

  /// How often a refused merge is tried again without the refused rows.
  private static let mostRehearsals = 100

  private func hasChanges(in index: Int) -> Bool {
    var found = false
    tables[index].rows.forEachKind { state, operation, count in
      if count > 0, state == .deleting || state == .valid && operation != .unchanged {
        found = true
      }
    }
    return found || tables[index].pruning?.prunedKeys.isEmpty == false
  }

  /// Handles a rehearsal that could not take place, or failed without naming a row.
  private func resolve(rehearsal error: StoreError) throws {
    switch error.code {
    case "store.row-refused", "store.schema-version":
      issues.add(error.issue(target: targetText))
    case "store.rights-missing" where !options.rehearses:
      issues.add(
        Issue(
          error.content, severity: .warning, at: IssueLocation(.target, file: targetText)))
    case _ where options.rehearses: throw error
    default: break
    }
  }

  /// Reports rows that the store refuses and leaves them out; returns how many of them were still staged.
  @discardableResult
  func report(_ refusals: [StoreRefusal]) throws -> Int {
    var refused: [Int: Set<Int>] = [:]
    for refusal in refusals {
      issues.add(issue(refusal))
      guard let index = positions[refusal.table], let ordinal = refusal.ordinal,
        tables[index].rows.indices.contains(ordinal)
      else { continue }
      refused[index, default: []].insert(ordinal)
    }
    for (index, ordinals) in refused { try refuse(ordinals, in: index) }
    return refused.reduce(0) { $0 + $1.value.count }
  }

  /// A refused row as an issue at its cell.
  func issue(_ refusal: StoreRefusal) -> Issue {
    let content = IssueContent.storeRowRefused(
      .record(table: refusal.table, key: refusal.key.joined(separator: "/")),
      reason: refusal.reason)
    guard let index = positions[refusal.table], let ordinal = refusal.ordinal,
      tables[index].rows.indices.contains(ordinal)
    else {
      return Issue(
        content, at: IssueLocation(.store, table: refusal.table, key: refusal.key))
    }
    let row = tables[index].rows[ordinal]
    let source = sources[Int(row.source)]
    let schema = order[index]
    let fields = fieldIndexes(of: refusal, in: schema)
    let place =
      fields.first { source.binding.place(ofFieldAt: $0) != nil } ?? tables[index].keyFields.first
    let field = place.map { schema.fields[$0] }
    let isSecret = field.map { $0.privacy == .secret || $0.type == .secret } ?? false
    let value = place.flatMap { place in
      (try? store.stagedValues([ordinal], of: schema).first ?? nil)?[place].description
    }
    let location = source.location(
      row: Int(row.number), column: place.flatMap(source.binding.place(ofFieldAt:)),
      table: schema.name, field: field?.name, key: RecordKey.parts(row.key))
    guard let other = refusal.otherOrdinal, tables[index].rows.indices.contains(other) else {
      return Issue(
        content, at: location, value: isSecret ? nil : value,
        isSecret: isSecret, isPersonal: field?.privacy == .personal)
    }
    let earlier = tables[index].rows[other]
    return Issue(
      .keyUnique(
        .sameFile, field: field?.name ?? "", value: isSecret ? "" : value ?? "",
        row: Int(earlier.number), file: nil),
      at: location, value: isSecret ? nil : value, isSecret: isSecret,
      isPersonal: field?.privacy == .personal,
      related: [
        .init(
          sources[Int(earlier.source)].location(
            row: Int(earlier.number), column: place.flatMap(source.binding.place(ofFieldAt:)),
            table: schema.name, field: field?.name), label: "first")
      ])
  }

  /// The fields that stand in the columns of a refusal.
  private func fieldIndexes(of refusal: StoreRefusal, in schema: TableSchema) -> [Int] {
    guard let target = StoreLayout(package).table(of: schema.name) else { return [] }
    return refusal.columns.compactMap { name in
      target.columns.first { $0.name == name }?.field.flatMap(schema.fieldIndex(named:))
    }
  }

  /// A value that is stored differently from how it was written, as an issue.
  func issue(_ difference: StoreDifference) -> Issue {
    let field = package.table(named: difference.table)?.field(named: difference.field)
    let form = field.map { ValueForm(of: $0) }
    return Issue(
      .storeValueDiffers(
        .written(
          field: difference.field, key: difference.key.joined(separator: "/"),
          expected: ShownText(difference.written, shown: form?.shown(difference.written)),
          found: ShownText(difference.stored, shown: form?.shown(difference.stored)))),
      at: IssueLocation(
        .store, table: difference.table, field: difference.field, key: difference.key))
  }
}
