import Foundation
import ImportPipeline
import ImportService
import TabularCore
import TestSupport
import Testing

/// The dialect that a package declares for a table.
@Suite struct DeclaredDialectTests {
  /// A shop whose items are said to be written in some way.
  private func setting(_ members: String) throws -> ShopSetting {
    let setting = try ShopSetting()
    try setting.scratch.write(
      "shop/datapackage.json",
      """
      {"name": "shop", "version": "1", "resources": [
        {"name": "items", "path": "items.csv", \(members), "schema": "items.schema.json"}]}
      """)
    return setting
  }

  private func errors(
    _ setting: ShopSetting, _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> [String] {
    var request = setting.request()
    change(&request.options)
    let report = try setting.service().prepare(request).run()
    return report.issues.issues.filter { $0.severity == .error }.map(\.code.rawValue)
  }

  @Test(arguments: [
    (#""dialect": {"delimiter": "|"}"#, "code|name|stock\nA,1|Lamp, small|3\n"),
    (#""dialect": {"quoteChar": "'"}"#, "code,name,stock\nA1,'Lamp, \"small\"',3\n"),
    (#""dialect": {"headerRows": [2]}"#, "code,x,y\ncode,name,stock\nA1,Lamp,3\n"),
  ])
  func aDeclaredDialect_isReadBy(members: String, text: String) throws {
    let setting = try setting(members)
    try setting.scratch.write("items.csv", text.replacing("A,1", with: "A1"))
    #expect(try errors(setting) == [])
    let plain = try ShopSetting()
    try plain.scratch.write("items.csv", text.replacing("A,1", with: "A1"))
    // The delimiter and the header row are found without a declaration; another quote is not.
    #expect(try errors(plain).isEmpty != members.contains("quoteChar"))
  }

  @Test func aDeclaredEncoding_isReadBy() throws {
    let setting = try setting(#""encoding": "windows-1252""#)
    var bytes = Array("code,name,stock\nA1,Caf".utf8)
    bytes += [0xE9]
    bytes += Array(",3\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: setting.scratch.path(of: "items.csv")))
    #expect(try errors(setting) == [])
    let other = try ShopSetting()
    try Data(bytes).write(to: URL(fileURLWithPath: other.scratch.path(of: "items.csv")))
    #expect(try errors(other) == ["csv.encoding-invalid"])
  }

  @Test func theCommandLine_standsAboveThePackage() throws {
    let setting = try setting(#""dialect": {"headerRows": [4]}"#)
    try setting.scratch.write("items.csv", "code;name;stock\nA1;Lamp;3\n")
    #expect(try !errors(setting).isEmpty)
    #expect(try errors(setting) { $0.headerRow = 1 } == [])
  }
}
