import Schemas
import TabularCore
import Testing

/// Each mistake is found at its place, and nothing besides.
@Suite struct PackageLintTests {
  private static let id = #""fields": [{"name": "id", "type": "string"}], "primaryKey": "id""#

  /// A table `t` with a key and the given further members of one more field.
  private static func field(_ members: String) -> String {
    #""fields": [{"name": "id", "type": "string"}, {"name": "f", \#(members)}], "primaryKey": "id""#
  }

  private static let at = "datapackage.json#/resources/0/schema"

  @Test(arguments: [
    (
      #""type": "strin""#,
      ["schema.invalid/unknown-type \(at)/fields/1/type: t.f | strin ?string"]
    ),
    (
      #""type": "string", "registrar:type": "datetime", "registrar:zoneFrom": "id", "registrar:defaultTime": "24:00""#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:defaultTime: "
          + "t.f | `24:00` is not a time such as `09:00`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:synonyms": {"Fall": "Automne", "Autumn": ["automne", "the fall"]}"#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:synonyms: "
          + "t.f | `automne` means both `Fall` and `Autumn`",
        "schema.invalid/reason \(at)/fields/1/registrar:synonyms: t.f | `the fall` is not one word",
      ]
    ),
    (
      #""type": "string", "registrar:type": "coed""#,
      ["schema.invalid/unknown-type \(at)/fields/1/registrar:type: t.f | coed ?code"]
    ),
    (
      #""type": "string", "registrar:aliasses": {"en": "x"}"#,
      [
        "schema.invalid/unknown-key \(at)/fields/1/registrar:aliasses: "
          + "t.f | registrar:aliasses ?registrar:aliases"
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:aliases": {"english": "x"}"#,
      ["schema.invalid/unknown-key \(at)/fields/1/registrar:aliases/english: t.f | english"]
    ),
    (
      #""type": "integer", "constraints": {"minLength": 2}"#,
      ["schema.invalid/constraint \(at)/fields/1/constraints/minLength: minLength | t.f | integer"]
    ),
    (
      #""type": "string", "constraints": {"minimum": 2}"#,
      ["schema.invalid/constraint \(at)/fields/1/constraints/minimum: minimum | t.f | string"]
    ),
    (
      #""type": "boolean", "constraints": {"pattern": "x"}"#,
      ["schema.invalid/constraint \(at)/fields/1/constraints/pattern: pattern | t.f | boolean"]
    ),
    (
      #""type": "string", "registrar:type": "secret", "registrar:secret": "keep", "constraints": {"enum": ["a"], "unique": true}"#,
      [
        "schema.invalid/constraint \(at)/fields/1/constraints/enum: enum | t.f | secret",
        "schema.invalid/constraint \(at)/fields/1/constraints/unique: unique | t.f | secret",
      ]
    ),
    (
      #""type": "string", "constraints": {"maxlength": 2}"#,
      [
        "schema.invalid/unknown-key \(at)/fields/1/constraints/maxlength: t.f | maxlength ?maxLength"
      ]
    ),
    (
      #""type": "string", "constraints": {"minLength": 3, "maxLength": 2}"#,
      [
        "schema.invalid/reason \(at)/fields/1/constraints/maxLength: "
          + "t.f | `maxLength` 2 is below `minLength` 3"
      ]
    ),
    (
      #""type": "integer", "constraints": {"minimum": 3, "maximum": 2}"#,
      [
        "schema.invalid/reason \(at)/fields/1/constraints/maximum: "
          + "t.f | `maximum` 2 is below `minimum` 3"
      ]
    ),
    (
      #""type": "string", "constraints": {"pattern": "[a"}"#,
      [
        "schema.invalid/reason \(at)/fields/1/constraints/pattern: "
          + "t.f | the pattern `[a` does not compile"
      ]
    ),
    (
      #""type": "object", "constraints": {"jsonSchema": {}}"#,
      [
        "warning schema.invalid/reason \(at)/fields/1/constraints/jsonSchema: "
          + "t.f | constraint `jsonSchema` is not supported and is not checked"
      ]
    ),
    (
      #""type": "string", "registrar:type": "enum""#,
      ["schema.invalid/reason \(at)/fields/1: t.f | `f` is an enum without `registrar:values`"]
    ),
    (
      #""type": "string", "registrar:type": "enum", "registrar:values": ["a", {"value": "b", "aliases": ["A"]}]"#,
      [
        "schema.bad-example/alias \(at)/fields/1/registrar:values: A | t.f | it means both `a` and `b`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "enum", "registrar:values": ["paper"], "example": "papier", "registrar:default": "papr""#,
      [
        "schema.bad-example \(at)/fields/1/example: papier | t.f ?paper",
        "schema.bad-example/default \(at)/fields/1/registrar:default: papr | t.f ?paper",
      ]
    ),
    (
      #""type": "string", "registrar:type": "secret""#,
      [
        "schema.invalid/reason \(at)/fields/1: t.f | "
          + "`f` is a secret without a policy `registrar:secret`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "secret", "registrar:secret": "hide""#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:secret: t.f | "
          + "`hide` is not a value of `registrar:secret`, expected `refuse`, `hash`, `keep`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:scale": 2"#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:scale: t.f | "
          + "`registrar:scale` does not fit type `string`"
      ]
    ),
    (
      #""type": "number", "registrar:type": "money""#,
      [
        "schema.invalid/reason \(at)/fields/1: t.f | "
          + "`f` is an amount without `registrar:currencyField`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "datetime""#,
      [
        "schema.invalid/reason \(at)/fields/1: t.f | `f` is a time without `registrar:zoneFrom`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "phone", "registrar:countryFrom": ["countri", "id.country"]"#,
      [
        "schema.invalid \(at)/fields/1/registrar:countryFrom: countri | t.countri",
        "schema.invalid/reason \(at)/fields/1/registrar:countryFrom: t.f | "
          + "`id` on the path `id.country` is not a reference",
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:default": "a", "registrar:defaultFrom": "id""#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:defaultFrom: t.f | "
          + "`registrar:default` and `registrar:defaultFrom` exclude each other"
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:requiredIf": {"when": "1"}"#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:requiredIf: t.f | "
          + "`registrar:requiredIf` needs `when` and `because`"
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:multiline": "yes""#,
      [
        "schema.invalid/wrong-kind \(at)/fields/1/registrar:multiline: "
          + "t.f.registrar:multiline | a text | true or false"
      ]
    ),
    (
      #""type": "string", "registrar:type": "string", "registrar:column": "id""#,
      [
        "schema.invalid/reason \(at)/fields/1/registrar:column: t.f | "
          + "column `id` of `f` is taken by the tool"
      ]
    ),
  ])
  func fieldMistakesAreTold(members: String, expected: [String]) throws {
    let package = try ScratchPackage(tables: [("t", Self.field(members))])
    #expect(told(package.lint()) == expected)
  }

  private static let table = "datapackage.json#/resources/0/schema"
  private static let second = "datapackage.json#/resources/1/schema"

  @Test(arguments: [
    (
      #"\#(id), "registrar:rulez": []"#,
      ["schema.invalid/unknown-key \(table)/registrar:rulez: t | registrar:rulez ?registrar:rules"]
    ),
    (
      #"\#(id), "foreignkeys": [], "comment": "own", "rdfType": "x""#,
      [
        "warning schema.invalid/unknown-key \(table)/foreignkeys: t | foreignkeys ?foreignKeys"
      ]
    ),
    (
      #""fields": [], "primaryKey": []"#,
      [
        "schema.invalid/reason \(table): t | the table `t` has no fields",
        "warning schema.invalid/reason \(table): "
          + "t | the table `t` has no `primaryKey`: its rows cannot be matched",
      ]
    ),
    (
      #""fields": [{"name": "id", "type": "string"}, {"name": "id", "type": "string"}, {"type": "string"}], "primaryKey": "id""#,
      [
        "schema.invalid/reason \(table)/fields/1/name: t.id | two fields have the name `id`",
        "schema.invalid/reason \(table)/fields/2: t | the field has no `name`",
      ]
    ),
    (
      #""fields": [{"name": "code", "type": "string"}], "primaryKey": ["cod"], "uniqueKeys": [["codes"], 7]"#,
      [
        "schema.invalid/reason \(table)/uniqueKeys/1: "
          + "t | a number stands where a list of fields is expected",
        "schema.invalid \(table)/primaryKey: t.primaryKey | t.cod",
        "schema.invalid \(table)/uniqueKeys/0: t.uniqueKeys | t.codes ?code",
      ]
    ),
    (
      #"\#(id), "foreignKeys": [{"fields": "idd", "reference": {"resource": "t", "fields": "id"}}]"#,
      ["schema.invalid \(table)/foreignKeys/0/fields: t.foreignKeys | t.idd"]
    ),
    (
      #"\#(id), "foreignKeys": [{"fields": "id", "reference": {"resource": "other", "fields": "x"}}]"#,
      ["schema.invalid \(table)/foreignKeys/0/reference: t.id | other"]
    ),
    (
      #"\#(id), "foreignKeys": [{"fields": "id", "reference": {"fields": "code"}}]"#,
      ["schema.invalid \(table)/foreignKeys/0/reference: t.id | t.code"]
    ),
    (
      #"\#(id), "foreignKeys": [{"fields": ["id", "id"], "reference": {"fields": "id"}}, {"fields": "id"}]"#,
      [
        "schema.invalid/reason \(table)/foreignKeys/0: "
          + "t | the foreign key has 2 fields and refers to 1",
        "schema.invalid/reason \(table)/foreignKeys/1: t | the foreign key has no `reference`",
      ]
    ),
    (
      #""fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}], "primaryKey": "a", "foreignKeys": [{"fields": "a", "reference": {"fields": "b"}, "registrar:alsoBy": ["c", {"within": {}}]}]"#,
      [
        "schema.invalid/reason \(table)/foreignKeys/0/registrar:alsoBy/1: "
          + "t | the alternative names no `field`",
        "schema.invalid/reason \(table)/foreignKeys/0/reference: "
          + "t | `a` refers to `b`, which is no key of `t`",
        "schema.invalid \(table)/foreignKeys/0/registrar:alsoBy: t.a | t.c",
      ]
    ),
    (
      #"\#(id), "registrar:liveness": {"field": "stat", "closed": "x"}, "registrar:identityField": "mail", "registrar:expectedChildren": ["t", "u"], "registrar:identities": [{"fields": ["id", "x"], "table": "t"}, {"fields": "id"}]"#,
      [
        "schema.invalid/reason \(table)/registrar:identities/1: "
          + "t | an identity needs a `table` and two `fields` at least",
        "schema.invalid \(table)/registrar:liveness: t.registrar:liveness | t.stat",
        "schema.invalid \(table)/registrar:identityField: t.registrar:identityField | t.mail",
        "schema.invalid/reason \(table)/registrar:expectedChildren: "
          + "t | `t` has no reference to `t`",
        "schema.invalid \(table)/registrar:expectedChildren: t | u",
        "schema.invalid/reason \(table)/registrar:identities/0: "
          + "t | `id` of the identity does not refer to `t`",
        "schema.invalid/reason \(table)/registrar:identities/0: "
          + "t | `x` of the identity does not refer to `t`",
      ]
    ),
    (
      #"\#(id), "registrar:store": {"table": "registrar_runs", "indexes": [{"columns": "id"}], "check": []}"#,
      [
        "schema.invalid/reason \(table)/registrar:store/indexes/0: "
          + "t | an index needs a `name` and `columns`",
        "schema.invalid/unknown-key \(table)/registrar:store/check: t | check ?checks",
        "schema.invalid/reason \(table)/registrar:store: "
          + "t | the name `registrar_runs` is kept for the tool's own tables",
      ]
    ),
  ])
  func tableMistakesAreTold(schema: String, expected: [String]) throws {
    let package = try ScratchPackage(tables: [("t", schema)])
    #expect(told(package.lint()) == expected)
  }

  @Test(arguments: [
    (
      #"{"violatedWhen": "1", "at": "id"}"#,
      ["schema.invalid/reason \(table)/registrar:rules/0: t | the rule has no `code`"]
    ),
    (
      #"{"code": "rule.a", "query": "SELECT 1", "message": "m", "help": "h"}"#,
      [
        "schema.invalid/reason \(table)/registrar:rules/0: "
          + "t | the rule has a `query` and does not name its `tables`",
        "schema.invalid/reason \(table)/registrar:rules/0: "
          + "t | the rule does not say where it points: `at` or `atExpression`",
      ]
    ),
    (
      #"{"code": "Rule", "at": "id"}"#,
      [
        "schema.invalid/reason \(table)/registrar:rules/0/code: "
          + "t | `Rule` is not a code: an area, a point and a problem, `rule.x`",
        "schema.invalid/reason \(table)/registrar:rules/0: "
          + "t | the rule has neither `violatedWhen` nor `query`",
      ]
    ),
    (
      #"{"code": "rule.a", "violatedWhen": "1", "at": "idd", "related": "ie", "message": "{x}"}"#,
      [
        "schema.invalid/reason \(table)/registrar:rules/0: "
          + "t | the rule `rule.a` needs a `message` and a `help`",
        "schema.invalid/reason \(table)/registrar:rules/0: "
          + "t | the message of `rule.a` names `{x}`, which no argument gives",
        "schema.invalid \(table)/registrar:rules/0/related: rule.a | t.ie",
        "schema.invalid \(table)/registrar:rules/0/at: rule.a | t.idd",
      ]
    ),
    (
      #"{"code": "rule.a", "violatedWhen": "1", "at": "id", "message": {"en": "m", "fr": "{@alowDelete}"}, "help": "run {@showRun}, {@allowDelete} or {@raiseLimit =rows id}"}"#,
      [
        "schema.invalid/reason \(table)/registrar:rules/0/message: "
          + "t | the message of `rule.a` names `{@alowDelete}`, which is no action ?allowDelete",
        "schema.invalid/reason \(table)/registrar:rules/0/help: "
          + "t | the help of `rule.a` gives the action `{@showRun}` another number of values than it takes",
      ]
    ),
    (
      #"{"code": "value.required-iff", "violatedWhen": "1", "at": "id"}"#,
      [
        "schema.invalid/reason \(table)/registrar:rules/0/code: t | `value.required-iff` is not a "
          + "code of the tool; a package's own codes begin with `rule.` ?value.required-if"
      ]
    ),
    (
      #"{"code": "rule.a", "query": "SELECT 1", "tables": ["t", "u"], "at": "id", "message": "m", "help": "h", "severity": "bad"}"#,
      [
        "schema.invalid/reason \(table)/registrar:rules/0/severity: "
          + "t | `bad` is not a value of `severity`, expected `note`, `warning`, `error`",
        "schema.invalid \(table)/registrar:rules/0/tables: rule.a | u",
      ]
    ),
  ])
  func ruleMistakesAreTold(rule: String, expected: [String]) throws {
    let package = try ScratchPackage(tables: [("t", Self.id + #", "registrar:rules": [\#(rule)]"#)])
    #expect(told(package.lint()) == expected)
  }
}
