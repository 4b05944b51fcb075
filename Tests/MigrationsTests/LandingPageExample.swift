import Migrations
import StoreTesting
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExampleDoesWhatThePageSays() throws {
    let setting = try MigrationSetting(.sqlite)
    try setting.scratch.write(
      "migration.json",
      """
      {"name": "move", "package": "./stock",
       "environments": [{"name": "copy", "store": "sqlite:s.sqlite"}],
       "phases": [{"id": "sites"}, {"id": "things", "dependsOn": ["sites"]}]}
      """)
    let path = setting.scratch.path(of: "migration.json")
    let service = try setting.service()
    // The example of the landing page begins here.
    let migration = try MigrationLoader.load(path: path)
    let site = try MigrationSite(service, migration, in: migration.environments[0], variables: [:])
    let state = try site.state()
    let obstacle = state.obstacle(to: migration.phases[1])
    // The example ends here.
    #expect(obstacle == .dependency("sites"))
  }
}
