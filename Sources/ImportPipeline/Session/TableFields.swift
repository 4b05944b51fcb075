import RecordMapping
import Schemas
import TabularCore

/// The fields of a table, compiled for a run: their readers and the order in which they are read.
///
/// A class, as each stage of each pass keeps it: copies of its many parts would cost more than a row.
final class TableFields: Sendable {
  /// A row rule or conditional requirement, and the fields it reads.
  struct RowCheck {
    /// The rule.
    var rule: Rule
    /// The fields its condition reads.
    var reads: FieldSet
    /// The field that is required, for a conditional requirement.
    var requiredField: Int?
  }

  let schema: TableSchema
  let readers: [CompiledField]
  /// Readers for the texts of references, which may be names.
  let nameReaders: [Int: CompiledField]
  /// References whose names nobody needs to hide: neither they nor the names of the records are personal.
  let plainNames: Set<Int>
  /// Readers of the date and time columns of date-time fields.
  let dateReader: CompiledField
  let timeReader: CompiledField
  /// Fields read without looking at others, references excluded.
  let independent: [Int]
  /// Fields that need the row's country, zone, currency, date or address, in reading order.
  let dependent: [Int]
  /// Whether a field takes the package's country where the row has none, by index.
  let takesPackageCountry: [Bool]
  /// Fields with a reference, in the order of the references.
  let referencing: [(field: Int, reference: Reference)]
  /// References to the table itself or to one that comes later, which are resolved at the end.
  let deferred: Set<Int>
  /// The constant defaults, by field.
  let defaults: [FieldValue]
  /// Row rules and conditional requirements, in the order of their reports.
  let checks: [RowCheck]
  /// Defaults that are expressions: the field and the SQL.
  let computedDefaults: [(field: Int, expression: String)]
  /// The fields that every record must have, that have a default, that are secret, and that are kept,
  /// by index: rows look at these lists instead of at every field's schema.
  let required: [Int]
  let defaulted: [Int]
  let secrets: [Int]
  let kept: [Int]
  /// Indexed texts, and how many bytes of text an index entry is sure to hold.
  let indexed: [Int]
  let indexEntryLimit: Int
  /// Fields whose blank cells have the value above, and those whose values the database gives.
  let filledDown: [Int]
  let databaseGiven: Set<Int>
  /// Fields with present parts of the key that a row replaces, and those parts.
  let renaming: [(field: Int, key: Int)]
  /// Amounts with their currencies, by index.
  let amounts: [(amount: Int, currency: Int)]
  /// Whether a field is a date-time, and whether it stands in the key, by index.
  let isDateTime: [Bool]
  let isKey: [Bool]
  /// The field that holds the subdivision, for postal codes.
  let subdivision: Int?
  /// The field that holds the e-mail address, which a secret must not equal.
  let email: Int?
  /// The identities, by field index.
  let identities: [(fields: [Int], table: String)]
  /// Fields that identify the row's record although they are blank: the members of identities.
  let identityFields: Set<Int>
  /// The field that tells whether a record is live, and the values that mean it is closed.
  let liveness: (field: Int, closed: Set<String>)?

  /// The fields whose cells name files, with what those may be.
  let attachments: [(field: Int, rule: AttachmentRule)]

  /// Whether each field of a row can be validated by its own cell, and references by their keys.
  var isReadByColumns: Bool {
    dependent.isEmpty && checks.isEmpty && computedDefaults.isEmpty && defaulted.isEmpty
      && secrets.isEmpty && amounts.isEmpty && identities.isEmpty && schema.writeMode == .upsert
      && filledDown.isEmpty && renaming.isEmpty && !schema.renamesBySourceID
      && databaseGiven.isEmpty && schema.uniqueKeys.isEmpty && schema.expectedChildren.isEmpty
      && liveness == nil
  }

  init(
    _ schema: TableSchema, package: DataPackage, position: Int, positions: [String: Int],
    options: ImportOptions, exactDecimals: Set<Int> = [], indexEntryLimit: Int? = nil
  ) {
    self.schema = schema
    let indexed = indexEntryLimit.map { Self.indexed(schema, limit: $0) } ?? []
    self.indexed = indexed
    self.indexEntryLimit = indexEntryLimit ?? .max
    readers = schema.fields.enumerated().map { index, field in
      CompiledField(
        field: field, in: schema, package: package, clearToken: options.clearToken,
        textLimit: options.limits[.textLength], keepsDigits: exactDecimals.contains(index),
        byteReaderLimit: indexed.contains(index) ? indexEntryLimit.map { $0 / indexed.count } : nil)
    }
    func synthetic(_ name: String, _ type: FieldType) -> CompiledField {
      CompiledField(field: Field(name: name, type: type), in: schema, package: package)
    }
    dateReader = synthetic("date", .date)
    timeReader = synthetic("time", .time)
    var referencing: [(field: Int, reference: Reference)] = []
    var nameReaders: [Int: CompiledField] = [:]
    var deferred: Set<Int> = []
    var plainNames: Set<Int> = []
    for reference in schema.references {
      guard let index = schema.fieldIndex(named: reference.field) else { continue }
      if reference.hasPlainNames(from: schema.fields[index], in: package) {
        plainNames.insert(index)
      }
      referencing.append((index, reference))
      var field = schema.fields[index]
      if field.type == .list {
        field.itemType = .string
      } else {
        field.type = .string
      }
      field.constraints = Constraints()
      nameReaders[index] = CompiledField(
        field: field, in: schema, package: package, clearToken: options.clearToken)
      if let parent = positions[reference.table], parent >= position { deferred.insert(index) }
    }
    self.referencing = referencing
    self.nameReaders = nameReaders
    self.plainNames = plainNames
    self.deferred = deferred
    let references = Set(referencing.map(\.field))
    var independent: [Int] = []
    var ranked: [(rank: Int, field: Int)] = []
    for (index, field) in schema.fields.enumerated() where !references.contains(index) {
      if let context = field.type.definition.context(of: field) {
        ranked.append((context.rank, index))
      } else {
        independent.append(index)
      }
    }
    self.independent = independent
    self.dependent = ranked.sorted { ($0.rank, $0.field) < ($1.rank, $1.field) }.map(\.field)
    let readers = self.readers
    defaults = schema.fields.enumerated().map { index, field in
      guard case .text(let text) = field.defaultValue else { return .null }
      return (try? readers[index].read(CellInput(text), in: ReadingContext()))?.value ?? .null
    }
    computedDefaults = schema.fields.enumerated().compactMap { index, field in
      if case .expression(let sql) = field.defaultValue { (index, sql) } else { nil }
    }
    identities = schema.identities.map { identity in
      (identity.fields.compactMap(schema.fieldIndex(named:)), identity.table)
    }
    identityFields = Set(identities.flatMap(\.fields))
    liveness = schema.closing
    checks = Self.checks(of: schema)
    let all = schema.fields
    required = all.indices.filter { all[$0].isRequired || all[$0].isNeverNull }
    defaulted = all.indices.filter { all[$0].defaultValue != nil }
    secrets = all.indices.filter { all[$0].type.definition.storage == .sealed }
    kept = schema.keptFields
    attachments = all.indices.compactMap { index in all[index].attachment.map { (index, $0) } }
    filledDown = all.indices.filter { all[$0].fillsDown }
    databaseGiven = Set(all.indices.filter { all[$0].hasDatabaseDefault })
    renaming = schema.renaming
    amounts = all.indices.compactMap { index in
      guard all[index].type.definition.storage == .minorUnits, let name = all[index].currencyField,
        let currency = schema.fieldIndex(named: name)
      else { return nil }
      return (index, currency)
    }
    takesPackageCountry = all.map {
      $0.type.definition.context(of: $0)?.takesPackageCountry ?? false
    }
    isDateTime = all.map { $0.type.definition.storage == .moment }
    let keys = Set(schema.naturalKey)
    let members = identityFields
    isKey = all.indices.map { keys.contains(all[$0].name) || members.contains($0) }
    subdivision = all.firstIndex { $0.type == .subdivision }
    email = all.firstIndex { $0.type == .email }
  }

  /// Texts in keys and indexes whose length nothing else limits.
  private static func indexed(_ schema: TableSchema, limit: Int) -> [Int] {
    let columns = Set(schema.store.indexes.flatMap(\.columns))
    let names = Set(schema.naturalKey + schema.uniqueKeys.joined())
    return schema.fields.indices.filter { index in
      let field = schema.fields[index]
      switch field.type.definition.extent {
      case .free, .open: break
      case .atMost, nil: return false
      }
      let isShort = field.constraints.maximumLength.map { $0 * 4 <= limit / 4 } ?? false
      guard !isShort else { return false }
      if names.contains(field.name) { return true }
      switch field.store {
      case .column(let column): return columns.contains(column)
      case .foldedColumn(let column, let folded):
        return columns.contains(column) || columns.contains(folded)
      default: return false
      }
    }
  }

  /// Whether the texts of a record may be too long for an index.
  func mayOverflow(_ values: [FieldValue]) -> Bool {
    var count = 0
    for index in indexed { count += values[index].text?.utf8.count ?? 0 }
    return count > indexEntryLimit
  }

  private static func checks(of schema: TableSchema) -> [RowCheck] {
    var checks: [RowCheck] = []
    for (index, field) in schema.fields.enumerated() {
      guard let requirement = field.requiredIf else { continue }
      let rule = Rule(
        code: "value.required-if",
        scope: .row(violatedWhen: "(\(requirement.condition)) AND \(field.name) IS NULL"),
        place: .fields([field.name] + requirement.otherwiseAt), variant: "reason")
      checks.append(
        RowCheck(
          rule: rule, reads: fields(readBy: requirement.condition, in: schema, and: index),
          requiredField: index))
    }
    for rule in schema.rules {
      guard case .row(let condition) = rule.scope else { continue }
      checks.append(RowCheck(rule: rule, reads: fields(readBy: condition, in: schema)))
    }
    return checks
  }

  /// The fields whose names stand in an expression or a query.
  static func fields(
    readBy expression: String, in schema: TableSchema, and extra: Int? = nil
  ) -> FieldSet {
    var names: Set<String> = []
    var expression = expression
    // By bytes: names of fields are words of ASCII, and other letters belong to no name.
    expression.withUTF8 { bytes in
      func insert(_ range: Range<Int>) {
        names.insert(String(decoding: bytes[range], as: UTF8.self))
      }
      var start = 0
      while start < bytes.count {
        guard isPartOfName(bytes[start]) else {
          start += 1
          continue
        }
        var end = start + 1
        // Where the name of a list begins, which has a view of its own.
        var list: Int?
        while end < bytes.count, isPartOfName(bytes[end]) {
          if list == nil, bytes[end - 1] == UInt8(ascii: "_"), bytes[end] == UInt8(ascii: "_") {
            list = end + 1
          }
          end += 1
        }
        insert(start..<end)
        if end - start >= 6, bytes[(end - 6)..<end].elementsEqual("_local".utf8) {
          insert(start..<(end - 6))
        }
        if let list { insert(list..<end) }
        start = end
      }
    }
    var set = FieldSet()
    for (index, field) in schema.fields.enumerated() where names.contains(field.name) {
      set.insert(index)
    }
    if let extra { set.insert(extra) }
    return set
  }

  /// Whether a byte stands in a word: a letter, a digit, a low line, or part of a letter beyond ASCII.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}

extension TableSchema {
  /// The fields that stand in the store, by index.
  var keptFields: [Int] { fields.indices.filter { fields[$0].store != .none } }
}

extension Reference {
  /// Whether neither a field that refers nor any name by which it finds records is personal.
  func hasPlainNames(from field: Field, in package: DataPackage) -> Bool {
    let parent = package.table(named: table)
    return field.privacy == .none
      && alternatives.allSatisfy {
        parent?.field(named: $0.field)?.privacy == Field.Privacy.none
      }
  }
}
