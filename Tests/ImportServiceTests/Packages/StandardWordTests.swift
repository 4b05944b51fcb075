import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// Words that Table Schema declares beside a type of the tool's own.
@Suite struct StandardWordTests {
  @Test(
    arguments: [
      (#""trueValues": ["yes", "true", "1"], "falseValues": ["no", "false", "0"]"#, []),
      (#""trueValues": ["oui", "vrai"]"#, []),
      (
        #""trueValues": ["yes", "open"], "falseValues": ["shut"]"#,
        [
          "`open` is not read as yes or no beside `registrar:type`; leave it out",
          "`shut` is not read as yes or no beside `registrar:type`; leave it out",
        ]
      ),
    ] as [(String, [String])])
  func wordsOfAnOwnType_areThoseItReads(words: String, expected: [String]) throws {
    let setting = try ShopSetting()
    try setting.scratch.write(
      "shop/items.schema.json",
      """
      {"fields": [
         {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "open", "type": "boolean", "registrar:type": "boolean", \(words)}],
       "primaryKey": ["code"]}
      """)
    let found = PackageLoader.lint(path: setting.package, checks: .complete)
    #expect(found.compactMap { $0.arguments.last?.value } == expected)
  }
}
