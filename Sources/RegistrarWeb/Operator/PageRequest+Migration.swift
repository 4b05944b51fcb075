import HTTPTypes
import Hummingbird
import JSONText
import Submissions
import TabularCore

extension PageRoute {
  /// Where a migration stands.
  static let migration: [PageRoute] = [
    .get("/migration", .roles([.operator, .auditor])) { asked in
      let state = try await asked.migrationState(for: try asked.caller)
      let values = MigrationValues(try JSONParser.parse(state), asked)
      return asked.page("migration", title: values.title, part: "migration", values.all)
    }
  ]
}

extension APIRoute {
  /// `GET /api/v1/migration`: where a migration stands.
  static let migration = [
    APIRoute(.get, "/migration") { asked, caller in
      let state = try await asked.migrationState(for: caller)
      return .text(String(decoding: state, as: UTF8.self), type: "application/json")
    }
  ]
}

extension PageRequest {
  /// The state of the migration that the server shows, as JSON of a command.
  ///
  /// - Throws: ``DeskError/notFound`` on a server that shows none.
  fileprivate func migrationState(for caller: Caller) async throws -> [UInt8] {
    guard let migration = site.settings.migration else { throw DeskError.notFound }
    return try await desk.told(
      by: migration.arguments + ["--language", language.rawValue],
      variables: migration.variables, detail: "migration", to: caller)
  }
}
