import JSONText
import TabularCore

/// Reads one field of a Table Schema (v2), with Registrar's properties, into the model.
struct FieldDescriptor {
  private let object: ObjectReader
  private var field: Field

  /// Reads a field; `nil`, with a mistake reported, when it has no name.
  ///
  /// - Parameter missingValues: the table's texts for "no value".
  static func read(_ object: ObjectReader, missingValues: [String]) -> Field? {
    guard let name = object.string("name"), !name.isEmpty else {
      object.findings.add(at: object.place, "the field has no `name`")
      return nil
    }
    object.place.field = name
    if object.has(ObjectReader.prefix + "type"), !isMachineName(name) {
      object.invalid(
        "name",
        "`\(name)` is not a machine name: lower-case letters, digits and `_`, a letter first")
    }
    var descriptor = FieldDescriptor(
      object: object, field: Field(name: name, type: readType(object)))
    descriptor.readTexts()
    descriptor.readFormat(missingValues: missingValues)
    descriptor.readConstraints()
    descriptor.readValues()
    descriptor.readText()
    descriptor.readNumbers()
    descriptor.readSources()
    descriptor.readDefault()
    descriptor.readPrivacy()
    descriptor.readCustoms()
    object.know(
      "registrar:column", "registrar:joinTable", "registrar:transient", "registrar:secret",
      "registrar:itemType", "registrar:keeps")
    object.finish(.prefixed)
    return descriptor.field
  }

  /// Whether a name can be used in SQL without quotes.
  static func isMachineName(_ name: String) -> Bool {
    guard let first = name.utf8.first, (97...122).contains(first), name.utf8.count <= 63 else {
      return false
    }
    return name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  private static func readType(_ object: ObjectReader) -> FieldType {
    let standard = object.string("type") ?? "any"
    let plain = FieldType(rawValue: "plain:" + standard)
    if plain == nil {
      let names = FieldType.allCases.filter(\.isPlain).map { String($0.rawValue.dropFirst(6)) }
      reportType(object, "type", standard, among: names)
    }
    guard let text = object.string("registrar:type") else { return plain ?? .plainAny }
    if let type = FieldType(rawValue: text), !type.isPlain { return type }
    reportType(
      object, "registrar:type", text,
      among: FieldType.allCases.filter { !$0.isPlain }.map(\.rawValue))
    return .string
  }

  private static func reportType(
    _ object: ObjectReader, _ property: String, _ text: String, among names: [String]
  ) {
    object.findings.add(
      .schemaInvalid(.unknownType(path: object.place.subject, value: text)),
      at: object.place(of: property),
      suggestion: Issue.Suggestion(nearest: names, to: text, noun: "type"))
  }

  private mutating func readTexts() {
    let title = object.string("title")
    let description = object.string("description")
    let translations = object.translations("title", "description")
    field.label = LocalizedText(title ?? field.name, translations["title"] ?? [:])
    field.description = LocalizedText(description ?? "", translations["description"] ?? [:])
    if let aliases = object.object("registrar:aliases") {
      for name in ["en"] + aliases.languages.map(\.rawValue) + ["legacy"] {
        field.aliases += aliases.strings(name) ?? []
      }
      aliases.finish(.all)
    }
    field.example = object.scalar("example")
    field.templateWidth = object.number("registrar:width")
  }

  /// Reports properties of Table Schema that the field's type does not have.
  ///
  /// Each would promise something that is not done. Registrar's own types find out from the column how a
  /// text is read.
  private func checkStandardProperties() {
    let definition = field.type.definition
    let properties = definition.properties
    for property in FieldProperty.standard
    where !properties.contains(property) && object.has(property.rawValue) {
      let name = property.rawValue
      object.invalid(
        name,
        field.type.isPlain
          ? "`\(name)` does not fit type \(typeName)"
          : "`\(name)` has no effect beside `registrar:type`; leave it out")
    }
    guard let format = object.string("format"), format != "default" else { return }
    switch definition.formats {
    case .patterns where format == "any" || format.contains("%"): return
    case .named(let names) where names.contains(format): return
    case .named(let names):
      object.invalid(
        "format", "`\(format)` is not a format of type \(typeName), expected \(inBackticks(names))",
        suggestion: Issue.Suggestion(nearest: names, to: format, noun: "format"))
    case .patterns, .none:
      object.invalid("format", "`\(format)` is not a format of type \(typeName)")
    }
  }

  /// The types that items of a `list` can have, by their names in the standard.
  private static let itemTypes = [
    "string", "integer", "boolean", "number", "datetime", "date", "time",
  ]

  private mutating func readFormat(missingValues: [String]) {
    if field.type.definition.properties.contains(.itemType) {
      if let name = object.string("registrar:itemType") {
        if let type = FieldType(rawValue: name), !type.isPlain, type.definition.storage.canBeItem {
          field.itemType = type
        } else {
          object.invalid("registrar:itemType", "`\(name)` is not a type that items can have")
        }
      }
    } else if object.has("registrar:itemType") {
      object.invalid("registrar:itemType", "`registrar:itemType` belongs to lists")
    }
    checkStandardProperties()
    var plain = PlainFormat()
    guard field.type.isPlain else {
      // The default list, which every schema has unless it says otherwise, keeps the tool's placeholders.
      let texts = TableDescriptor.missingValues(object) ?? missingValues
      if texts != [""] { plain.missingValues = texts }
      if let values = object.strings("trueValues") { plain.trueValues = values }
      if let values = object.strings("falseValues") { plain.falseValues = values }
      field.plain = plain
      return
    }
    // The first version of the standard wrote patterns as `fmt:%d/%m/%Y`.
    if let format = object.string("format") {
      plain.format = format.hasPrefix("fmt:") ? String(format.dropFirst(4)) : format
    }
    if let values = object.strings("trueValues") { plain.trueValues = values }
    if let values = object.strings("falseValues") { plain.falseValues = values }
    if let mark = object.string("decimalChar") { plain.decimalMark = mark }
    if let mark = object.string("groupChar") { plain.groupMark = mark }
    if let bare = object.optionalBoolean("bareNumber") { plain.isBareNumber = bare }
    if let delimiter = object.string("delimiter") { plain.delimiter = delimiter }
    plain.missingValues = TableDescriptor.missingValues(object) ?? missingValues
    field.plain = plain
    if field.type.definition.storage.isList {
      let name = object.string("itemType") ?? "string"
      if let type = FieldType(rawValue: "plain:" + name), Self.itemTypes.contains(name) {
        field.itemType = type
      } else {
        object.invalid("itemType", "`\(name)` is not a type that items can have")
      }
    }
  }

  private mutating func readConstraints() {
    if let constraints = object.object("constraints") {
      field.constraints = ConstraintsDescriptor(field: field).read(constraints)
      field.isRequired = constraints.boolean("required")
      constraints.know("unique")
      constraints.finish(.all)
    }
    readCategories()
    if fits(.patternWords) {
      field.constraints.patternWords = object.localized("registrar:patternWords")
    }
    if fits(.itemMinLength) {
      field.constraints.itemMinimumLength = object.count("registrar:itemMinLength")
    }
    if fits(.itemMaxLength) {
      field.constraints.itemMaximumLength = object.count("registrar:itemMaxLength")
    }
  }

  /// The closed list of a text or whole number; `enum` may allow fewer of its values, and no others.
  private mutating func readCategories() {
    guard field.type.definition.properties.contains(.categories), object.has("categories") else {
      return
    }
    let values = object.items("categories").compactMap { node, place -> String? in
      if let value = node.scalar ?? node.member("value")?.scalar { return value }
      object.findings.add(at: place, "\(node.kind) stands where a value is expected")
      return nil
    }
    if let repeated = values.first(where: { value in values.count { $0 == value } > 1 }) {
      object.invalid("categories", "`\(repeated)` stands in `categories` twice")
    }
    _ = object.optionalBoolean("categoriesOrdered")
    guard let allowed = field.constraints.allowedValues else {
      field.constraints.allowedValues = values
      return
    }
    for value in allowed where !values.contains(value) {
      object.invalid("constraints", "`enum` allows `\(value)`, which `categories` does not have")
    }
  }

  private mutating func readValues() {
    let valueType = field.type.definition.storage.isList ? field.itemType : field.type
    let isEnumeration = valueType.definition.properties.contains(.values)
    for (node, place) in object.items("registrar:values") {
      if let value = node.string {
        field.enumValues.append(Field.EnumValue(value))
        continue
      }
      guard
        let item = ObjectReader(
          node, at: place, findings: object.findings, expected: "a text or an object with `value`")
      else { continue }
      if let value = item.scalar("value") {
        field.enumValues.append(
          Field.EnumValue(
            value, aliases: item.strings("aliases") ?? [], label: item.localized("label"),
            stored: item.integer("stored")))
      } else {
        object.findings.add(at: place, "the value has no `value`")
      }
      item.finish(.all)
    }
    if isEnumeration, field.enumValues.isEmpty, let allowed = field.constraints.allowedValues {
      field.enumValues = allowed.map { Field.EnumValue($0) }
    }
    if isEnumeration, field.enumValues.isEmpty {
      object.findings.add(at: object.place, "`\(field.name)` is an enum without `registrar:values`")
    } else if !isEnumeration, object.has("registrar:values") {
      object.invalid("registrar:values", "`registrar:values` does not fit type \(typeName)")
    }
    if isEnumeration { field.constraints.allowedValues = nil }
    field.takesTargetZone = flag(.targetZone)
    field.acceptsYesNo = flag(.yesNo)
    if field.acceptsYesNo, field.enumValues.count < 2 {
      object.invalid("registrar:yesNo", "`registrar:yesNo` needs two values at least")
    }
  }

  private var typeName: String { "`\(field.type.rawValue.replacing("plain:", with: ""))`" }

  /// A flag that only some types know.
  private func flag(_ property: FieldProperty) -> Bool {
    fits(property) && object.boolean(property.rawValue)
  }

  /// Whether a property is present and fits the field's type; a mistake is reported when it does not fit.
  private func fits(_ property: FieldProperty) -> Bool {
    let name = property.rawValue
    guard object.has(name) else { return false }
    if field.type.definition.properties.contains(property) { return true }
    object.invalid(name, "`\(name)` does not fit type \(typeName)")
    return false
  }

  private mutating func readText() {
    field.isMultiline = flag(.multiline)
    field.isLowercased = flag(.lowercase)
    field.isFolded = flag(.folded)
    field.isOrderedList = flag(.ordered)
    if fits(.synonyms), let words = object.object("registrar:synonyms") {
      for name in words.names { readSynonyms(words.strings(name) ?? [], of: name) }
    }
  }

  /// Other spellings of a word; in another case, the word itself is one of them.
  private mutating func readSynonyms(_ others: [String], of word: String) {
    for text in [word] + others {
      if text.isEmpty || text.contains(where: \.isWhitespace) {
        object.invalid("registrar:synonyms", "`\(text)` is not one word")
      } else if let known = field.synonyms.updateValue(word, forKey: foldedValue(text)),
        known != word
      {
        object.invalid("registrar:synonyms", "`\(text)` means both `\(known)` and `\(word)`")
      }
    }
  }

  private mutating func readNumbers() {
    if fits(.scale) {
      field.scale = object.count("registrar:scale")
    }
    field.roundsToScale = flag(.round)
    if field.roundsToScale, field.scale == nil {
      object.invalid("registrar:round", "`registrar:round` needs `registrar:scale`")
    }
    field.readsMinutes = flag(.minutes)
    if fits(.currencyField) {
      field.currencyField = object.string("registrar:currencyField")
    }
  }

  private mutating func readSources() {
    if fits(.countryFrom) { field.countryFrom = paths("registrar:countryFrom") }
    if fits(.zoneFrom) { field.zoneFrom = paths("registrar:zoneFrom") }
    if fits(.dateFrom) {
      field.dateFrom = object.string("registrar:dateFrom").map { FieldPath($0) }
    }
    if fits(.defaultTime), let text = object.string("registrar:defaultTime") {
      field.defaultTime = Self.minutes(ofTime: text)
      if field.defaultTime == nil {
        object.invalid("registrar:defaultTime", "`\(text)` is not a time such as `09:00`")
      }
    }
    guard fits(.parts), let parts = object.object("registrar:parts") else {
      return
    }
    field.parts = Field.DateTimeParts(
      dateHeaders: parts.strings("date") ?? [], timeHeaders: parts.strings("time") ?? [],
      dateFrom: parts.string("dateFrom").map { FieldPath($0) })
    if field.parts?.dateHeaders.isEmpty != false || field.parts?.timeHeaders.isEmpty != false {
      object.invalid("registrar:parts", "`registrar:parts` needs headers for `date` and `time`")
    }
    parts.finish(.all)
  }

  /// The minutes since midnight of a time `HH:MM`.
  private static func minutes(ofTime text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hours = UInt8(parts[0]),
      let minutes = UInt8(parts[1]), hours < 24, minutes < 60
    else { return nil }
    return Int(hours) * 60 + Int(minutes)
  }

  private func paths(_ name: String) -> [FieldPath] {
    (object.strings(name) ?? []).map { FieldPath($0) }
  }

  private mutating func readDefault() {
    let names = ["registrar:default", "registrar:defaultFrom", "registrar:defaultExpression"]
    let given = names.filter { object.has($0) }
    if given.count > 1 {
      object.invalid(given[1], "`\(given[0])` and `\(given[1])` exclude each other")
    }
    if let text = object.scalar("registrar:default") {
      field.defaultValue = .text(text)
    } else if let path = object.string("registrar:defaultFrom") {
      field.defaultValue = .path(FieldPath(path))
    } else if let expression = object.lines("registrar:defaultExpression") {
      field.defaultValue = .expression(expression)
    }
    if let resets = object.object("registrar:passwordReset") {
      for word in resets.names { field.passwordResets[word] = resets.lines(word) }
      resets.finish(.all)
      if field.type.definition.storage != .truth {
        object.invalid(
          "registrar:passwordReset", "`registrar:passwordReset` belongs to Boolean fields")
      }
    }
    field.isNeverNull = object.boolean("registrar:notNull")
    if field.isNeverNull, field.defaultValue == nil, !field.isRequired,
      !object.boolean("registrar:databaseDefault")
    {
      object.invalid("registrar:notNull", "`registrar:notNull` needs a default")
    }
    guard let condition = object.object("registrar:requiredIf") else { return }
    let when = condition.lines("when")
    let because = condition.localized("because")
    let otherwiseAt = condition.strings("at") ?? []
    condition.finish(.all)
    guard let when, let because else {
      object.invalid("registrar:requiredIf", "`registrar:requiredIf` needs `when` and `because`")
      return
    }
    field.requiredIf = ConditionalRequirement(
      condition: when, reason: because, otherwiseAt: otherwiseAt)
  }

  /// Customs of people's sheets and databases that are not universal.
  private mutating func readCustoms() {
    if fits(.literals) {
      field.literals = object.strings("registrar:literals") ?? []
      let own = object.has("missingValues") ? field.plain.missingValues ?? [] : []
      let missing = Set(own).intersection(field.literals).subtracting([""])
      if let both = missing.sorted().first {
        object.invalid("registrar:literals", "`\(both)` is both a value and no value")
      }
    }
    field.fillsDown = object.boolean("registrar:fillDown")
    if field.fillsDown, field.type.definition.storage == .sealed {
      object.invalid("registrar:fillDown", "`registrar:fillDown` does not fit type `secret`")
    }
    field.hasDatabaseDefault = object.boolean("registrar:databaseDefault")
    if field.hasDatabaseDefault, field.defaultValue != nil {
      object.invalid(
        "registrar:databaseDefault",
        "`registrar:databaseDefault` and another default exclude each other")
    }
    readAttachment()
    field.renames = object.string("registrar:renames")
    if field.renames != nil { field.isTransient = true }
  }

  private mutating func readAttachment() {
    guard let rule = object.object("registrar:attachment") else { return }
    let names = rule.strings("kinds") ?? []
    let kinds = names.compactMap(AttachmentKind.init(rawValue:))
    let bytes = rule.count("maxBytes")
    rule.finish(.all)
    if kinds.isEmpty || kinds.count < names.count {
      let all = inBackticks(AttachmentKind.allCases.map(\.rawValue))
      object.invalid("registrar:attachment", "`kinds` are some of \(all)")
    }
    if field.type != .string {
      object.invalid("registrar:attachment", "`registrar:attachment` belongs to type `string`")
    }
    field.attachment = AttachmentRule(kinds: kinds, maximumBytes: bytes ?? 10 << 20)
  }

  private mutating func readHashing() {
    guard fits(.hashing), let rule = object.object("registrar:hash") else { return }
    if field.secretPolicy != .hash {
      object.invalid("registrar:hash", "`registrar:hash` belongs to the policy `hash`")
    }
    func number(_ name: String, _ range: ClosedRange<Int>, _ usual: Int) -> Int {
      guard let number = rule.count(name) else { return usual }
      if !range.contains(number) {
        rule.invalid(
          name, "`\(name)` is between `\(range.lowerBound)` and `\(range.upperBound)`")
      }
      return number
    }
    let usual = HashRule()
    field.hashing.memory = number("memory", HashRule.memories, usual.memory)
    field.hashing.passes = number("passes", HashRule.passCounts, usual.passes)
    field.hashing.lanes = number("lanes", HashRule.laneCounts, usual.lanes)
    let names = rule.strings("takes") ?? []
    field.hashing.takes = Set(names.compactMap(HashRule.Kind.init(rawValue:)))
    if field.hashing.takes.count < names.count {
      let all = inBackticks(HashRule.Kind.allCases.map(\.rawValue))
      rule.invalid("takes", "`takes` are some of \(all)")
    }
    rule.finish(.all)
  }

  private mutating func readPrivacy() {
    field.privacy = object.choice("registrar:privacy", of: Field.Privacy.self) ?? .none
    if field.type.definition.properties.contains(.secretPolicy) {
      field.privacy = .secret
      field.secretPolicy = object.choice("registrar:secret", of: Field.SecretPolicy.self)
      if !object.has("registrar:secret") {
        object.findings.add(
          at: object.place, "`\(field.name)` is a secret without a policy `registrar:secret`")
      }
    } else if object.has("registrar:secret") {
      object.invalid("registrar:secret", "`registrar:secret` does not fit type \(typeName)")
    }
    readHashing()
    field.isTransient = object.boolean("registrar:transient")
  }
}
