import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Builds the resulting record of a row whose stored record is known, and validates it.
  mutating func complete(_ row: inout PendingRow) throws {
    if row.action == .delete { return resolveDelete(&row) }
    switch (fields.schema.writeMode, row.creates) {
    case (.insertOnly, false):
      return try skipStored(&row)
    case (.updateOnly, true):
      row.isInvalid = true
      report(
        .referenceMissing(
          .unknown, parent: fields.schema.noun.english, value: RecordKey.shown(row.key ?? "")),
        field: work.tables[table].keyFields.first ?? 0, of: row)
    default: break
    }
    try noteSourceID(of: &row)
    validateRename(&row)
    mergeStored(&row)
    try fillDefaults(&row)
    doubtInherited(of: &row, unreadOnly: true)
    try readDependents(&row)
    if awaitsColumns { return }
    try fillLateDefaults(&row)
    try keepManualEdits(&row)
    doubtInherited(of: &row)
    validateRequired(&row)
    validateLiveness(&row)
    validateRequirements(&row)
    let isWaiting = row.waitsFor != nil || row.waitsForTable != nil
    validateMoney(&row)
    try validateRules(&row)
    guard !isWaiting else { return }
    try compare(&row)
    try sealSecrets(of: &row)
    noteChange(row)
  }

  /// Marks values that a row would inherit from a parent that is invalid or not found.
  ///
  /// They are unknown, so nothing is reported about them. Everything else is checked now, so that nobody
  /// needs another round to learn of it.
  ///
  /// - Parameter unreadOnly: whether to skip fields with a cell that is still to be read.
  private func doubtInherited(of row: inout PendingRow, unreadOnly: Bool = false) {
    guard !row.errors.isEmpty || !row.waiting.isEmpty else { return }
    // A default may lead through a reference that is itself inherited.
    for _ in 0..<2 {
      for index in fields.defaulted
      where row.values[index].isNull && !row.cleared.contains(index) && !row.errors.contains(index)
      {
        guard case .path(let path) = fields.schema.fields[index].defaultValue,
          !unreadOnly || isUnread(index, of: row),
          let first = path.references.first.flatMap(fields.schema.fieldIndex(named:)),
          row.errors.contains(first) || row.waiting.contains(first)
        else { continue }
        row.errors.insert(index)
      }
    }
  }

  private mutating func resolveDelete(_ row: inout PendingRow) {
    guard row.key != nil, !row.isInvalid, row.waitsFor == nil else { return }
    if row.stored == nil {
      row.state = .skipped
    } else {
      row.state = .deleting
      row.operation = .delete
    }
  }

  /// Blank cells keep the stored values.
  func mergeStored(_ row: inout PendingRow) {
    guard let stored = row.stored else { return }
    for index in row.values.indices where !row.given.contains(index) {
      row.values[index] = stored.values[index]
    }
  }

  private mutating func fillDefaults(_ row: inout PendingRow) throws {
    guard row.creates else { return }
    for index in fields.defaulted
    where row.values[index].isNull && !row.cleared.contains(index) && !row.errors.contains(index) {
      switch fields.schema.fields[index].defaultValue {
      case .text: if isUnread(index, of: row) { row.values[index] = fields.defaults[index] }
      case .path(let path):
        if isUnread(index, of: row), let value = try work.value(at: path, of: row, in: table) {
          row.values[index] = value
          try adoptParent(at: path, index, of: &row)
        }
      case .expression, nil: break
      }
    }
  }

  /// Whether a field has no cell left to be read.
  private func isUnread(_ index: Int, of row: PendingRow) -> Bool {
    !fields.dependent.contains(index) || (row.origins[index] == nil && row.parts[index] == nil)
  }

  /// An inherited reference resolves to a record like a typed one.
  private func adoptParent(
    at path: FieldPath, _ index: Int, of row: inout PendingRow
  ) throws {
    guard let reference = fields.schema.reference(from: fields.schema.fields[index].name),
      let position = work.positions[reference.table]
    else { return }
    guard work.tables[position].schema.naturalKey == [reference.targetField] else { return }
    switch try work.resolver.byKey(
      [row.values[index]], in: work.tables[position], index: position)
    {
    case .found(let record, _): row.parents[index] = [record]
    case .invalidParent(let parentRow):
      guard let record = work.waitingParent(parentRow) else { return }
      row.waitsFor = row.waitsFor ?? parentRow
      row.waiting.insert(index)
      row.parents[index] = [record]
    default: break
    }
  }

  /// Reads the fields that need the country, zone, currency or date of the resulting record.
  mutating func readDependents(_ row: inout PendingRow) throws {
    for index in fields.dependent {
      let field = fields.schema.fields[index]
      guard row.origins[index] != nil || row.parts[index] != nil, !row.errors.contains(index)
      else { continue }
      var context = ReadingContext()
      let isUnsure = try fillContext(&context, for: field, of: row)
      if isUnsure { row.unsureFields.insert(index) }
      if let name = fields.subdivision {
        context.subdivision = row.errors.contains(name) ? nil : row.values[name].text
      }
      if field.type == .secret, let email = fields.email {
        context.email = row.values[email].text
      }
      if !field.zoneFrom.isEmpty {
        for path in field.zoneFrom where context.zone == nil {
          context.zone = try work.value(at: path, of: row, in: table)?.text
        }
        if context.zone == nil, field.zoneFrom.contains(where: { hasError(at: $0, in: row) }) {
          // The cell or reference that gives the zone has an error, so the row will not be written. Any
          // zone will do to check that the local times are valid and in order.
          guard row.isInvalid || row.waitsFor != nil else {
            row.errors.insert(index)
            continue
          }
          context.zone = "UTC"
        }
      }
      if let path = field.dateFrom,
        case .dateTime(let local, _)? = try work.value(
          at: path, of: row, in: table)
      {
        context.date = days(local)
      }
      let before = row.values[index]
      row.values[index] = .null
      try read(index, of: &row, context: context)
      if awaitsColumns { return }
      if isUnsure { row.errors.insert(index) }
      if row.values[index].isNull, !row.given.contains(index), !row.errors.contains(index) {
        row.values[index] = before
      }
      if !field.zoneFrom.isEmpty { requireZone(index, of: &row) }
    }
    try moveInstants(of: &row)
  }

  /// Whether the first cell on a path has an error.
  private func hasError(at path: FieldPath, in row: PendingRow) -> Bool {
    let name = path.references.first ?? path.field
    return fields.schema.fieldIndex(named: name).map {
      row.errors.contains($0) || row.waiting.contains($0)
    } ?? false
  }

  /// Refuses a local time without a zone: the moment it means is unknown.
  private mutating func requireZone(_ index: Int, of row: inout PendingRow) {
    guard case .dateTime(let local, "") = row.values[index], row.given.contains(index),
      let origin = row.origins[index] ?? row.parts[index]?.time ?? row.parts[index]?.date
    else { return }
    row.values[index] = .null
    row.given.remove(index)
    refuse(
      CellProblem(.valueZoneMissing(value: LocalTime.shown(local))), index, of: &row,
      origin: origin)
  }

  /// Recomputes the instants of stored local times if the zone of the resulting record differs.
  ///
  /// The local time is what people agreed on; the instant follows the zone, which may come from the row
  /// or from a record it refers to.
  private mutating func moveInstants(of row: inout PendingRow) throws {
    guard row.stored != nil else { return }
    for index in fields.dependent {
      let field = fields.schema.fields[index]
      guard !field.zoneFrom.isEmpty, row.origins[index] == nil, row.parts[index] == nil,
        !row.errors.contains(index), case .dateTime(let local, let utc) = row.values[index]
      else { continue }
      var zone: String?
      for path in field.zoneFrom where zone == nil {
        zone = try work.value(at: path, of: row, in: table)?.text
      }
      // In an hour that clocks repeat, another program may mean the second one.
      guard let zone, LocalTime.text(ofInstant: utc, zone: zone) != local else { continue }
      do {
        let moved = try LocalTime.reading(local, zone: zone)
        guard let moved, case .dateTime(_, let instant) = moved.value, instant != utc else {
          continue
        }
        row.values[index] = moved.value
        row.given.insert(index)
      } catch {
        row.errors.insert(index)
        row.isInvalid = true
        report(
          error.content, field: zoneField(of: field, in: row) ?? index, of: row)
      }
    }
  }

  /// The field of this row that a date-time gets its zone from: the zone itself, or a reference.
  private func zoneField(of field: Field, in row: PendingRow) -> Int? {
    field.zoneFrom.lazy.compactMap { path in
      fields.schema.fieldIndex(named: path.references.first ?? path.field)
    }.first { row.given.contains($0) }
  }

  /// Finds the country and currency that a field is read with; returns whether one is unknown because its
  /// cell has an error.
  private func fillContext(
    _ context: inout ReadingContext, for field: Field, of row: PendingRow
  ) throws -> Bool {
    if let currency = field.currencyField.flatMap(fields.schema.fieldIndex(named:)) {
      if row.errors.contains(currency) { return true }
      context.currency = row.values[currency].text
    }
    for path in field.countryFrom {
      let root = fields.schema.fieldIndex(named: path.references.first ?? path.field)
      if let root, row.errors.contains(root) { return true }
      context.country = try work.value(at: path, of: row, in: table)?.text
      if context.country != nil { return false }
      if let root, row.waiting.contains(root) { return true }
    }
    if field.type == .phone { context.country = work.package.defaultCountry }
    return false
  }

  private func days(_ local: String) -> Int? {
    CivilDate.days(in: local.prefix(10))
  }

  private mutating func fillLateDefaults(_ row: inout PendingRow) throws {
    guard row.creates else { return }
    for index in fields.dependent
    where row.values[index].isNull && !row.cleared.contains(index) && !row.errors.contains(index) {
      if case .text = fields.schema.fields[index].defaultValue {
        row.values[index] = fields.defaults[index]
      }
    }
    guard let defaultRules else { return }
    _ = try defaultRules.violations(values: row.values, creates: true)
    for (position, item) in fields.computedDefaults.enumerated()
    where row.values[item.field].isNull && !row.cleared.contains(item.field)
      && !row.errors.contains(item.field)
    {
      let details = try defaultRules.details(ofConditionAt: position)
      guard let text = details.arguments.first?.value, !text.isEmpty else { continue }
      let reading = try? fields.readers[item.field].read(CellInput(text), in: ReadingContext())
      row.values[item.field] = reading?.value ?? .null
    }
  }

  /// Hashes or seals secrets according to their policy; without a key none can be sealed.
  private mutating func sealSecrets(of row: inout PendingRow) throws {
    for index in fields.secrets {
      let field = fields.schema.fields[index]
      guard case .secret(let text) = row.values[index], row.given.contains(index)
      else { continue }
      // A secret leaves this process hashed or sealed, or not at all.
      if field.secretPolicy == .hash {
        if !row.isInvalid { try hashSecret(text, at: index, of: &row) }
        continue
      }
      guard field.secretPolicy == .keep else {
        throw unstorable(field, "secrets of this policy cannot be stored")
      }
      guard let sealer = work.sealer else {
        row.isInvalid = true
        row.errors.insert(index)
        report(
          .valueSecretPolicy(.noKey, field: field.name), field: index, of: row)
        continue
      }
      guard !row.isInvalid, let key = row.key else { continue }
      if !row.creates,
        let sealed = try work.store.sealedSecret(
          of: fields.schema, key: row.keyValues, fieldAt: index),
        sealer.open(sealed, table: fields.schema.name, key: key, field: field.name) == text
      {
        row.changedFields.removeAll { $0 == index }
        if row.changedFields.isEmpty, row.newSourceID == nil { row.operation = .unchanged }
        row.values[index] = .secret(sealed)
        continue
      }
      guard
        let sealed = sealer.seal(
          text, table: fields.schema.name, key: key, field: field.name)
      else { throw unstorable(field, "the secret cannot be sealed") }
      row.values[index] = .secret(sealed)
    }
  }

  /// Replaces a secret by its hash; an unchanged secret keeps its stored hash.
  private mutating func hashSecret(
    _ text: String, at index: Int, of row: inout PendingRow
  ) throws {
    let field = fields.schema.fields[index]
    if !row.creates, let stored = try storedHash(of: row, at: index),
      PasswordHash.isHash(stored, of: text)
    {
      row.changedFields.removeAll { $0 == index }
      if row.changedFields.isEmpty { row.operation = .unchanged }
      row.values[index] = .secret(stored)
      return
    }
    // A validation writes nothing, so it does not compute hashes.
    guard work.options.mode == .execute else {
      row.values[index] = .secret(PasswordHash.placeholder)
      return
    }
    guard let hash = PasswordHash.hash(text) else {
      throw unstorable(field, "the secret cannot be hashed: there is not enough memory")
    }
    row.values[index] = .secret(hash)
  }

  private func storedHash(of row: PendingRow, at index: Int) throws -> String? {
    if fields.schema.fields[index].store == .secret {
      return try work.store.sealedSecret(of: fields.schema, key: row.keyValues, fieldAt: index)
    }
    guard case .secret(let text)? = row.stored?.values[index] else { return nil }
    return text
  }

  private func unstorable(_ field: Field, _ reason: String) -> StoreError {
    StoreError(
      .schemaInvalid(.other(path: "\(fields.schema.name).\(field.name)", reason: reason)),
      table: fields.schema.name)
  }

  private mutating func validateRequired(_ row: inout PendingRow) {
    for index in fields.required {
      guard row.values[index].isNull, !row.errors.contains(index) else { continue }
      if row.creates, fields.databaseGiven.contains(index), !row.cleared.contains(index) {
        continue
      }
      let field = fields.schema.fields[index]
      row.isInvalid = true
      row.errors.insert(index)
      if !source.binding.hasColumn(forFieldAt: index) {
        missingColumns.insert(index)
        continue
      }
      row.told.insert(index)
      let isPlaceholder = placeholder(index, of: row) != nil
      report(
        .valueRequired(
          row.cleared.contains(index) ? .cleared : isPlaceholder ? .placeholder : .blank,
          field: field.name, expected: field.expectation),
        field: index, of: row)
    }
  }

  private mutating func validateLiveness(_ row: inout PendingRow) {
    if let liveness = fields.liveness, let status = row.values[liveness.field].text,
      liveness.closed.contains(status)
    {
      return
    }
    for (index, reference) in fields.referencing where reference.requiresLiveParent {
      for parent in row.parents[index] ?? [] where !row.errors.contains(index) {
        guard let liveness = work.order[parent.table].closing,
          row.origins[index] != nil || fields.identityFields.contains(index)
        else { continue }
        let value =
          parent.stored?.values[liveness.field]
          ?? parent.ordinal.flatMap {
            work.tables[parent.table].value(ofFieldAt: liveness.field, ordinal: $0)
          }
        guard let status = value?.text, liveness.closed.contains(status) else { continue }
        row.isInvalid = true
        row.errors.insert(index)
        let place =
          row.origins[index] != nil
          ? index
          : fields.identities.first { $0.fields.contains(index) }?.fields.first {
            row.origins[$0] != nil
          } ?? index
        guard place == index || !row.errors.contains(place) else { continue }
        row.errors.insert(place)
        report(
          .referenceInactive(
            parent: work.order[parent.table].noun.english,
            value: RecordKey.text(parent.key).map(RecordKey.shown) ?? "", found: status),
          field: place, of: row)
      }
    }
  }

  /// An amount needs its currency, and a currency its amount.
  private mutating func validateMoney(_ row: inout PendingRow) {
    for (index, currency) in fields.amounts {
      guard !row.errors.contains(index), !row.errors.contains(currency),
        row.values[index].isNull != row.values[currency].isNull
      else { continue }
      let filled = row.values[index].isNull ? currency : index
      let blank = filled == index ? currency : index
      row.isInvalid = true
      row.ruleErrors.insert(filled)
      row.doubted.insert(index)
      row.doubted.insert(currency)
      report(
        .ruleMoneyPair(
          filled == index ? .noCurrency : .noAmount, field: fields.schema.fields[filled].name,
          value: row.origins[filled].map { ShownText($0.text) }
            ?? ShownText(
              row.values[filled], as: fields.schema.form(ofFieldAt: filled, in: row.values)),
          other: fields.schema.fields[blank].name),
        field: filled, of: row)
    }
  }

  private mutating func validateRules(_ row: inout PendingRow) throws {
    guard !fields.checks.isEmpty else { return }
    for position in try rowRules.violations(values: row.values, creates: row.creates) {
      let check = fields.checks[position]
      guard !check.reads.intersects(row.errors) else { continue }
      let details = try rowRules.details(ofConditionAt: position)
      let place = shownField(place(of: check.rule, named: details.field, in: row), of: row)
      let severity = issues.severity(of: check.rule.code, declared: check.rule.severity)
      if severity == .error {
        row.doubted.formUnion(check.reads)
        guard !row.ruleErrors.contains(place) else { continue }
        row.ruleErrors.insert(place)
        row.isInvalid = true
      }
      let content: IssueContent
      if let required = check.requiredField {
        if place == required { row.told.insert(required) }
        let field = fields.schema.fields[required]
        content = .valueRequiredIf(
          place == required && placeholder(required, of: row) != nil ? .placeholder : .blank,
          field: field.name, expected: field.conditionalExpectation,
          reason: field.requiredIf?.reason.english ?? "")
      } else {
        content = .rule(
          check.rule.code, variant: check.rule.variant,
          arguments: details.arguments.map { name, value in
            shownArgument(name, value, of: check.rule, in: row)
          })
      }
      report(
        content, field: place, of: row, severity: check.rule.severity,
        related: check.rule.related.compactMap { name in
          fields.schema.fieldIndex(named: name).map { index in
            Issue.RelatedPlace(
              source.location(
                row: row.number, column: row.column(ofFieldAt: index, binding: source.binding),
                table: ledger.table, field: name),
              label: fields.schema.form(ofFieldAt: index, in: row.values)
                .text(row.values[index].description, in: .english))
          }
        })
    }
  }

  /// An argument of a rule's message; if it is just a field, its value is shown as people write it.
  private func shownArgument(
    _ name: String, _ value: String, of rule: Rule, in row: PendingRow
  ) -> IssueArgument {
    guard let index = rule.arguments[name].flatMap(fields.schema.fieldIndex(named:)) else {
      return IssueArgument(name, value)
    }
    let form = fields.schema.form(ofFieldAt: index, in: row.values)
    return IssueArgument(name, value, shown: form.shown(row.values[index].description))
  }

  private func place(of rule: Rule, named name: String?, in row: PendingRow) -> Int {
    if let name, let index = fields.schema.fieldIndex(named: name) { return index }
    guard case .fields(let names) = rule.place else { return 0 }
    let indexes = names.compactMap(fields.schema.fieldIndex(named:))
    return indexes.first { source.binding.hasColumn(forFieldAt: $0) } ?? indexes.first ?? 0
  }

  /// Decides whether a valid row creates, changes or keeps its record.
  private mutating func compare(_ row: inout PendingRow) throws {
    guard !row.isInvalid, let stored = row.stored else { return }
    try findRepointed(&row, stored)
    var changed: [Int] = []
    for index in fields.kept where row.given.contains(index) {
      if !isSame(row.values[index], stored.values[index], at: index) || row.repointed[index] != nil
      {
        changed.append(index)
      }
    }
    row.changedFields = changed
    row.operation = changed.isEmpty && row.newSourceID == nil ? .unchanged : .update
    if !changed.isEmpty, let name = fields.schema.identityField,
      let index = fields.schema.fieldIndex(named: name), changed.contains(index),
      !stored.values[index].isNull
    {
      report(
        .keyIdentityChanged(
          key: RecordKey.shown(row.key ?? ""), before: stored.values[index].description,
          after: row.values[index].description),
        field: index, of: row)
    }
  }

  /// Keeps the changes of an update for the report.
  private func noteChange(_ row: PendingRow) {
    let limit = work.options.maximumDetails
    guard !row.isInvalid, row.operation == .update, let stored = row.stored,
      limit == 0 || work.tables[table].changes.count < limit
    else { return }
    work.tables[table].changes[row.ordinal] = row.changedFields.map { index in
      let field = fields.schema.fields[index]
      let ids = row.repointed[index]
      return PlannedChange.Field(
        field.name,
        before: stored.values[index].description + (ids.map { " (id \($0.before))" } ?? ""),
        after: row.values[index].description + (ids.map { " (id \($0.after))" } ?? ""),
        isPersonal: field.privacy == .personal,
        isSecret: field.privacy == .secret || field.type == .secret,
        beforeForm: fields.schema.form(ofFieldAt: index, in: stored.values),
        afterForm: fields.schema.form(ofFieldAt: index, in: row.values))
    }
    guard let id = row.newSourceID else { return }
    work.tables[table].changes[row.ordinal]?.append(
      PlannedChange.Field(
        "source_id", before: row.storedSourceIDs.joined(separator: ";"), after: id))
  }

  func isSame(_ left: FieldValue, _ right: FieldValue, at index: Int) -> Bool {
    if case .list(let items) = left, !fields.schema.fields[index].isOrderedList {
      guard case .list(let others) = right else { return items.isEmpty && right.isNull }
      return Set(items) == Set(others)
    }
    if case .dateTime(let local, let utc) = left,
      case .dateTime(let otherLocal, let otherUTC) = right
    {
      // If only one half of a date-time is stored, that half is compared.
      switch fields.schema.fields[index].store {
      case .instant: return utc == otherUTC
      case .localTime: return local == otherLocal
      default: break
      }
    }
    return left == right
  }
}
