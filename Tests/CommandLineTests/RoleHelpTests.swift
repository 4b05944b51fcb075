import Foundation
import TestSupport
import Testing

/// What is advised to somebody whose role on a server lacks a right is typed, verbatim.
@Suite struct RoleHelpTests {
  private let tool: Registrar
  private let server: PostgresServer

  init() throws {
    tool = try Registrar()
    server = try PostgresServer.shared()
  }

  @Test(arguments: ["C", "fr_CA.UTF-8"])
  func roles_areAnsweredByGrants(language: String) throws {
    let database = try server.makeDatabase()
    let reader = database + "_reader"
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nBRA-01,Brampton,America/Toronto,virtual\n")
    var environment = [
      "PGHOST": server.folder, "PGPORT": "\(server.port)", "PGDATABASE": database,
      "PGUSER": "registrar", "LANG": language,
    ]
    let store = "--store postgresql://"
    let made = try tool.shell("registrar store init \(store)", environment: environment)
    #expect(made.status == 0, "\(made.errors)")
    try server.ask("CREATE ROLE \(reader) LOGIN", in: database)
    try server.ask("GRANT USAGE ON SCHEMA public TO \(reader)", in: database)
    try server.ask("GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(reader)", in: database)
    environment["PGUSER"] = reader
    for (mode, code) in [("--execute", "store.unreachable"), ("", "store.rights-missing")] {
      let refused = try tool.shell(
        "registrar import locations.csv \(store) \(mode)", environment: environment)
      let text = refused.output + refused.errors
      #expect(text.contains("[\(code)]"), "\(text)")
      let help = try #require(
        text.split(separator: "\n").first {
          $0.contains("`registrar store grants")
        })
      let command = String(help.split(separator: "`")[1])
      let typed = try tool.shell(command, environment: environment)
      #expect(typed.status == 0, "\(command): \(typed.errors)")
      #expect(typed.output.contains("INSERT"), "\(typed.output)")
    }
  }
}
