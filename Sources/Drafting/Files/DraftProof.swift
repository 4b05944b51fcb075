public import ImportPipeline
public import Schemas
public import TabularCore

/// Proves a draft by the very files that it was made from: whatever an import of them finds wrong is guessed
/// less boldly, until nothing is left to say.
public struct DraftProof {
  private var package: DraftedPackage
  private let choices: DraftChoices
  private let load: (DraftedPackage) -> (DataPackage?, [Issue])
  private let validate: (DataPackage) -> ImportReport

  /// How often a draft is changed at most; each time all that is wrong is changed together.
  private static let mostRounds = 16

  /// A proof of a draft.
  ///
  /// - Parameters:
  ///   - load: loads the package, or says why it cannot be loaded.
  ///   - validate: imports the files with it into no store.
  public init(
    _ package: DraftedPackage, _ choices: DraftChoices,
    load: @escaping (DraftedPackage) -> (DataPackage?, [Issue]),
    validate: @escaping (DataPackage) -> ImportReport
  ) {
    self.package = package
    self.choices = choices
    self.load = load
    self.validate = validate
  }

  /// The draft with which the files import; what is wrong with the files themselves is told with it.
  public mutating func prove() -> DraftedPackage {
    for _ in 0..<Self.mostRounds {
      let errors = errors()
      package.leftErrors = errors.map(Self.line)
      guard !errors.isEmpty else { break }
      var isChanged = false
      var seen: Set<String> = []
      for error in errors {
        guard let place = place(of: error), seen.insert(place.table + "." + place.field).inserted
        else { continue }
        if weaken(place, error.code) { isChanged = true }
      }
      guard isChanged else { break }
    }
    return package
  }

  private func errors() -> [Issue] {
    let (loaded, issues) = load(package)
    guard let loaded else { return issues.filter { $0.severity == .error } }
    return validate(loaded).issues.issues.filter { $0.severity == .error }
  }

  /// The place and code of an error; a value may be of a person.
  private static func line(_ issue: Issue) -> String {
    let place = issue.location
    let parts = [
      place.file, place.sheet, place.row.map(String.init), place.field ?? place.part,
    ].compactMap(\.self)
    return parts.joined(separator: ":") + " " + issue.code.rawValue
  }

  /// The table and field that an error is about: an import says both, a mistake of the package by its file
  /// and pointer.
  private func place(of issue: Issue) -> (table: String, field: String)? {
    let place = issue.location
    if place.form != .schema {
      guard let table = place.table else { return nil }
      return (table, place.field ?? "")
    }
    guard let file = place.file,
      let table = package.tables.first(where: { $0.name + ".schema.json" == file })
    else { return nil }
    let steps = (place.part ?? "").split(separator: "/")
    guard steps.count > 1, steps[0] == "fields", let index = Int(steps[1]),
      table.fields.indices.contains(index)
    else { return (table.name, "") }
    return (table.name, table.fields[index].name)
  }

  /// Says less about a field or key; whether that was possible.
  private mutating func weaken(
    _ place: (table: String, field: String), _ code: IssueCode
  ) -> Bool {
    guard let index = package.tables.firstIndex(where: { $0.name == place.table }) else {
      return false
    }
    let because = Guess(because: "refused", ["code": code])
    switch code.area {
    case "key" where code == "key.unique": return dropUniqueKeys(place.field, of: index, because)
    case "key": return changeKey(of: index, because)
    case "reference":
      guard
        let reference = package.tables[index].references.firstIndex(where: {
          $0.field == place.field
        })
      else { return false }
      package.tables[index].references.remove(at: reference)
      note(index, place.field, "foreignKeys", because)
      return true
    default: break
    }
    guard let field = package.tables[index].index(of: place.field) else {
      return code == "header.not-found" || code == "header.required-missing"
        ? changeKey(of: index, because) : false
    }
    let isKey = package.tables[index].key.contains(place.field)
    if code == "value.required", package.tables[index].fields[field].isRequired {
      package.tables[index].fields[field].isRequired = false
      note(index, place.field, "required", because)
      return true
    }
    if code == "value.card-number" || code == "value.text-damaged" || code == "value.cell-error"
      || code == "value.formula-uncached" || code == "value.secret-policy"
      || code.rawValue.hasPrefix("header.")
    {
      return isKey ? changeKey(of: index, because) : leaveOut(field, of: index, because)
    }
    return changeType(field, of: index, because)
  }

  /// A text fits more than any other type, and a value as it stands more than a text.
  private mutating func changeType(_ field: Int, of table: Int, _ because: Guess) -> Bool {
    let name = package.tables[table].fields[field].name
    let present = package.tables[table].fields[field].type
    if present.isPlain {
      return package.tables[table].key.contains(name)
        ? changeKey(of: table, because) : leaveOut(field, of: table, because)
    }
    package.tables[table].fields[field].type = present == .string ? .plainAny : .string
    package.tables[table].fields[field].values = []
    package.tables[table].fields[field].currencyField = nil
    package.tables[table].fields[field].zoneFrom = []
    package.tables[table].fields[field].isMultiline = false
    package.tables[table].fields[field].example = nil
    let type = package.tables[table].fields[field].type
    var because = because
    because.value = type.isPlain ? String(type.rawValue.dropFirst(6)) : type.rawValue
    note(table, name, type.isPlain ? "type" : "registrar:type", because)
    // A field that refers to this one, or that this one refers to, has its type.
    package.tables[table].references.removeAll { $0.field == name }
    let owner = package.tables[table].name
    for index in package.tables.indices {
      package.tables[index].references.removeAll { $0.table == owner && $0.target == name }
    }
    return true
  }

  private mutating func dropUniqueKeys(
    _ field: String, of table: Int, _ because: Guess
  ) -> Bool {
    let count = package.tables[table].uniqueKeys.count
    package.tables[table].uniqueKeys.removeAll { $0.contains(field) }
    if package.tables[table].uniqueKeys.count == count { package.tables[table].uniqueKeys = [] }
    package.tables[table].guesses.removeAll { $0.property == "uniqueKeys" }
    package.tables[table].guesses.append(because)
    return count > 0
  }

  private mutating func changeKey(of table: Int, _ because: Guess) -> Bool {
    let current = package.tables[table].key
    guard !current.isEmpty else { return false }
    let name = package.tables[table].name
    let known = choices.keys[name] ?? []
    let place = known.firstIndex { $0.key == current } ?? known.count
    let next = place + 1 < known.count ? known[place + 1] : nil
    package.tables[table].key = next?.key ?? []
    package.tables[table].guesses.removeAll { $0.property == "primaryKey" }
    package.tables[table].guesses.append(because)
    if let guess = next?.guess { package.tables[table].guesses.append(guess) }
    for index in package.tables.indices {
      package.tables[index].references.removeAll { $0.table == name && [$0.target] == current }
    }
    return true
  }

  private mutating func leaveOut(_ field: Int, of table: Int, _ because: Guess) -> Bool {
    let left = package.tables[table].fields.remove(at: field)
    package.tables[table].ignoredHeaders.append(left.title)
    package.tables[table].uniqueKeys.removeAll { $0.contains(left.name) }
    package.tables[table].references.removeAll { $0.field == left.name }
    for index in package.tables[table].fields.indices {
      package.tables[table].fields[index].zoneFrom.removeAll { $0 == left.name }
      if package.tables[table].fields[index].currencyField == left.name {
        package.tables[table].fields[index].currencyField = nil
      }
    }
    var because = because
    because.property = "registrar:ignoredHeaders"
    because.value = left.title
    package.tables[table].guesses.append(because)
    return true
  }

  private mutating func note(
    _ table: Int, _ field: String, _ property: String, _ because: Guess
  ) {
    guard let index = package.tables[table].index(of: field) else { return }
    let others: Set<String> =
      property.hasSuffix("type") ? ["type", "registrar:type", "registrar:multiline"] : [property]
    package.tables[table].fields[index].guesses.removeAll { others.contains($0.property) }
    var because = because
    because.property = property
    package.tables[table].fields[index].guesses.append(because)
  }
}
