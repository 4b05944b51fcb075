import Schemas
import TabularCore
import Testing

/// What descriptors say arrives in the model.
@Suite struct PackageLoaderTests {
  @Test func packageAndTable() throws {
    let text = """
      {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "pack",
       "title": "Pack", "version": 3, "registrar:defaultCountry": "CA",
       "registrar:translations": {"fr": {"title": "Paquet"}},
       "registrar:severity": {"table.outlier": "error", "rule.a": "warning"},
       "resources": [{"name": "things", "path": "data/things_2027.csv", "encoding": "utf-8",
         "dialect": {"delimiter": ";", "headerRows": [2], "sheetName": "All things"},
         "schema": "things.schema.json"}]}
      """
    let schema = """
      {"title": "Things", "description": "Some things.",
       "registrar:translations": {"fr": {"title": "Choses", "description": "Des choses."}},
       "registrar:sheetAliases": ["Stuff"], "registrar:ignoredHeaders": "Picture",
       "registrar:writeMode": "insert-only", "registrar:identityField": "mail",
       "registrar:liveness": {"field": "state", "closed": ["off"]},
       "registrar:expectedChildren": ["things"],
       "registrar:noun": {"en": "thing", "fr": "chose"}, "registrar:nounPlural": "things",
       "registrar:store": {"table": "thing", "checks": ["a > 0"],
         "indexes": [{"name": "i", "columns": ["code"], "unique": true, "where": "a = 1"}]},
       "fields": [
         {"name": "code", "type": "string", "registrar:type": "code"},
         {"name": "mail", "type": "string", "registrar:type": "email", "constraints": {"unique": true}},
         {"name": "state", "type": "string", "registrar:type": "enum", "registrar:values": ["on", "off"]},
         {"name": "part_of", "type": "string", "registrar:type": "code"}],
       "primaryKey": "code", "uniqueKeys": [["mail", "state"]],
       "foreignKeys": [{"fields": "part_of", "reference": {"resource": "", "fields": "code"},
         "registrar:alsoBy": ["mail", {"field": "mail", "within": {"state": "state"}}],
         "registrar:live": false}],
       "registrar:rules": [{"code": "rule.a", "severity": "note", "violatedWhen": ["1 =", "2"],
         "at": ["code", "mail"], "arguments": {"x": "code"}, "related": "state", "variant": "v",
         "message": {"en": "a {x}", "fr": "un {x}"}, "help": "do", "explanation": "why"},
         {"code": "rule.a", "query": "SELECT 1", "tables": "things", "atExpression": "'code'",
         "message": "b"}]}
      """
    let package = try ScratchPackage(text, files: ["things.schema.json": schema]).load()
    #expect(package.name == "pack")
    #expect(package.title == LocalizedText("Pack", ["fr": "Paquet"]))
    #expect(package.version == "3")
    #expect(package.defaultCountry == "CA")
    #expect(package.severityChanges == ["table.outlier": .error, "rule.a": .warning])
    #expect(package.hash.count == 64)
    let table = try #require(package.table(named: "things"))
    #expect(table.title == LocalizedText("Things", ["fr": "Choses"]))
    #expect(table.description == LocalizedText("Some things.", ["fr": "Des choses."]))
    #expect(table.sheetName == "All things")
    #expect(table.sheetAliases == ["Stuff"])
    #expect(table.fileStem == "things_2027")
    #expect(table.ignoredHeaders == ["Picture"])
    #expect(table.writeMode == .insertOnly)
    #expect(table.identityField == "mail")
    #expect(table.liveness == TableSchema.Liveness(field: "state", closedValues: ["off"]))
    #expect(table.expectedChildren == ["things"])
    #expect(table.noun == LocalizedText("thing", ["fr": "chose"]))
    #expect(table.nounPlural == LocalizedText("things"))
    #expect(table.naturalKey == ["code"])
    #expect(table.uniqueKeys == [["mail", "state"], ["mail"]])
    #expect(
      table.references == [
        Reference(
          field: "part_of", table: "things", targetField: "code",
          alternatives: [
            Reference.Alternative(field: "mail"),
            Reference.Alternative(field: "mail", within: ["state": FieldPath("state")]),
          ], requiresLiveParent: false)
      ])
    #expect(
      table.store
        == StoreMapping(
          table: "thing", checks: ["a > 0"],
          indexes: [
            StoreMapping.Index(name: "i", columns: ["code"], isUnique: true, condition: "a = 1")
          ]))
    var dialect = TableDialect()
    dialect.delimiter = ";"
    dialect.headerRows = [2]
    dialect.sheetName = "All things"
    dialect.encoding = "utf-8"
    #expect(table.dialect == dialect)
    let rule = try #require(table.rules.first)
    #expect(rule.code == "rule.a" && rule.severity == .note && rule.variant == "v")
    #expect(rule.scope == .row(violatedWhen: "1 =\n2"))
    #expect(rule.place == .fields(["code", "mail"]))
    #expect(rule.arguments == ["x": "code"] && rule.related == ["state"])
    #expect(rule.message == LocalizedText("a {x}", ["fr": "un {x}"]))
    #expect(rule.help == LocalizedText("do") && rule.explanation == LocalizedText("why"))
    let second = try #require(table.rules.last)
    #expect(second.scope == .set(query: "SELECT 1", tables: ["things"]))
    #expect(second.place == .expression("'code'"))
    #expect(second.severity == .error && second.message == LocalizedText("b"))
    #expect(second.help == LocalizedText("do") && second.explanation == LocalizedText("why"))
  }

  /// One field with the given members, beside fields that paths may lead to.
  private func field(_ members: String) throws -> Field {
    let package = try ScratchPackage(tables: [
      (
        "t",
        """
        "fields": [{"name": "f", \(members)},
          {"name": "code", "type": "string", "registrar:type": "code"},
          {"name": "money", "type": "string", "registrar:type": "currency"},
          {"name": "zone", "type": "string", "registrar:type": "time-zone"},
          {"name": "land", "type": "string", "registrar:type": "country"},
          {"name": "parent", "type": "string", "registrar:type": "code"}],
        "primaryKey": "code", "missingValues": ["", "n/a"],
        "foreignKeys": [{"fields": "parent", "reference": {"fields": "code"}}]
        """
      )
    ])
    return try #require(try package.load().tables.first?.fields.first)
  }

  @Test(arguments: [
    (#""site""#, LocalizedText("site"), LocalizedText("things")),
    (
      #"{"en": ["site", "sites"], "fr": ["lieu", "lieux"], "de": "Ort"}"#,
      LocalizedText("site", ["fr": "lieu", "de": "Ort"]),
      LocalizedText("sites", ["fr": "lieux", "de": "Ort"])
    ),
    (
      #"{"en": "site", "fr": "lieu"}"#, LocalizedText("site", ["fr": "lieu"]),
      LocalizedText("things")
    ),
  ])
  func nouns_haveForms(json: String, one: LocalizedText, many: LocalizedText) throws {
    let package = try ScratchPackage(tables: [
      (
        "things",
        """
        "registrar:noun": \(json), "fields": [{"name": "code", "type": "string"}],
        "primaryKey": "code"
        """
      )
    ]).load()
    #expect(package.tables[0].noun == one)
    #expect(package.tables[0].nounPlural == many)
  }

  @Test func nounsWithoutEnglish_areRefused() throws {
    let package = try ScratchPackage(tables: [
      (
        "things",
        """
        "registrar:noun": {"fr": ["lieu", "lieux"]},
        "fields": [{"name": "code", "type": "string"}], "primaryKey": "code"
        """
      )
    ])
    #expect(throws: SchemaError.self) { try package.load() }
  }

  @Test func textField() throws {
    let field = try field(
      """
      "type": "string", "title": "Name", "description": "What it is called.", "example": 12,
      "registrar:type": "string", "registrar:translations": {"fr": {"title": "Nom"}},
      "registrar:aliases": {"en": ["Called", "Known as"], "fr": "Appelé", "legacy": "NM"},
      "constraints": {"required": true, "minLength": 1, "maxLength": 9, "pattern": "[a-z]+"},
      "registrar:patternWords": {"en": "letters", "fr": "lettres"}, "registrar:multiline": true,
      "registrar:lowercase": true, "registrar:folded": true, "registrar:privacy": "personal",
      "registrar:defaultFrom": "parent.f", "registrar:column": "name", "registrar:width": 12.5,
      "registrar:requiredIf": {"when": "code > 1", "because": {"en": "so"}, "at": "code"}
      """)
    #expect(field.type == .string && field.isRequired)
    #expect(field.label == LocalizedText("Name", ["fr": "Nom"]))
    #expect(field.description == LocalizedText("What it is called."))
    #expect(field.aliases == ["Called", "Known as", "Appelé", "NM"])
    #expect(field.example == "12")
    #expect(field.constraints.minimumLength == 1 && field.constraints.maximumLength == 9)
    #expect(field.constraints.pattern == "[a-z]+")
    #expect(field.constraints.patternWords == LocalizedText("letters", ["fr": "lettres"]))
    #expect(field.isMultiline && field.isLowercased && field.isFolded)
    #expect(field.privacy == .personal && field.templateWidth == 12.5)
    #expect(field.defaultValue == .path(FieldPath(through: ["parent"], field: "f")))
    #expect(field.store == .foldedColumn("name", folded: "name_folded"))
    #expect(
      field.requiredIf
        == ConditionalRequirement(
          condition: "code > 1", reason: LocalizedText("so"), otherwiseAt: ["code"]))
  }

  @Test func numbersAndTimes() throws {
    let percent = try field(
      #""type": "number", "registrar:type": "percent", "registrar:scale": 2, "registrar:round": true, "constraints": {"minimum": 0, "maximum": "100"}"#
    )
    #expect(percent.scale == 2 && percent.roundsToScale)
    #expect(percent.constraints.minimum == "0" && percent.constraints.maximum == "100")
    let minutes = try field(
      #""type": "integer", "registrar:type": "integer", "registrar:minutes": true, "registrar:default": 3, "registrar:notNull": true"#
    )
    #expect(minutes.readsMinutes && minutes.defaultValue == .text("3") && minutes.isNeverNull)
    let money = try field(
      #""type": "number", "registrar:type": "money", "registrar:currencyField": "money""#)
    #expect(money.currencyField == "money" && money.store == .column("f_minor"))
    let moment = try field(
      """
      "type": "string", "registrar:type": "datetime", "registrar:zoneFrom": ["zone", "parent.zone"],
      "registrar:dateFrom": "parent.f", "registrar:parts":
      {"date": "Day", "time": ["Hour", "At"], "dateFrom": "f"}
      """)
    #expect(moment.zoneFrom == [FieldPath("zone"), FieldPath("parent.zone")])
    #expect(moment.dateFrom == FieldPath("parent.f"))
    #expect(
      moment.parts
        == Field.DateTimeParts(
          dateHeaders: ["Day"], timeHeaders: ["Hour", "At"], dateFrom: FieldPath("f")))
    #expect(moment.store == .dateTime(local: "f_local", utc: "f_utc"))
    let day = try field(
      #""type": "string", "registrar:type": "datetime", "registrar:zoneFrom": "zone", "registrar:defaultTime": "09:30""#
    )
    #expect(day.defaultTime == 570)
    let words = try field(
      #""type": "string", "registrar:type": "string", "registrar:synonyms": {"Fall": ["Automne", "Otoño"]}"#
    )
    #expect(words.synonyms == ["fall": "Fall", "automne": "Fall", "otoño": "Fall"])
    let phone = try field(
      #""type": "string", "registrar:type": "phone", "registrar:countryFrom": "land", "registrar:transient": true"#
    )
    #expect(phone.countryFrom == [FieldPath("land")] && phone.store == .none)
  }

  @Test func listsAndClosedLists() throws {
    let list = try field(
      """
      "type": "string", "registrar:type": "list", "registrar:itemType": "enum",
      "registrar:values": ["a", {"value": "b", "aliases": "bee", "label": {"en": "B"}}],
      "registrar:ordered": true, "constraints": {"maxLength": 3}, "registrar:itemMinLength": 1,
      "registrar:itemMaxLength": 5
      """)
    #expect(list.itemType == .enumeration && list.isOrderedList)
    #expect(
      list.enumValues == [
        Field.EnumValue("a"),
        Field.EnumValue("b", aliases: ["bee"], label: LocalizedText("B")),
      ])
    #expect(list.constraints.maximumLength == 3)
    #expect(
      list.constraints.itemMinimumLength == 1 && list.constraints.itemMaximumLength == 5)
    #expect(list.store == .list(table: "t_f", owner: "t_id", item: "item", position: "position"))
    let joined = try field(
      #""type": "string", "registrar:type": "list", "registrar:joinTable": {"table": "j", "owner": "o", "item": "i"}"#
    )
    #expect(joined.itemType == .string)
    #expect(joined.store == .list(table: "j", owner: "o", item: "i", position: nil))
    let choice = try field(
      #""type": "string", "registrar:type": "enum", "constraints": {"enum": ["x", "y"]}, "registrar:yesNo": true"#
    )
    #expect(choice.enumValues.map(\.value) == ["x", "y"] && choice.acceptsYesNo)
    #expect(choice.constraints.allowedValues == nil)
  }

  @Test(arguments: [
    ("refuse", Field.SecretPolicy.refuse, ColumnMapping.none),
    ("hash", .hash, .column("f_hash")),
    ("keep", .keep, .secret),
  ])
  func secrets(text: String, policy: Field.SecretPolicy, store: ColumnMapping) throws {
    let field = try field(
      #""type": "string", "registrar:type": "secret", "registrar:secret": "\#(text)""#)
    #expect(field.secretPolicy == policy && field.privacy == .secret && field.store == store)
  }

  @Test func plainFields() throws {
    let number = try field(
      """
      "type": "number", "decimalChar": ",", "groupChar": " ", "bareNumber": false,
      "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": 9, "enum": [1, 2]}
      """)
    #expect(number.type == .plainNumber)
    #expect(number.plain.decimalMark == "," && number.plain.groupMark == " ")
    #expect(!number.plain.isBareNumber)
    #expect(number.plain.missingValues == ["", "n/a"])
    #expect(
      number.constraints.exclusiveMinimum == "0" && number.constraints.exclusiveMaximum == "9")
    #expect(number.constraints.allowedValues == ["1", "2"])
    let truth = try field(
      #""type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"], "missingValues": [{"value": "-", "label": "none"}]"#
    )
    #expect(truth.plain.trueValues == ["ja"] && truth.plain.falseValues == ["nein"])
    #expect(truth.plain.missingValues == ["-"])
    let list = try field(#""type": "list", "itemType": "integer", "delimiter": "|""#)
    #expect(
      list.type == .plainList && list.itemType == .plainInteger && list.plain.delimiter == "|")
    #expect(try field(#""type": "date", "format": "%d/%m/%Y""#).plain.format == "%d/%m/%Y")
    #expect(try field(#""title": "Untyped""#).type == .plainAny)
  }

  @Test func plainPackagesLoadAsTheyAre() throws {
    let package = try ScratchPackage(
      """
      {"profile": "data-package", "name": "theirs", "resources": [
        {"name": "sites", "path": "sites.csv", "schema": {"fields": [
          {"name": "id", "type": "integer"}, {"name": "a-b c", "type": "string"}],
          "primaryKey": ["id"]}},
        {"name": "visits", "path": ["v1.csv"], "schema": {"fields": [
          {"name": "site", "type": "integer"}, {"name": "day", "type": "date"},
          {"name": "site2", "type": "integer"}, {"name": "day2", "type": "date"}],
          "primaryKey": ["site", "day"], "foreignKeys": [
            {"fields": "site", "reference": {"resource": "sites", "fields": "id"}},
            {"fields": ["site2", "day2"], "reference": {"fields": ["site", "day"]}}]}}]}
      """
    ).load()
    #expect(package.tables.map(\.name) == ["sites", "visits"])
    let visits = package.tables[1]
    #expect(visits.fileStem == "v1" && visits.sheetName == "visits")
    #expect(visits.fields.map(\.isRequired) == [true, true, false, false])
    #expect(
      visits.references.last
        == Reference(
          field: "day2", table: "visits", targetField: "day", with: ["site": FieldPath("site2")]))
    #expect(package.tables[0].fields[0].store == .column("id_value"))
  }

  @Test func hashCoversEveryFile() throws {
    let text = #"{"name": "p", "resources": [{"name": "t", "schema": "t.schema.json"}]}"#
    let schema = #"{"fields": [{"name": "a", "type": "string"}], "primaryKey": "a"}"#
    let package = try ScratchPackage(text, files: ["t.schema.json": schema])
    let first = try package.load().hash
    #expect(try package.load().hash == first)
    try package.write(schema + " ", to: "t.schema.json")
    #expect(try package.load().hash != first)
  }

  @Test func loadingThrowsEveryMistake() throws {
    let package = try ScratchPackage(#"{"resources": [], "registrar:x": 1}"#)
    #expect {
      try package.load()
    } throws: { error in
      told((error as? SchemaError)?.issues ?? []) == told(package.lint())
        && (error as? SchemaError)?.issues.count == 3
    }
  }
}
