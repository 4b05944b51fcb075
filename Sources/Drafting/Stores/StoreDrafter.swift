public import ImportPipeline
import Schemas

/// Drafts a package from the tables of another program, as a store's catalog describes them.
///
/// The tables stay the other program's (`owned` is false). People name records by what the store keeps
/// unique beside the surrogate key, and a column with the id of another record becomes a field with that
/// record's key.
public struct StoreDrafter {
  /// How texts of a column are written in the records that are stored.
  public enum StoredForm: Sendable {
    /// All letters are capitals.
    case upperCase
    /// All texts are `YYYY-MM-DD`.
    case isoDate
  }

  private let description: StoreDescription
  private let hasDates: Bool
  private let isStored: (String, String, StoredForm) -> Bool
  private var identities: [String: TableIdentity] = [:]
  private var names: [String: String] = [:]
  private var remarks: [Guess] = []

  /// A drafter of the tables of a store.
  ///
  /// - Parameters:
  ///   - hasDates: whether the store has types for dates, so that a text is none.
  ///   - isStored: whether all texts that a table has in a column are of a form; true of none.
  public init(
    _ description: StoreDescription, hasDates: Bool,
    isStored: @escaping (_ table: String, _ column: String, StoredForm) -> Bool
  ) {
    self.description = description
    self.hasDates = hasDates
    self.isStored = isStored
  }

  /// The names of the tables that can be drafted, without those of the tool and the store itself.
  public var tableNames: [String] {
    description.tables.keys.filter { name in
      let bare = StoreMapping.bareName(of: name)
      return !bare.hasPrefix("registrar_") && !bare.hasPrefix("sqlite_")
    }.sorted()
  }

  /// A package of some tables, of all that can be drafted where none are named.
  public mutating func package(named name: String, tables wanted: [String]) -> DraftedPackage {
    let chosen = wanted.isEmpty ? tableNames : wanted
    identities = [:]
    names = [:]
    remarks = []
    for table in chosen { identify(table) }
    var drafted: [DraftedTable] = []
    for table in order(chosen.filter { identities[$0] != nil }) { drafted.append(draft(table)) }
    var package = DraftedPackage(name: name, title: MachineName.title(of: name), tables: drafted)
    addAliases(to: &package)
    package.remarks = remarks
    for field in package.undecided {
      package.remarks.append(Guess("registrar:secret", because: "policyMissing", ["field": field]))
    }
    return package
  }

  private mutating func identify(_ name: String) {
    guard let table = description.tables[name] else { return }
    if table.isView {
      remarks.append(Guess(because: "view", ["table": name]))
      return
    }
    guard let identity = TableIdentity(table) else {
      remarks.append(
        Guess(
          because: "noSingleKey",
          ["table": name, "columns": table.primaryKey.joined(separator: ", ")]))
      return
    }
    identities[name] = identity
    let machine = MachineName.name(of: StoreMapping.bareName(of: name), fallback: "table")
    let taken = Set(names.values)
    names[name] = MachineName.free(machine) { taken.contains($0) }
  }

  /// The tables with their parents before them; those that refer to each other as they come.
  private func order(_ tables: [String]) -> [String] {
    var placed: [String] = []
    var open: Set<String> = []
    func place(_ table: String) {
      guard !placed.contains(table), open.insert(table).inserted else { return }
      for key in description.tables[table]?.foreignKeys ?? []
      where tables.contains(key.table) { place(key.table) }
      placed.append(table)
    }
    for table in tables { place(table) }
    return placed
  }

  // MARK: Fields

  /// A column that names a record of a table that is drafted as well.
  private struct Parent {
    var table: String
    var identity: TableIdentity
    /// Whether the column holds the parent's key and not its id.
    var holdsKey: Bool
  }

  /// The parent that a column refers to; `nil` for a column that is drafted by itself.
  private func parent(of column: String, in table: StoreDescription.Table) -> Parent? {
    for key in table.foreignKeys where key.columns == [column] {
      guard let identity = identities[key.table], let other = description.tables[key.table],
        !identity.keyColumns.isEmpty
      else { continue }
      let target = key.targets.first ?? other.primaryKey.first
      if target == identity.id {
        return Parent(table: key.table, identity: identity, holdsKey: false)
      }
      if [target] == identity.keyColumns.map(Optional.some) {
        return Parent(table: key.table, identity: identity, holdsKey: true)
      }
    }
    return nil
  }

  /// The names of the fields of a table's key with the columns they come from; `nil` where keys name each
  /// other in a circle.
  private func keyFields(
    of name: String, below: Set<String> = []
  ) -> [(column: String, field: String)]? {
    guard let table = description.tables[name], let identity = identities[name],
      !below.contains(name)
    else { return nil }
    var found: [(column: String, field: String)] = []
    for column in identity.keyColumns {
      let field: String
      if let parent = parent(of: column, in: table) {
        guard
          let keys = parent.table == name
            ? nil : keyFields(of: parent.table, below: below.union([name])),
          let last = keys.last
        else { return nil }
        field = Self.referenceName(column, last.field)
      } else {
        field = fieldName(of: column)
      }
      found.append(
        (column, MachineName.free(field) { name in found.contains { $0.field == name } }))
    }
    return found
  }

  /// A column with a password's hash is filled from a password.
  private func fieldName(of column: String) -> String {
    let name = MachineName.name(of: column, fallback: "column")
    let hints = NameHints(name)
    guard hints.isPasswordDigest, !hints.isAboutPassword else { return name }
    return "password"
  }

  /// `student_id` that names a record by its `email` is `student_email`; `course_id` by its `course_code`
  /// is `course_code`.
  private static func referenceName(_ column: String, _ key: String) -> String {
    var stem = MachineName.name(of: column, fallback: "parent")
    for suffix in ["_id", "_uuid", "_fk", "_key", "_ref"] where stem.hasSuffix(suffix) {
      stem = String(stem.dropLast(suffix.count))
      break
    }
    if stem == "id" || stem.isEmpty || key == stem || key.hasPrefix(stem + "_") { return key }
    return stem.hasSuffix("_" + key) ? stem : stem + "_" + key
  }

  private mutating func draft(_ name: String) -> DraftedTable {
    let machine = names[name] ?? name
    var drafted = DraftedTable(
      name: machine, title: MachineName.title(of: machine), source: name)
    guard let table = description.tables[name], let identity = identities[name] else {
      return drafted
    }
    var mapping = StoreMapping(table: name)
    mapping.isOwned = false
    mapping.idColumn = identity.id
    mapping.idType = identity.idType
    mapping.provenance = []
    let columns = Set(table.columns.map(\.name))
    var checks: [String: [CheckGuess]] = [:]
    for check in table.checks {
      if let guess = CheckGuess(check.condition, columns: columns) {
        checks[guess.column, default: []].append(guess)
        mapping.checks.append(check.condition)
      } else {
        drafted.guesses.append(Guess(because: "checkUnread", ["condition": check.condition]))
      }
    }
    let keys = keyFields(of: name) ?? []
    var fields: [String: String] = [:]
    for column in table.columns {
      if column.name == identity.id, !identity.isFilled { continue }
      let keyName = keys.first { $0.column == column.name }?.field
      let added = draft(
        column, keyName, checks[column.name] ?? [], of: table, name, &drafted, &mapping)
      if let added { fields[column.name] = added }
    }
    drafted.key = identity.keyColumns.compactMap { fields[$0] }
    if drafted.key.count != identity.keyColumns.count { drafted.key = [] }
    for index in drafted.fields.indices where drafted.key.contains(drafted.fields[index].name) {
      let field = drafted.fields[index]
      drafted.fields[index].isRequired = field.defaultText == nil && !field.hasDatabaseDefault
    }
    var guess = identity.guess
    guess.property = drafted.key.isEmpty ? "" : "primaryKey"
    guess.value = drafted.key.joined(separator: ", ")
    drafted.guesses.insert(guess, at: 0)
    for columns in identity.others {
      let names = columns.compactMap { fields[$0] }
      guard names.count == columns.count,
        names.allSatisfy({ drafted.field(named: $0)?.type != .secret })
      else { continue }
      drafted.uniqueKeys.append(names)
      drafted.guesses.append(
        Guess(
          "uniqueKeys", names.joined(separator: ", "), because: "uniqueInStore",
          ["columns": columns.joined(separator: ", ")]))
    }
    addZone(to: &drafted)
    drafted.store = mapping
    return drafted
  }

  /// Adds the field of a column; returns its name, `nil` for a column that no field fills.
  private func draft(
    _ column: StoreDescription.Column, _ keyName: String?, _ checks: [CheckGuess],
    of table: StoreDescription.Table, _ name: String, _ drafted: inout DraftedTable,
    _ mapping: inout StoreMapping
  ) -> String? {
    if column.isComputed {
      drafted.guesses.append(Guess(because: "computedColumn", ["column": column.name]))
      return nil
    }
    if isProvenance(column) {
      mapping.provenance.append(column.name)
      drafted.guesses.append(
        Guess("registrar:store", "provenance", because: "provenance", ["column": column.name]))
      return nil
    }
    let hints = NameHints(MachineName.name(of: column.name, fallback: "column"))
    let isFree = !column.isNotNull || column.hasDefault
    if hints.isProgramSecret, isFree, keyName == nil {
      drafted.guesses.append(Guess(because: "programSecret", ["column": column.name]))
      return nil
    }
    // The moment at which a record was made or seen is the store's to write.
    if case .computed? = column.defaultSQL.map(DefaultText.init), keyName == nil,
      [.instant, .timestamp].contains(column.kind)
    {
      drafted.guesses.append(
        Guess(because: "storeWrites", ["column": column.name, "default": column.defaultSQL ?? ""]))
      return nil
    }
    func free(_ name: String) -> String {
      MachineName.free(name) { other in drafted.fields.contains { $0.name == other } }
    }
    if let parent = parent(of: column.name, in: table),
      let added = reference(column, parent, keyName, of: name, &drafted)
    {
      return added
    }
    let draft = ColumnDraft(
      column: column, checks: checks, hasDates: hasDates,
      isStored: { isStored(name, column.name, $0) })
    let fieldName = free(keyName ?? self.fieldName(of: column.name))
    guard let field = draft.field(named: fieldName) else {
      let reason = isFree ? "typeUnknown" : "typeUnknownRequired"
      drafted.guesses.append(
        Guess(because: reason, ["column": column.name, "type": column.type]))
      return nil
    }
    drafted.fields.append(field)
    if table.foreignKeys.contains(where: { $0.columns.contains(column.name) }) {
      drafted.fields[drafted.fields.count - 1].guesses.append(
        Guess(because: "referenceLeftOut", ["column": column.name]))
    }
    return fieldName
  }

  /// Whether the tool writes the column as it writes its own of that name.
  private func isProvenance(_ column: StoreDescription.Column) -> Bool {
    guard ["created_at", "updated_at"].contains(column.name) else { return false }
    switch column.kind {
    case .instant, .timestamp, .text(nil): return true
    default: return false
    }
  }

  /// Adds the field of a column that names a record of another table, and those that complete its key.
  private func reference(
    _ column: StoreDescription.Column, _ parent: Parent, _ keyName: String?, of owner: String,
    _ drafted: inout DraftedTable
  ) -> String? {
    guard let keys = keyFields(of: parent.table), let last = keys.last,
      let parentName = names[parent.table], let other = description.tables[parent.table]
    else { return nil }
    func isTaken(_ name: String) -> Bool { drafted.fields.contains { $0.name == name } }
    func type(of key: (column: String, field: String)) -> DraftedField? {
      guard let found = other.column(key.column) else { return nil }
      let resolved = resolve(found, in: other, parent.table)
      return ColumnDraft(
        column: resolved.column, checks: [], hasDates: hasDates,
        isStored: { isStored(resolved.table, resolved.column.name, $0) }
      ).field(named: key.field)
    }
    let name = MachineName.free(
      keyName ?? Self.referenceName(column.name, last.field), isTaken: isTaken)
    var reference = DraftedTable.Reference(
      field: name, table: parentName, target: last.field)
    let stem = String(name.dropLast(last.field.count))
    for key in keys.dropLast() {
      let own = MachineName.free(
        isTaken(key.field) ? stem + key.field : key.field, isTaken: isTaken)
      guard let model = type(of: key) else { return nil }
      var field = DraftedField(
        name: own, title: MachineName.title(of: own), type: model.type)
      field.values = model.values
      field.privacy = model.privacy
      field.isTransient = true
      field.isRequired = column.isNotNull && !column.hasDefault
      field.guesses.append(
        Guess(
          "registrar:transient", "true", because: "restOfKey",
          ["table": parentName, "field": last.field]))
      drafted.fields.append(field)
      reference.with.append((key.field, own))
    }
    guard let model = type(of: last) else { return nil }
    var field = DraftedField(name: name, title: MachineName.title(of: name), type: model.type)
    field.values = model.values
    field.format = model.format
    field.privacy = model.privacy
    if parent.holdsKey {
      field.keeps = .key
      if name != column.name { field.column = column.name }
    } else {
      field.column = column.name
    }
    field.isRequired = column.isNotNull && !column.hasDefault
    field.guesses.append(
      Guess(
        "foreignKeys", parentName + "." + last.field, because: "foreignKey",
        ["column": column.name, "table": parent.table]))
    if field.isRequired { field.guesses.append(Guess("required", "true", because: "notNull")) }
    drafted.fields.append(field)
    drafted.references.append(reference)
    return name
  }

  /// The column whose values a key column has in the end, through the tables that it refers to.
  private func resolve(
    _ column: StoreDescription.Column, in table: StoreDescription.Table, _ name: String,
    depth: Int = 0
  ) -> (table: String, column: StoreDescription.Column) {
    guard depth < 8, let parent = parent(of: column.name, in: table),
      let other = description.tables[parent.table],
      let key = parent.identity.keyColumns.last.flatMap(other.column)
    else { return (name, column) }
    return resolve(key, in: other, parent.table, depth: depth + 1)
  }

  /// Gives date-times a zone: that of the table where it has one, else one that is UTC unless a file says
  /// otherwise.
  private func addZone(to table: inout DraftedTable) {
    let moments = table.fields.indices.filter { table.fields[$0].type == .dateTime }
    guard !moments.isEmpty else { return }
    let own = table.fields.first { $0.type == .timeZone }?.name
    let zone = own ?? MachineName.free("time_zone") { table.field(named: $0) != nil }
    if own == nil {
      var field = DraftedField(
        name: zone, title: MachineName.title(of: zone), type: .timeZone)
      field.defaultText = "UTC"
      field.isTransient = true
      field.guesses.append(Guess("registrar:default", "UTC", because: "zoneMissing"))
      table.fields.append(field)
    }
    for index in moments { table.fields[index].zoneFrom = [zone] }
  }

  /// Files are often named for one record where the table is named for several.
  private func addAliases(to package: inout DraftedPackage) {
    let taken = Set(package.tables.map(\.name))
    for index in package.tables.indices {
      let name = package.tables[index].name
      let one = MachineName.singular(of: name)
      if one != name, !taken.contains(one) { package.tables[index].sheetAliases = [one] }
    }
  }
}
