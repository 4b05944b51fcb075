import SystemEmission
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct SystemEmissionExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    let (profile, connection) = (try setting.profile(), try setting.connection())
    let address = setting.server.address
    // The example of the landing page begins here.
    let settings = try EmissionSettings(
      profile, given: ["url": address, "user": "admin"],
      environment: ["ACADEMY_PASSWORD": "letmein"]
    ) { _ in nil }
    let emitter = SystemEmitter(profile, settings: settings, store: connection)
    let report = emitter.run(executes: true)
    // The example ends here.
    #expect(report.failure == nil)
    #expect(report.tables.map(\.created) == [5, 2, 5])
  }
}
